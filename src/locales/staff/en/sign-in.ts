/** Coming in and going out. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const signIn = {
  title: 'Sign in',
  loading: 'Looking for your team',
  whichStore: 'Which store is this?',
  whoAreYou: 'Who is on shift?',
  otherStore: 'Another store',
  team: (members: number) => count(members, { one: '1 member', other: `${members} members` }),
  role: { associate: '', manager: 'Manager', admin: 'Administrator' },
  enterPin: 'Enter your PIN',
  pin: 'PIN',
  digits: (digits: number) => count(digits, { one: '1 digit entered', other: `${digits} digits entered` }),
  digit: (digit: string) => `Digit ${digit}`,
  erase: 'Erase the last digit',
  submit: 'Sign in',
  notMe: 'Not me',
  wrongPin: 'That PIN is not right. Try again.',
  pinLocked: (name: string) => `${name} cannot sign in on this device`,
  pinLockedDetail: 'There were ten wrong PINs in a row. A manager can unlock it; your other devices are not affected.',
  tooMany: (seconds: number | null) =>
    seconds === null
      ? 'Too many tries. Wait a moment, then try again.'
      : count(seconds, {
          one: 'Too many tries. Wait a second, then try again.',
          other: `Too many tries. Wait ${seconds} seconds, then try again.`,
        }),
  unreachable: 'The server did not answer. Check the Wi-Fi, then try again.',
  facesFailed: 'Your team could not be shown',
  noStores: 'There is no store here yet',
  noStoresDetail: 'Somebody who runs this server has to add one first.',
  noMembers: 'This store has no team yet',
  noMembersDetail: 'A manager has to add its members first.',
  /** Why somebody who was signed in is here again. */
  signedOutElsewhere: 'You were signed out on this device. Sign in again to go on.',
}

/** Making this browser a device of a store. */
export const enrol = {
  title: 'This device is not part of a store yet',
  detail: 'A manager makes a code for it on the manager’s pages. It works for ten minutes, and once.',
  /** The page was opened by the link of a QR code. */
  offered: 'Make this device part of the store?',
  offeredDetail: 'The code is from the link that you opened. Whoever uses this device is then asked for a PIN.',
  code: 'Code',
  submit: 'Enrol this device',
  notNow: 'Not now',
  refused: 'This code does not work. It is mistyped, used already, or more than ten minutes old. Check it, or ask for a new one.',
  insecure: 'Browsers can be enrolled over a safe connection only. Open this page by its https address.',
  revoked: 'This device is no longer enrolled',
  revokedDetail: 'Everything of Shopbell has been taken off it. Ask your manager for a code if it is to come back.',
  dropped: (unsent: number) =>
    count(unsent, {
      one: 'One thing that was not sent yet went with it.',
      other: `${unsent} things that were not sent yet went with it.`,
    }),
  done: (device: string, store: string) => `Done. This is “${device}” of ${store} now.`,
}

export const signOut = {
  button: 'Sign out',
  ask: 'Go unavailable as well?',
  detail: 'Signing out alone does not change that you are available: you stay so on your other devices.',
  goUnavailable: 'Sign out and go unavailable',
  stayAvailable: 'Sign out, stay available',
  openChats: (chats: number) =>
    count(chats, {
      one: 'You still have an open chat. The customer waits for you.',
      other: `You still have ${chats} open chats. Those customers wait for you.`,
    }),
  unsentAsk: 'Not everything is sent yet',
  unsentDetail: 'Signing out drops it for good:',
  sendFirst: 'Send it first',
  sending: 'Sending…',
  sendingOffline: 'There is no connection. As soon as there is one, it is sent and you can sign out.',
  sendingDetail: 'As soon as it is sent, you can sign out.',
  drop: 'Drop it and sign out',
  /** Words that were never given to the app to send: they stay words in a text field. */
  draft: (name: string) => `Typed to ${name} and not sent`,
  refused: (messages: number, name: string) =>
    count(messages, { one: `1 message to ${name}, refused`, other: `${messages} messages to ${name}, refused` }),
  plain: 'Sign out now?',
  plainDetail: 'Nothing of yours stays on this device.',
  anyway: 'Yes, sign out',
  unreachable: 'The server did not answer, so you are still signed in. Check the Wi-Fi, then try again.',
}
