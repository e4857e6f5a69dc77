/** What a device keeps for a member, in memory: for disks that fail, wait or forget on purpose. */
import type { CommandId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import { goesWith, type Kept, type OutboxEntry, type Place, type RowChange } from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'

/** The rows as they were at one moment. */
export interface KeptRows {
  readonly rows: ReadonlyMap<string, Row>
  readonly place: Place | null
}

export const noRows: KeptRows = { rows: new Map(), place: null }

export class ShiftContents {
  rows: KeptRows = noRows
  readonly outbox = new Map<CommandId, OutboxEntry>()
  wish: Wish | null = null

  load(): Kept {
    const { rows, place } = this.rows
    return { rows: place ? [...rows.values()] : [], place, outbox: this.loadOutbox(), wish: this.wish }
  }

  loadOutbox(): readonly OutboxEntry[] {
    return [...this.outbox.values()].sort((a, b) => a.order - b.order)
  }

  /** Whether the change goes with what is there. */
  saveRows(change: RowChange): boolean {
    if (!goesWith(change, this.rows.place)) return false
    const rows = new Map(change.isEverything ? [] : this.rows.rows)
    for (const key of change.remove) rows.delete(key)
    for (const row of change.put) rows.set(row.key, row)
    this.rows = { rows, place: change.place }
    return true
  }
}
