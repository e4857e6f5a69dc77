/**
 * What one shift keeps on one device, with what a browser's storage may do: be slow, be full, fail, and lose in a crash whatever
 * was not strictly flushed.
 */
import type { CommandId } from '../../src/identifiers.ts'
import { DiskFailure, type OutboxEntry, type ShiftDisk } from '../../src/replica/disk.ts'
import type { Wish } from '../../src/replica/wish.ts'
import type { Chance } from '../support/chance.ts'
import { type KeptRows, noRows, ShiftContents } from '../support/shift-contents.ts'

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
  /** Every wish that a page of this device wrote, acknowledged or not. */
  readonly wishes: Wish[] = []
  /** Commands whose keeping was acknowledged: these survive everything but eviction and a person who drops them. */
  readonly acknowledged = new Set<CommandId>()
  /** Wishes that nobody had kept when the last page that knew of them was gone. */
  readonly lostWishes: Wish[] = []
  readonly #contents = new ShiftContents()
  /** As they may be found after a crash: rows are written with relaxed durability. */
  #flushedRows: KeptRows = noRows
  /** As a browser's transactions, what pages ask for happens in the order in which they asked. */
  #underWay: Operation[] = []
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  get wish(): Wish | null {
    return this.#contents.wish
  }

  get outbox(): ReadonlyMap<CommandId, OutboxEntry> {
    return this.#contents.outbox
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
    const contents = this.#contents
    return {
      load: () => work(false, () => contents.load()),
      loadOutbox: () => work(false, () => contents.loadOutbox()),
      saveRows: (change) =>
        work(true, () => {
          const isSaved = contents.saveRows(change)
          if (isSaved && this.#chance.happens(0.3)) this.#flushedRows = contents.rows
          return isSaved
        }),
      putCommand: (entry) =>
        work(true, () => {
          contents.outbox.set(entry.command.id, entry)
          this.acknowledged.add(entry.command.id)
        }),
      dropCommand: (id) => work(true, () => void contents.outbox.delete(id)),
      saveWish: (wish) => {
        this.wishes.push(wish)
        return work(true, () => {
          contents.wish = wish
        })
      },
    }
  }

  /** The browser is gone, and its pages have ended: rows that nobody flushed may be lost. */
  crash(): void {
    if (this.#chance.happens(0.5)) this.#contents.rows = this.#flushedRows
    this.#flushedRows = this.#contents.rows
  }

  /** The browser evicted everything, somebody cleared it, or the member signed out and dropped what was unsent. */
  forget(): void {
    this.forgetRows()
    this.#contents.outbox.clear()
    this.#contents.wish = null
    this.acknowledged.clear()
    this.#noteLostWishes()
  }

  /** The shift is over: what the member could see is gone, what they wrote stays for them. */
  forgetRows(): void {
    this.#contents.rows = noRows
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
}
