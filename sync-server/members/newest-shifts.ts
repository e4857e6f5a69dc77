/** Who has each device now, where shifts were left behind on it without being ended. */
import type { DeviceId } from '../../src/identifiers.ts'
import type { Shift } from '../storage/shifts.ts'

/** Of a device on which there are several, the newest: it is the one that rings. `shifts` are in the order of their beginning. */
export function newestShifts(shifts: readonly Shift[]): ReadonlyMap<DeviceId, Shift> {
  return new Map(shifts.map((shift) => [shift.device, shift]))
}
