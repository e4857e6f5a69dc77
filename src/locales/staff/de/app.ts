/** What the app says anywhere: its state, its connection, why the server refused something. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const app: Dictionary['app'] = {
  name: 'Shopbell',
  loading: 'Shopbell wird geöffnet',
  back: 'Zurück',
  done: 'Fertig',
  cancel: 'Abbrechen',
  retry: 'Noch einmal versuchen',
  reload: 'Neu laden',
  partMissing: 'Dieser Teil ist noch nicht da',
  partMissingDetail: 'Prüf das WLAN. Es wird von selbst weiter versucht.',
  title: (page) => `${page} · Shopbell`,
}

export const language: Dictionary['language'] = {
  label: 'Sprache',
  asBrowser: (name) => `Wie dieses Gerät (${name})`,
  missing: 'Diese Sprache konnte nicht geladen werden. Prüf das WLAN und wähl sie dann noch einmal.',
  untold: 'Gilt bisher nur auf diesem Gerät. Der Server erfährt davon, sobald es verbunden ist.',
}

export const customer: Dictionary['customer'] = {
  new: 'Neukund:in',
  returning: 'Stammkund:in',
  chattedBefore: 'Ihr habt schon gechattet',
  nameless: (isReturning) => (isReturning ? 'Stammkund:in' : 'Neukund:in'),
}

export const door: Dictionary['door'] = {
  unreachable: 'Shopbell erreicht seinen Server nicht',
  unreachableDetail: 'Prüf das WLAN. Diese Seite versucht es von selbst weiter.',
  outdated: 'Ein neueres Shopbell ist nötig',
  outdatedDetail: 'Lade die Seite neu, um es zu bekommen. Was du geschrieben hast, bleibt erhalten.',
  refused: 'Der Server hat die Verbindung beendet',
  refusedDetail: 'Lade die Seite neu. Wenn es noch einmal passiert, melde dich ab und wieder an.',
  tooManyPages: 'Shopbell ist zu oft geöffnet',
  tooManyPagesDetail: 'Schließ andere Tabs oder Geräte, auf denen du angemeldet bist, und lade diese Seite dann neu.',
  ahead: 'Dieses Gerät weiß mehr als der Server',
  aheadDetail:
    'Wahrscheinlich wurde der Server aus einer Sicherung wiederhergestellt. Sag deiner Leitung Bescheid und beginne dann mit dem Stand des Servers.',
  startOver: 'Mit dem Stand des Servers beginnen',
  crashed: 'Auf dieser Seite ist etwas kaputtgegangen',
  crashedDetail: 'Was du gesendet hast, ist nicht verloren. Lade die Seite neu, um weiterzumachen.',
}

export const connection: Dictionary['connection'] = {
  connecting: 'Verbinden …',
  live: 'Verbunden',
  reconnecting: 'Neu verbinden …',
  offline: 'Offline.',
  asOf: (time) => `Stand: ${time}.`,
  offlineTaps: 'Was du jetzt tust, wird gesendet, sobald es eine Verbindung gibt.',
  cannotKeep: {
    full: 'Dieses Gerät ist voll und kann nicht aufbewahren, was du schreibst. Lass die App offen, bis alles gesendet ist.',
    unavailable: 'Dieses Gerät kann nicht aufbewahren, was du schreibst. Lass die App offen, bis alles gesendet ist.',
  },
  unsent: (waiting) => `${waiting} noch zu senden`,
}

export const update: Dictionary['update'] = {
  ready: 'Eine neue Version ist da.',
  take: 'Laden',
  later: 'Später',
}

export const problem: Dictionary['problem'] = {
  notHolder: (name) =>
    name
      ? `${name} hat diesen Chat jetzt. Was du geschrieben hast, bleibt erhalten.`
      : 'Du hast diesen Chat nicht mehr. Was du geschrieben hast, bleibt erhalten.',
  changedHands:
    'Er war zwischendurch bei jemand anderem und ist wieder deiner. Lies, was geschrieben wurde, und versuch es dann noch einmal.',
  chatEnded: 'Der Chat ist inzwischen beendet.',
  alreadyClaimed: (name) => (name ? `${name} hat ihn jetzt.` : 'Jemand aus dem Team hat ihn jetzt.'),
  atCapacity: (capacity) =>
    capacity === null
      ? 'Du hast so viele Chats, wie du haben kannst. Beende zuerst einen.'
      : count(capacity, {
          one: 'Du kannst nur einen Chat haben. Beende ihn zuerst.',
          other: `Du kannst ${capacity} Chats haben. Beende zuerst einen.`,
        }),
  askedTooLate: 'Der Weg zum Server dauerte zu lange, um den Chat noch zu bekommen. Es zählt als Antwort.',
  tooLateToHandBack: 'Er kann nicht mehr zurückgegeben werden.',
  notMissed: 'Er steht nicht mehr unter „Verpasst“: Jemand war schneller, oder die Kund:in ist wieder da.',
  unknownChat: 'Der Server kennt diesen Chat nicht mehr.',
  notSignedIn: 'Du bist nicht mehr angemeldet. Melde dich wieder an; was du geschrieben hast, bleibt erhalten.',
  gaveUp: 'Der Server hat nicht geantwortet. Prüf das WLAN und versuch es dann noch einmal.',
  other: 'Der Server hat es nicht angenommen. Versuch es noch einmal oder lade die Seite neu.',
}
