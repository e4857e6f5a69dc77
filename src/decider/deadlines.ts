/** Everything of a store that happens by itself when its time comes, and when a store must be looked at next. */
import type { MemberId } from '../identifiers.ts'
import { countRinging, findMember, isOwedAnAnswer, isRinging } from './chat.ts'
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

/**
 * RE3, AV5: the first moment, not before the given one, at which the holder's shopper will have waited too long, as far as the holder
 * stays as silent as they are: for somebody of whom nothing was heard all the while, or for any answer at all. A rescue that
 * nobody took starts the waiting afresh. `null` where they wait for nothing: answered, gone by then, or without a holder. For a
 * holder who has left the team they need not have waited at all.
 * `behindMs` is by how much the server's clock, by which people are heard, is behind decision time.
 */
export function rescueDueAt(
  chat: Chat,
  state: StoreState,
  circumstances: Circumstances,
  { notBefore, behindMs }: { readonly notBefore: number; readonly behindMs: number },
): number | null {
  const { standing, request } = chat
  const { policy } = state
  if (standing.is !== 'held') return null
  let due = rescueFailedAt(request) + policy.rescueSilentAfterMs
  if (findMember(state, standing.holder)) {
    if (standing.waitingSince === null) return null
    const from = Math.max(standing.waitingSince, rescueFailedAt(request))
    const silent = Math.max(from, silentSince(standing.holder, circumstances) + behindMs) + policy.rescueSilentAfterMs
    due = Math.min(Math.ceil(silent), from + policy.rescueUnansweredAfterMs)
  }
  due = Math.max(notBefore, due)
  const leaves = shopperLeavesAt(chat, policy)
  return leaves !== null && leaves <= due ? null : due
}

function rescueFailedAt({ end }: Request): number {
  return end?.how === 'withdrawn' && end.why === 'nobodyCame' ? end.at : Number.NEGATIVE_INFINITY
}

/** RE3: a server that has just started takes nobody's silence for proof. */
function silentSince(member: MemberId, { heardAt, listeningSince }: Circumstances): number {
  return Math.max(heardAt[member] ?? Number.NEGATIVE_INFINITY, listeningSince)
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
 * with everything due until then, so that whoever arms a timer by this never spins. `circumstances` are those of now: a rescue
 * is due by when the holder was last heard (RE3), and somebody who was heard since puts it off, at the cost of a look too many.
 */
export function nextDeadline(state: StoreState, lookedAt: number, circumstances: Circumstances): number | null {
  let soonest = Number.POSITIVE_INFINITY
  const consider = (_: unknown, time: number) => {
    if (time > lookedAt && time < soonest) soonest = time
  }
  for (const chat of Object.values(state.chats)) {
    eachDeadline(chat, state.policy, consider)
    // OF7: while the store is closed nobody is asked, again or to the rescue.
    if (state.opening.is === 'closed') continue
    if (chat.request.end === null) eachAskingAgain(chat.request, state, consider)
    else {
      // One that is past is not due yet by a clock that was set back, and will be as soon as that has caught up.
      const rescue = rescueDueAt(chat, state, circumstances, { notBefore: lookedAt + 1, behindMs: 0 })
      if (rescue !== null) consider(null, rescue)
    }
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
    const wish = findMember(state, member)?.wish
    if (wish && isAvailable(wish) && !request.declinedBy.includes(member) && canRingAt(again, request, policy)) tell(null, again)
  }
}
