/** What was decided, in the past tense and with identifiers only: a shopper's words never come here. */
import type { ChatId, MemberId, OfferId, ShopperId } from '../identifiers.ts'
import type { Policy } from './policy.ts'
import type { EndedBy, RequestWhy, RequestWithdrawnWhy, WithdrawnWhy } from './state.ts'
import type { Wish } from './wish.ts'

/** An event and the decision time (milliseconds since 1970) that it bears. */
export type StoreEvent = Fact & { readonly at: number }

export type Fact =
  | { readonly type: 'PolicyChanged'; readonly policy: Policy }
  | { readonly type: 'MemberAdded'; readonly member: MemberId }
  /** AV5. */
  | { readonly type: 'MemberRemoved'; readonly member: MemberId }
  /** OF7. */
  | { readonly type: 'StoreOpened' }
  | { readonly type: 'StoreClosed'; readonly opensAt: number | null }
  | { readonly type: 'OpeningMoved'; readonly opensAt: number | null }
  | {
      readonly type: 'ChatOpened'
      readonly chat: ChatId
      readonly shopper: ShopperId
      readonly isReturning: boolean
      readonly spokenTo: readonly MemberId[]
    }
  /** OF1. The first request follows the question; later ones say why there is another. */
  | {
      readonly type: 'RequestOpened'
      readonly chat: ChatId
      readonly request: number
      readonly endsAt: number
      readonly why: Exclude<RequestWhy, 'handedBack'>
    }
  | {
      readonly type: 'RequestOpened'
      readonly chat: ChatId
      readonly request: number
      readonly endsAt: number
      readonly why: 'handedBack'
      /** CL7: neither asked in it nor able to claim in it. */
      readonly by: MemberId
    }
  /** OF2, OF3. */
  | {
      readonly type: 'OfferServed'
      readonly chat: ChatId
      readonly request: number
      readonly offer: OfferId
      readonly member: MemberId
      readonly deliverBy: number
      readonly passedOver: readonly PassedOver[]
    }
  /** OF5. `ringsUntil` is null where the report came too late to ring again: silent, yet claimable. */
  | { readonly type: 'OfferDelivered'; readonly offer: OfferId; readonly ringsUntil: number | null }
  | { readonly type: 'OfferDisplayed'; readonly offer: OfferId; readonly ringsUntil: number | null }
  | { readonly type: 'OfferUndelivered'; readonly offer: OfferId }
  | { readonly type: 'OfferLapsed'; readonly offer: OfferId }
  | { readonly type: 'OfferDeclined'; readonly offer: OfferId; readonly member: MemberId }
  | { readonly type: 'OfferWithdrawn'; readonly offer: OfferId; readonly why: WithdrawnWhy }
  /** MI2: a claim that was refused for want of capacity answers the request all the same. */
  | { readonly type: 'AnsweredInVain'; readonly chat: ChatId; readonly request: number; readonly member: MemberId }
  /** OF7. */
  | { readonly type: 'NobodyCouldBeAsked'; readonly chat: ChatId; readonly request: number }
  | {
      readonly type: 'ChatClaimed'
      readonly chat: ChatId
      readonly request: number
      readonly member: MemberId
      readonly fence: number
      /** CL3: where a stand-in got it, by which offer. */
      readonly by?: OfferId
    }
  | { readonly type: 'RequestMissed'; readonly chat: ChatId; readonly request: number }
  | {
      readonly type: 'RequestWithdrawn'
      readonly chat: ChatId
      readonly request: number
      readonly why: RequestWithdrawnWhy
    }
  /** MI2: `row` is the count after this miss. */
  | {
      readonly type: 'MissCounted'
      readonly member: MemberId
      readonly chat: ChatId
      readonly request: number
      readonly row: number
    }
  /** MI4. */
  | { readonly type: 'MissesForgiven'; readonly member: MemberId; readonly why: 'answered' | 'wentAvailable' }
  /** MI3, AV1, AV4: the stamp that the server writes under its own key; by misses, unless it says why. */
  | { readonly type: 'MadeUnavailable'; readonly member: MemberId; readonly wish: Wish; readonly why?: 'storeClosed' }
  /** AV2: the merged register after a device's wish. */
  | { readonly type: 'WishMerged'; readonly member: MemberId; readonly wish: Wish }
  | { readonly type: 'ChatPickedUp'; readonly chat: ChatId; readonly member: MemberId; readonly fence: number }
  /** CL7: nobody has the chat any more; a RequestOpened follows. */
  | { readonly type: 'ChatHandedBack'; readonly chat: ChatId; readonly member: MemberId }
  | { readonly type: 'MissedChatSettled'; readonly chat: ChatId; readonly member: MemberId }
  /** EN1: with its last holder where they can take it; otherwise a RequestOpened follows. */
  | { readonly type: 'ChatReopened'; readonly chat: ChatId; readonly holder: MemberId | null; readonly fence: number }
  | { readonly type: 'ChatEnded'; readonly chat: ChatId; readonly by: EndedBy }
  /** The visit is over: the state lets go of the chat. */
  | { readonly type: 'ChatForgotten'; readonly chat: ChatId }
  /** EN2: the state lets go of the chat at once, whatever became of it; one that was open is over. */
  | { readonly type: 'ChatErased'; readonly chat: ChatId }
  /** OF1. `since` is there where it was noticed late, by the shopper's silence. */
  | { readonly type: 'ShopperStreamLost'; readonly chat: ChatId; readonly since?: number }
  | { readonly type: 'ShopperStreamFound'; readonly chat: ChatId }
  | { readonly type: 'ShopperWrote'; readonly chat: ChatId; readonly number: number }
  | { readonly type: 'MemberWrote'; readonly chat: ChatId; readonly number: number; readonly member: MemberId }
  | { readonly type: 'ContactLeft'; readonly chat: ChatId }
  /** OF1: every open request and every ring that runs ends `ms` later; `downMs` were lost in all and count for nobody (MI2). */
  | { readonly type: 'TimeGivenBack'; readonly ms: number; readonly downMs: number }

/** OF3: why a member was not the one to be asked at that moment. */
export interface PassedOver {
  readonly member: MemberId
  readonly why:
    | 'unavailable'
    | 'unreachable'
    | 'atCapacity'
    | 'ringing'
    | 'declined'
    | 'holder'
    | 'askedRecently'
    | 'laterInOrder'
}
