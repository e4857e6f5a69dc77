/** The locked tablet, and handing it to somebody else. */
import { plural } from '../../plural.ts'

const count = plural('de')

export const lock = {
  title: 'Gesperrt',
  now: 'Sperren',
  unlock: 'Entsperren',
  available: 'Verfügbar: Chats klingeln hier',
  unavailable: 'Nicht verfügbar',
  yours: 'Der Chat gehört dir. Deine PIN öffnet ihn.',
  hidden: 'Deine PIN öffnet die Frage, sobald du den Chat angenommen hast.',
  withheld: 'Erscheint, sobald dieses Gerät verbunden ist.',
  announce: (who: string, seconds: number) =>
    `Eingehender Chat: ${who}. ${count(seconds, { one: '1 Sekunde', other: `${seconds} Sekunden` })}, um ihn anzunehmen.`,
  notYou: (name: string) => `Nicht ${name}?`,
  switch: 'Person wechseln',
  switchTo: 'Übernehmen',
  switchAndClaim: 'Übernehmen und annehmen',
  whoTakesOver: 'Wer übernimmt?',
  forRing: 'Deine PIN nimmt den Chat, der hier klingelt, unter deinem eigenen Namen an.',
  over: 'Dieser Chat klingelt hier nicht mehr. Du kannst trotzdem übernehmen.',
  nobodyElse: 'Sonst kann sich hier niemand anmelden',
  nobodyElseDetail: 'Die Filialleitung kann dieser Filiale Mitglieder hinzufügen oder das Gerät für das Team einrichten.',
  unsent: (name: string, things: number) =>
    count(things, {
      one: `Etwas von ${name} ist noch nicht gesendet. Wer übernimmt, verwirft es endgültig.`,
      other: `${things} Dinge von ${name} sind noch nicht gesendet. Wer übernimmt, verwirft sie endgültig.`,
    }),
  unsentWait: 'Es geht hinaus, sobald eine Verbindung da ist: Warte so lange, um es zu behalten.',
  claiming: 'Der Chat wird für dich angenommen …',
  claimingDetail: 'Er gehört dir noch nicht: Erst muss der Server antworten.',
}
