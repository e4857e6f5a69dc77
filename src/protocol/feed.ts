/**
 * What the server tells a member's device: rows as projected for this reader, replaced by key and never folded from events,
 * so that an old app is safe and nobody receives what is not theirs.
 */
import type { ChatId, MemberId, OfferId } from '../identifiers.ts'

/** A row's key is `kind/identifier`; a message's is `message/<chat>/<number>`. */
export type Row = MeRow | StoreRow | MemberRow | OfferRow | ChatRow | MissedRow | MessageRow

/** Every time is in milliseconds since 1970 on the server's clock. */
export interface MeRow {
  readonly kind: 'me'
  readonly key: 'me/me'
  readonly id: MemberId
  readonly name: string
  readonly role: 'associate' | 'manager' | 'admin'
  /** What the store's log holds; the device's own document may be ahead of it. */
  readonly isAvailable: boolean
  readonly wish: { readonly on: number; readonly off: number }
  /** MI3: since when, if three misses made it so. */
  readonly madeUnavailableAt: number | null
  /** AV1: since when, if closing time made it so. Absent from servers of before there were hours. */
  readonly closedOutAt?: number | null
  readonly missesInRow: number
  readonly openChats: number
  /** There where the server takes the reader’s device for locked, and withholds words. */
  readonly isDeviceLocked?: true
}

export interface StoreRow {
  readonly kind: 'store'
  readonly key: 'store/store'
  readonly id: string
  readonly name: string
  readonly capacity: number
  readonly missesInRow: number
  readonly countdownMs: number
  /** A tablet that nobody touches for so long locks itself; absent from servers of before the feed said so. */
  readonly idleLockMs?: number
  /**
   * OF7: there while the store is closed, so that nobody of it is rung. `opensAt` is `null` where nobody knows when it opens again.
   * Absent from servers of before there were hours.
   */
  readonly closed?: { readonly since: number; readonly opensAt: number | null } | null
}

/** One of the team. How they are right now is in the presence that the server publishes, not here. */
export interface MemberRow {
  readonly kind: 'member'
  readonly key: `member/${string}`
  readonly id: MemberId
  readonly name: string
}

export interface ShopperCard {
  /** As given; `null` where none was. */
  readonly name: string | null
  readonly isReturning: boolean
  /** The reader has chatted with this shopper before (OF4). */
  readonly hasChattedWithYou: boolean
  readonly question: string
  readonly lookingAt: Product | null
  /**
   * There while the reader’s device is locked, in offers and missed chats: name, question, product and contact are blank until it is
   * unlocked. Chats that are the reader’s come whole. Absent from servers of before words were withheld.
   */
  readonly isWithheld?: true
}

export interface Product {
  readonly title: string
  readonly url: string | null
  readonly imageUrl: string | null
  /** As the shop writes it: “£94.00”. */
  readonly price: string | null
}

/** Every offer of the reader's in a chat's latest request, until the chat is forgotten. */
export interface OfferRow {
  readonly kind: 'offer'
  readonly key: `offer/${string}`
  readonly id: OfferId
  readonly chat: ChatId
  readonly servedAt: number
  /** Why somebody is looked for: a question, a chat that was handed back (CL7), one whose holder has gone silent (RE3). */
  readonly why: 'asked' | 'handedBack' | 'rescue'
  /**
   * `ringing`: show it now. `waiting`: silent, claimable while the request is open (CL3). The rest are outcomes:
   * `taken` by a colleague, `claimed` by the reader, `declined` by the reader, `missed` by everybody, `withdrawn`
   * (the shopper left, the chat ended, or its holder went on with it: RE3).
   */
  readonly state: 'ringing' | 'waiting' | 'taken' | 'claimed' | 'declined' | 'missed' | 'withdrawn'
  /** While ringing: when it ends. An undelivered offer rings until the server has heard of its delivery. */
  readonly ringsUntil: number | null
  /** How long the whole countdown is, for the dial. */
  readonly countdownMs: number
  readonly requestEndsAt: number
  /** How many members are being rung for this chat at this moment (OF4). */
  readonly beingRung: readonly MemberId[]
  readonly takenBy: { readonly id: MemberId; readonly name: string } | null
  readonly shopper: ShopperCard
}

/** A chat that the reader holds, held until it ended within the visit, or has lost to a colleague who rescued it. */
export interface ChatRow {
  readonly kind: 'chat'
  readonly key: `chat/${string}`
  readonly id: ChatId
  readonly fence: number
  readonly openedAt: number
  readonly heldSince: number
  /** CL7: until when the reader may hand it back; `null` where they may not, and perhaps once the time is past. */
  readonly handBackUntil: number | null
  /** RE3: the shopper has waited too long for an answer, and colleagues are being asked whether they take it over. */
  readonly isBeingRescued: boolean
  /** RE3: who took it over from the reader, who keeps what was said until then, and can write no more. */
  readonly takenOver: { readonly by: { readonly id: MemberId; readonly name: string }; readonly at: number } | null
  /** How long the shopper waited for a holder. */
  readonly waitedMs: number
  readonly isShopperHere: boolean
  /** MI1: where the shopper wants an answer if they are gone, left before or since the reader got the chat. */
  readonly contact: Contact | null
  readonly ended: { readonly at: number; readonly by: 'member' | 'shopper' | 'absence' } | null
  readonly shopper: ShopperCard
  /** The number of the last message; those after `lastFromMember` are unanswered. */
  readonly messages: number
  readonly last: { readonly from: 'shopper' | 'member'; readonly text: string; readonly at: number } | null
  /** The number of the last message that a member wrote; 0 for none. */
  readonly lastFromMember: number
}

/** A chat under Missed, for the whole team. */
export interface MissedRow {
  readonly kind: 'missed'
  readonly key: `missed/${string}`
  readonly chat: ChatId
  readonly shopper: ShopperCard
  readonly missedAt: number
  /** `unanswered`: somebody was rung. `nobodyAsked`: nobody could be. `shopperLeft`: they gave up waiting. */
  readonly why: 'unanswered' | 'nobodyAsked' | 'shopperLeft'
  /** Whoever had the chat and did not get to answer (MI1); a server of before this was told says nothing. */
  readonly leftBy?: { readonly id: MemberId; readonly name: string } | null
  readonly isShopperHere: boolean
  /** False once the chat has ended: it can no longer be picked up, only answered by the contact. */
  readonly canPickUp: boolean
  readonly contact: Contact | null
}

/** What a shopper left to be answered by: as they wrote it, and anything they added (`''` for nothing). */
export interface Contact {
  readonly address: string
  readonly text: string
}

export interface MessageRow {
  readonly kind: 'message'
  readonly key: `message/${string}`
  readonly chat: ChatId
  readonly number: number
  readonly from: { readonly is: 'shopper' } | { readonly is: 'member'; readonly id: MemberId; readonly name: string }
  readonly text: string
  readonly at: number
  /** The identifier under which its writer sent it. */
  readonly id: string
}

/**
 * Rows to put in place and keys to remove; together with all earlier batches they are complete to `version`. `from` is the
 * version that the batch follows; `null` says: forget everything, this is everything.
 */
export interface Batch {
  readonly from: number | null
  readonly version: number
  /** Changes when the server can no longer tell differences to older versions. */
  readonly epoch: string
  readonly rows: readonly Row[]
  readonly removed: readonly string[]
}
