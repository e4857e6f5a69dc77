/** The locked tablet, and handing it to somebody else. */
import { plural } from '../../plural.ts'

const count = plural('en')

export const lock = {
  title: 'Locked',
  now: 'Lock',
  unlock: 'Unlock',
  available: 'Available: chats ring here',
  unavailable: 'Unavailable',
  /** After a claim on the lock screen. */
  yours: 'The chat is yours. Your PIN opens it.',
  hidden: 'Your PIN opens the question once you have claimed it.',
  /** Instead of words that came while the device was locked, where it was unlocked without a network. */
  withheld: 'Shown as soon as this device is connected.',
  announce: (who: string, seconds: number) =>
    `Incoming chat: ${who}. ${count(seconds, { one: '1 second', other: `${seconds} seconds` })} to claim it.`,
  notYou: (name: string) => `Not ${name}?`,
  switch: 'Switch person',
  switchTo: 'Take over',
  switchAndClaim: 'Take over and claim',
  whoTakesOver: 'Who takes over?',
  forRing: 'Your PIN claims the chat that rings here, under your own name.',
  over: 'This chat no longer rings here. You can still take over.',
  nobodyElse: 'Nobody else can sign in here',
  nobodyElseDetail: 'A manager can add members to this store, or enrol this device for the team.',
  unsent: (name: string, things: number) =>
    count(things, {
      one: `Something of ${name}’s is not sent yet. Taking over drops it for good.`,
      other: `${things} things of ${name}’s are not sent yet. Taking over drops them for good.`,
    }),
  unsentWait: 'It goes out as soon as there is a connection: wait for that to keep it.',
  claiming: 'Claiming the chat for you…',
  claimingDetail: 'It is not yours yet: the server has to answer first.',
}
