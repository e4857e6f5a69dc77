/** What the app says anywhere: its state, its connection, why the server refused something. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const app = {
  name: 'Shopbell',
  loading: 'Opening Shopbell',
  back: 'Back',
  done: 'Done',
  cancel: 'Cancel',
  retry: 'Try again',
  reload: 'Load again',
  partMissing: 'This part has not arrived yet',
  partMissingDetail: 'Check the Wi-Fi. It tries again by itself.',
  /** Document titles: what is on screen first, because tabs are narrow. */
  title: (page: string) => `${page} · Shopbell`,
}

export const language = {
  label: 'Language',
  /** No language chosen: the browser's own is followed. */
  asBrowser: (name: string) => `As this device (${name})`,
  missing: 'This language could not be loaded. Check the Wi-Fi, then choose it again.',
  untold: 'On this device only so far. The server hears of it as soon as there is a connection.',
}

export const customer = {
  new: 'New customer',
  returning: 'Returning customer',
  chattedBefore: 'You have chatted before',
  /** Where no name was given. */
  nameless: (isReturning: boolean): string => (isReturning ? 'Returning customer' : 'New customer'),
}

export const door = {
  unreachable: 'Shopbell cannot reach its server',
  unreachableDetail: 'Check the Wi-Fi. This page tries again by itself.',
  outdated: 'A newer Shopbell is needed',
  outdatedDetail: 'Load the page again to get it. What you typed is kept.',
  refused: 'The server closed the connection',
  refusedDetail: 'Load the page again. If it happens once more, sign out and in.',
  tooManyPages: 'Shopbell is open too often',
  tooManyPagesDetail: 'Close other tabs or devices that you are signed in on, then load this page again.',
  ahead: 'This device knows more than the server',
  aheadDetail: 'The server was probably restored from a backup. Tell your manager, then begin with what the server has.',
  startOver: 'Begin with what the server has',
  crashed: 'Something in this page broke',
  crashedDetail: 'Nothing that you sent is lost. Load the page again to go on.',
}

export const connection = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'Offline.',
  /** What is on screen, and how old it is. */
  asOf: (time: string) => `What you see is from ${time}.`,
  offlineTaps: 'What you do now is sent as soon as there is a connection.',
  cannotKeep: {
    full: 'This device is full and cannot keep what you type. Leave the app open until it is sent.',
    unavailable: 'This device cannot keep what you type. Leave the app open until it is sent.',
  },
  unsent: (waiting: number) => count(waiting, { one: '1 waiting to send', other: `${waiting} waiting to send` }),
}

export const update = {
  ready: 'A new version is ready.',
  take: 'Load it',
  later: 'Later',
}

/** Why the server refused, for the places that have no words of their own. */
export const problem = {
  notHolder: (name: string | null) =>
    name ? `${name} has this chat now. What you typed is kept.` : 'You no longer have this chat. What you typed is kept.',
  /** The reader had lost the chat, and has it again. */
  changedHands: 'It changed hands meanwhile and is yours again. Read what was written, then try again.',
  chatEnded: 'The chat has ended meanwhile.',
  alreadyClaimed: (name: string | null) => (name ? `${name} has it now.` : 'A colleague has it now.'),
  atCapacity: (capacity: number | null) =>
    capacity === null ? 'You have all the chats you can hold. End one first.' : `You can hold ${capacity} chats. End one first.`,
  askedTooLate: 'It took too long to reach the server, and no longer asked for the chat. It counts as an answer.',
  tooLateToHandBack: 'It can no longer be handed back.',
  notMissed: 'It is no longer under Missed: a colleague was faster, or the customer is back.',
  unknownChat: 'The server no longer knows this chat.',
  notSignedIn: 'You are no longer signed in. Sign in again; what you typed is kept.',
  gaveUp: 'The server did not answer. Check the Wi-Fi, then try again.',
  other: 'The server refused it. Try again, or load the page again.',
}
