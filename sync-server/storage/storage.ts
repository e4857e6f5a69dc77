/**
 * Everything that the server keeps, behind one asynchronous interface. Two engines pass the same contract suite
 * (`tests/contracts`): SQLite, embedded, and one day PostgreSQL. The interface knows commits, not SQL; an engine knows rows,
 * not rules.
 *
 * Failures of the disk or the network reject with {@link StorageFailure}; whatever was asked then did not happen, wholly.
 */
import type { Accounts } from './accounts.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { Conversations } from './conversations.ts'
import type { DecisionLog } from './decision-log.ts'
import type { Devices } from './devices.ts'
import type { Directory } from './directory.ts'
import type { Hours } from './hours.ts'
import type { Keeping } from './keeping.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import type { Orders } from './orders.ts'
import type { OtherProcesses } from './other-processes.ts'
import type { PinTries } from './pin-tries.ts'
import type { PushSubscriptions } from './push-subscriptions.ts'
import type { SetUp } from './set-up.ts'
import type { Shifts } from './shifts.ts'
import type { Shoppers } from './shoppers.ts'

/** What chats are made of; all that the simulator's engine has. */
export interface ChatStorage {
  readonly log: DecisionLog
  readonly directory: Directory
  readonly shifts: Shifts
  readonly hours: Hours
  readonly push: PushSubscriptions
  readonly shoppers: Shoppers
  readonly conversations: Conversations
  readonly orders: Orders
  readonly keeping: Keeping
  /** Rejects where the database cannot be read (readiness). */
  check(): Promise<void>
  close(): Promise<void>
}

/** With everything that a manager sets up, and who did. */
export interface Storage extends ChatStorage {
  readonly setUp: SetUp
  readonly devices: Devices
  readonly pinTries: PinTries
  readonly accounts: Accounts
  readonly oneTimeLinks: OneTimeLinks
  readonly audit: AuditTrail
  readonly otherProcesses: OtherProcesses
}

export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
}

/** The database was written by a newer Shopbell; nothing has been touched. */
export class NewerSchema extends StorageFailure {
  readonly found: number
  readonly known: number
  constructor(found: number, known: number) {
    super(
      `The data directory was written by a newer Shopbell (schema ${found}, this one knows ${known}). Start the newer version.`,
    )
    this.found = found
    this.known = known
  }
}
