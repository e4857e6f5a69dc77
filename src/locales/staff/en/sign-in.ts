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
