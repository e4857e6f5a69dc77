/**
 * What the loader (on the retailer's page) and the panel (in its frame, on Shopbell's origin) say to each other by
 * `postMessage`. Both ends check the other's window and origin before they read a word; what is not in these lists is
 * ignored. What the shopper looked at crosses only when the panel asks for it: the shopper wants to see it, or starts a chat.
 */
import type { ProductSent } from '../protocol/shopper.ts'

export type LoaderToPanel =
  /** Answers `ready`, once for every load of the panel. */
  | {
      readonly is: 'hello'
      readonly isOpen: boolean
      /** The shopper opened it just now; a panel that opens by itself after a reload leaves the focus where it is. */
      readonly takesFocus: boolean
      /** The retailer's signed token for this shopper, as the page has it now; `null` for a visitor. */
      readonly identity: string | null
      /** The page said that another person may be using this browser: forget the token and everything kept. */
      readonly startAfresh: boolean
      /** What the panel asked to have kept; `null` for nothing. */
      readonly kept: string | null
      /** Whether there is anything to send along; what it is stays on the page until it is asked for. */
      readonly hasViewed: boolean
    }
  | { readonly is: 'opened' }
  | { readonly is: 'closed' }
  /** Answers `shoppingWanted`. */
  | ({ readonly is: 'shopping' } & Shopping)

export interface Shopping {
  /** The product on the page that the shopper is on. */
  readonly lookingAt: ProductSent | null
  /** Newest first, at most twenty. */
  readonly viewed: readonly ProductSent[]
  readonly isReturningVisitor: boolean
}

export type PanelToLoader =
  | { readonly is: 'ready' }
  | { readonly is: 'close' }
  | { readonly is: 'shoppingWanted' }
  /**
   * Where a browser gives the panel no storage of its own (a private window that blocks what is embedded), the page keeps it:
   * better than a chat that is lost with the next click. Everywhere else the page never sees it.
   */
  | { readonly is: 'keep'; readonly kept: string }
  /** There is a chat to come back to, so the next page must load the panel by itself. */
  | { readonly is: 'chat'; readonly isThere: boolean }
  | { readonly is: 'unread'; readonly count: number }

/**
 * The part of the panel's address after `?`: what it must know before the first message, and the server before that, which says on
 * whose pages the store's panel may stand.
 */
export interface PanelAddress {
  readonly store: string
  /** The origin of the retailer's page. Empty where the panel is a page of its own. */
  readonly host: string
  /** BCP 47. */
  readonly locale: string
}
