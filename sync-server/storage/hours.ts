/** When a store is open. */
import type { StoreId } from '../../src/identifiers.ts'
import type { StoreHours } from '../../src/protocol/hours.ts'
import type { NewAuditEntry } from './audit-trail.ts'

/** A store's hours, and since when they have been these: no earlier closing is theirs. */
export interface KeptHours {
  readonly store: StoreId
  readonly hours: StoreHours
  readonly changedAt: number
}

/** A store that is not here is always open. */
export interface Hours {
  /** In place of what the store had. Rejects where there is no such store. */
  keep(hours: KeptHours, ...entries: readonly NewAuditEntry[]): Promise<void>
  of(store: StoreId): Promise<KeptHours | null>
  all(): Promise<readonly KeptHours[]>
}
