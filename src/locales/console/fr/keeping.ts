/** Ce qui est gardé d’une personne, et combien de temps. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('fr')

export const keeping: Dictionary['keeping'] = {
  retention: 'Durée de conservation',
  retentionDetail: 'Ce qui est plus ancien disparaît tout seul, au rangement quotidien.',
  kept: (conversations, log) =>
    `Les conversations sont gardées ${count(conversations, { one: '1 jour', other: `${conversations} jours` })}, le journal des décisions ${count(log, { one: '1 jour', other: `${log} jours` })}. Seule l’administration le change.`,
  conversationDays: 'Conversations, en jours',
  conversationDaysHint:
    'Passé ce délai après la fin d’une discussion, ses mots sont supprimés. De 1 à 3650 jours, 365 d’habitude.',
  logDays: 'Historique des décisions, en jours',
  logDaysHint:
    'Il dit chez qui cela a sonné et quand. Il ne contient aucun mot des clients ; les chiffres et les vérifications reposent sur lui. De 7 à 3650 jours, 365 d’habitude.',
  daysFault: 'Donnez un nombre entier de jours dans ces limites.',
  saved: 'Enregistré. Ce qui est trop ancien part au prochain rangement.',
  find: 'Les données d’une personne',
  findDetail: 'Pour qui demande ce que vous savez de lui, ou veut être oublié. Les deux sont inscrits au journal.',
  forAdminsDetail:
    'Un client est celui de toute l’enseigne, pas d’un magasin. Seule l’administration peut donc télécharger ou effacer ce qui est su de lui : demandez-lui.',
  by: 'Chercher par',
  ways: { customer: 'Numéro de client', contact: 'Adresse laissée dans une discussion' },
  customer: 'Numéro de client',
  contact: 'Adresse e-mail ou numéro de téléphone',
  export: 'Télécharger ses données',
  erase: 'Effacer ses données',
  exported: (chats, orders) =>
    `Téléchargé : ${count(chats, { one: `${chats} discussion`, other: `${chats} discussions` })}, ${count(orders, { one: `${orders} ligne de commande`, other: `${orders} lignes de commande` })}.`,
  unknown: 'Personne n’est connu ainsi. Cherchez avec un autre numéro ou une autre adresse.',
  several: 'Plusieurs clients ont laissé cette adresse, et ce sont peut-être des personnes différentes. Dites qui est visé.',
  nobodysName: 'Sans nom',
  firstSeen: (when) => `venu la première fois ${when}`,
  choose: 'Choisir',
  eraseAsk: (who) => `Effacer tout ce qui concerne « ${who} » ?`,
  eraseDetail:
    'Ses discussions se terminent et disparaissent de tous les appareils, avec chaque mot, nom et adresse. Son navigateur devient celui d’un inconnu. C’est sans retour.',
  orders: 'Ses commandes aussi',
  ordersHint: 'Les commandes reviennent si un export ultérieur de la boutique les contient encore.',
  erased: (chats) => `Effacé, avec ${count(chats, { one: `${chats} discussion`, other: `${chats} discussions` })}.`,
  erasing: (chats) =>
    `Commencé, avec ${count(chats, { one: `${chats} discussion`, other: `${chats} discussions` })}. Le serveur continue tout seul jusqu’au bout.`,
}
