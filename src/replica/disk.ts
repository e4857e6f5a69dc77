/**
 * What a member's shift keeps on the device, behind one asynchronous interface: Dexie in the app (database.ts), memory with
 * crashes in the simulator. Every promise resolves once the change is kept and rejects with {@link DiskFailure}; what then
 * happens to the change is not known, and doing it again is safe.
 */
import type { CommandId, MemberId } from '../identifiers.ts'
import type { MemberCommand } from '../protocol/commands.ts'
import type { Row } from '../protocol/feed.ts'
import type { Problem } from '../protocol/problems.ts'
import type { Position } from './feed.ts'
import type { Wish } from './wish.ts'

export class DiskFailure extends Error {
  override readonly name = 'DiskFailure'
  readonly why: 'full' | 'unavailable'
  constructor(why: 'full' | 'unavailable', cause?: unknown) {
    super(why === 'full' ? 'There is no room left on this device.' : 'This device’s storage does not answer.', { cause })
    this.why = why
  }
}

/** A command that the server has not answered, or a message that it refused and whose words the person still has to see. */
export interface OutboxEntry {
  readonly command: MemberCommand
  readonly member: MemberId
  /** Rises within a member's outbox: entries of one lane leave in this order. */
  readonly order: number
  /** When it was given, in server time as estimated then (milliseconds). */
  readonly since: number
  readonly refused: Problem | null
}

export interface Kept {
  readonly rows: readonly Row[]
  /** How far the rows are complete, and the server time at which they were last known to be. */
  readonly place: Place | null
  /** In their order. */
  readonly outbox: readonly OutboxEntry[]
  /** AV3: the stamps that this device wrote for the member last. */
  readonly wish: Wish | null
}

/** What the table of commands holds of a member, as {@link ShiftDisk.loadOutbox} gives it. */
export function asOutbox(kept: readonly (OutboxEntry & { readonly id?: CommandId })[]): readonly OutboxEntry[] {
  return kept.map(({ id: _, ...entry }) => entry).sort((a, b) => a.order - b.order)
}

/** What the tables of a member hold, as {@link ShiftDisk.load} gives it. */
export function asKept(tables: {
  readonly outbox: readonly (OutboxEntry & { readonly id?: CommandId })[]
  readonly wish: { readonly wish: Wish } | undefined
  readonly rows: readonly { readonly row: Row }[]
  readonly place: { readonly place: Place } | undefined
}): Kept {
  const { outbox, wish, rows, place } = tables
  return {
    // Rows without a position are not known to be complete, so they are none.
    rows: place ? rows.map(({ row }) => row) : [],
    place: place?.place ?? null,
    outbox: asOutbox(outbox),
    wish: wish?.wish ?? null,
  }
}

export interface Place {
  readonly position: Position
  readonly asOf: number
}

/** Whether a change may be written over what is there at `kept`; every {@link ShiftDisk} asks this within its transaction. */
export function goesWith(change: RowChange, kept: Place | null): boolean {
  if (!change.place || !kept || kept.position.epoch !== change.place.position.epoch) return change.isEverything
  return change.place.position.version >= kept.position.version
}

export interface RowChange {
  /** The rows to put are all that there are: everything else goes. */
  readonly isEverything: boolean
  readonly put: readonly Row[]
  readonly remove: readonly string[]
  readonly place: Place | null
}

export interface ShiftDisk {
  load(): Promise<Kept>
  /** What waits and what was refused, of all pages of the member on this device, in its order. */
  loadOutbox(): Promise<readonly OutboxEntry[]>
  /**
   * Whole or not at all. Resolves to false, and changes nothing, where the change does not go with what is there: another page
   * of the member's is further on, or nothing of the same epoch is there to be changed. Then only everything will do. May be lost
   * by a crash after it resolved, because the server tells again what is lost here.
   */
  saveRows(change: RowChange): Promise<boolean>
  /** Strictly durable once it resolved. Replaces the entry of the same command. */
  putCommand(entry: OutboxEntry): Promise<void>
  dropCommand(id: CommandId): Promise<void>
  /** Strictly durable once it resolved. */
  saveWish(wish: Wish): Promise<void>
}
