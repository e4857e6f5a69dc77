/**
 * What a decision means to the pockets of a team: pure. Every offer served rings all of its member's devices; those that were
 * rung hear what became of it. A shopper's words and name are in none of it, because it shows on locked screens.
 */
import { isRinging } from '../../src/decider/chat.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { Chat, Offer, StoreState } from '../../src/decider/state.ts'
import { type ChatId, type MemberId, type OfferId, readOfferId } from '../../src/identifiers.ts'
import type { PushMessage } from '../../src/protocol/push.ts'

type OmitOf<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never
/** A message without what differs from device to device. */
export type PushContent = OmitOf<PushMessage, 'version' | 'push' | 'shift'>

export interface PushFor {
  readonly member: MemberId
  /** Only to devices that could be rung by then; `null` for all of the member's. */
  readonly rungAt: number | null
  readonly content: PushContentOrTaken
  /** What it replaces where it has not been delivered yet. */
  readonly about: string
  /** Worth nothing from then on, in milliseconds since 1970. */
  readonly until: number
}
/** `taken` has the holder's identifier where the message has their name. */
type PushContentOrTaken = PushContent | { readonly is: 'taken'; readonly chat: ChatId; readonly by: MemberId }

/** A device that was away for longer has been away for the ring as well: it hears of neither. */
const outcomeMatters = 30_000
/** Who was made unavailable should hear of it within the hour, and not the next morning. */
const madeUnavailableMatters = 3_600_000

/** In the order in which they are to go out. */
export function pushesAfter(before: StoreState, after: StoreState, events: readonly StoreEvent[]): readonly PushFor[] {
  return events.flatMap((event) => pushesOf(event, before, after))
}

function pushesOf(event: StoreEvent, before: StoreState, after: StoreState): readonly PushFor[] {
  switch (event.type) {
    case 'OfferServed': {
      const chat = after.chats[event.chat]
      const offer = chat?.request.offers.find(({ id }) => id === event.offer)
      return chat && offer && isRinging(offer) ? [ringOf(chat, offer)] : []
    }
    case 'ChatClaimed':
      return toEveryoneRung(event, before, after, (member) =>
        member === event.member
          ? { is: 'outcome', chat: event.chat, how: 'mine', by: null }
          : { is: 'taken', chat: event.chat, by: event.member },
      )
    case 'RequestMissed':
      return toEveryoneRung(event, before, after, () => ({ is: 'outcome', chat: event.chat, how: 'missed', by: null }))
    case 'RequestWithdrawn':
      return toEveryoneRung(event, before, after, () => over(event.chat))
    case 'OfferDeclined':
      return toWhoeverWasOffered(event.offer, before, after, event.at)
    case 'OfferWithdrawn':
      return event.why === 'requestEnded' ? [] : toWhoeverWasOffered(event.offer, before, after, event.at)
    case 'MadeUnavailable': {
      // AV1: closing time is no news to anybody, and nothing to be woken for.
      if (event.why === 'storeClosed') return []
      const { member, at } = event
      const misses = after.members[member]?.missesInRow ?? 0
      const content = { is: 'madeUnavailable', misses } as const
      return [{ member, rungAt: null, content, about: 'availability', until: at + madeUnavailableMatters }]
    }
    default:
      return []
  }
}

/** The offers whose rings no device has reported, for a server that does not know what the last one has sent. */
export function ringsUnderWay({ chats }: StoreState): readonly PushFor[] {
  return Object.values(chats).flatMap((chat) =>
    chat.request.end === null
      ? chat.request.offers.filter(({ ring }) => ring.is === 'awaited').map((one) => ringOf(chat, one))
      : [],
  )
}

function ringOf(chat: Chat, { id, member }: Offer): PushFor {
  const { request, isReturning, spokenTo } = chat
  return {
    member,
    rungAt: null,
    content: {
      is: 'ring',
      chat: chat.id,
      offer: id,
      isReturning,
      hasChattedBefore: spokenTo.includes(member),
      ringing: request.offers.filter(isRinging).length,
      claimableUntil: request.endsAt,
    },
    about: chat.id,
    until: request.endsAt,
  }
}

type Ended = { readonly chat: ChatId; readonly request: number; readonly at: number }

/** Whoever has an offer of the request that still means something to them: not those who declined it or lost it by themselves. */
function toEveryoneRung(
  { chat: id, request: number, at }: Ended,
  before: StoreState,
  after: StoreState,
  contentFor: (member: MemberId) => PushContentOrTaken,
): readonly PushFor[] {
  const request = [after, before].map(({ chats }) => chats[id]?.request).find((one) => one?.number === number)
  const rung = new Map<MemberId, number>()
  for (const { member, servedAt, ring } of request?.offers ?? []) {
    const isNone = ring.is === 'declined' || (ring.is === 'withdrawn' && ring.why !== 'requestEnded')
    if (isNone) rung.delete(member)
    else rung.set(member, servedAt)
  }
  return [...rung].map(([member, rungAt]) => ({
    member,
    rungAt,
    content: contentFor(member),
    about: id,
    until: at + outcomeMatters,
  }))
}

/** A ring that stopped for its member alone; on a device that did it itself nothing is left to replace. */
function toWhoeverWasOffered(offer: OfferId, before: StoreState, after: StoreState, at: number): readonly PushFor[] {
  const id = readOfferId(offer)?.chat
  const chats = [after, before].flatMap(({ chats }) => (id && chats[id] ? [chats[id]] : []))
  const found = chats.flatMap(({ request }) => request.offers).find((one) => one.id === offer)
  if (!found || !id) return []
  return [{ member: found.member, rungAt: found.servedAt, content: over(id), about: id, until: at + outcomeMatters }]
}

function over(chat: ChatId): PushContent {
  return { is: 'outcome', chat, how: 'over', by: null }
}
