/** One chat, and what is known of the customer. */
import { durations } from '../../durations.ts'
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')
const duration = durations('fr')

export const conversation: Dictionary['conversation'] = {
  title: 'Conversation',
  on: (product) => `sur « ${product} »`,
  claimed: (time, waited) => `Prise par vous à ${time}, après ${waited}`,
  end: 'Terminer',
  endAsk: (name) => `Terminer la conversation avec ${name} ?`,
  endDetail: 'Un nouveau message dans la demi-heure la rouvrira.',
  endYes: 'Oui, la terminer',
  endNo: 'Continuer',
  endFailed: 'La conversation n’a pas pu être terminée.',
  messages: 'Messages',
  tabTalk: 'Conversation',
  tabCustomer: 'Client',
  tabs: 'Que montrer',
  writeTo: (name) => (name ? `Écrire à ${name}` : 'Écrire au client'),
  send: 'Envoyer',
  tooLong: (over) => count(over, { one: `${over} caractère de trop`, other: `${over} caractères de trop` }),
  sending: 'Envoi…',
  waitingToSend: 'En attente de connexion',
  sent: (time) => `Envoyé à ${time}`,
  failed: 'Pas envoyé.',
  sendAgain: 'Renvoyer',
  discard: 'Supprimer',
  newBelow: 'Nouveaux messages plus bas',
  from: (name, time) => `${name}, ${time}`,
  youAt: (time) => `Vous, ${time}`,
  shopperLeft: 'Le client a quitté la page. À son retour, il verra ce que vous écrivez.',
  endedByYou: (time) => `Vous avez terminé cette conversation à ${time}.`,
  endedByShopper: (time) => `Le client a terminé cette conversation à ${time}.`,
  endedByAbsence: (time) => `Cette conversation s’est terminée à ${time}, car le client était parti.`,
  endedDetail: 'Si le client écrit de nouveau, elle se rouvre et vous êtes averti.',
  loading: 'Ouverture de la conversation',
  notYours: 'Cette conversation n’est pas avec vous',
  notYoursDetail: 'Elle a peut-être été reprise, ou s’est terminée il y a quelque temps.',
  keptWords: 'Vous aviez écrit ceci :',
  rescue: 'Le client attend depuis longtemps. Vos collègues sont aussi sollicités ; écrivez pour garder la conversation.',
  takenOver: (name) => `Cette conversation est maintenant avec ${name}`,
  takenOverDetail: (time) =>
    `Le client attendait depuis longtemps, elle a donc été reprise à ${time}. Vous pouvez encore la lire.`,
  handBackAsk: 'Prise par erreur ?',
  handBack: 'Rendre',
  handBackFor: (seconds) => duration(seconds * 1_000),
  handBackLeft: (seconds) =>
    count(seconds, { one: `encore ${seconds} seconde pour le faire`, other: `encore ${seconds} secondes pour le faire` }),
  handingBack: 'Retour en cours…',
  handingBackOffline: 'Pas de connexion. Elle sera rendue si cela passe à temps.',
  handBackFailed: 'Elle est toujours à vous.',
  copy: 'Copier',
  copied: 'Copié',
  home: 'Aller à l’accueil',
  announce: (name, text) => `${name} : ${text}`,
}

export const history: Dictionary['history'] = {
  title: 'À propos du client',
  loading: 'Chargement des commandes et des conversations passées',
  failed: 'Les commandes et les conversations passées n’ont pas pu être affichées',
  lookingAtNow: 'Regarde',
  nothingLookedAt: 'Aucun produit',
  orders: 'Commandes',
  noOrders: 'Aucune commande connue',
  ordersLeftOut: (shown, all) => `Les ${shown} dernières sur ${all}`,
  order: (number) => `Commande ${number}`,
  pieces: (pieces) => count(pieces, { one: `${pieces} article`, other: `${pieces} articles` }),
  cancelled: 'annulé',
  partlyCancelled: (cancelled, all) =>
    count(cancelled, { one: `${cancelled} sur ${all} annulé`, other: `${cancelled} sur ${all} annulés` }),
  allLines: (lines) => `Voir les ${lines} lignes`,
  fewerLines: 'Voir moins de lignes',
  viewed: 'Vus récemment',
  earlier: 'Conversations passées',
  noEarlier: 'Aucune pour l’instant',
  with: (name) => `avec ${name}`,
  nobody: 'personne n’a répondu',
  minutes: (minutes) => (minutes === 0 ? 'moins d’une minute' : duration(minutes * 60_000)),
}
