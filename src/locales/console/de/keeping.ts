/** Was über jemanden gespeichert ist, und wie lange etwas bleibt. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const keeping: Dictionary['keeping'] = {
  retention: 'Wie lange Daten bleiben',
  retentionDetail: 'Was älter ist, geht von selbst, beim täglichen Aufräumen.',
  kept: (conversations, log) =>
    `Gespräche bleiben ${count(conversations, { one: '1 Tag', other: `${conversations} Tage` })}, das Entscheidungsprotokoll ${count(log, { one: '1 Tag', other: `${log} Tage` })}. Das ändert nur die Administration.`,
  conversationDays: 'Gespräche, in Tagen',
  conversationDaysHint: 'So lange nach dem Ende eines Chats werden seine Worte entfernt. Von 1 bis 3650 Tagen, üblich sind 365.',
  logDays: 'Protokoll der Entscheidungen, in Tagen',
  logDaysHint:
    'Darin steht, bei wem es wann geklingelt hat. Es enthält keine Worte von Kund:innen; auf ihm beruhen Zahlen und Nachfragen. Von 7 bis 3650 Tagen, üblich sind 365.',
  daysFault: 'Gib eine ganze Zahl von Tagen in diesen Grenzen an.',
  saved: 'Gespeichert. Was jetzt zu alt ist, geht beim nächsten Aufräumen.',
  find: 'Die Daten einer Person',
  findDetail: 'Für alle, die fragen, was ihr über sie wisst, oder vergessen werden wollen. Beides steht danach im Protokoll.',
  forAdminsDetail:
    'Wer hier fragt, gehört zum ganzen Unternehmen, nicht zu einer Filiale. Darum kann nur die Administration herunterladen oder löschen, was bekannt ist: Frag dort.',
  by: 'Gesucht wird nach',
  ways: { customer: 'Kundennummer', contact: 'Adresse aus einem Chat' },
  customer: 'Kundennummer',
  contact: 'E-Mail-Adresse oder Telefonnummer',
  export: 'Daten herunterladen',
  erase: 'Daten löschen',
  exported: (chats, orders) =>
    `Heruntergeladen: ${count(chats, { one: '1 Chat', other: `${chats} Chats` })}, ${count(orders, { one: '1 Bestellzeile', other: `${orders} Bestellzeilen` })}.`,
  unknown: 'Hier ist niemand darunter bekannt. Such mit einer anderen Nummer oder Adresse.',
  several: 'Mehrere haben diese Adresse hinterlassen, und es können verschiedene Menschen sein. Sag, wer gemeint ist.',
  nobodysName: 'Ohne Namen',
  firstSeen: (when) => `zuerst hier ${when}`,
  choose: 'Auswählen',
  eraseAsk: (who) => `Alles über „${who}“ löschen?`,
  eraseDetail:
    'Die Chats enden und sind von jedem Gerät verschwunden, mit jedem Wort, Namen und jeder Adresse darin. Der Browser gilt danach als fremd. Das lässt sich nicht zurücknehmen.',
  orders: 'Auch die Bestellungen',
  ordersHint: 'Bestellungen kommen wieder, wenn ein späterer Export des Shops sie noch enthält.',
  erased: (chats) => `Gelöscht, mit ${count(chats, { one: '1 Chat', other: `${chats} Chats` })}.`,
  erasing: (chats) =>
    `Begonnen, mit ${count(chats, { one: '1 Chat', other: `${chats} Chats` })}. Der Server macht von selbst weiter, bis alles weg ist.`,
}
