/** Coming in, going out, the first set-up, one's own account, and why something did not work. */

export const app = {
  name: 'Shopbell console',
  loading: 'One moment',
  failed: 'This could not be shown',
  retry: 'Try again',
  broken: 'Something in this page broke',
  brokenDetail: 'Nothing that you saved is lost. Load the page again to go on.',
  reload: 'Load again',
  title: (page: string) => `${page} · Shopbell`,
  signOut: 'Sign out',
  menu: 'Pages',
  language: 'Language',
  store: 'Store',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  done: 'Done',
  change: 'Change',
  rename: 'Rename',
  remove: 'Remove',
  show: 'Show',
  copy: 'Copy',
  copied: 'Copied',
  forAdmins: 'For admins',
}

export const pages = {
  start: 'First set-up',
  retailer: 'Your shop',
  stores: 'Stores',
  hours: 'Hours',
  members: 'Members',
  devices: 'Devices',
  widget: 'Widget',
  shoppers: 'Customers’ data',
  audit: 'Audit trail',
  account: 'My account',
}

export const fields = {
  login: 'E-mail address',
  password: 'Password',
  newPassword: 'New password',
  currentPassword: 'Present password',
  passwordHint: 'At least 12 characters. Four unusual words are easy to keep in mind and hard to guess.',
  retailer: 'Name of your shop',
  locale: 'Language and country',
  localeHint: 'How prices and dates are written for your teams.',
  currency: 'Currency',
  yourName: 'Your name',
  yourPin: 'Your PIN for the store’s tablets',
  yourPinHint: 'Four to eight digits. We suggest this one; you can change it later.',
  store: 'Name of the store',
  name: 'Name',
}

/** What is wrong with a field, by its name. */
export const faults = {
  name: 'Give it a name of up to 80 characters that can be seen.',
  login: 'This is no e-mail address.',
  password: 'This is too easily guessed. Take at least 12 characters that are not your name and not a row of keys.',
  pin: 'Take four to eight digits that a colleague would not try first, such as 1234.',
  locale: 'This language is not known.',
  currency: 'This currency is not known.',
  allowedSites: 'One of these is no site. Write them like https://www.shop.example, one a line.',
  passkey: 'This is your only way in. Choose a password first.',
  other: 'This is not possible. Please check it.',
}

export const failures = {
  unreachable: 'The server did not answer. Check the connection, then try again.',
  tooMany: (seconds: number) => `Too many tries. Wait ${seconds} s, then try again.`,
  wrongPassword: 'This e-mail address and this password do not belong together. Try again.',
  passkeyRefused: 'This passkey is not known here. Use your password.',
  passkeyGivenUp: 'No passkey was used. Try again, or use your password.',
  notYours: 'Only an admin can do this. Ask one of them.',
  loginTaken: 'Somebody else has this e-mail address already.',
  lastAdmin: 'Nobody else could look after the shop then. Make somebody else an admin with access first.',
  linkOver: 'This link was used already, has expired, or was replaced. Ask for a new one.',
  gone: 'This is not there any more. Load the page again.',
  other: 'The server refused it. Load the page again, then try once more.',
}

export const signIn = {
  title: 'Sign in to the console',
  submit: 'Sign in',
  withPasskey: 'Use a passkey',
  unasked: 'You were signed out. Sign in again to go on.',
  lockedOut: 'Locked out? Another admin can make you a new link under Members; so can whoever runs the server.',
}

export const passwordLink = {
  title: 'Choose a password',
  hello: (name: string) => `Hello ${name}. Choose the password with which you will sign in to the console.`,
  submit: 'Choose it and sign in',
}

export const linkOver = {
  title: 'This link is over',
  detail:
    'It was used already, has expired, or was replaced by a newer one. Ask whoever sent it for a new one; whoever runs the server gets one by starting it again.',
  signIn: 'To the sign-in',
}

export const setUp = {
  title: 'Set up Shopbell',
  steps: ['Your shop', 'You', 'First store', 'Passkey', 'Team', 'First tablet', 'Website'],
  progress: (step: number, all: number) => `Step ${step} of ${all}`,
  retailer: 'Your shop',
  retailerDetail: 'What your customers and your teams know you as. It takes about ten minutes until the first bell can ring.',
  you: 'You, the first admin',
  youDetail: 'Admins look after stores, people and devices here. With the PIN you can also sign in on the store’s tablets.',
  store: 'Your first store',
  storeDetail: 'A store has a team, and the team has the bell. More stores can be added at any time.',
  passkey: 'Sign in without a password',
  passkeyDetail: 'A passkey is your finger, your face or this computer’s own PIN. You can also leave this for later.',
  team: 'Who answers the bell',
  teamDetail: 'Add whoever works in this store. Give each of them their PIN: it is shown here once, and nowhere else.',
  tablet: 'The first tablet',
  tabletDetail:
    'Take the tablet that lies in the store and scan the code with its camera, or type it there. This page sees when it has worked.',
  website: 'The bell on your website',
  websiteDetail: 'Put this one line into your shop’s pages, and say which sites may carry it. Then ask your own team something.',
  next: 'Next',
  back: 'Back',
  submit: 'Set up and go on',
  finish: 'To the stores',
}

export const account = {
  password: 'Password',
  changePassword: 'Change the password',
  passwordChanged: 'The new password holds. You are signed out everywhere else.',
  passkeys: 'Passkeys',
  noPasskeys: 'No passkeys yet',
  noPasskeysDetail: 'With one you sign in by finger, face or this device’s own PIN.',
  passkeyName: 'Name of the passkey',
  passkeyNameHint: 'Such as “Laptop in the office”.',
  addPasskey: 'Add a passkey',
  neverUsed: (date: string) => `Added ${date}, not used yet`,
  lastUsed: (date: string) => `Last used ${date}`,
  removePasskey: (name: string) => `Remove “${name}”?`,
  removePasskeyDetail: 'It will not let anybody in any more. Remove it from your device too.',
  noPasskeysHere: 'Passkeys can be added where Shopbell is open under its name over HTTPS, not under an address of numbers.',
}
