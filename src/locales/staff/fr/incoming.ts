/** An incoming chat, and how it ended. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const incoming: Dictionary['incoming'] = {
  title: 'Nouvelle conversation',
  announce: (name, question, seconds) =>
    `Nouvelle conversation de ${name} : ${question} ${count(seconds, { one: `${seconds} seconde`, other: `${seconds} secondes` })} pour la prendre.`,
  secondsLeft: (seconds) => count(seconds, { one: `encore ${seconds} seconde`, other: `encore ${seconds} secondes` }),
  quoted: (text) => `« ${text} »`,
  lookingAt: 'Regarde',
  rung: (members) =>
    count(members, {
      zero: 'Ça ne sonne chez personne en ce moment',
      one: 'Ça ne sonne que chez vous',
      other: `Ça sonne chez ${members} d’entre vous`,
    }),
  others: (members) => count(members, { one: 'Ça sonne chez un collègue', other: `Ça sonne chez ${members} collègues` }),
  claim: 'Prendre la conversation',
  declineStay: 'Refuser, rester disponible',
  declineGo: 'Refuser, devenir indisponible',
  soundOff: 'Le son est coupé. Touchez l’écran pour l’activer.',
  withColleague: 'Était avec un collègue',
  offline: 'Pas de connexion. Votre choix partira dès qu’il y en aura une.',
  trying: 'Prise en cours…',
  tryingDetail: 'Elle n’est pas encore à vous : le serveur doit d’abord répondre.',
  tryingOffline: 'Pas de connexion. Votre demande partira dès qu’il y en aura une ; elle n’est pas encore à vous.',
  tryingLate: 'Trop tard pour obtenir la conversation',
  tryingLateDetail: 'Le serveur a été trop long à joindre. Votre geste compte quand même comme une réponse.',
  taken: (name) => `Prise par ${name}`,
  takenDetail: (name) => `${name} a fait un peu plus vite et répond en ce moment.`,
  takenBySomebody: 'Prise par un collègue',
  takenBySomebodyDetail: 'Quelqu’un a fait un peu plus vite et répond en ce moment.',
  expired: 'Le temps est écoulé',
  expiredDetail: 'Ça sonne ailleurs maintenant. Tant que personne ne l’a prise, vous pouvez encore le faire.',
  unsure: 'C’est peut-être fini',
  unsureDetail: 'Le serveur ne donne plus de nouvelles depuis un moment.',
  unsureOffline: 'Il n’y avait pas de connexion quand cela a sonné. Vous verrez la suite dès qu’il y en aura une.',
  tooLate: 'Votre demande est arrivée trop tard',
  tooLateDetail: 'Elle a mis plus d’une demi-minute et ne pouvait plus obtenir la conversation. Elle compte comme une réponse.',
  missed: 'Manquée',
  missedDetail: 'Personne ne l’a prise à temps. Le client peut laisser un message, et elle vous attend parmi les manquées.',
  withdrawn: 'Le client est parti',
  withdrawnDetail: 'La page a été fermée avant que quelqu’un prenne la conversation. Il n’y a rien à faire.',
  ended: 'Plus ouverte',
  endedDetail: 'La recherche s’est terminée avant l’arrivée de votre demande. Regardez parmi les manquées.',
  full: 'Vous avez déjà toutes les conversations possibles',
  fullDetail: (capacity) =>
    `Vous pouvez en avoir ${capacity} à la fois. Terminez-en une, puis prenez celle-ci dans Conversations en attente.`,
  declined: 'Vous l’avez déjà refusée',
  declinedDetail: 'Un collègue doit prendre celle-ci.',
  gaveUp: 'Votre demande n’est pas passée',
  gaveUpDetail: 'Le serveur n’a pas répondu. Si la conversation est tout de même à vous, elle est dans Mes conversations.',
  failed: 'Votre demande n’a pas été acceptée',
  declineFailed: 'Le refus n’est pas passé.',
  question: 'La question',
}
