/** What a command is answered with. A refusal is a value; it is as durable as any other answer (CL2). */
import type { ChatId, MemberId } from '../identifiers.ts'

export type Answer = Accepted | Refusal

/** `fence` and `number` are there where the command made one: a claim, a pick-up; a message. */
export interface Accepted {
  readonly is: 'accepted'
  readonly fence?: number
  readonly number?: number
}

export type Refusal = { readonly is: 'refused' } & (
  | { readonly why: 'UnknownChat' }
  | { readonly why: 'UnknownOffer' }
  | { readonly why: 'UnknownMember' }
  /** CL4. */
  | { readonly why: 'AlreadyClaimed'; readonly by: MemberId }
  /** The request ended unclaimed: missed, or withdrawn because the shopper left. */
  | { readonly why: 'RequestEnded' }
  | { readonly why: 'NeverServed' }
  | { readonly why: 'AlreadyDeclined' }
  | { readonly why: 'AtCapacity'; readonly capacity: number }
  /** CL5. `holder` is null where nobody has the chat. */
  | { readonly why: 'NotHolder'; readonly holder: MemberId | null }
  /** CL5. They have it, but what they did was meant for an earlier time. */
  | { readonly why: 'StaleFence'; readonly holder: MemberId }
  | { readonly why: 'ChatEnded' }
  /** A shopper has one open chat per store; `chat` is the one that was open. */
  | { readonly why: 'ShopperHasOpenChat'; readonly chat: ChatId }
  | { readonly why: 'ChatExists' }
  | { readonly why: 'NotMissed' }
  /** CL6: it arrived after its `asksUntil`; it was noted as an answer. */
  | { readonly why: 'AskedTooLate' }
  /** CL7. */
  | { readonly why: 'TooLateToHandBack' }
  /** AV2. `aheadMs` is by how much the stamp is ahead of the server's clock. */
  | { readonly why: 'StampAhead'; readonly aheadMs: number }
  | { readonly why: 'OutOfBounds'; readonly figure: string }
)
