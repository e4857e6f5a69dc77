/** What each event makes of the state. A log is replayed with nothing but this: it never judges, it only records. */
import { type MemberId, type OfferId, readOfferId } from '../identifiers.ts'
import { bug } from './bug.ts'
import { isRinging } from './chat.ts'
import { endsByAbsenceAt, shopperLeavesAt } from './deadlines.ts'
import { Draft } from './draft.ts'
import type { Fact, StoreEvent } from './events.ts'
import { handTo, notWaitingWhileAway, takenFromOthers } from './handing.ts'
import { giveTimeBack } from './outage.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import type { Chat, Offer, Request, RequestWithdrawnWhy, Ring, Standing, StoreState } from './state.ts'
import { isAvailable, noWish, type Wish } from './wish.ts'

/** A store of which nothing is known yet. */
export function initialState(): StoreState {
  return { version: 0, time: 0, policy: defaultPolicy, opening: { is: 'open', since: 0 }, members: {}, chats: {} }
}

/** The state after one more event. Shares with `state` whatever did not change. */
export function evolve(state: StoreState, event: StoreEvent): StoreState {
  return evolveAll(state, [event])
}

/** The same for one event after the other, at the cost of a single copy. */
export function evolveAll(state: StoreState, events: readonly StoreEvent[]): StoreState {
  if (events.length === 0) return state
  const draft = new Draft(state)
  for (const event of events) apply(draft, event)
  return draft.toState()
}

/** Records an event in a state that is in the making. Members, chats and offers that the state does not have are bugs. */
export function apply(draft: Draft, event: StoreEvent): void {
  if (event.at < draft.time) bug(`an event from before the last one: ${event.type} at ${event.at}, after ${draft.time}`)
  draft.version += 1
  draft.time = event.at
  const record = Object.hasOwn(records, event.type) ? (records[event.type] as (draft: Draft, event: StoreEvent) => void) : null
  if (record === null) bug(`an event of an unknown type: ${event.type}`)
  else record(draft, event)
}

type EventOf<Type extends Fact['type']> = Extract<Fact, { readonly type: Type }> & { readonly at: number }

const records: { readonly [Type in Fact['type']]: (draft: Draft, event: EventOf<Type>) => void } = {
  PolicyChanged: (draft, { policy }) => {
    // A policy of before a figure was invented goes by that figure's default.
    draft.policy = { ...defaultPolicy, ...policy }
  },
  MemberAdded: (draft, { member, at }) =>
    draft.putMember({ id: member, wish: noWish, wishChangedAt: at, madeUnavailable: null, missesInRow: 0, lastClaimAt: null }),
  MemberRemoved: (draft, { member }) => draft.dropMember(member),
  StoreOpened: (draft, { at }) => {
    draft.opening = { is: 'open', since: at }
  },
  StoreClosed: (draft, { opensAt, at }) => {
    draft.opening = { is: 'closed', since: at, opensAt }
  },
  OpeningMoved: (draft, { opensAt }) => {
    draft.opening = { ...draft.opening, is: 'closed', opensAt }
  },

  ChatOpened: openChat,
  RequestOpened: (draft, event) => {
    const { request, standing } = draft.chat(event.chat)
    draft.changeChat(event.chat, { request: newRequest(event, request), standing: settled(standing, null) })
  },
  RequestMissed: (draft, { chat }) => draft.changeRequest(chat, { end: { how: 'missed', at: draft.chat(chat).request.endsAt } }),
  RequestWithdrawn: (draft, { chat, why, at }) => {
    draft.changeRequest(chat, { end: { how: 'withdrawn', at: withdrawnAt(draft.chat(chat), why, draft.policy) ?? at, why } })
  },
  NobodyCouldBeAsked: (draft, { chat }) => draft.changeRequest(chat, { isNobodyTold: true }),
  AnsweredInVain: (draft, { chat, member }) =>
    draft.changeRequest(chat, { answeredBy: [...draft.chat(chat).request.answeredBy, member] }),

  OfferServed: serveOffer,
  OfferDelivered: (draft, { offer, ringsUntil, at }) => {
    changeOffer(draft, offer, (known) => ({ ...rung(known, ringsUntil, at), deliveredAt: at }))
    if (ringsUntil !== null) takeBackNobody(draft, offer)
  },
  OfferDisplayed: (draft, { offer, ringsUntil, at }) => {
    changeOffer(draft, offer, (known) => ({ ...rung(known, ringsUntil, at), displayedAt: at }))
    if (ringsUntil !== null) takeBackNobody(draft, offer)
  },
  OfferUndelivered: (draft, { offer }) =>
    changeOffer(draft, offer, (known) => ({ ...known, ring: { is: 'undelivered', stoppedAt: plannedStop(known) } })),
  OfferLapsed: (draft, { offer }) =>
    changeOffer(draft, offer, (known) => ({ ...known, ring: { is: 'lapsed', stoppedAt: plannedStop(known) } })),
  OfferWithdrawn: (draft, { offer, why, at }) =>
    changeOffer(draft, offer, (known, { end }) => {
      const stoppedAt = why === 'requestEnded' && end ? end.at : at
      return { ...known, ring: { is: 'withdrawn', stoppedAt, why } }
    }),
  OfferDeclined: declineOffer,

  ChatClaimed: claimChat,
  ChatPickedUp: (draft, { chat, member, fence, at }) => handTo(draft, chat, member, fence, at),
  ChatHandedBack: (draft, { chat }) => draft.changeChat(chat, { standing: { is: 'unheld', settledBy: null } }),
  ChatReopened: reopenChat,
  ChatEnded: endChat,
  ChatForgotten: (draft, { chat }) => draft.dropChat(chat),
  ChatErased: (draft, { chat }) => draft.dropChat(chat),
  MissedChatSettled: (draft, { chat, member }) =>
    draft.changeChat(chat, { standing: settled(draft.chat(chat).standing, member) }),

  MissCounted: (draft, { member, row }) => draft.changeMember(member, { missesInRow: row }),
  MissesForgiven: (draft, { member }) => draft.changeMember(member, { missesInRow: 0 }),
  MadeUnavailable: (draft, { member, wish, why, at }) => {
    changeWish(draft, member, wish, at)
    draft.changeMember(member, { madeUnavailable: { at, why: why ?? 'misses' } })
  },
  WishMerged: (draft, { member, wish, at }) => changeWish(draft, member, wish, at),

  ShopperStreamLost: (draft, { chat, since, at }) => draft.changeChat(chat, { awaySince: since ?? at }),
  ShopperStreamFound: (draft, { chat: id, at }) => {
    const chat = draft.chat(id)
    draft.changeChat(id, { awaySince: null, standing: notWaitingWhileAway(chat, draft.policy, at) })
  },
  ShopperWrote: (draft, { chat: id, number, at }) => {
    const chat = draft.chat(id)
    const standing = settled(notWaitingWhileAway(chat, draft.policy, at), null)
    draft.changeChat(id, {
      messages: number,
      awaySince: chat.awaySince === null ? null : at,
      standing: standing.is === 'held' ? { ...standing, waitingSince: standing.waitingSince ?? at } : standing,
    })
  },
  MemberWrote: (draft, { chat, number }) => {
    const { standing } = draft.chat(chat)
    draft.changeChat(chat, {
      messages: number,
      isContactUnanswered: false,
      standing: standing.is === 'held' ? { ...standing, waitingSince: null } : standing,
    })
  },
  ContactLeft: (draft, { chat, at }) =>
    draft.changeChat(chat, {
      contactLeftAt: at,
      isContactUnanswered: true,
      standing: settled(draft.chat(chat).standing, null),
    }),

  TimeGivenBack: (draft, { ms, downMs }) => {
    for (const chat of Object.values(draft.chats)) if (chat.standing.is !== 'ended') giveTimeBack(draft, chat, ms, downMs)
  },
}

function openChat(draft: Draft, event: EventOf<'ChatOpened'>): void {
  draft.putChat({
    id: event.chat,
    shopper: event.shopper,
    isReturning: event.isReturning,
    spokenTo: event.spokenTo,
    openedAt: event.at,
    fence: 0,
    served: [],
    waitedMs: 0,
    takenFrom: [],
    messages: 1,
    awaySince: event.at,
    contactLeftAt: null,
    isContactUnanswered: false,
    request: newRequest({ request: 0, endsAt: event.at, why: 'asked', at: event.at }, null),
    standing: { is: 'unheld', settledBy: null },
  })
}

/** Number 0 stands in between a chat's opening and its first request; a decision is kept whole, so nobody sees it. */
function newRequest(opened: OmitOf<EventOf<'RequestOpened'>, 'type' | 'chat'>, before: Request | null): Request {
  return {
    number: opened.request,
    why: opened.why,
    openedAt: opened.at,
    endsAt: opened.endsAt,
    offers: [],
    declinedBy: opened.why === 'handedBack' ? [opened.by] : [],
    declinedEarlier: before ? [...new Set([...before.declinedEarlier, ...before.declinedBy])] : [],
    answeredBy: [],
    isNobodyTold: false,
    end: null,
  }
}
type OmitOf<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never

/** What was due ended when it was due, however late it was noticed; `null` where it ended as it was decided. */
function withdrawnAt(chat: Chat, why: RequestWithdrawnWhy, policy: Policy): number | null {
  const { openedAt, endsAt } = chat.request
  if (why === 'nobodyCame') return endsAt
  const left = why === 'shopperLeft' ? shopperLeavesAt(chat, policy) : null
  // A chat that is handed back after its shopper left gets a request that is over at once (CL7).
  return left === null ? null : Math.max(left, openedAt)
}

function serveOffer(draft: Draft, event: EventOf<'OfferServed'>): void {
  const chat = draft.chat(event.chat)
  const offer: Offer = {
    id: event.offer,
    member: event.member,
    servedAt: event.at,
    deliveredAt: null,
    displayedAt: null,
    rangFrom: null,
    ring: { is: 'awaited', until: event.deliverBy },
  }
  draft.changeChat(event.chat, {
    served: chat.served.includes(event.member) ? chat.served : [...chat.served, event.member],
    request: { ...chat.request, offers: [...chat.request.offers, offer], isNobodyTold: false },
  })
}

/** OF5. A ring that was running goes on unbroken; any other begins now. */
function rung(offer: Offer, ringsUntil: number | null, at: number): Offer {
  if (ringsUntil === null) return offer
  return { ...offer, rangFrom: offer.ring.is === 'ringing' ? offer.rangFrom : at, ring: { is: 'ringing', until: ringsUntil } }
}

/** OF7: an offer that rings again after its shopper was told that nobody can be asked takes that back, as a new one does. */
function takeBackNobody(draft: Draft, id: OfferId): void {
  const chat = readOfferId(id)?.chat
  if (chat && draft.chat(chat).request.isNobodyTold) draft.changeRequest(chat, { isNobodyTold: false })
}

/** A ring stops when its time comes, however late the store is looked at. */
function plannedStop(offer: Offer): number {
  return isRinging(offer) ? offer.ring.until : bug(`an offer that was not ringing stopped: ${offer.id}`)
}

function changeOffer(draft: Draft, id: OfferId, change: (offer: Offer, request: Request) => Offer): void {
  const { chat, nth } = readOfferId(id) ?? bug(`not an offer's identifier: ${id}`)
  draft.changeOffer(chat, nth, (offer) => change(offer, draft.chat(chat).request))
}

function declineOffer(draft: Draft, { offer: id, member, at }: EventOf<'OfferDeclined'>): void {
  changeOffer(draft, id, (offer) => ({ ...offer, ring: { is: 'declined', stoppedAt: at } }))
  const { chat } = readOfferId(id) ?? bug(`not an offer's identifier: ${id}`)
  const { declinedBy } = draft.chat(chat).request
  if (!declinedBy.includes(member)) draft.changeRequest(chat, { declinedBy: [...declinedBy, member] })
}

/** CL1, CL3. The claim answers the member's latest offer of the request, if they have one there. */
function claimChat(draft: Draft, { chat, member, fence, at }: EventOf<'ChatClaimed'>): void {
  const { request } = draft.chat(chat)
  const answered = request.offers.findLastIndex((offer) => offer.member === member)
  const claimed: Ring = { is: 'claimed', stoppedAt: at }
  const offers = request.offers.map((offer, index) => (index === answered ? { ...offer, ring: claimed } : offer))
  draft.changeRequest(chat, { offers, end: { how: 'claimed', at, by: member } })
  handTo(draft, chat, member, fence, at)
}

/** EN1. Where nobody takes it on, whoever had it last becomes the one the shopper last spoke to (OF3). */
function reopenChat(draft: Draft, { chat, holder, fence, at }: EventOf<'ChatReopened'>): void {
  const before = draft.chat(chat)
  const { standing, spokenTo, takenFrom, waitedMs } = before
  const last = standing.is === 'ended' ? standing.lastHolder : null
  draft.changeChat(chat, {
    fence,
    spokenTo: last === null ? spokenTo : [last, ...spokenTo.filter((member) => member !== last)],
    takenFrom: holder === null ? takenFrom : takenFromOthers(before, holder),
    waitedMs: holder === null ? waitedMs : 0,
    standing:
      holder === null
        ? { is: 'unheld', settledBy: null }
        : { is: 'held', holder, since: at, handBackUntil: null, waitingSince: at },
  })
}

function endChat(draft: Draft, { chat: id, by, at }: EventOf<'ChatEnded'>): void {
  const chat = draft.chat(id)
  const planned = by.is === 'absence' ? endsByAbsenceAt(chat, draft.policy) : null
  const { standing } = chat
  draft.changeChat(id, {
    standing: {
      is: 'ended',
      at: planned ?? at,
      by,
      lastHolder: standing.is === 'held' ? standing.holder : null,
      wasMissed: standing.is === 'unheld' || (by.is !== 'member' && chat.isContactUnanswered),
      settledBy: standing.is === 'unheld' ? standing.settledBy : null,
    },
  })
}

function settled(standing: Standing, settledBy: MemberId | null): Standing {
  return standing.is === 'held' || standing.settledBy === settledBy ? standing : { ...standing, settledBy }
}

/** MI3, AV1: only a wish that makes available ends having been made unavailable. */
function changeWish(draft: Draft, id: MemberId, wish: Wish, at: number): void {
  const member = draft.member(id)
  const isToBeAvailable = isAvailable(wish)
  draft.putMember({
    ...member,
    wish,
    wishChangedAt: isToBeAvailable === isAvailable(member.wish) ? member.wishChangedAt : at,
    madeUnavailable: isToBeAvailable ? null : member.madeUnavailable,
  })
}
