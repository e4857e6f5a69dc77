/** Every text of a notification, in German: the glossary is the app's (`staff/de.ts`). */
import { plural } from '../plural.ts'
import type { WorkerWords } from './en.ts'

const count = plural('de')

export const de: WorkerWords = {
  claim: 'Annehmen',
  decline: 'Ablehnen',
  hear: 'Ich höre es',

  ring: {
    title: 'Neuer Chat',
    chattedBefore: 'Ihr habt schon gechattet.',
    returning: 'Stammkund:in.',
    new: 'Neukund:in.',
    rung: (members) => count(members, { one: 'Es klingelt nur bei dir.', other: `Es klingelt bei ${members} von euch.` }),
  },
  taken: {
    title: (by) => (by === null ? 'Jemand aus dem Team hat angenommen' : `${by} hat angenommen`),
    detail: 'Es gibt nichts zu tun.',
  },
  mine: { title: 'Es ist dein Chat', detail: 'Tipp hier, um ihn zu öffnen.' },
  missed: { title: 'Verpasst', detail: 'Niemand hat rechtzeitig angenommen. Der Chat steht unter „Verpasst“.' },
  over: { title: 'Nicht mehr offen', detail: 'Hier ist nichts mehr zu tun.' },

  trying: {
    title: 'Wird angenommen …',
    detail: 'Noch ist es nicht dein Chat: Zuerst muss der Server antworten.',
    declining: 'Wird abgelehnt …',
    offline: 'Keine Verbindung, wird versucht',
    offlineDetail: 'Es geht raus, sobald es eine gibt.',
    late: 'Zu spät, um den Chat noch zu bekommen',
    lateDetail: 'Der Weg zum Server dauerte zu lange. Deine Antwort zählt trotzdem.',
  },
  expired: { title: 'Die Zeit ist um', detail: 'Die Suche nach jemandem war vorbei, bevor dein Annehmen ankam.' },
  full: { title: 'Du hast so viele Chats, wie du haben kannst', detail: 'Beende einen und nimm dann diesen in Shopbell an.' },
  declined: { title: 'Abgelehnt', detail: 'Du bleibst verfügbar.' },
  declinedBefore: { title: 'Du hast ihn schon abgelehnt', detail: 'Den muss jemand anderes aus dem Team annehmen.' },
  signedOut: { title: 'Du bist nicht mehr angemeldet', detail: 'Tipp hier, um dich wieder anzumelden.' },
  failed: { title: 'Das hat nicht geklappt', detail: 'Tipp hier, um Shopbell zu öffnen und zu sehen, wie es steht.' },

  madeUnavailable: {
    title: 'Du bist nicht mehr verfügbar',
    detail: (misses) =>
      count(misses, {
        one: 'Ein Chat hat bei dir geklingelt und du hast nicht geantwortet. Tipp hier, um wieder verfügbar zu werden.',
        other: `${misses} Chats in Folge haben bei dir ohne Antwort geklingelt. Tipp hier, um wieder verfügbar zu werden.`,
      }),
  },
  bellCheck: { title: (by) => `Klingelprobe von ${by}`, detail: 'Tipp hier, um zu sagen, dass es geklingelt hat.' },

  neutral: { title: 'Shopbell', detail: 'Hier hat etwas geklingelt. Tipp hier, um zu sehen, wie es steht.' },
}
