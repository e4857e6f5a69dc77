/** What the decider knows of one store: plain data, so that it can be kept as a snapshot and compared after a replay. */
import type { ChatId, MemberId, OfferId, ShopperId } from '../identifiers.ts'
import type { Policy } from './policy.ts'
import type { Wish } from './wish.ts'

/**
 * The number of the shape below. It rises with every change that an older snapshot would not fit: snapshots of the format before
 * are then read by upcasting.ts, older ones are passed over, and the log is replayed from its start. A log whose oldest events have
 * been cut off (sync-server/keeping) has no start to replay from: its store can be read for as long as upcasting.ts reads its base.
 */
export const stateFormat = 4

export interface StoreState {
  /** How many events made this state; the next event's number less one. */
  readonly version: number
  /** The last event's time (milliseconds since 1970); decision time never runs behind it (OF1). */
  readonly time: number
  readonly policy: Policy
  readonly opening: Opening
  readonly members: Readonly<Record<MemberId, Member>>
  /** Every chat that is open, that may be reopened, or that waits under Missed. */
  readonly chats: Readonly<Record<ChatId, Chat>>
}

/** OF7. `opensAt` is what people are told of the next opening, `null` where there is none to tell; nothing happens by it. */
export type Opening =
  | { readonly is: 'open'; readonly since: number }
  | { readonly is: 'closed'; readonly since: number; readonly opensAt: number | null }

export interface Member {
  readonly id: MemberId
  readonly wish: Wish
  /** When the wish last went from available to unavailable or back. */
  readonly wishChangedAt: number
  /** Set by the third miss in a row (MI3) or by closing time (AV1), gone with the next *Go available*. */
  readonly madeUnavailable: MadeUnavailable | null
  /** MI2, MI4. */
  readonly missesInRow: number
  /** OF3. Of claims and pick-ups alike. */
  readonly lastClaimAt: number | null
}

interface MadeUnavailable {
  readonly at: number
  readonly why: 'misses' | 'storeClosed'
}

export interface Chat {
  readonly id: ChatId
  readonly shopper: ShopperId
  readonly isReturning: boolean
  /** Whom of the team the shopper has spoken to in earlier chats, the last one first (OF3, OF4). */
  readonly spokenTo: readonly MemberId[]
  readonly openedAt: number
  /** CL5: rises by one each time the chat gets a holder. */
  readonly fence: number
  /** CL3: everybody who was ever served in this chat. */
  readonly served: readonly MemberId[]
  /** How long the shopper waited until its latest holder got it. */
  readonly waitedMs: number
  /** RE3: from whom colleagues took it over, as it was for them then. Whoever gets it again is not among them. */
  readonly takenFrom: readonly TakenFrom[]
  /** How many messages the conversation has; the next is numbered one higher. The shopper's question is number 1. */
  readonly messages: number
  /** When the shopper's last stream closed, or `null` while they are here. */
  readonly awaySince: number | null
  readonly contactLeftAt: number | null
  /** MI1: a contact was left, and no member has written since. */
  readonly isContactUnanswered: boolean
  /** The latest request: open, or how it ended. */
  readonly request: Request
  readonly standing: Standing
}

/** RE3: what a former holder had of a chat when a colleague took it over. */
export interface TakenFrom {
  readonly member: MemberId
  readonly by: MemberId
  readonly at: number
  readonly fence: number
  readonly since: number
  readonly waitedMs: number
  /** How many messages the conversation had; later ones are not theirs to read. */
  readonly messages: number
}

/** Who has the chat. A chat that nobody has is *waiting* while its request is open and *missed* once it ended unclaimed. */
export type Standing =
  | { readonly is: 'unheld' /** A member took it off the Missed list as answered. */; readonly settledBy: MemberId | null }
  | {
      readonly is: 'held'
      readonly holder: MemberId
      readonly since: number
      /** CL7: they may hand it back while time < handBackUntil; `null` where they never might. */
      readonly handBackUntil: number | null
      /** RE3: since when the shopper has been waiting for a word of the holder's; `null` while they are not. */
      readonly waitingSince: number | null
    }
  | {
      readonly is: 'ended'
      readonly at: number
      readonly by: EndedBy
      /** Whoever had it last: it is reopened with them if they can take it (EN1). */
      readonly lastHolder: MemberId | null
      /** It ended while nobody had it, or its holder left a contact unanswered: under Missed if there is a contact. */
      readonly wasMissed: boolean
      readonly settledBy: MemberId | null
    }

export type EndedBy =
  | { readonly is: 'member'; readonly member: MemberId }
  | { readonly is: 'shopper' }
  | { readonly is: 'absence' }

export interface Request {
  /** From 1 in each chat. */
  readonly number: number
  readonly why: RequestWhy
  readonly openedAt: number
  /** Open while time < endsAt (OF1). */
  readonly endsAt: number
  readonly offers: readonly Offer[]
  /** DE2, CL7: who declined it, and who handed the chat back so that it was opened: neither asked nor able to claim in it. */
  readonly declinedBy: readonly MemberId[]
  /** DE2: who declined an earlier request of the chat; they are asked last. */
  readonly declinedEarlier: readonly MemberId[]
  /** MI2: who answered it in vain, by a claim that was refused for want of capacity: no miss of theirs. */
  readonly answeredBy: readonly MemberId[]
  /** OF7: the shopper has been told that nobody can be asked; taken back by the next offer served. */
  readonly isNobodyTold: boolean
  readonly end: RequestEnd | null
}

/** What a request is for. A *rescue* is the only one of a chat that somebody has (RE3). */
export type RequestWhy = 'asked' | 'shopperBack' | 'reopened' | 'handedBack' | 'rescue'

type RequestEnd =
  | { readonly how: 'claimed'; readonly at: number; readonly by: MemberId }
  | { readonly how: 'missed'; readonly at: number }
  | { readonly how: 'withdrawn'; readonly at: number; readonly why: RequestWithdrawnWhy }

export interface Offer {
  readonly id: OfferId
  readonly member: MemberId
  readonly servedAt: number
  readonly deliveredAt: number | null
  readonly displayedAt: number | null
  /** When the ring that is running, or was running last, began: the start of an unbroken ring (MI2). `null` while undelivered. */
  readonly rangFrom: number | null
  readonly ring: Ring
}

/**
 * The life of an offer (OF5). `awaited` and `ringing` hold a place; the others do not. A lapsed or undelivered offer that is
 * reported delivered or displayed for the first time may ring again. A withdrawn one never rings again, yet can be declined
 * or claimed while its request is open. Declined and claimed are final.
 */
export type Ring =
  | { readonly is: 'awaited' /** Undelivered from then on. */; readonly until: number }
  | { readonly is: 'ringing' /** Lapses then. */; readonly until: number }
  | { readonly is: 'undelivered'; readonly stoppedAt: number }
  | { readonly is: 'lapsed'; readonly stoppedAt: number }
  | { readonly is: 'declined'; readonly stoppedAt: number }
  | { readonly is: 'withdrawn'; readonly stoppedAt: number; readonly why: WithdrawnWhy }
  | { readonly is: 'claimed'; readonly stoppedAt: number }

/**
 * RE3: only a rescue is withdrawn because its holder is back (heard again, or answering), because nobody came in its time, or
 * because its chat was handed back.
 */
export type RequestWithdrawnWhy = 'shopperLeft' | 'chatEnded' | 'holderBack' | 'nobodyCame' | 'handedBack'

/** `requestEnded` also covers a claim by a colleague. */
export type WithdrawnWhy = 'requestEnded' | 'unavailable' | 'atCapacity' | 'storeClosed'
