/** Hinein und hinaus, die erste Einrichtung, das eigene Konto, und warum etwas nicht ging. */
import type { Dictionary } from '../dictionary.ts'

export const app: Dictionary['app'] = {
  name: 'Shopbell-Verwaltung',
  loading: 'Einen Moment',
  failed: 'Das konnte nicht angezeigt werden',
  retry: 'Noch einmal',
  broken: 'Auf dieser Seite ist etwas kaputtgegangen',
  brokenDetail: 'Was du gespeichert hast, ist noch da. Lade die Seite neu, um weiterzumachen.',
  reload: 'Neu laden',
  title: (page) => `${page} · Shopbell`,
  signOut: 'Abmelden',
  menu: 'Seiten',
  language: 'Sprache',
  store: 'Filiale',
  save: 'Speichern',
  cancel: 'Abbrechen',
  close: 'Schließen',
  done: 'Fertig',
  change: 'Ändern',
  rename: 'Umbenennen',
  remove: 'Entfernen',
  show: 'Anzeigen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  forAdmins: 'Nur für die Administration',
}

export const pages: Dictionary['pages'] = {
  start: 'Erste Einrichtung',
  retailer: 'Euer Laden',
  stores: 'Filialen',
  hours: 'Öffnungszeiten',
  members: 'Mitglieder',
  devices: 'Geräte',
  widget: 'Website',
  shoppers: 'Kundendaten',
  audit: 'Protokoll',
  account: 'Mein Konto',
}

export const fields: Dictionary['fields'] = {
  login: 'E-Mail-Adresse',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  currentPassword: 'Bisheriges Passwort',
  passwordHint: 'Mindestens 12 Zeichen. Vier ungewöhnliche Wörter merkt man sich leicht und errät sie schwer.',
  retailer: 'Name eures Ladens',
  locale: 'Sprache und Land',
  localeHint: 'So werden Preise und Daten für eure Teams geschrieben.',
  currency: 'Währung',
  yourName: 'Dein Name',
  yourPin: 'Deine PIN für die Tablets der Filiale',
  yourPinHint: 'Vier bis acht Ziffern. Diese ist ein Vorschlag; du kannst sie später ändern.',
  store: 'Name der Filiale',
  name: 'Vor- und Nachname',
}

export const faults: Dictionary['faults'] = {
  name: 'Gib einen sichtbaren Namen mit höchstens 80 Zeichen ein.',
  login: 'Das ist keine E-Mail-Adresse.',
  password: 'Das ist zu leicht zu erraten. Nimm mindestens 12 Zeichen, die weder dein Name noch eine Tastenreihe sind.',
  pin: 'Nimm vier bis acht Ziffern, die niemand aus dem Team zuerst versuchen würde, also nicht 1234.',
  locale: 'Diese Sprache ist nicht bekannt.',
  currency: 'Diese Währung ist nicht bekannt.',
  allowedSites: 'Eine davon ist keine Website. Schreib sie wie https://www.shop.example, eine je Zeile.',
  passkey: 'Das ist dein einziger Zugang. Wähl zuerst ein Passwort.',
  other: 'Das ist nicht möglich. Bitte prüf es.',
}

export const failures: Dictionary['failures'] = {
  unreachable: 'Der Server hat nicht geantwortet. Prüf die Verbindung und versuch es dann noch einmal.',
  tooMany: (seconds) => `Zu viele Versuche. Warte ${seconds} s und versuch es dann noch einmal.`,
  wrongPassword: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen. Versuch es noch einmal.',
  passkeyRefused: 'Dieser Passkey ist hier nicht bekannt. Nimm dein Passwort.',
  passkeyGivenUp: 'Es wurde kein Passkey verwendet. Versuch es noch einmal, oder nimm dein Passwort.',
  notYours: 'Das kann nur die Administration. Frag dort nach.',
  loginTaken: 'Diese E-Mail-Adresse gehört schon jemand anderem.',
  lastAdmin: 'Dann könnte sich niemand mehr um den Laden kümmern. Gib zuerst jemand anderem die Administration und einen Zugang.',
  linkOver: 'Dieser Link wurde schon benutzt, ist abgelaufen oder wurde ersetzt. Bitte um einen neuen.',
  gone: 'Das gibt es nicht mehr. Lade die Seite neu.',
  other: 'Der Server nimmt das nicht an. Lade die Seite neu und versuch es dann noch einmal.',
}

export const signIn: Dictionary['signIn'] = {
  title: 'In der Verwaltung anmelden',
  submit: 'Anmelden',
  withPasskey: 'Mit Passkey',
  unasked: 'Du wurdest abgemeldet. Melde dich wieder an, um weiterzumachen.',
  lockedOut:
    'Ausgesperrt? Die Administration kann dir unter „Mitglieder“ einen neuen Link geben; ebenso, wer den Server betreibt.',
}

export const passwordLink: Dictionary['passwordLink'] = {
  title: 'Passwort wählen',
  hello: (name) => `Hallo ${name}. Wähl das Passwort, mit dem du dich in der Verwaltung anmeldest.`,
  submit: 'Wählen und anmelden',
}

export const linkOver: Dictionary['linkOver'] = {
  title: 'Dieser Link gilt nicht mehr',
  detail:
    'Er wurde schon benutzt, ist abgelaufen oder wurde durch einen neueren ersetzt. Bitte um einen neuen; wer den Server betreibt, bekommt einen, wenn er ihn neu startet.',
  signIn: 'Zur Anmeldung',
}

export const setUp: Dictionary['setUp'] = {
  title: 'Shopbell einrichten',
  steps: ['Euer Laden', 'Du', 'Erste Filiale', 'Passkeys', 'Das Team', 'Erstes Tablet', 'Eure Website'],
  progress: (step, all) => `Schritt ${step} von ${all}`,
  retailer: 'Euer Laden',
  retailerDetail: 'So kennen euch eure Kund:innen und eure Teams. Bis zum ersten Klingeln dauert es etwa zehn Minuten.',
  you: 'Du, die erste Administration',
  youDetail:
    'Die Administration kümmert sich hier um Filialen, Menschen und Geräte. Mit der PIN kannst du dich auch auf den Tablets anmelden.',
  store: 'Eure erste Filiale',
  storeDetail: 'Eine Filiale hat ein Team, und das Team hat die Klingel. Weitere Filialen kannst du jederzeit anlegen.',
  passkey: 'Ohne Passwort anmelden',
  passkeyDetail: 'Ein Passkey ist dein Finger, dein Gesicht oder die PIN dieses Computers. Das geht auch später.',
  team: 'Wer die Klingel hört',
  teamDetail: 'Trag ein, wer in dieser Filiale arbeitet, und gib allen ihre PIN: Sie wird nur hier und nur einmal gezeigt.',
  tablet: 'Das erste Tablet',
  tabletDetail:
    'Nimm das Tablet, das in der Filiale liegt, und scanne den Code mit seiner Kamera, oder tipp ihn dort ein. Diese Seite merkt, wenn es geklappt hat.',
  website: 'Die Klingel auf eurer Website',
  websiteDetail:
    'Setz diese eine Zeile in die Seiten eures Shops, und sag, welche Websites sie tragen dürfen. Dann frag dein eigenes Team etwas.',
  next: 'Weiter',
  back: 'Zurück',
  submit: 'Einrichten und weiter',
  finish: 'Zu den Filialen',
}

export const account: Dictionary['account'] = {
  password: 'Passwort',
  changePassword: 'Passwort ändern',
  passwordChanged: 'Das neue Passwort gilt. Überall sonst bist du abgemeldet.',
  passkeys: 'Deine Passkeys',
  noPasskeys: 'Noch keine Passkeys',
  noPasskeysDetail: 'Mit einem meldest du dich mit Finger, Gesicht oder der PIN dieses Geräts an.',
  passkeyName: 'Name des Passkeys',
  passkeyNameHint: 'Zum Beispiel „Laptop im Büro“.',
  addPasskey: 'Passkey hinzufügen',
  neverUsed: (date) => `Seit ${date}, noch nicht benutzt`,
  lastUsed: (date) => `Zuletzt benutzt am ${date}`,
  removePasskey: (name) => `„${name}“ entfernen?`,
  removePasskeyDetail: 'Er lässt dann niemanden mehr hinein. Entfern ihn auch auf deinem Gerät.',
  noPasskeysHere:
    'Passkeys gehen dort, wo Shopbell unter seinem Namen und über HTTPS geöffnet ist, nicht unter einer Adresse aus Zahlen.',
}
