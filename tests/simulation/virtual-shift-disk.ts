/**
 * What one shift keeps on one device, with what a browser's storage may do: be slow, be full, fail, and lose in a crash whatever
 * was not strictly flushed.
 */
import type { CommandId } from '../../src/identifiers.ts'
import type { Row } from '../../src/protocol/feed.ts'
import {
  DiskFailure,
  goesWith,
  type Kept,
  type OutboxEntry,
  type Place,
  type RowChange,
  type ShiftDisk,
} from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'
import type { Chance } from '../support/chance.ts'

interface Rows {
  readonly rows: ReadonlyMap<string, Row>
  readonly place: Place | null
}

/** How the device's storage is at the moment. */
export interface DiskMood {
  /** That an operation fails. */
  readonly fails: number
  readonly isFull: boolean
}

/** The device itself: it outlives its pages. Every page has a {@link VirtualShiftDisk.door} of its own. */
export class VirtualShiftDisk {
  mood: DiskMood = { fails: 0, isFull: false }
  wish: Wish | null = null
  readonly outbox = new Map<CommandId, OutboxEntry>()
  /** Every wish that was kept, acknowledged or not. */
  readonly wishes: Wish[] = []
  /** Commands whose keeping was acknowledged: these survive everything. */
  readonly acknowledged = new Set<CommandId>()
  #rows: Rows = { rows: new Map(), place: null }
  #flushedRows: Rows = this.#rows
  /** Started and not yet acknowledged. */
  #underWay: (() => void)[] = []
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** `later` calls back after the storage has worked, if the page still lives then. */
  door(later: (callback: () => void) => void): ShiftDisk {
    const work = <Result>(isWrite: boolean, change: () => Result): Promise<Result> =>
      new Promise((resolve, reject) => {
        const isFull = isWrite && this.mood.isFull
        const fails = isFull || this.#chance.happens(this.mood.fails)
        const apply = () => {
          this.#underWay = this.#underWay.filter((one) => one !== apply)
          return change()
        }
        if (!fails) this.#underWay.push(apply)
        later(() => {
          if (fails) reject(new DiskFailure(isFull ? 'full' : 'unavailable'))
          else if (this.#underWay.includes(apply)) resolve(apply())
        })
      })
    return {
      load: () => work(false, () => this.#load()),
      saveRows: (change) => work(true, () => this.#saveRows(change)),
      putCommand: (entry) =>
        work(true, () => {
          this.outbox.set(entry.command.id, entry)
          this.#flushedRows = this.#rows
          this.acknowledged.add(entry.command.id)
        }),
      dropCommand: (id) => work(true, () => void this.outbox.delete(id)),
      saveWish: (wish) => {
        this.wishes.push(wish)
        return work(true, () => {
          this.wish = wish
          this.#flushedRows = this.#rows
        })
      },
    }
  }

  /** The browser is gone: what was under way may or may not have happened, and rows that nobody flushed may be lost. */
  crash(): void {
    for (const apply of [...this.#underWay]) if (this.#chance.happens(0.5)) apply()
    this.#underWay = []
    if (this.#chance.happens(0.5)) this.#rows = this.#flushedRows
    this.#flushedRows = this.#rows
  }

  /** The browser evicted everything, or somebody cleared it. */
  evict(): void {
    this.#rows = { rows: new Map(), place: null }
    this.#flushedRows = this.#rows
  }

  #load(): Kept {
    const outbox = [...this.outbox.values()].sort((a, b) => a.order - b.order)
    return { rows: [...this.#rows.rows.values()], place: this.#rows.place, outbox, wish: this.wish }
  }

  #saveRows(change: RowChange): boolean {
    if (!goesWith(change, this.#rows.place)) return false
    const rows = new Map(change.isEverything ? [] : this.#rows.rows)
    for (const key of change.remove) rows.delete(key)
    for (const row of change.put) rows.set(row.key, row)
    this.#rows = { rows, place: change.place }
    return true
  }
}
