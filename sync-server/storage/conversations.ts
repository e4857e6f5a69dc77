/** The words of chats, kept outside the log of decisions, so that forgetting somebody is removing rows. */
import type { ChatId, CommandId, MemberId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Product } from '../../src/protocol/feed.ts'

export type ConversationWrite =
  | {
      readonly write: 'open'
      readonly chat: ChatId
      readonly store: StoreId
      readonly shopper: ShopperId
      readonly name: string | null
      readonly isReturning: boolean
      readonly question: string
      readonly lookingAt: Product | null
      readonly viewed: readonly ViewedProduct[]
      readonly openedAt: number
    }
  | { readonly write: 'message'; readonly message: Message }
  | { readonly write: 'contact'; readonly chat: ChatId; readonly address: string; readonly text: string; readonly at: number }
  /** Somebody got the chat (a claim, a pick-up, a reopening). */
  | { readonly write: 'holder'; readonly chat: ChatId; readonly member: MemberId; readonly at: number }
  /** CL7: whoever had it handed it back, as if they had never had it. */
  | { readonly write: 'handedBack'; readonly chat: ChatId }
  /** `at: null` reopens. */
  | { readonly write: 'ended'; readonly chat: ChatId; readonly at: number | null }

export interface ViewedProduct extends Product {
  readonly viewedAt: number | null
}

export interface Message {
  readonly chat: ChatId
  /** From 1, without gaps, given by the decider. */
  readonly number: number
  readonly id: CommandId
  readonly from: 'shopper' | 'member'
  readonly member: MemberId | null
  readonly text: string
  readonly at: number
}

export interface Conversation {
  readonly chat: ChatId
  readonly store: StoreId
  readonly shopper: ShopperId
  readonly name: string | null
  readonly isReturning: boolean
  readonly question: string
  readonly lookingAt: Product | null
  readonly viewed: readonly ViewedProduct[]
  readonly openedAt: number
  readonly lastHolder: MemberId | null
  readonly heldAt: number | null
  readonly endedAt: number | null
  readonly contact: { readonly address: string; readonly text: string; readonly at: number } | null
}

export interface Conversations {
  find(chat: ChatId): Promise<Conversation | null>
  findMany(chats: readonly ChatId[]): Promise<readonly Conversation[]>
  /** Messages numbered above `after`, in order, at most `most`. */
  messages(chat: ChatId, after: number, most: number): Promise<readonly Message[]>
  /** The shopper's chats with any store of the retailer, newest first. */
  ofShopper(shopper: ShopperId, most: number): Promise<readonly Conversation[]>
}
