/** What is kept for how long, and how it is forgotten. */
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, RetailerId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Shopper } from './shoppers.ts'

/** For how long a retailer keeps what: a conversation after its end, a decision in the log after it was taken. */
export interface Retention {
  readonly conversationDays: number
  readonly logDays: number
}

/** One person, as they are to be forgotten. */
export interface Erasure {
  readonly retailer: RetailerId
  /** Each is one browser of theirs. */
  readonly shoppers: readonly ShopperId[]
  /** Whose order lines go too; `null` where they stay. */
  readonly ordersOf: string | null
  readonly at: number
}

/** What of an erasure is still to be done, by whoever has the coordinator. */
export type Leftover =
  /** The store's decisions still have to let go of it, and its words to be removed. */
  | { readonly what: 'chat'; readonly chat: ChatId; readonly store: StoreId }
  | { readonly what: 'orders'; readonly customer: string; readonly retailer: RetailerId }

export interface Keeping {
  /** Every browser that the retailer's own word has made this customer's, the first seen first. */
  shoppersOfCustomer(retailer: RetailerId, customer: string): Promise<readonly Shopper[]>
  /** Whoever left this address in a chat with a store of the retailer, written in capitals or not. */
  shoppersWithContact(retailer: RetailerId, address: string): Promise<readonly Shopper[]>

  /**
   * In one commit: the shoppers are gone, with their tokens; what else there is of them is left over; and all of it is noted, in
   * hashes, as erased for ever.
   */
  beginErasure(erasure: Erasure): Promise<void>
  /** What erasures have left to do, the earliest first. */
  leftovers(most: number): Promise<readonly Leftover[]>
  /** Removes at most `most` messages or lines of it; `true` when nothing is left, and nothing left over either. */
  remove(leftover: Leftover, most: number): Promise<boolean>
  /**
   * A question that was on its way while its shopper was erased may have been kept after all: what has come of those that were
   * erased is left over (again). Forgets which shoppers they were where that was before the given time.
   */
  eraseLatecomers(forgetBefore: number): Promise<void>
  /** Not for what went because its time was over. */
  wasErased(store: StoreId, chat: ChatId): Promise<boolean>

  /** `null` where the retailer has chosen none. */
  retention(retailer: RetailerId): Promise<Retention | null>
  setRetention(retailer: RetailerId, retention: Retention): Promise<void>
  /** Chats of the retailer's stores that ended before, the earliest first. */
  endedBefore(retailer: RetailerId, before: number, most: number): Promise<readonly (Leftover & { readonly what: 'chat' })[]>
  /**
   * Looks at `most` shoppers of the retailer after `after`, in the order of their identifiers, and removes those who were first seen
   * before the given time and have no conversation. Resolves to the last one looked at, `null` where there are no more.
   */
  removeIdleShoppers(
    retailer: RetailerId,
    firstSeenBefore: number,
    after: ShopperId | null,
    most: number,
  ): Promise<ShopperId | null>

  /** Where the store's log begins, and its first events of before the given time, at most so many. */
  oldestEvents(store: StoreId, before: number, most: number): Promise<OldestEvents>
  /** Cuts off the events that have made this state; the log begins with it from then on. */
  cutLog(store: StoreId, base: StoreState): Promise<void>

  /**
   * Overwrites what removed rows have left in a part of the engine's files, beginning with `part`. Resolves to the part that comes
   * next, `null` where that was the last one; to the same, where another process is at work on the files. Nothing is decided
   * meanwhile, for a few milliseconds.
   */
  wipe(part: number): Promise<number | null>
  /** Removes copies that were set aside beside the database before the given time. Resolves to how many. */
  removeOldCopies(before: number): Promise<number>
}

interface OldestEvents {
  /** `null` where the log is whole. */
  readonly base: StoreState | null
  readonly events: readonly StoreEvent[]
}
