/** What the audit trail is told of keeping and forgetting: who did what to whom, in identifiers only. */
import type { MemberId, RetailerId, ShopperId } from '../../src/identifiers.ts'
import type { Retention } from '../storage/keeping.ts'

/** Who did it: an admin, or whoever sits at the server's own terminal. */
export type Doer = { readonly is: 'member'; readonly member: MemberId } | { readonly is: 'operator' }

export type KeepingRecord = {
  readonly retailer: RetailerId
  readonly by: Doer
  /** Milliseconds since 1970. */
  readonly at: number
} & (
  | { readonly action: 'shopperExported'; readonly shoppers: readonly ShopperId[] }
  | {
      readonly action: 'shopperErased'
      readonly shoppers: readonly ShopperId[]
      readonly chats: number
      readonly orders: boolean
    }
  | { readonly action: 'retentionChanged'; readonly from: Retention; readonly to: Retention }
)

/** Resolves once it is written. What is told before it happens may turn out not to have happened; never the other way round. */
export type TellTrail = (entry: KeepingRecord) => void | Promise<void>
