/** Every text of a notification, in French: the glossary is the app's (`staff/fr.ts`). */
import { plural } from '../plural.ts'
import type { WorkerWords } from './en.ts'

const count = plural('fr')

export const fr: WorkerWords = {
  claim: 'Prendre',
  decline: 'Refuser',
  hear: 'Je l’entends',

  ring: {
    title: 'Nouvelle conversation',
    chattedBefore: 'Vous vous êtes déjà parlé.',
    returning: 'Client déjà venu.',
    new: 'Nouveau client.',
    rung: (members) => count(members, { one: 'Ça ne sonne que chez vous.', other: `Ça sonne chez ${members} d’entre vous.` }),
  },
  taken: {
    title: (by) => (by === null ? 'Prise par un collègue' : `Prise par ${by}`),
    detail: 'Il n’y a rien à faire.',
  },
  mine: { title: 'Elle est à vous', detail: 'Touchez pour ouvrir la conversation.' },
  missed: { title: 'Manquée', detail: 'Personne n’a pris la conversation à temps. Elle est parmi les manquées.' },
  over: { title: 'Plus ouverte', detail: 'Il n’y a plus rien à faire ici.' },

  trying: {
    title: 'Prise en cours…',
    detail: 'Elle n’est pas encore à vous : le serveur doit d’abord répondre.',
    declining: 'Refus en cours…',
    offline: 'Pas de connexion : essai en cours',
    offlineDetail: 'Cela partira dès qu’il y en aura une.',
    late: 'Trop tard pour obtenir la conversation',
    lateDetail: 'Le serveur a été trop long à joindre. Votre geste compte quand même comme une réponse.',
  },
  expired: { title: 'Le temps est écoulé', detail: 'La recherche s’est terminée avant l’arrivée de votre demande.' },
  full: {
    title: 'Vous avez déjà toutes les conversations possibles',
    detail: 'Terminez-en une, puis prenez celle-ci dans Shopbell.',
  },
  declined: { title: 'Refusée', detail: 'Vous restez disponible.' },
  declinedBefore: { title: 'Vous l’avez déjà refusée', detail: 'Un collègue doit prendre celle-ci.' },
  signedOut: { title: 'Votre session est fermée', detail: 'Touchez pour vous reconnecter.' },
  failed: { title: 'Cela n’a pas marché', detail: 'Touchez pour ouvrir Shopbell et voir où cela en est.' },

  madeUnavailable: {
    title: 'Vous êtes désormais indisponible',
    detail: (misses) =>
      count(misses, {
        one: 'Une conversation a sonné sans réponse de votre part. Touchez pour redevenir disponible.',
        other: `${misses} conversations de suite ont sonné sans réponse de votre part. Touchez pour redevenir disponible.`,
      }),
  },
  bellCheck: { title: (by) => `Essai de sonnerie de ${by}`, detail: 'Touchez pour dire que cela a sonné ici.' },

  neutral: { title: 'Shopbell', detail: 'Quelque chose a sonné ici. Touchez pour voir où cela en est.' },
}
