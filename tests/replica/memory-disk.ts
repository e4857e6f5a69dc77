/** A device's disk in memory, which can be told to fail. */
import type { CommandId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import {
  type DiskFailure,
  goesWith,
  type Kept,
  type OutboxEntry,
  type Place,
  type RowChange,
  type ShiftDisk,
} from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'

export class MemoryDisk implements ShiftDisk {
  readonly rows = new Map<string, Row>()
  readonly outbox = new Map<CommandId, OutboxEntry>()
  place: Place | null = null
  wish: Wish | null = null
  failure: DiskFailure | null = null
  saves = 0

  async load(): Promise<Kept> {
    this.#check()
    const outbox = [...this.outbox.values()].sort((a, b) => a.order - b.order)
    return { rows: this.place ? [...this.rows.values()] : [], place: this.place, outbox, wish: this.wish }
  }

  async saveRows(change: RowChange): Promise<boolean> {
    this.#check()
    if (!goesWith(change, this.place)) return false
    this.saves += 1
    if (change.isEverything) this.rows.clear()
    for (const key of change.remove) this.rows.delete(key)
    for (const row of change.put) this.rows.set(row.key, row)
    this.place = change.place
    return true
  }

  async putCommand(entry: OutboxEntry): Promise<void> {
    this.#check()
    this.outbox.set(entry.command.id, entry)
  }

  async dropCommand(id: CommandId): Promise<void> {
    this.#check()
    this.outbox.delete(id)
  }

  async saveWish(wish: Wish): Promise<void> {
    this.#check()
    this.wish = wish
  }

  #check(): void {
    if (this.failure) throw this.failure
  }
}
