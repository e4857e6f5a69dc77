/** Wrong PINs, counted where they were given. */
import type { DeviceId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { NewAuditEntry } from './audit-trail.ts'

/** How often a member's PIN was wrong on a device, in a row. */
interface WrongPins {
  readonly device: DeviceId
  readonly member: MemberId
  readonly wrong: number
  readonly lastAt: number
}
export interface PinTries {
  of(device: DeviceId, member: MemberId): Promise<WrongPins | null>
  ofStore(store: StoreId): Promise<readonly WrongPins[]>
  /** Counts one more, durably before it resolves to how many there are now. */
  countWrong(device: DeviceId, member: MemberId, at: number): Promise<number>
  /** Starts afresh; `device: null` on every device. */
  clear(device: DeviceId | null, member: MemberId, ...entries: readonly NewAuditEntry[]): Promise<void>
}
