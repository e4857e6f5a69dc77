/** Home: the member, the team, and everything that waits. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const home: Dictionary['home'] = {
  title: 'Start',
  available: 'Du bist verfügbar',
  unavailable: 'Du bist nicht verfügbar',
  goAvailable: 'Verfügbar werden',
  goUnavailable: 'Nicht mehr verfügbar sein',
  willRing: 'Dieses Gerät klingelt. Der Ton ist an.',
  soundOff: 'Dieses Gerät klingelt. Tipp einmal irgendwohin, damit es auch zu hören ist.',
  full: (capacity) =>
    count(capacity, {
      one: 'Du hast einen Chat, deshalb gehen neue an die anderen im Team.',
      other: `Du hast ${capacity} Chats, deshalb gehen neue an die anderen im Team.`,
    }),
  closed: 'Die Filiale hat geschlossen, deshalb klingelt kein Chat.',
  closedUntil: (when) => `Die Filiale hat geschlossen, deshalb klingelt kein Chat. Sie öffnet ${when}.`,
  opensToday: (time) => `um ${time} Uhr`,
  opensOn: (day, time) => `am ${day} um ${time} Uhr`,
  closedOut: 'Seit Ladenschluss bist du nicht verfügbar.',
  notConnected: 'Kein Chat erreicht dieses Gerät, bis es wieder verbunden ist.',
  willNotRing: 'Bei dir klingelt kein Chat, bis du verfügbar wirst.',
  willSync: 'Das weiß bisher nur dieses Gerät. Es sagt dem Server Bescheid, sobald es verbunden ist.',
  myChats: 'Meine Chats',
  of: (few, all) => `${few} von ${all}`,
  noChats: 'Noch keine Chats',
  noChatsAvailable: 'Wenn jemand etwas fragt, klingelt dieses Gerät.',
  noChatsUnavailable: 'Werde verfügbar, damit es klingelt, wenn jemand etwas fragt.',
  unread: (messages) => `${messages} neu`,
  you: (text) => `Du: ${text}`,
  endedAt: (time) => `Beendet ${time}`,
  takenOver: (name) => `Jetzt bei ${name}`,
  notSent: (messages) => `${messages} nicht gesendet`,
  team: 'Team',
  teamCount: (available, all) => `${available} von ${all} verfügbar`,
  noTeam: 'Bisher bist du in diesem Team allein.',
  loading: 'Deine Chats und dein Team werden geholt',
}

export const presence: Dictionary['presence'] = {
  available: 'verfügbar',
  chats: (chats) => count(chats, { one: '1 Chat', other: `${chats} Chats` }),
  beingRung: 'es klingelt gerade',
  notReachable: 'verfügbar, aber kein Gerät antwortet',
  unavailableSince: (time) => `nicht verfügbar seit ${time}`,
  unavailable: 'nicht verfügbar',
  madeUnavailable: (misses) => `nicht mehr verfügbar: ${misses} in Folge verpasst`,
  unknown: 'im Moment nicht bekannt',
}

export const notice: Dictionary['notice'] = {
  yours: (name) => `Der Chat mit ${name} ist doch noch deiner.`,
  handedBack: (name) => `Du hast den Chat mit ${name} zurückgegeben. Jetzt wird jemand anderes gefragt.`,
  open: 'Chat öffnen',
}

export const unsent: Dictionary['unsent'] = {
  title: 'Noch nicht gesendet',
  offline: (time) => `Wartet seit ${time} auf eine Verbindung`,
  slow: (time) => `Der Server antwortet seit ${time} nicht. Es wird von selbst weiter versucht.`,
  messages: (messages, name) => count(messages, { one: `1 Nachricht an ${name}`, other: `${messages} Nachrichten an ${name}` }),
  claim: (name) => `Annehmen: ${name}`,
  decline: (name) => `Ablehnen: ${name}`,
  settle: (name) => `Als beantwortet markiert: ${name}`,
  end: (name) => `Ende des Chats mit ${name}`,
  handBack: (name) => `Zurückgeben: ${name}`,
  availability: 'Deine Verfügbarkeit',
  somebody: 'Kund:in',
}

export const waiting: Dictionary['waiting'] = {
  title: 'Wartende Chats',
  left: (time) => `noch ${time}`,
  leftAtMost: (time) => `höchstens noch ${time}`,
  rung: (members) =>
    count(members, {
      zero: 'es klingelt bei niemandem',
      one: 'es klingelt bei 1 Person',
      other: `es klingelt bei ${members} Personen`,
    }),
  claim: 'Chat annehmen',
  of: (name) => `von ${name}`,
}

export const madeUnavailable: Dictionary['madeUnavailable'] = {
  title: 'Du bist nicht mehr verfügbar',
  detail: (misses) =>
    count(misses, {
      one: 'Ein Chat hat bei dir geklingelt und du hast nicht geantwortet, deshalb klingelt jetzt keiner mehr.',
      other: `${misses} Chats in Folge haben bei dir ohne Antwort geklingelt, deshalb klingelt jetzt keiner mehr.`,
    }),
  goAvailable: 'Verfügbar werden',
}
