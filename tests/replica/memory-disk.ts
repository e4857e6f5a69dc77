/** A device's disk in memory, which can be told to fail. */
import type { CommandId } from '../../src/identifiers.ts'
import type { DiskFailure, Kept, OutboxEntry, RowChange, ShiftDisk } from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'
import { ShiftContents } from '../support/shift-contents.ts'

export class MemoryDisk implements ShiftDisk {
  failure: DiskFailure | null = null
  saves = 0
  readonly contents = new ShiftContents()

  async load(): Promise<Kept> {
    this.#check()
    return this.contents.load()
  }

  async loadOutbox(): Promise<readonly OutboxEntry[]> {
    this.#check()
    return this.contents.loadOutbox()
  }

  async saveRows(change: RowChange): Promise<boolean> {
    this.#check()
    const isSaved = this.contents.saveRows(change)
    if (isSaved) this.saves += 1
    return isSaved
  }

  async putCommand(entry: OutboxEntry): Promise<void> {
    this.#check()
    this.contents.outbox.set(entry.command.id, entry)
  }

  async dropCommand(id: CommandId): Promise<void> {
    this.#check()
    this.contents.outbox.delete(id)
  }

  async saveWish(wish: Wish): Promise<void> {
    this.#check()
    this.contents.wish = wish
  }

  #check(): void {
    if (this.failure) throw this.failure
  }
}
