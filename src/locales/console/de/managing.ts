/** Filialen, Mitglieder, Geräte und die Website. */
import { plural } from '../../plural.ts'
import type { Dictionary } from '../dictionary.ts'

const count = plural('de')

export const stores: Dictionary['stores'] = {
  add: 'Filiale hinzufügen',
  rename: 'Filiale umbenennen',
  none: 'Noch keine Filialen',
  noneDetail: 'Leg die erste an; dann bekommt sie ihr Team und ihre Tablets.',
  unfinished: 'Shopbell ist noch nicht ganz eingerichtet: Noch hat keine Filiale ein Team und ein Gerät.',
  goOn: 'Mit der Einrichtung weitermachen',
  members: (members) => count(members, { one: '1 Mitglied', other: `${members} Mitglieder` }),
  devices: (devices) => count(devices, { zero: 'Keine Geräte', one: '1 Gerät', other: `${devices} Geräte` }),
  locksAfter: (time) => `Tablets sperren sich nach ${time}`,
  figures: 'Wie es klingelt',
  lock: 'Wann sich Tablets sperren',
  lockDetail:
    'Ein Tablet, das so lange niemand berührt, fragt wieder nach der PIN. Es klingelt weiter und zeigt nichts von dem, was Kund:innen schreiben.',
  lockAfter: 'Sperren nach',
}

export const members: Dictionary['members'] = {
  team: 'Das Team',
  none: 'In diesem Team ist noch niemand',
  noneDetail: 'Trag ein, wer hier die Klingel hört.',
  add: 'Jemanden hinzufügen',
  addThem: 'Hinzufügen',
  addedOnce: 'Schreib diese PINs jetzt für sie auf: Sie werden nur dieses eine Mal gezeigt.',
  pinIs: 'PIN',
  pin: 'PIN',
  pinHint: 'Ein Vorschlag. Vier bis acht Ziffern.',
  role: 'Rolle',
  roles: { associate: 'Beratung', manager: 'Leitung', admin: 'Administration' },
  roleHints: {
    associate: 'Beantwortet die Klingel.',
    manager: 'Beantwortet die Klingel und kümmert sich hier um diese Filiale.',
    admin: 'Kümmert sich hier um alle Filialen.',
  },
  you: '(du)',
  invited: (login) => `${login}, war noch nicht da`,
  lockedOn: (devices) => `PIN gesperrt auf ${devices}`,
  unlock: 'Entsperren',
  newPin: 'Neue PIN',
  newPinFor: (name) => `Neue PIN für ${name}`,
  newPinDetail: 'Die alte gilt ab dann nicht mehr. Gib die neue jetzt weiter: Sie wird nur dieses eine Mal gezeigt.',
  access: 'Zugang',
  accessFor: (name) => `Zugang zur Verwaltung für ${name}`,
  accessAgain: 'Mach einen neuen Link, wenn jemand nicht hineinkommt. Bis er benutzt ist, gilt das alte Passwort.',
  accessDetail: 'Macht einen Link, der einmal und drei Tage lang gilt, um ein Passwort zu wählen.',
  makeLink: 'Link machen',
  takeAccess: 'Zugang wegnehmen',
  linkFor: (name) => `Link für ${name}`,
  linkDetail: 'Schick ihn nur an diese Person. Er wird nur dieses eine Mal gezeigt.',
  change: (name) => `${name} ändern`,
  losesAccount: 'Die Beratung hat keine Verwaltung: Der Zugang wird weggenommen.',
  removeAsk: (name) => `${name} aus dem Team nehmen?`,
  removeDetail:
    'Die Person wird überall sofort abgemeldet und nicht mehr angeklingelt. Ein Chat, den sie noch hat, geht an jemand anderen im Team. Ihr Name bleibt bei vergangenen Chats.',
}

export const devices: Dictionary['devices'] = {
  enrolled: 'Angemeldete Geräte',
  none: 'Noch keine Geräte',
  noneDetail: 'Ein Tablet oder Telefon klingelt hier, sobald es mit einem Code angemeldet wurde.',
  phoneOf: (name) => `Telefon von ${name}`,
  tablet: 'Tablet des Teams',
  onShift: (name, since) => `${name} ist seit ${since} angemeldet`,
  nobody: 'Niemand ist angemeldet',
  lockedAt: (when) => `gesperrt seit ${when}`,
  stale: 'Der Server antwortet nicht: So war es zuvor. Er wird von selbst noch einmal gefragt.',
  signOutAsk: (name, device) => `${name} auf „${device}“ abmelden?`,
  signOutDetail:
    'Die Abmeldung gilt dort sofort. Was noch nicht gesendet ist, bleibt auf dem Gerät und geht hinaus, wenn die Person sich dort wieder anmeldet. Sie bleibt verfügbar, behält ihre offenen Chats und bleibt auf anderen Geräten angemeldet.',
  lastSeen: (when) => `Zuletzt gesehen ${when}`,
  enrolledAt: (date, by) => (by === null ? `angemeldet ${date}` : `angemeldet ${date} von ${by}`),
  rename: 'Gerät umbenennen',
  revoke: 'Wegnehmen',
  revokeAsk: (name) => `„${name}“ wegnehmen?`,
  revokeDetail:
    'Wer darauf angemeldet ist, wird sofort und endgültig abgemeldet. Es lässt sich nur mit einem neuen Code wieder anmelden.',
  enrol: 'Gerät anmelden',
  name: 'Name des Geräts',
  nameHint: 'Zum Beispiel „Tablet an der Kasse“.',
  for: 'Wem es gehört',
  forHint: 'Auf einem Telefon kann sich nur anmelden, wem es gehört.',
  forTeam: 'Tablet des ganzen Teams',
  showCode: 'Code anzeigen',
  qr: 'QR-Code, der Shopbell auf dem neuen Gerät mit dem Code darin öffnet',
  scan: 'Scanne ihn mit der Kamera des neuen Geräts.',
  orType: 'Oder öffne darauf diese Adresse und tipp den Code ein:',
  waiting: 'Es wird auf das Gerät gewartet.',
  left: (time) => `Der Code gilt noch ${time}, einmal.`,
  isEnrolled: (name) => `${name} ist angemeldet. Jetzt kann sich dort jemand mit Gesicht und PIN anmelden.`,
}

export const widget: Dictionary['widget'] = {
  tag: 'Die Zeile für eure Website',
  tagDetail:
    'Sie setzt die Klingel auf eine Seite. Nimm sie in jede Seite eures Shops auf, auf der diese Filiale antworten soll.',
  sites: 'Erlaubte Websites',
  sitesLabel: 'Websites, die die Klingel tragen dürfen, eine je Zeile',
  sitesHint: 'Nur Seiten dieser Websites können die Klingel zeigen. Sie beginnen mit https://.',
  saveSites: 'Websites speichern',
  sitesSaved: 'Gespeichert.',
  secret: 'Geheimer Schlüssel',
  secretDetail:
    'Damit sagt uns der Server eures Shops, wer angemeldet ist, so dass euer Team Namen und Bestellungen sieht. Er gehört auf euren Server und auf keine Seite.',
  showSecret: 'Schlüssel anzeigen',
  hideSecret: 'Schlüssel verbergen',
  renewSecret: 'Neuen machen',
  renewAsk: 'Neuen Schlüssel machen?',
  renewDetail:
    'Was euer Server mit dem alten unterschreibt, gilt sofort nicht mehr: Eure Kund:innen sind unbekannt, bis euer Server den neuen hat.',
  sample: 'Sagen, wer jemand ist',
  sampleDetail:
    'Für den Server eines Shops in Node.js. Jede andere JWT-Bibliothek geht auch: HS256, die Kundennummer als „sub“, fünf Minuten.',
}
