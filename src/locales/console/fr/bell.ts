/** Si un appareil sonnerait, et ce qu’a donné un essai de sonnerie. */
import type { Dictionary } from '../dictionary.ts'

export const bell: Dictionary['bell'] = {
  would: {
    open: 'Sonnerait : Shopbell y est ouvert.',
    push: 'Sonnerait, en notification.',
    silent: 'Ne sonnera peut-être pas : la dernière notification n’est pas arrivée. Ouvrez-y Shopbell.',
    none: 'Ne sonnerait pas : Shopbell n’y est pas ouvert, et les notifications n’y sont pas autorisées. Ouvrez-le là-bas et autorisez-les.',
    nobody: 'Ne sonne pour personne tant qu’aucune session n’est ouverte.',
  },
  never: 'Jamais essayé.',
  last: (when, by) => (by === null ? `Essai de sonnerie, ${when} :` : `Essai de sonnerie de ${by}, ${when} :`),
  ring: 'Faire sonner',
  nobodyThere: 'Plus aucune session n’y est ouverte : il n’y a personne à faire sonner.',
  steps: 'Étape par étape',
  page: 'Dans l’application',
  pushed: 'En notification',
  step: { sent: 'Parti', delivered: 'Arrivé', displayed: 'À l’écran', tapped: 'Entendu' },
  notYet: 'pas encore',
  result: {
    underway: 'Sonnerie en cours…',
    heard: 'Il a sonné, et quelqu’un l’a entendu là-bas.',
    rings: 'C’était à l’écran. Personne là-bas n’a dit l’entendre.',
    unseen: 'C’est arrivé, mais sur aucun écran. Réveillez l’appareil et ouvrez Shopbell dessus.',
    silent: 'Rien n’est arrivé. L’appareil est-il allumé et connecté au Wi-Fi ?',
    failed: 'L’envoi n’a pas pu se faire. Ouvrez Shopbell sur cet appareil, puis faites-le sonner de nouveau.',
    noWay:
      'Il ne pouvait pas être joint : Shopbell n’y était pas ouvert, et les notifications n’y étaient pas autorisées. Ouvrez-le d’abord là-bas.',
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
}
