/** Who is signed in on which device, and who was before. */
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'

/** One member signed in on one device. Found by the SHA-256 (hex) of the cookie's token. */
export interface Shift {
  readonly id: ShiftId
  readonly tokenHash: string
  readonly member: MemberId
  readonly device: DeviceId
  readonly startedAt: number
  readonly expiresAt: number
  /** Since when its tablet is locked: it rings and claims, and shows no words until the PIN is given; `null` where it is not. */
  readonly lockedAt: number | null
}
/** What ends a shift, or begins another one on its device, takes the push subscription that is bound to it in the same commit. */
export interface Shifts {
  start(shift: Shift): Promise<void>
  find(tokenHash: string): Promise<Shift | null>
  /** Those of the store's members that expire after `now`, the earliest begun first. */
  ofStore(store: StoreId, now: number): Promise<readonly Shift[]>
  /** `at` is remembered for a while as the time at which its member gave up the device. */
  end(id: ShiftId, at: number): Promise<void>
  /** Nothing happens where the shift has ended. */
  setLocked(id: ShiftId, lockedAt: number | null): Promise<void>
  /**
   * CL3: of whoever had the device right before this shift began, and until when: the shift that this one replaced, or the last one
   * that ended there. `null` where there was none within {@link deviceRememberedMs}, or there is no such shift.
   */
  before(id: ShiftId): Promise<HadDevice | null>
  /** Removes those that expired before `now`. */
  sweep(now: number): Promise<void>
}

export interface HadDevice {
  readonly member: MemberId
  readonly until: number
}

/** No request lives longer, so that nobody can stand in for whoever left a device before that (CL3). */
export const deviceRememberedMs = 3_600_000
