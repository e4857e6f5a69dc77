/** Who did what to the set-up and to people's data. */
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'

/** Who did it: a member, whoever has the server's command line, or the server by itself. */
export type AuditActor =
  | { readonly is: 'member'; readonly member: MemberId }
  | { readonly is: 'operator' }
  | { readonly is: 'server' }
export type AuditAction =
  | 'retailerSetUp'
  | 'retailerChanged'
  | 'signingSecretChanged'
  | 'storeAdded'
  | 'storeChanged'
  | 'hoursChanged'
  | 'policyChanged'
  | 'memberAdded'
  | 'memberChanged'
  | 'memberRemoved'
  | 'pinChanged'
  | 'pinLocked'
  | 'pinUnlocked'
  | 'accountChanged'
  | 'accountRemoved'
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'consoleEntered'
  | 'enrolmentOffered'
  | 'deviceEnrolled'
  | 'deviceRenamed'
  | 'deviceRevoked'
  | 'shiftRevoked'
  | 'shopperExported'
  | 'shopperErased'
  | 'retentionChanged'

/** Identifiers and figures only: nothing in it may have to be erased. */
export interface NewAuditEntry {
  readonly at: number
  readonly retailer: RetailerId
  /** `null` for what concerns the whole retailer. */
  readonly store: StoreId | null
  readonly by: AuditActor
  readonly action: AuditAction
  /** The identifier of what was acted on: a member, a device, a store, … */
  readonly subject: string
  /** What changed, such as a figure and its new value. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}
export interface AuditEntry extends NewAuditEntry {
  /** From 1, rising, never given twice. */
  readonly number: number
}

/** What was done to the set-up and to people's data, and by whom. Kept for ever: nothing in here can be changed or removed. */
export interface AuditTrail {
  /** For what is no change of these tables itself. */
  record(...entries: readonly NewAuditEntry[]): Promise<void>
  /** Newest first, at most `most`, numbered below `before` where that is given; of one store, or all of the retailer's. */
  of(
    which: { readonly retailer: RetailerId; readonly store: StoreId | null },
    page: { readonly before: number | null; readonly most: number },
  ): Promise<readonly AuditEntry[]>
}
