/** Who is asked next (OF2, OF3, OF6), and when a shopper is told that nobody can be (OF7). */
import { type ChatId, type MemberId, offerId } from '../identifiers.ts'
import { countRinging, isHeldBy, isRinging, isWaiting } from './chat.ts'
import type { Circumstances } from './commands.ts'
import { canRingAt, latestRing } from './deadlines.ts'
import type { Deciding } from './deciding.ts'
import type { PassedOver } from './events.ts'
import type { Policy } from './policy.ts'
import type { Chat, Member, Request, StoreState } from './state.ts'
import { isAvailable } from './wish.ts'

/** RE1: a page of the member's echoed the server within the policy's time. It is a fact of the moment, not of the log. */
export function hasLivePage(member: MemberId, circumstances: Circumstances, policy: Policy): boolean {
  const heardAt = circumstances.heardAt[member]
  return heardAt !== undefined && circumstances.now - heardAt < policy.reachableWithinMs
}

/** RE1: by a page or by push. */
function isReachable(member: MemberId, circumstances: Circumstances, policy: Policy): boolean {
  return circumstances.push[member] === 'working' || hasLivePage(member, circumstances, policy)
}

/** What the members of a store are busy with, counted in one walk over its chats. */
export interface Roster {
  readonly openChats: ReadonlyMap<MemberId, number>
  readonly ringing: ReadonlySet<MemberId>
}

export function rosterOf(state: StoreState): Roster {
  const openChats = new Map<MemberId, number>()
  const ringing = new Set<MemberId>()
  for (const { standing, request } of Object.values(state.chats)) {
    if (standing.is === 'held') openChats.set(standing.holder, (openChats.get(standing.holder) ?? 0) + 1)
    if (request.end === null) for (const offer of request.offers) if (isRinging(offer)) ringing.add(offer.member)
  }
  return { openChats, ringing }
}

type Obstacle = Exclude<PassedOver['why'], 'askedRecently' | 'laterInOrder'>

/** Glossary, *eligible*: `null`, or what stands in the way: having the chat already (RE3), then the member's own doing. */
export function whyNotEligible(d: Deciding, member: Member, chat: Chat, roster: Roster): Obstacle | null {
  if (isHeldBy(chat, member.id)) return 'holder'
  if (!isAvailable(member.wish)) return 'unavailable'
  if (!isReachable(member.id, d.circumstances, d.policy)) return 'unreachable'
  return whyNotIfReached(d, member, chat, roster)
}

function whyNotIfReached(d: Deciding, member: Member, chat: Chat, roster: Roster): Obstacle | null {
  if (chat.request.declinedBy.includes(member.id)) return 'declined'
  if (openChatsOf(member.id, roster) >= d.policy.capacity) return 'atCapacity'
  if (roster.ringing.has(member.id)) return 'ringing'
  return null
}

/** RE1: their push is silent, and has not been tried in vain in this request. */
function isWorthATry(d: Deciding, { id }: Member, { request }: Chat): boolean {
  const wasInVain = request.offers.some(({ member, ring }) => member === id && ring.is === 'undelivered')
  return d.circumstances.push[id] === 'silent' && !wasInVain
}

/** OF2: gives every place that somebody can be found for to whoever is next, then says where nobody could be (OF7). */
export function route(d: Deciding): void {
  if (!d.isClosed) givePlaces(d)
  tellWhereNobodyCanBeAsked(d)
}

function givePlaces(d: Deciding): void {
  for (let serving = nextServing(d); serving !== null; serving = nextServing(d)) serve(d, serving)
}

interface Serving extends Candidate {
  readonly chat: Chat
  readonly ringing: number
  readonly roster: Roster
}

interface Candidate {
  readonly member: Member
  /** OF2, DE2: 0 not yet asked, 1 asked before, 2 declined an earlier request of the chat, 3 that and asked again since. */
  readonly turn: 0 | 1 | 2 | 3
}

/** OF2: of the requests that could ring somebody now, the one with the fewest ringing, then with somebody unasked, then the oldest. */
function nextServing(d: Deciding): Serving | null {
  let roster: Roster | null = null
  let best: Serving | null = null
  for (const chat of d.openChats()) {
    if (!canRingAt(d.at, chat.request, d.policy)) continue
    const ringing = countRinging(chat.request)
    if (ringing >= d.policy.places || (best !== null && ringing > best.ringing)) continue
    roster ??= rosterOf(d.state)
    const next = nextMember(d, chat, roster)
    if (next === null) continue
    const serving = { ...next, chat, ringing, roster }
    if (best === null || goesFirst(serving, best)) best = serving
  }
  return best
}

function goesFirst(a: Serving, b: Serving): boolean {
  if (a.ringing !== b.ringing) return a.ringing < b.ringing
  if ((a.turn === 0) !== (b.turn === 0)) return a.turn === 0
  if (a.chat.request.openedAt !== b.chat.request.openedAt) return a.chat.request.openedAt < b.chat.request.openedAt
  return a.chat.id < b.chat.id
}

/** RE1: where nobody eligible is left, those who lack only reachability and whose push may yet be received. */
function nextMember(d: Deciding, chat: Chat, roster: Roster): Candidate | null {
  const eligible = first(d, chat, roster, (member) => whyNotEligible(d, member, chat, roster) === null)
  return (
    eligible ??
    first(d, chat, roster, (member) => {
      const lacksReachability = whyNotEligible(d, member, chat, roster) === 'unreachable'
      return lacksReachability && isWorthATry(d, member, chat) && whyNotIfReached(d, member, chat, roster) === null
    })
  )
}

function first(d: Deciding, chat: Chat, roster: Roster, isMeant: (member: Member) => boolean): Candidate | null {
  const { request } = chat
  let best: Candidate | null = null
  for (const member of Object.values(d.state.members)) {
    const canBeAskedFrom = mayBeAskedFrom(member.id, request, d.policy)
    if (canBeAskedFrom > d.at || !isMeant(member)) continue
    const isUnasked = canBeAskedFrom === Number.NEGATIVE_INFINITY
    const turn = request.declinedEarlier.includes(member.id) ? (isUnasked ? 2 : 3) : isUnasked ? 0 : 1
    const isBetter = best === null || (turn === best.turn ? comesBefore(member, best.member, chat, roster) : turn < best.turn)
    if (isBetter) best = { member, turn }
  }
  return best
}

/** OF2: from when the member may be asked in this request, as far as earlier asking goes. Minus infinity where they were not. */
function mayBeAskedFrom(member: MemberId, request: Request, policy: Policy): number {
  let from = Number.NEGATIVE_INFINITY
  for (const offer of request.offers) {
    if (offer.member !== member) continue
    const stoppedAt = 'stoppedAt' in offer.ring ? offer.ring.stoppedAt : Number.POSITIVE_INFINITY
    from = Math.max(from, stoppedAt + policy.askAgainAfterMs)
  }
  return from
}

/** OF3: whom the shopper last spoke to, then fewest open chats, then longest since the last claim; the identifier breaks ties. */
function comesBefore(a: Member, b: Member, chat: Chat, roster: Roster): boolean {
  const preferred = chat.spokenTo[0]
  if (a.id === preferred || b.id === preferred) return a.id === preferred
  const openA = openChatsOf(a.id, roster)
  const openB = openChatsOf(b.id, roster)
  if (openA !== openB) return openA < openB
  const claimA = a.lastClaimAt ?? Number.NEGATIVE_INFINITY
  const claimB = b.lastClaimAt ?? Number.NEGATIVE_INFINITY
  return claimA !== claimB ? claimA < claimB : a.id < b.id
}

function openChatsOf(member: MemberId, roster: Roster): number {
  return roster.openChats.get(member) ?? 0
}

function serve(d: Deciding, { chat, member, roster }: Serving): void {
  const { request } = chat
  const passedOver: PassedOver[] = []
  for (const other of Object.values(d.state.members)) {
    if (other.id === member.id) continue
    const isTooSoon = mayBeAskedFrom(other.id, request, d.policy) > d.at
    const why = whyNotEligible(d, other, chat, roster) ?? (isTooSoon ? 'askedRecently' : 'laterInOrder')
    passedOver.push({ member: other.id, why })
  }
  d.decided({
    type: 'OfferServed',
    chat: chat.id,
    request: request.number,
    offer: offerId(chat.id, request.number, request.offers.length + 1),
    member: member.id,
    deliverBy: Math.min(d.at + d.policy.deliverWithinMs, latestRing(request, d.policy)),
    passedOver,
  })
}

function tellWhereNobodyCanBeAsked(d: Deciding): void {
  const untold: ChatId[] = []
  let roster: Roster | null = null
  for (const chat of d.openChats()) {
    if (!isWaiting(chat) || chat.request.isNobodyTold || countRinging(chat.request) > 0) continue
    roster ??= rosterOf(d.state)
    if (!couldSomebodyBeAsked(d, chat, roster)) untold.push(chat.id)
  }
  for (const chat of untold) d.decided({ type: 'NobodyCouldBeAsked', chat, request: d.chat(chat).request.number })
}

/**
 * OF7: nobody outside the hours. Somebody who is only ringing elsewhere, or was asked a moment ago, still can be. Until the server has listened long
 * enough to have heard them, so can whoever has not been heard: their silence proves nothing yet.
 */
function couldSomebodyBeAsked(d: Deciding, chat: Chat, roster: Roster): boolean {
  if (d.isClosed) return false
  const { now, listeningSince } = d.circumstances
  const isSilenceProof = now - listeningSince >= d.policy.reachableWithinMs
  return Object.values(d.state.members).some((member) => {
    const why = whyNotEligible(d, member, chat, roster)
    if (why === null || why === 'ringing') return true
    if (why !== 'unreachable' || (isSilenceProof && !isWorthATry(d, member, chat))) return false
    const ifReached = whyNotIfReached(d, member, chat, roster)
    return ifReached === null || ifReached === 'ringing'
  })
}
