/** Home: the member, the team, and everything that waits. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const home = {
  title: 'Home',
  available: 'You are available',
  unavailable: 'You are unavailable',
  goAvailable: 'Go available',
  goUnavailable: 'Go unavailable',
  willRing: 'This device will ring. Sound on.',
  soundOff: 'This device will ring. Tap anywhere once to let it sound.',
  full: (capacity: number) =>
    count(capacity, {
      one: 'You have a chat, so new ones go to your colleagues.',
      other: `You have ${capacity} chats, so new ones go to your colleagues.`,
    }),
  closed: 'The store is closed, so no chat rings.',
  closedUntil: (when: string) => `The store is closed, so no chat rings. It opens ${when}.`,
  opensToday: (time: string) => `at ${time}`,
  opensOn: (day: string, time: string) => `on ${day} at ${time}`,
  closedOut: 'Closing time made you unavailable.',
  notConnected: 'No chat can reach this device until it is connected again.',
  willNotRing: 'No chat will ring for you until you go available.',
  willSync: 'Only this device knows so far. It tells the server as soon as it is connected.',
  myChats: 'My chats',
  of: (few: number, all: number) => `${few} of ${all}`,
  noChats: 'No chats yet',
  noChatsAvailable: 'When a customer asks something, this device rings.',
  noChatsUnavailable: 'Go available to be rung when a customer asks something.',
  unread: (messages: number) => count(messages, { one: '1 new', other: `${messages} new` }),
  you: (text: string) => `You: ${text}`,
  endedAt: (time: string) => `Ended ${time}`,
  takenOver: (name: string) => `${name} has it now`,
  notSent: (messages: number) => `${messages} not sent`,
  team: 'Team',
  teamCount: (available: number, all: number) => `${available} of ${all} available`,
  noTeam: 'You are the only one in this team so far.',
  loading: 'Getting your chats and your team',
}

export const presence = {
  available: 'available',
  chats: (chats: number) => count(chats, { one: '1 chat', other: `${chats} chats` }),
  beingRung: 'being rung',
  notReachable: 'available, but no device of theirs answers',
  unavailableSince: (time: string) => `unavailable since ${time}`,
  unavailable: 'unavailable',
  madeUnavailable: (misses: number) => `made unavailable: ${misses} missed in a row`,
  unknown: 'not known at the moment',
}

/** A word on Home about what came out of something. */
export const notice = {
  yours: (name: string) => `The chat with ${name} is yours after all.`,
  handedBack: (name: string) => `You handed back the chat with ${name}. Somebody else is asked now.`,
  open: 'Open the chat',
}

export const unsent = {
  title: 'Not sent yet',
  offline: (time: string) => `Waits for a connection since ${time}`,
  slow: (time: string) => `The server has not answered since ${time}. It is tried again by itself.`,
  messages: (messages: number, name: string) =>
    count(messages, { one: `1 message to ${name}`, other: `${messages} messages to ${name}` }),
  claim: (name: string) => `Claim: ${name}`,
  decline: (name: string) => `Decline: ${name}`,
  settle: (name: string) => `Marked as answered: ${name}`,
  end: (name: string) => `End of the chat with ${name}`,
  handBack: (name: string) => `Hand back: ${name}`,
  availability: 'Your availability',
  somebody: 'a customer',
}

export const waiting = {
  title: 'Waiting chats',
  left: (time: string) => `${time} left`,
  /** A colleague may have taken it meanwhile. */
  leftAtMost: (time: string) => `${time} left at most`,
  rung: (members: number) =>
    count(members, { zero: 'nobody is being rung', one: '1 is being rung', other: `${members} are being rung` }),
  claim: 'Claim chat',
  /** Follows the button's words for those who cannot see whose row it is in. */
  of: (name: string) => `of ${name}`,
}

export const madeUnavailable = {
  title: 'You were made unavailable',
  detail: (misses: number) =>
    count(misses, {
      one: 'A chat rang for you and you did not answer it, so no more ring for you now.',
      other: `${misses} chats in a row rang for you without an answer, so no more ring for you now.`,
    }),
  goAvailable: 'Go available',
}
