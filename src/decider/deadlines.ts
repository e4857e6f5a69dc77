/** Everything of a store that happens by itself when its time comes, and when a store must be looked at next. */
import { countRinging, isOwedAnAnswer, isRinging } from './chat.ts'
import type { Circumstances } from './commands.ts'
import type { Policy } from './policy.ts'
import type { Chat, Offer, Request, StoreState } from './state.ts'
import { isAvailable } from './wish.ts'

/** In the order in which they happen where they are due at the same instant: missed before withdrawn (OF1). */
export const dueKinds = ['ringStops', 'requestEnds', 'shopperLeaves', 'chatEnds', 'chatIsForgotten'] as const
export type DueKind = (typeof dueKinds)[number]

/** OF1: decision time is the later of the last event's time and the server's clock, in whole milliseconds. */
export function decisionTime(state: StoreState, circumstances: Pick<Circumstances, 'now'>): number {
  return Math.max(state.time, Math.floor(circumstances.now))
}

/** OF1: when a shopper without a stream counts as having left; `null` while they are here. */
export function shopperLeavesAt(chat: Chat, policy: Policy): number | null {
  return chat.awaySince === null ? null : chat.awaySince + policy.shopperLeftAfterMs
}

/** EN1: when a chat ends because its shopper left and did not come back; `null` while they are here. */
export function endsByAbsenceAt(chat: Chat, policy: Policy): number | null {
  return chat.awaySince === null ? null : chat.awaySince + policy.shopperLeftAfterMs + policy.endAfterLeftMs
}

/** OF2: whether somebody may still be rung in this request at that time. */
export function canRingAt(time: number, request: Request, policy: Policy): boolean {
  return request.end === null && request.endsAt - time >= policy.leastRingMs && time < latestRing(request, policy)
}

/** OF5: no ring goes on beyond this, so that a tap on its last second arrives. */
export function latestRing(request: Request, policy: Policy): number {
  return request.endsAt - policy.answerMarginMs
}

/** Tells of everything that will happen to a chat by itself: what, when, and in which offer where it is about one. */
export function eachDeadline(chat: Chat, policy: Policy, tell: (kind: DueKind, time: number, offer: Offer | null) => void): void {
  const { standing, request } = chat
  if (standing.is === 'ended') {
    if (!isOwedAnAnswer(chat)) tell('chatIsForgotten', standing.at + policy.visitMs, null)
    return
  }
  const leaves = shopperLeavesAt(chat, policy)
  if (request.end === null) {
    for (const offer of request.offers) if (isRinging(offer)) tell('ringStops', offer.ring.until, offer)
    tell('requestEnds', request.endsAt, null)
    if (leaves !== null) tell('shopperLeaves', leaves, null)
  }
  const ends = endsByAbsenceAt(chat, policy)
  if (ends !== null) tell('chatEnds', ends, null)
}

/**
 * The earliest time later than `lookedAt` at which the store must be looked at (`LookAtTime`), in milliseconds since 1970;
 * `null` where nothing will happen by itself. `lookedAt` is the {@link decisionTime} of the latest decision, which has dealt
 * with everything due until then, so that whoever arms a timer by this never spins.
 */
export function nextDeadline(state: StoreState, lookedAt: number): number | null {
  let soonest = Number.POSITIVE_INFINITY
  const consider = (_: unknown, time: number) => {
    if (time > lookedAt && time < soonest) soonest = time
  }
  for (const chat of Object.values(state.chats)) {
    eachDeadline(chat, state.policy, consider)
    if (chat.request.end === null) eachAskingAgain(chat.request, state, consider)
  }
  return soonest === Number.POSITIVE_INFINITY ? null : soonest
}

/** OF2: while a place is empty, when somebody asked before may be asked again. One look too many costs nothing. */
function eachAskingAgain(request: Request, state: StoreState, tell: (_: unknown, time: number) => void): void {
  const { policy } = state
  if (countRinging(request) >= policy.places) return
  for (const { ring, member } of request.offers) {
    if (ring.is !== 'lapsed' && ring.is !== 'undelivered' && ring.is !== 'withdrawn') continue
    const again = ring.stoppedAt + policy.askAgainAfterMs
    const wish = state.members[member]?.wish
    if (wish && isAvailable(wish) && !request.declinedBy.includes(member) && canRingAt(again, request, policy)) tell(null, again)
  }
}
