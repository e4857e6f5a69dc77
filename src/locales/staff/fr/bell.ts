/** Whether this device would ring, how it sounds, and the bell check. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  title: 'Essai de sonnerie',
  thisDevice: 'Cet appareil',
  wouldRing: 'Cet appareil sonnerait.',
  wouldRingDetail: 'Même avec l’écran verrouillé, ou une autre application au premier plan.',
  more: 'Essai de sonnerie',

  obstacle: {
    offline: { is: 'Il n’y a pas de connexion.', mend: 'Rien ne peut sonner ici avant son retour. Vérifiez le Wi-Fi.' },
    soundOff: { is: 'La sonnerie est coupée sur cet appareil.', mend: 'Une conversation qui sonne y est seulement affichée.' },
    soundLocked: {
      is: 'Le navigateur garde cette page muette tant qu’elle n’a pas été touchée une fois.',
      mend: 'Touchez l’écran, ou essayez la sonnerie.',
    },
    notInstalled: {
      is: 'Avec l’écran verrouillé, cet appareil reste muet.',
      mend: 'Un iPhone ou un iPad ne sonne que pour les applications installées : touchez « Partager », puis « Sur l’écran d’accueil », et ouvrez Shopbell de là.',
    },
    impossible: {
      is: 'Ce navigateur ne sonne que si Shopbell est au premier plan.',
      mend: 'Laissez-le ouvert, ou prenez un navigateur qui sait afficher des notifications.',
    },
    denied: {
      is: 'Les notifications sont bloquées : rien ne sonne avec l’écran verrouillé.',
      mend: 'Touchez le signe à côté de l’adresse, autorisez les notifications pour cette page, puis revenez.',
    },
    notAsked: {
      is: 'Avec l’écran verrouillé, cet appareil reste muet.',
      mend: 'Autorisez les notifications, et il sonnera alors aussi.',
    },
    noService: {
      is: 'Le service push du navigateur ne répond pas : rien ne sonne avec l’écran verrouillé.',
      mend: 'Le réseau l’empêche peut-être de passer.',
    },
    notRegistered: {
      is: 'Le serveur ne sait pas comment faire sonner cet appareil avec l’écran verrouillé.',
      mend: 'Réessayez ; si rien ne change, prévenez votre responsable.',
    },
  },
  allow: 'Autoriser les notifications',
  turnOn: 'L’activer',

  volume: 'Volume',
  volumeOf: (percent) => (percent === 0 ? 'Coupée' : `${percent} %`),
  test: 'Essayer la sonnerie',
  vibrates: 'Vibrer aussi',

  devices: 'Faire sonner un appareil',
  devicesDetail: 'Il sonne une fois, exprès, et vous voyez jusqu’où c’est allé.',
  loading: 'Recherche des appareils',
  failed: 'Les appareils n’ont pas pu être affichés',
  failedDetail: 'Vérifiez le Wi-Fi. Un nouvel essai se fait tout seul.',
  none: 'Personne n’a de session ouverte',
  noneDetail: 'Un appareil figure ici tant qu’une session y est ouverte.',
  here: 'cet appareil',
  open: 'Ouvert en ce moment',
  heard: (time) => `Dernier signe à ${time}`,
  neverHeard: 'Aucun signe pour l’instant',
  push: { none: 'sans push', working: 'le push marche', silent: 'dernier push non reçu' },
  ring: 'Faire sonner',
  ringOf: (name) => `chez ${name}`,
  ringAgain: 'Refaire sonner',

  page: 'Dans l’application',
  pushed: 'En notification',
  step: { sent: 'Parti', delivered: 'Arrivé', displayed: 'À l’écran', tapped: 'Entendu' },
  notYet: 'pas encore',
  result: {
    underway: 'Sonnerie en cours…',
    heard: 'Ça sonne, et quelqu’un l’entend là-bas.',
    rings: 'Ça sonne. Personne là-bas n’a encore dit l’entendre.',
    unseen: 'C’est arrivé, mais sur aucun écran. Réveillez l’appareil et ouvrez Shopbell dessus.',
    silent: 'Rien n’est arrivé. L’appareil est-il allumé et connecté au Wi-Fi ?',
    failed: 'L’envoi n’a pas pu se faire. Ouvrez Shopbell sur cet appareil, puis faites-le sonner de nouveau.',
    noWay:
      'Il ne peut pas être joint : Shopbell n’y est pas ouvert, et les notifications n’y sont pas autorisées. Ouvrez-le d’abord là-bas.',
  },
  failure: {
    gone: 'Le service push ne connaît plus ce navigateur. Ouvrez-y Shopbell une fois, pour qu’il s’enregistre de nouveau.',
    refused: 'Le service push l’a refusée. Désactivez puis réactivez les notifications sur cet appareil.',
    expired:
      'Le service push est resté injoignable pendant une minute. Réessayez ; si cela dure, dites-le à la personne qui gère Shopbell.',
    replaced: 'Une plus récente a pris sa place.',
    overflow: 'Trop de notifications attendent d’être envoyées. Réessayez dans une minute.',
    stopped: 'Le serveur a redémarré avant de l’envoyer. Réessayez.',
  },
  notStarted: 'L’essai de sonnerie n’a pas pu commencer.',
  tooMany: 'Cela fait beaucoup. Attendez un moment, puis faites sonner de nouveau.',
  gone: 'Plus aucune session n’est ouverte sur cet appareil.',

  rung: {
    title: (by) => `Essai de sonnerie de ${by}`,
    detail: 'Aucun client n’attend. Quelqu’un vérifie que cet appareil sonne.',
    hear: 'Je l’entends',
  },
}
