/** What other processes have done to the same data. */
import type { ShiftId, StoreId } from '../../src/identifiers.ts'

/** What other processes on the same data did: the operator's command line beside a server, or another server. */
export interface OtherProcesses {
  /** Whether another process has committed anything since this was last asked. */
  haveWritten(): Promise<boolean>
  /** Those of these shifts that are over. */
  endedShifts(shifts: readonly ShiftId[]): Promise<readonly ShiftId[]>
  /** Stores that were renamed or whose team was changed since this was last asked, by whichever process, as the audit trail has it. */
  storesChanged(): Promise<readonly StoreId[]>
}
