/** Coming in and going out. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const signIn: Dictionary['signIn'] = {
  title: 'Anmelden',
  loading: 'Dein Team wird gesucht',
  whichStore: 'Welche Filiale ist das?',
  whoAreYou: 'Wer hat Schicht?',
  otherStore: 'Andere Filiale',
  team: (members) => count(members, { one: '1 Person im Team', other: `${members} Personen im Team` }),
  role: { associate: '', manager: 'Leitung', admin: 'Administration' },
  enterPin: 'Gib deine PIN ein',
  pin: 'PIN',
  digits: (digits) => count(digits, { one: '1 Ziffer eingegeben', other: `${digits} Ziffern eingegeben` }),
  digit: (digit) => `Ziffer ${digit}`,
  erase: 'Letzte Ziffer löschen',
  submit: 'Anmelden',
  notMe: 'Das bin ich nicht',
  wrongPin: 'Diese PIN stimmt nicht. Versuch es noch einmal.',
  pinLocked: (name) => `${name} kann sich auf diesem Gerät nicht anmelden`,
  pinLockedDetail:
    'Die PIN war zehnmal hintereinander falsch. Die Leitung kann das Gerät für dich entsperren; deine anderen Geräte betrifft das nicht.',
  tooMany: (seconds) =>
    seconds === null
      ? 'Zu viele Versuche. Warte einen Moment und versuch es dann noch einmal.'
      : count(seconds, {
          one: 'Zu viele Versuche. Warte eine Sekunde und versuch es dann noch einmal.',
          other: `Zu viele Versuche. Warte ${seconds} Sekunden und versuch es dann noch einmal.`,
        }),
  unreachable: 'Der Server hat nicht geantwortet. Prüf das WLAN und versuch es dann noch einmal.',
  facesFailed: 'Dein Team konnte nicht angezeigt werden',
  noStores: 'Hier gibt es noch keine Filiale',
  noStoresDetail: 'Wer diesen Server betreibt, muss zuerst eine anlegen.',
  noMembers: 'Diese Filiale hat noch kein Team',
  noMembersDetail: 'Die Leitung muss zuerst die Mitglieder anlegen.',
  signedOutElsewhere: 'Du wurdest auf diesem Gerät abgemeldet. Melde dich wieder an, um weiterzumachen.',
}

export const enrol: Dictionary['enrol'] = {
  title: 'Dieses Gerät gehört noch zu keiner Filiale',
  detail: 'Die Leitung erstellt auf ihren Seiten einen Code dafür. Er gilt zehn Minuten und nur einmal.',
  offered: 'Soll dieses Gerät zur Filiale gehören?',
  offeredDetail: 'Der Code stammt aus dem Link, den du geöffnet hast. Wer das Gerät benutzt, wird dann nach einer PIN gefragt.',
  code: 'Code',
  submit: 'Gerät aufnehmen',
  notNow: 'Nicht jetzt',
  refused:
    'Dieser Code gilt nicht. Er ist vertippt, schon benutzt oder älter als zehn Minuten. Prüf ihn oder lass dir einen neuen geben.',
  insecure: 'Das geht nur über eine sichere Verbindung. Öffne diese Seite über ihre https-Adresse.',
  revoked: 'Dieses Gerät gehört nicht mehr zur Filiale',
  revokedDetail: 'Alles von Shopbell wurde davon entfernt. Soll es wieder dazugehören, bitte die Leitung um einen Code.',
  dropped: (unsent) =>
    count(unsent, {
      one: 'Etwas, das noch nicht gesendet war, ist damit verloren.',
      other: `${unsent} Dinge, die noch nicht gesendet waren, sind damit verloren.`,
    }),
  done: (device, store) => `Fertig. Das ist jetzt „${device}“ von ${store}.`,
}

export const signOut: Dictionary['signOut'] = {
  button: 'Abmelden',
  ask: 'Auch nicht mehr verfügbar sein?',
  detail: 'Abmelden allein ändert nichts daran, dass du verfügbar bist: Auf deinen anderen Geräten bleibst du es.',
  goUnavailable: 'Abmelden, nicht mehr verfügbar sein',
  stayAvailable: 'Abmelden, verfügbar bleiben',
  openChats: (chats) =>
    count(chats, {
      one: 'Du hast noch einen offenen Chat. Dort wartet jemand auf dich.',
      other: `Du hast noch ${chats} offene Chats. Dort wird auf dich gewartet.`,
    }),
  unsentAsk: 'Noch ist nicht alles gesendet',
  unsentDetail: 'Beim Abmelden geht das endgültig verloren:',
  sendFirst: 'Zuerst senden',
  sending: 'Wird gesendet …',
  sendingOffline: 'Es gibt keine Verbindung. Sobald es eine gibt, wird es gesendet und du kannst dich abmelden.',
  sendingDetail: 'Sobald es gesendet ist, kannst du dich abmelden.',
  drop: 'Verwerfen und abmelden',
  draft: (name) => `An ${name} geschrieben und nicht gesendet`,
  refused: (messages, name) =>
    count(messages, {
      one: `1 Nachricht an ${name}, nicht angenommen`,
      other: `${messages} Nachrichten an ${name}, nicht angenommen`,
    }),
  plain: 'Jetzt abmelden?',
  plainDetail: 'Nichts von dir bleibt auf diesem Gerät.',
  anyway: 'Ja, abmelden',
  unreachable: 'Der Server hat nicht geantwortet, du bist also noch angemeldet. Prüf das WLAN und versuch es dann noch einmal.',
}
