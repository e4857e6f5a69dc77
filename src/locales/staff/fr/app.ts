/** What the app says anywhere: its state, its connection, why the server refused something. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const app: Dictionary['app'] = {
  name: 'Shopbell',
  loading: 'Ouverture de Shopbell',
  back: 'Retour',
  done: 'Terminé',
  cancel: 'Annuler',
  retry: 'Réessayer',
  reload: 'Recharger',
  partMissing: 'Cette partie n’est pas encore arrivée',
  partMissingDetail: 'Vérifiez le Wi-Fi. Un nouvel essai se fait tout seul.',
  title: (page) => `${page} · Shopbell`,
}

export const language: Dictionary['language'] = {
  label: 'Langue',
  asBrowser: (name) => `Comme cet appareil (${name})`,
  missing: 'Cette langue n’a pas pu être chargée. Vérifiez le Wi-Fi, puis choisissez-la de nouveau.',
  untold: 'Sur cet appareil seulement pour l’instant. Le serveur l’apprendra dès qu’il y aura une connexion.',
}

export const customer: Dictionary['customer'] = {
  new: 'Nouveau client',
  returning: 'Client déjà venu',
  chattedBefore: 'Vous vous êtes déjà parlé',
  nameless: (isReturning) => (isReturning ? 'Client déjà venu' : 'Nouveau client'),
}

export const door: Dictionary['door'] = {
  unreachable: 'Shopbell n’arrive pas à joindre son serveur',
  unreachableDetail: 'Vérifiez le Wi-Fi. Cette page réessaie toute seule.',
  outdated: 'Il faut une version plus récente de Shopbell',
  outdatedDetail: 'Rechargez la page pour l’obtenir. Ce que vous avez écrit est gardé.',
  refused: 'Le serveur a fermé la connexion',
  refusedDetail: 'Rechargez la page. Si cela se reproduit, déconnectez-vous puis reconnectez-vous.',
  tooManyPages: 'Shopbell est ouvert trop de fois',
  tooManyPagesDetail: 'Fermez d’autres onglets ou appareils où votre session est ouverte, puis rechargez cette page.',
  ahead: 'Cet appareil en sait plus que le serveur',
  aheadDetail:
    'Le serveur a sans doute été restauré depuis une sauvegarde. Prévenez votre responsable, puis repartez de ce que le serveur connaît.',
  startOver: 'Repartir de ce que le serveur connaît',
  crashed: 'Quelque chose s’est cassé sur cette page',
  crashedDetail: 'Rien de ce que vous avez envoyé n’est perdu. Rechargez la page pour continuer.',
}

export const connection: Dictionary['connection'] = {
  connecting: 'Connexion…',
  live: 'En ligne',
  reconnecting: 'Reconnexion…',
  offline: 'Hors ligne.',
  asOf: (time) => `Dernière mise à jour : ${time}.`,
  offlineTaps: 'Ce que vous faites maintenant partira dès qu’il y aura une connexion.',
  cannotKeep: {
    full: 'Cet appareil est plein et ne peut pas garder ce que vous écrivez. Laissez l’application ouverte jusqu’à l’envoi.',
    unavailable: 'Cet appareil ne peut pas garder ce que vous écrivez. Laissez l’application ouverte jusqu’à l’envoi.',
  },
  unsent: (waiting) => `${waiting} en attente d’envoi`,
}

export const update: Dictionary['update'] = {
  ready: 'Une nouvelle version est prête.',
  take: 'La charger',
  later: 'Plus tard',
}

export const problem: Dictionary['problem'] = {
  notHolder: (name) =>
    name
      ? `Cette conversation est maintenant avec ${name}. Ce que vous avez écrit est gardé.`
      : 'Cette conversation n’est plus avec vous. Ce que vous avez écrit est gardé.',
  changedHands: 'Elle est passée par quelqu’un d’autre et vous revient. Lisez ce qui a été écrit, puis réessayez.',
  chatEnded: 'La conversation s’est terminée entre-temps.',
  alreadyClaimed: (name) => (name ? `Elle est maintenant avec ${name}.` : 'Elle est maintenant avec un collègue.'),
  atCapacity: (capacity) =>
    capacity === null
      ? 'Vous avez déjà toutes les conversations possibles. Terminez-en une d’abord.'
      : count(capacity, {
          one: 'Vous ne pouvez avoir qu’une conversation. Terminez-la d’abord.',
          other: `Vous pouvez avoir ${capacity} conversations. Terminez-en une d’abord.`,
        }),
  askedTooLate: 'Le serveur a été joint trop tard pour obtenir la conversation. Cela compte comme une réponse.',
  tooLateToHandBack: 'Il est trop tard pour la rendre.',
  notMissed: 'Elle n’est plus parmi les manquées : un collègue a été plus rapide, ou le client est revenu.',
  unknownChat: 'Le serveur ne connaît plus cette conversation.',
  notSignedIn: 'Votre session est fermée. Reconnectez-vous ; ce que vous avez écrit est gardé.',
  gaveUp: 'Le serveur n’a pas répondu. Vérifiez le Wi-Fi, puis réessayez.',
  other: 'Le serveur ne l’a pas accepté. Réessayez, ou rechargez la page.',
}
