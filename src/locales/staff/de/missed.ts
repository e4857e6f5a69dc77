/** Chats that nobody claimed in time. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const missed: Dictionary['missed'] = {
  title: 'Verpasst',
  loading: 'Verpasste Chats werden geholt',
  none: 'Keine verpassten Chats',
  noneDetail: 'Chats, die niemand rechtzeitig angenommen hat, stehen dann hier, um später beantwortet zu werden.',
  why: { unanswered: 'Niemand hat angenommen', nobodyAsked: 'Niemand war verfügbar', shopperLeft: 'Kund:in ist gegangen' },
  leftBy: (name) => `${name} kam nicht mehr zum Antworten`,
  at: (why, time) => `${why}, ${time}`,
  here: 'Kund:in ist noch da',
  leftMessage: (text) => `Hat eine Nachricht hinterlassen: „${text}“`,
  leftContact: (contact) => `Wünscht eine Antwort an ${contact}`,
  noContact: 'Kein Kontakt hinterlassen',
  pickUp: 'Übernehmen',
  trying: 'Wird übernommen …',
  tryingOffline: 'Keine Verbindung. Es geht raus, sobald es eine gibt.',
  tryingLate: 'Es hat zu lange gedauert, um den Chat noch zu bekommen.',
  answerByEmail: 'Per E-Mail antworten',
  call: 'Anrufen',
  settle: 'Als beantwortet markieren',
  subject: 'Ihre Frage',
  opening: (name, question) =>
    `Guten Tag${name ? ` ${name}` : ''},\n\nSie haben uns gefragt:\n> ${question.replaceAll('\n', '\n> ')}\n\n`,
  more: (more) => `${count(more, { one: 'Noch 1', other: `Noch ${more}` })} zeigen`,
  failed: 'Das hat nicht geklappt.',
}
