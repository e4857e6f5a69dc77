/** Stores, members, devices, and the widget. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const stores = {
  add: 'Add a store',
  rename: 'Rename the store',
  none: 'No stores yet',
  noneDetail: 'Add the first one; then it gets its team and its tablets.',
  unfinished: 'Shopbell is not quite set up: no store has both a team and a device yet.',
  goOn: 'Go on with the set-up',
  members: (members: number) => count(members, { one: '1 member', other: `${members} members` }),
  devices: (devices: number) => count(devices, { zero: 'No devices', one: '1 device', other: `${devices} devices` }),
  locksAfter: (time: string) => `Tablets lock after ${time}`,
  figures: 'How it rings',
  lock: 'When tablets lock',
  lockDetail:
    'A tablet that nobody touches for so long asks for the PIN again. It goes on ringing, and shows no customer’s words.',
  lockAfter: 'Lock after',
}

export const members = {
  team: 'Team',
  none: 'Nobody is on this team yet',
  noneDetail: 'Add whoever answers the bell here.',
  add: 'Add somebody',
  addThem: 'Add',
  addedOnce: 'Write these PINs down for them now: they are shown this once.',
  pinIs: 'PIN',
  pin: 'PIN',
  pinHint: 'Suggested. Four to eight digits.',
  role: 'Role',
  roles: { associate: 'Associate', manager: 'Manager', admin: 'Admin' },
  roleHints: {
    associate: 'Answers the bell.',
    manager: 'Answers the bell, and looks after this store here.',
    admin: 'Looks after all stores here.',
  },
  you: '(you)',
  invited: (login: string) => `${login}, has not come in yet`,
  lockedOn: (devices: string) => `PIN locked on ${devices}`,
  unlock: 'Unlock',
  newPin: 'New PIN',
  newPinFor: (name: string) => `New PIN for ${name}`,
  newPinDetail: 'The old one is worth nothing from then on. Give them the new one now: it is shown this once.',
  access: 'Console access',
  accessFor: (name: string) => `Console access for ${name}`,
  accessAgain: 'Make a new link if they cannot get in. Until it is used, their old password still holds.',
  accessDetail: 'Makes a link, good once and for three days, with which they choose their password.',
  makeLink: 'Make a link',
  takeAccess: 'Take access away',
  linkFor: (name: string) => `Link for ${name}`,
  linkDetail: 'Send it to them and to nobody else. It is shown this once.',
  change: (name: string) => `Change ${name}`,
  losesAccount: 'Associates have no console: their access is taken away.',
  removeAsk: (name: string) => `Take ${name} off the team?`,
  removeDetail:
    'They are signed out everywhere at once and are rung no more. A chat that they still have goes to a colleague. Their name stays with past chats.',
}

export const devices = {
  enrolled: 'Enrolled devices',
  none: 'No devices yet',
  noneDetail: 'A tablet or a phone rings here once it has been enrolled with a code.',
  phoneOf: (name: string) => `Phone of ${name}`,
  tablet: 'Tablet of the team',
  onShift: (name: string, since: string) => `${name} has been signed in since ${since}`,
  nobody: 'Nobody is signed in',
  lockedAt: (when: string) => `locked since ${when}`,
  stale: 'The server does not answer: this is how it was before. It is asked again by itself.',
  signOutAsk: (name: string, device: string) => `Sign ${name} out on “${device}”?`,
  signOutDetail:
    'They are signed out there at once. What they have not sent yet stays on the device, and goes out when they sign in there again. They stay available, keep their open chats, and stay signed in on other devices.',
  lastSeen: (when: string) => `Last seen ${when}`,
  enrolledAt: (date: string, by: string | null) => (by === null ? `enrolled ${date}` : `enrolled ${date} by ${by}`),
  rename: 'Rename the device',
  revoke: 'Revoke',
  revokeAsk: (name: string) => `Revoke “${name}”?`,
  revokeDetail: 'Whoever is signed in on it is signed out at once, for good. It can be enrolled again with a new code only.',
  enrol: 'Enrol a device',
  name: 'Name of the device',
  nameHint: 'Such as “Tablet at the till”.',
  for: 'Whose it is',
  forHint: 'On a phone only its owner can sign in.',
  forTeam: 'Tablet of the whole team',
  showCode: 'Show the code',
  qr: 'QR code that opens Shopbell on the new device with the code in it',
  scan: 'Scan this with the new device’s camera.',
  orType: 'Or open this address on it, and type the code:',
  waiting: 'Waiting for the device.',
  left: (time: string) => `The code is good for ${time}, once.`,
  isEnrolled: (name: string) => `${name} is enrolled. Sign in on it with a face and a PIN.`,
}

export const widget = {
  tag: 'The line for your website',
  tagDetail: 'It puts the bell on a page. Take it into every page of your shop on which this store should answer.',
  sites: 'Allowed sites',
  sitesLabel: 'Sites that may carry the widget, one a line',
  sitesHint: 'Only pages of these sites can show the bell. Sites begin with https://.',
  saveSites: 'Save the sites',
  sitesSaved: 'Saved.',
  secret: 'Signing secret',
  secretDetail:
    'With it your shop’s server tells us who a signed-in customer is, so that your team sees their name and orders. It belongs on your server, and on no page.',
  showSecret: 'Show the secret',
  hideSecret: 'Hide the secret',
  renewSecret: 'Make a new one',
  renewAsk: 'Make a new secret?',
  renewDetail:
    'What your server signs with the old one is refused at once: your customers are unknown visitors until your server has the new one.',
  sample: 'Saying who a customer is',
  sampleDetail:
    'For a shop’s server in Node.js. Any other JWT library does as well: HS256, the customer number as “sub”, five minutes.',
}
