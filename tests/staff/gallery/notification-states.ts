/** What a device shows as a notification, state by state: the messages that lead to it, in the order in which they come. */
import type { ChatId, MemberId, OfferId, ShiftId } from '../../../src/identifiers.ts'
import type { WorkerWords } from '../../../src/locales/worker/en.ts'
import type { PushMessage } from '../../../src/protocol/push.ts'
import { claimed, declined, stillTrying } from '../../../src/service-worker/answer-words.ts'
import { type notificationFor, type Shown, settled } from '../../../src/service-worker/notification.ts'
import { now } from '../fixtures/rows.ts'

const shift = 'shift-1' as ShiftId
const chat = 'c1' as ChatId
const offer = 'c1.1.1' as OfferId
const rung = { shift, chat, offer }
const message = { version: 1, push: 'p1', shift } as const
const ring = {
  ...message,
  is: 'ring',
  chat,
  offer,
  isReturning: false,
  hasChattedBefore: false,
  claimableUntil: now + 60_000,
} as const

const pushed = {
  ring: { ...ring, ringing: 3 },
  'ring-only-you': { ...ring, hasChattedBefore: true, ringing: 1 },
  taken: { ...message, is: 'outcome', chat, how: 'taken', by: 'Ben' },
  missed: { ...message, is: 'outcome', chat, how: 'missed', by: null },
  over: { ...message, is: 'outcome', chat, how: 'over', by: null },
  'made-unavailable': { ...message, is: 'madeUnavailable', misses: 3 },
  'bell-check': { ...message, is: 'bellCheck', check: 'k1', by: 'Emma' },
} satisfies Record<string, PushMessage>
type PushedState = keyof typeof pushed

/** What a button comes to. */
const answered = {
  mine: (words: WorkerWords) => claimed(rung, { is: 'accepted' }, 'ana' as MemberId, words),
  trying: (words: WorkerWords) => settled(rung, words.trying.title, words.trying.detail),
  'trying-offline': (words: WorkerWords) => stillTrying(rung, words),
  declined: (words: WorkerWords) => declined(rung, { is: 'accepted' }, words),
}
export type NotificationState = PushedState | keyof typeof answered

export const notificationStates = [...Object.keys(pushed), ...Object.keys(answered)] as readonly NotificationState[]

export function shownIn(state: NotificationState, words: WorkerWords, notify: typeof notificationFor): Shown {
  if (state in answered) return answered[state as keyof typeof answered](words)
  const bell = { isSilent: false, vibrates: true }
  return notify(pushed[state as PushedState], { shift, serverNow: now, bell, standing: null }, words)
}
