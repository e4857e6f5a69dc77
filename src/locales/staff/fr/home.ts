/** Home: the member, the team, and everything that waits. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const home: Dictionary['home'] = {
  title: 'Accueil',
  available: 'Vous êtes disponible',
  unavailable: 'Vous êtes indisponible',
  goAvailable: 'Devenir disponible',
  goUnavailable: 'Devenir indisponible',
  willRing: 'Cet appareil sonnera. Le son est activé.',
  soundOff: 'Cet appareil sonnera. Touchez l’écran une fois pour activer le son.',
  full: (capacity) =>
    count(capacity, {
      one: 'Vous avez une conversation, les nouvelles vont donc à vos collègues.',
      other: `Vous avez ${capacity} conversations, les nouvelles vont donc à vos collègues.`,
    }),
  closed: 'Le magasin est fermé, rien ne sonne.',
  closedUntil: (when) => `Le magasin est fermé, rien ne sonne. Il ouvre ${when}.`,
  opensToday: (time) => `à ${time}`,
  opensOn: (day, time) => `le ${day} à ${time}`,
  closedOut: 'Vous êtes indisponible depuis la fermeture du magasin.',
  notConnected: 'Aucune conversation n’atteindra cet appareil avant son retour en ligne.',
  willNotRing: 'Rien ne sonnera pour vous tant que vous êtes indisponible.',
  willSync: 'Seul cet appareil le sait pour l’instant. Il le dira au serveur dès qu’il sera en ligne.',
  myChats: 'Mes conversations',
  of: (few, all) => `${few} sur ${all}`,
  noChats: 'Pas encore de conversation',
  noChatsAvailable: 'Quand un client pose une question, cet appareil sonne.',
  noChatsUnavailable: 'Devenez disponible pour que cela sonne quand un client pose une question.',
  unread: (messages) => count(messages, { one: `${messages} nouveau`, other: `${messages} nouveaux` }),
  you: (text) => `Vous : ${text}`,
  endedAt: (time) => `Terminée à ${time}`,
  takenOver: (name) => `Maintenant avec ${name}`,
  notSent: (messages) => count(messages, { one: `${messages} non envoyé`, other: `${messages} non envoyés` }),
  team: 'Équipe',
  teamCount: (available, all) => `${available} sur ${all} disponibles`,
  noTeam: 'Il n’y a que vous dans cette équipe pour l’instant.',
  loading: 'Chargement de vos conversations et de votre équipe',
}

export const presence: Dictionary['presence'] = {
  available: 'disponible',
  chats: (chats) => count(chats, { one: `${chats} conversation`, other: `${chats} conversations` }),
  beingRung: 'ça sonne en ce moment',
  notReachable: 'disponible, mais aucun appareil ne répond',
  unavailableSince: (time) => `indisponible depuis ${time}`,
  unavailable: 'indisponible',
  madeUnavailable: (misses) => `désormais indisponible : ${misses} manquées de suite`,
  unknown: 'pas connu pour le moment',
}

export const notice: Dictionary['notice'] = {
  yours: (name) => `La conversation avec ${name} est finalement à vous.`,
  handedBack: (name) => `Vous avez rendu la conversation avec ${name}. Quelqu’un d’autre est sollicité.`,
  open: 'Ouvrir la conversation',
}

export const unsent: Dictionary['unsent'] = {
  title: 'Pas encore envoyé',
  offline: (time) => `En attente d’une connexion depuis ${time}`,
  slow: (time) => `Le serveur ne répond pas depuis ${time}. Un nouvel essai se fait tout seul.`,
  messages: (messages, name) =>
    count(messages, { one: `${messages} message à ${name}`, other: `${messages} messages à ${name}` }),
  claim: (name) => `Prendre : ${name}`,
  decline: (name) => `Refuser : ${name}`,
  settle: (name) => `Marquée comme traitée : ${name}`,
  end: (name) => `Fin de la conversation avec ${name}`,
  handBack: (name) => `Rendre : ${name}`,
  availability: 'Votre disponibilité',
  somebody: 'un client',
}

export const waiting: Dictionary['waiting'] = {
  title: 'Conversations en attente',
  left: (time) => `encore ${time}`,
  leftAtMost: (time) => `encore ${time} au plus`,
  rung: (members) =>
    count(members, {
      zero: 'ça ne sonne chez personne',
      one: `ça sonne chez ${members} personne`,
      other: `ça sonne chez ${members} personnes`,
    }),
  claim: 'Prendre la conversation',
  of: (name) => `de ${name}`,
}

export const madeUnavailable: Dictionary['madeUnavailable'] = {
  title: 'Vous êtes désormais indisponible',
  detail: (misses) =>
    count(misses, {
      one: 'Une conversation a sonné sans réponse de votre part : plus rien ne sonne chez vous pour l’instant.',
      other: `${misses} conversations de suite ont sonné sans réponse de votre part : plus rien ne sonne chez vous pour l’instant.`,
    }),
  goAvailable: 'Devenir disponible',
}
