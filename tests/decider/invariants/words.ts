/** What the rules' words mean, written down a second time, so that the decider is not checked by its own definitions. */
import type { Circumstances } from '../../../src/decider/commands.ts'
import type { Chat, Member, Offer, Request, StoreState } from '../../../src/decider/state.ts'

export const chatsOf = (state: StoreState) => Object.values(state.chats)
const isRung = (offer: Offer) => offer.ring.is === 'awaited' || offer.ring.is === 'ringing'
export const rungIn = (request: Request) => request.offers.filter(isRung)
export const openRequests = (state: StoreState) => chatsOf(state).filter(({ request }) => request.end === null)
export const heldBy = (state: StoreState, member: string) =>
  chatsOf(state).filter(({ standing }) => standing.is === 'held' && standing.holder === member).length
const isReachable = (member: string, { now, heardAt, push }: Circumstances, state: StoreState) =>
  (push as Record<string, string>)[member] === 'working' ||
  now - ((heardAt as Record<string, number>)[member] ?? Number.NEGATIVE_INFINITY) < state.policy.reachableWithinMs

export function obstacles(
  member: Member,
  { request, standing }: Chat,
  state: StoreState,
  circumstances: Circumstances,
): string[] {
  const found = []
  if (standing.is === 'held' && standing.holder === member.id) found.push('holder')
  if (member.wish.on <= member.wish.off) found.push('unavailable')
  if (!isReachable(member.id, circumstances, state)) found.push('unreachable')
  if (request.declinedBy.includes(member.id)) found.push('declined')
  if (heldBy(state, member.id) >= state.policy.capacity) found.push('atCapacity')
  if (openRequests(state).some((chat) => rungIn(chat.request).some((offer) => offer.member === member.id))) found.push('ringing')
  return found
}

export function askedBefore(member: Member, request: Request): Offer[] {
  return request.offers.filter((offer) => offer.member === member.id)
}

export function isTooSoon(member: Member, request: Request, state: StoreState, at: number): boolean {
  return askedBefore(member, request).some(
    ({ ring }) => !('stoppedAt' in ring) || at - ring.stoppedAt < state.policy.askAgainAfterMs,
  )
}

/** Whoever is eligible; where nobody is, those whom only a push could reach (RE1). */
export function candidates(chat: Chat, state: StoreState, circumstances: Circumstances, at: number): Member[] {
  const { request } = chat
  const { leastRingMs, answerMarginMs } = state.policy
  if (state.opening.is === 'closed') return []
  if (request.endsAt - at < leastRingMs || at >= request.endsAt - answerMarginMs) return []
  const rested = Object.values(state.members).filter((member) => !isTooSoon(member, request, state, at))
  const eligible = rested.filter((member) => obstacles(member, chat, state, circumstances).length === 0)
  if (eligible.length > 0) return eligible
  return rested.filter((member) => {
    const found = obstacles(member, chat, state, circumstances)
    return found.join() === 'unreachable' && isPushWorthATry(member, request, circumstances)
  })
}

/** RE1: silent, and not in vain in this request already. */
export function isPushWorthATry(member: Member, request: Request, { push }: Circumstances): boolean {
  return push[member.id] === 'silent' && askedBefore(member, request).every(({ ring }) => ring.is !== 'undelivered')
}

/** Compares lists of figures, the first difference deciding. */
export function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((figure, index) => figure !== b[index])
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1
}
