/** How a ring goes on, starts again or is stopped (OF5, OF6, AV4). Where it stops by itself, see settling.ts. */
import type { MemberId } from '../identifiers.ts'
import { readOfferId } from '../identifiers.ts'
import type { Answer } from './answers.ts'
import { isRinging } from './chat.ts'
import type { ReportOffer } from './commands.ts'
import { canRingAt, latestRing } from './deadlines.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { rosterOf, whyNotEligible } from './routing.ts'
import type { Chat, Offer, WithdrawnWhy } from './state.ts'

/** Where an offer that was named from outside belongs, as far as it is the member's own. */
export type NamedOffer =
  | { readonly is: 'current'; readonly chat: Chat; readonly offer: Offer }
  /** Of an earlier request of the chat; the state keeps only the latest one's. */
  | { readonly is: 'past' }

export function findOffer(d: Deciding, member: MemberId, id: ReportOffer['offer']): NamedOffer | null {
  const named = readOfferId(id)
  const chat = named && d.findChat(named.chat)
  if (!chat) return null
  if (named.request < chat.request.number) return chat.served.includes(member) ? { is: 'past' } : null
  const offer = chat.request.offers.find((known) => known.id === id && known.member === member)
  return offer ? { is: 'current', chat, offer } : null
}

/** OF5. A report that changes nothing (repeated, or of what has been answered or is over) is accepted and leaves no trace. */
export function reportOffer(d: Deciding, { member, offer: id, seen }: ReportOffer): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const named = findOffer(d, member, id)
  if (named === null) return refused('UnknownOffer')
  if (named.is === 'past') return accepted
  const { chat, offer } = named
  if (chat.request.end !== null || isOverFor(offer)) return accepted
  if (offer.deliveredAt !== null && (seen === 'delivered' || offer.displayedAt !== null)) return accepted

  const ringsUntil = ringsAfterReport(d, chat, offer)
  if (offer.deliveredAt === null) d.decided({ type: 'OfferDelivered', offer: id, ringsUntil })
  if (seen === 'displayed') d.decided({ type: 'OfferDisplayed', offer: id, ringsUntil })
  return accepted
}

function isOverFor({ ring }: Offer): boolean {
  return ring.is === 'declined' || ring.is === 'withdrawn' || ring.is === 'claimed'
}

/**
 * OF5: until when an offer rings after its first delivery or display. A ring that had stopped starts again, also beside the
 * others, where its member is eligible and enough of the request is left; `null` keeps it silent and claimable.
 */
function ringsAfterReport(d: Deciding, chat: Chat, offer: Offer): number | null {
  const { request } = chat
  const until = Math.min(d.at + d.policy.countdownMs, latestRing(request, d.policy))
  // A policy that changed meanwhile may have put the latest ring into the past; what was promised is then kept.
  if (isRinging(offer)) return until > d.at ? until : offer.ring.until
  const mayRingAgain =
    !d.isClosed &&
    canRingAt(d.at, request, d.policy) &&
    whyNotEligible(d, d.member(offer.member), chat, rosterOf(d.state)) === null
  return mayRingAgain ? until : null
}

/** AV4, OF6: stops whatever rings for a member. */
export function withdrawRingsOf(d: Deciding, member: MemberId, why: WithdrawnWhy): void {
  for (const chat of d.openChats()) {
    if (chat.request.end === null) withdraw(d, chat, why, (offer) => offer.member === member)
  }
}

/** OF1, OF7: stops whatever rings in a request that has ended, or whose store has closed. */
export function withdrawRingsIn(d: Deciding, chat: Chat, why: 'requestEnded' | 'storeClosed' = 'requestEnded'): void {
  withdraw(d, chat, why, () => true)
}

function withdraw(d: Deciding, chat: Chat, why: WithdrawnWhy, isMeant: (offer: Offer) => boolean): void {
  for (const offer of chat.request.offers) {
    if (isRinging(offer) && isMeant(offer)) d.decided({ type: 'OfferWithdrawn', offer: offer.id, why })
  }
}

/** OF6: whatever fills a member's capacity withdraws their ringing offers. To be called after each chat they get. */
export function withdrawIfAtCapacity(d: Deciding, member: MemberId): void {
  if (d.countOpenChats(member) >= d.policy.capacity) withdrawRingsOf(d, member, 'atCapacity')
}
