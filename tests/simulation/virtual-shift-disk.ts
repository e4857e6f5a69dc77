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

const noRows: Rows = { rows: new Map(), place: null }

/** How the device's storage is at the moment. */
export interface DiskMood {
  /** That an operation fails. */
  readonly fails: number
  readonly isFull: boolean
}

/** Something that a page asked of the disk and that has not happened yet. */
interface Operation {
  readonly door: Door
  readonly perform: () => void
}

/** A page's own way to the disk. */
export interface Door {
  readonly disk: ShiftDisk
  /** The page is gone: what it had asked for has happened or never will. */
  end(): void
}

/** The device itself: it outlives its pages. Every page has a {@link VirtualShiftDisk.door} of its own. */
export class VirtualShiftDisk {
  mood: DiskMood = { fails: 0, isFull: false }
  wish: Wish | null = null
  readonly outbox = new Map<CommandId, OutboxEntry>()
  /** Every wish that a page of this device wrote, acknowledged or not. */
  readonly wishes: Wish[] = []
  /** Commands whose keeping was acknowledged: these survive everything but eviction and a person who drops them. */
  readonly acknowledged = new Set<CommandId>()
  /** Wishes that nobody had kept when the last page that knew of them was gone. */
  readonly lostWishes: Wish[] = []
  #rows: Rows = noRows
  /** As they may be found after a crash: rows are written with relaxed durability. */
  #flushedRows: Rows = noRows
  /** As a browser's transactions, what pages ask for happens in the order in which they asked. */
  #underWay: Operation[] = []
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** `later` calls back after the storage has worked, if the page still lives then. */
  door(later: (callback: () => void) => void): Door {
    const work = <Result>(isWrite: boolean, change: () => Result): Promise<Result> =>
      new Promise((resolve, reject) => {
        const isFull = isWrite && this.mood.isFull
        if (isFull || this.#chance.happens(this.mood.fails)) {
          later(() => reject(new DiskFailure(isFull ? 'full' : 'unavailable')))
          return
        }
        const answer: { result?: Result } = {}
        const operation: Operation = {
          door,
          perform: () => {
            answer.result = change()
          },
        }
        this.#underWay.push(operation)
        later(() => {
          this.#performUntil(operation)
          if ('result' in answer) resolve(answer.result as Result)
        })
      })
    const door: Door = { disk: this.#diskBy(work), end: () => this.#end(door) }
    return door
  }

  #diskBy(work: <Result>(isWrite: boolean, change: () => Result) => Promise<Result>): ShiftDisk {
    return {
      load: () => work(false, () => this.#load()),
      saveRows: (change) => work(true, () => this.#saveRows(change)),
      putCommand: (entry) =>
        work(true, () => {
          this.outbox.set(entry.command.id, entry)
          this.acknowledged.add(entry.command.id)
        }),
      dropCommand: (id) => work(true, () => void this.outbox.delete(id)),
      saveWish: (wish) => {
        this.wishes.push(wish)
        return work(true, () => {
          this.wish = wish
        })
      },
    }
  }

  /** The browser is gone, and its pages have ended: rows that nobody flushed may be lost. */
  crash(): void {
    if (this.#chance.happens(0.5)) this.#rows = this.#flushedRows
    this.#flushedRows = this.#rows
  }

  /** The browser evicted everything, somebody cleared it, or the member signed out and dropped what was unsent. */
  forget(): void {
    this.forgetRows()
    this.outbox.clear()
    this.acknowledged.clear()
    this.wish = null
    this.#noteLostWishes()
  }

  /** The shift is over: what the member could see is gone, what they wrote stays for them. */
  forgetRows(): void {
    this.#rows = noRows
    this.#flushedRows = noRows
  }

  #performUntil(operation: Operation): void {
    const at = this.#underWay.indexOf(operation)
    for (const one of this.#underWay.splice(0, at + 1)) one.perform()
  }

  #end(door: Door): void {
    const own = this.#underWay.filter((one) => one.door === door)
    this.#underWay = this.#underWay.filter((one) => one.door !== door)
    for (const one of own) if (this.#chance.happens(0.5)) one.perform()
    this.#noteLostWishes()
  }

  /** Only pages that have gone lose a wish; one that still lives goes on telling the server. */
  #noteLostWishes(): void {
    const { wish } = this
    const isKept = ({ on, off }: Wish) => wish !== null && wish.on >= on && wish.off >= off
    this.lostWishes.push(...this.wishes.filter((one) => !isKept(one)))
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
    if (this.#chance.happens(0.3)) this.#flushedRows = this.#rows
    return true
  }
}
