/** What members answer: claims, declines, picking up what was missed, handing back (CL1, CL3, CL4, CL6, CL7, DE1, DE2, MI1). */
import type { Answer, Refusal } from './answers.ts'
import { isBeingRescued, isHeldBy, isRinging } from './chat.ts'
import type { ClaimChat, DeclineOffer, HandBackChat, PickUpMissedChat, StandingIn } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { whyNotTheirs } from './holding.ts'
import { forgiveMisses } from './missing.ts'
import { openRequestAfterHandBack, withdrawRequest } from './requesting.ts'
import { findOffer, withdrawIfAtCapacity, withdrawRingsIn } from './ringing.ts'
import type { Chat } from './state.ts'
import { isStampAhead, takeWish } from './wishes.ts'

/** CL1, CL3: the first claim that gets here has the chat. One that does not is still an answer (MI2, MI4). */
export function claimChat(d: Deciding, { member, chat: id, asksUntil, standingIn }: ClaimChat): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  if (isHeldBy(chat, member)) return { is: 'accepted', fence: chat.fence }

  const refusal = whyNotToClaim(d, member, chat, standingIn) ?? whyTooLate(d, asksUntil)
  if (refusal !== null) {
    noteAnswerInVain(d, member, chat)
    return refusal
  }
  const fence = chat.fence + 1
  const by = standingIn === undefined || chat.served.includes(member) ? {} : { by: standingIn.offer }
  d.decided({ type: 'ChatClaimed', chat: id, request: chat.request.number, member, fence, ...by })
  withdrawRingsIn(d, d.chat(id))
  forgiveMisses(d, member, 'answered')
  withdrawIfAtCapacity(d, member)
  return { is: 'accepted', fence }
}

/** CL4: whoever else has the chat, or had it last, is named before anything else is said. */
function whyNotToClaim(d: Deciding, member: ClaimChat['member'], chat: Chat, standingIn: StandingIn | undefined): Refusal | null {
  const { standing, request } = chat
  if (standing.is === 'held' && !isBeingRescued(chat)) return refused('AlreadyClaimed', { by: standing.holder })
  if (standing.is === 'ended') {
    const { lastHolder } = standing
    return lastHolder === null || lastHolder === member ? refused('ChatEnded') : refused('AlreadyClaimed', { by: lastHolder })
  }
  if (request.end !== null) return refused('RequestEnded')
  if (!chat.served.includes(member) && !isStandIn(standingIn, chat)) return refused('NeverServed')
  if (request.declinedBy.includes(member)) return refused('AlreadyDeclined')
  return whyNoRoom(d, member)
}

/** CL3: the offer rang on the device for whoever had it before, and they could claim by it still. */
function isStandIn(standingIn: StandingIn | undefined, { request }: Chat): boolean {
  if (standingIn === undefined || request.declinedBy.includes(standingIn.inPlaceOf)) return false
  const offer = request.offers.find(({ id }) => id === standingIn.offer)
  return offer !== undefined && offer.member === standingIn.inPlaceOf && offer.servedAt < standingIn.until
}

function whyNoRoom(d: Deciding, member: ClaimChat['member']): Refusal | null {
  const { capacity } = d.policy
  return d.countOpenChats(member) >= capacity ? refused('AtCapacity', { capacity }) : null
}

/** CL6: an old tap is no longer a wish to have the chat. Only what it would have got is refused so: any other news is better. */
function whyTooLate(d: Deciding, asksUntil: number | null): Refusal | null {
  return asksUntil !== null && d.at >= asksUntil ? refused('AskedTooLate') : null
}

function noteAnswerInVain(d: Deciding, member: ClaimChat['member'], { id, served, request }: Chat): void {
  if (!served.includes(member)) return
  const isNews = request.end === null && !request.answeredBy.includes(member) && !request.declinedBy.includes(member)
  if (isNews) d.decided({ type: 'AnsweredInVain', chat: id, request: request.number, member })
  forgiveMisses(d, member, 'answered')
}

/**
 * DE1, DE2. A decline is never lost: one that comes late is accepted as an answer (MI4), and where the wish that it carries
 * is stamped too far ahead (AV2) it counts without the wish. The wish counts whatever became of the offer.
 */
export function declineOffer(d: Deciding, { member, offer, wish }: DeclineOffer): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const answer = decline(d, member, offer)
  if (wish !== null && !isStampAhead(d, wish)) takeWish(d, member, wish)
  return answer
}

function decline(d: Deciding, member: DeclineOffer['member'], id: DeclineOffer['offer']): Answer {
  const named = findOffer(d, member, id)
  if (named === null) return refused('UnknownOffer')
  if (named.is === 'current' && named.chat.request.end === null) {
    const { request } = named.chat
    // They may have been asked again since: what rings for them now is declined as well as what was named.
    for (const offer of request.offers) {
      const isMeant = offer.member === member && (offer.id === id || isRinging(offer))
      if (isMeant && offer.ring.is !== 'declined') d.decided({ type: 'OfferDeclined', offer: offer.id, member })
    }
  }
  forgiveMisses(d, member, 'answered')
  return accepted
}

/** MI1: any member of the store may take a missed chat while it has not ended, asked before or not. */
export function pickUpMissedChat(d: Deciding, { member, chat: id, asksUntil }: PickUpMissedChat): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  if (isHeldBy(chat, member)) return { is: 'accepted', fence: chat.fence }

  const refusal = whyNotToPickUp(d, member, chat) ?? whyTooLate(d, asksUntil)
  if (refusal !== null) {
    noteAnswerInVain(d, member, chat)
    return refusal
  }
  const fence = chat.fence + 1
  d.decided({ type: 'ChatPickedUp', chat: id, member, fence })
  forgiveMisses(d, member, 'answered')
  withdrawIfAtCapacity(d, member)
  return { is: 'accepted', fence }
}

function whyNotToPickUp(d: Deciding, member: PickUpMissedChat['member'], { standing, request }: Chat): Refusal | null {
  if (standing.is === 'held') return refused('AlreadyClaimed', { by: standing.holder })
  if (standing.is === 'ended') return refused('ChatEnded')
  return request.end === null ? refused('NotMissed') : whyNoRoom(d, member)
}

/** CL7: a chat that its holder got by mistake, a moment ago, goes to somebody else by a request with a whole life before it. */
export function handBackChat(d: Deciding, { member, chat: id, fence }: HandBackChat): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  const refusal = whyNotTheirs(chat, member, fence)
  if (refusal !== null) return refusal
  const until = chat.standing.is === 'held' ? chat.standing.handBackUntil : null
  if (until === null || d.at >= until) return refused('TooLateToHandBack')
  if (isBeingRescued(chat)) withdrawRequest(d, chat, 'handedBack')
  d.decided({ type: 'ChatHandedBack', chat: id, member })
  openRequestAfterHandBack(d, id, member)
  return accepted
}
