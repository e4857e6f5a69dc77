/** Every text of a notification, in English. It shows on locked screens: no name and no word of a customer's. */
import { plural } from '../plural.ts'

const count = plural('en')

export const en = {
  claim: 'Claim',
  decline: 'Decline',
  hear: 'I hear it',

  ring: {
    title: 'Incoming chat',
    chattedBefore: 'You have chatted before.',
    returning: 'A returning customer.',
    new: 'A new customer.',
    rung: (members: number) => count(members, { one: 'Only you are being rung.', other: `${members} of you are being rung.` }),
  },
  /** What takes the ring's place. */
  taken: {
    title: (by: string | null) => (by === null ? 'A colleague has it' : `${by} has it`),
    detail: 'There is nothing to do.',
  },
  mine: { title: 'It is yours', detail: 'Tap to open the chat.' },
  missed: { title: 'Missed', detail: 'Nobody claimed the chat in time. It is under Missed.' },
  over: { title: 'No longer open', detail: 'There is nothing left to do here.' },

  /** What came of a button. */
  trying: {
    title: 'Trying to claim it…',
    detail: 'It is not yours yet: the server has to answer first.',
    declining: 'Declining…',
    offline: 'No connection: trying',
    offlineDetail: 'It goes out as soon as there is one.',
    late: 'This no longer asks for the chat',
    lateDetail: 'It took too long to reach the server. Your tap still counts as an answer.',
  },
  expired: { title: 'Expired', detail: 'The search for somebody to answer ended before your claim arrived.' },
  full: { title: 'You have all the chats you can hold', detail: 'End one, then claim this one in Shopbell.' },
  declined: { title: 'Declined', detail: 'You stay available.' },
  declinedBefore: { title: 'You declined it before', detail: 'A colleague has to claim this one.' },
  signedOut: { title: 'You are no longer signed in', detail: 'Tap to sign in again.' },
  failed: { title: 'That did not work', detail: 'Tap to open Shopbell and see how things stand.' },

  madeUnavailable: {
    title: 'You were made unavailable',
    detail: (misses: number) =>
      count(misses, {
        one: 'A chat rang for you without an answer. Tap to go available again.',
        other: `${misses} chats in a row rang for you without an answer. Tap to go available again.`,
      }),
  },
  bellCheck: { title: (by: string) => `Bell check from ${by}`, detail: 'Tap to say that it rang here.' },

  /** For what this version does not understand, or what is not for who is signed in here. */
  neutral: { title: 'Shopbell', detail: 'Something rang here. Tap to see how things stand.' },
}

export type WorkerWords = typeof en
