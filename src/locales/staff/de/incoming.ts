/** An incoming chat, and how it ended. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const incoming: Dictionary['incoming'] = {
  title: 'Neuer Chat',
  announce: (name, question, seconds) =>
    `Neuer Chat von ${name}: ${question} ${count(seconds, { one: 'Noch 1 Sekunde', other: `Noch ${seconds} Sekunden` })} zum Annehmen.`,
  secondsLeft: (seconds) => count(seconds, { one: 'noch 1 Sekunde', other: `noch ${seconds} Sekunden` }),
  quoted: (text) => `„${text}“`,
  lookingAt: 'Schaut sich an',
  rung: (members) =>
    count(members, {
      zero: 'Es klingelt gerade bei niemandem',
      one: 'Es klingelt nur bei dir',
      other: `Es klingelt bei ${members} von euch`,
    }),
  others: (members) => count(members, { one: 'Es klingelt bei 1 anderen Person', other: `Es klingelt bei ${members} anderen` }),
  claim: 'Chat annehmen',
  declineStay: 'Ablehnen, verfügbar bleiben',
  declineGo: 'Ablehnen, nicht mehr verfügbar sein',
  soundOff: 'Der Ton ist aus. Tipp irgendwohin, um ihn einzuschalten.',
  withColleague: 'War schon bei jemandem im Team',
  offline: 'Keine Verbindung. Was du antippst, geht raus, sobald es eine gibt.',
  trying: 'Wird angenommen …',
  tryingDetail: 'Noch ist es nicht dein Chat: Zuerst muss der Server antworten.',
  tryingOffline: 'Keine Verbindung. Dein Annehmen geht raus, sobald es eine gibt; noch ist es nicht dein Chat.',
  tryingLate: 'Zu spät, um den Chat noch zu bekommen',
  tryingLateDetail: 'Der Weg zum Server dauerte zu lange. Deine Antwort zählt trotzdem.',
  taken: (name) => `${name} hat angenommen`,
  takenDetail: (name) => `${name} war einen Augenblick schneller und antwortet jetzt.`,
  takenBySomebody: 'Jemand aus dem Team hat angenommen',
  takenBySomebodyDetail: 'Jemand war einen Augenblick schneller und antwortet jetzt.',
  expired: 'Die Zeit ist um',
  expiredDetail: 'Jetzt klingelt es bei anderen. Solange niemand den Chat hat, kannst du ihn noch annehmen.',
  unsure: 'Vielleicht ist es schon vorbei',
  unsureDetail: 'Vom Server war eine Weile nichts zu hören.',
  unsureOffline: 'Es gab keine Verbindung, als es klingelte. Wie es ausging, zeigt sich, sobald es eine gibt.',
  tooLate: 'Du hast zu spät angenommen',
  tooLateDetail: 'Es war mehr als eine halbe Minute unterwegs, zu lange für diesen Chat. Es zählt als Antwort.',
  missed: 'Verpasst',
  missedDetail:
    'Niemand hat rechtzeitig angenommen. Die Kund:in kann eine Nachricht hinterlassen; du findest sie unter „Verpasst“.',
  withdrawn: 'Die Kund:in ist gegangen',
  withdrawnDetail: 'Die Seite wurde geschlossen, bevor jemand den Chat angenommen hat. Es gibt nichts zu tun.',
  ended: 'Nicht mehr offen',
  endedDetail: 'Die Suche nach jemandem war vorbei, bevor dein Annehmen ankam. Schau unter „Verpasst“ nach.',
  full: 'Du hast so viele Chats, wie du haben kannst',
  fullDetail: (capacity) =>
    `Mehr als ${capacity} gleichzeitig geht nicht. Beende einen und nimm dann diesen unter „Wartende Chats“ an.`,
  declined: 'Du hast ihn schon abgelehnt',
  declinedDetail: 'Den muss jemand anderes aus dem Team annehmen.',
  gaveUp: 'Das Annehmen kam nicht durch',
  gaveUpDetail: 'Der Server hat nicht geantwortet. Falls der Chat doch deiner wurde, steht er unter „Meine Chats“.',
  failed: 'Das Annehmen hat nicht geklappt',
  declineFailed: 'Das Ablehnen kam nicht durch.',
  question: 'Die Frage',
}
