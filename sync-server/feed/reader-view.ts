/** What one reader has been told: the rows, the version at which each last changed, and the differences between versions. */
import type { Batch, Row } from '../../src/protocol/feed.ts'

interface Told {
  readonly row: Row
  readonly version: number
}

/** Rows that change together, by a name of their own: those of a chat, those of the store. A key belongs to one part for good. */
export type Parts = ReadonlyMap<string, readonly Row[]>

/** Beyond so many removed keys the view no longer tells differences to older versions, but everything. */
const mostRemovedKept = 2_000

export class ReaderView {
  readonly #epoch: string
  readonly #told = new Map<string, Told>()
  readonly #removed = new Map<string, number>()
  readonly #keys = new Map<string, ReadonlySet<string>>()
  /** Differences can be told to versions from here on. */
  #since = 0
  #version = 0

  constructor(epoch: string) {
    this.#epoch = epoch
  }

  /**
   * Takes in parts as of `version`, each whole; other parts are as they were. Returns the batch that brings a device up to date
   * that had the last one, if any.
   */
  update(parts: Parts, version: number): Batch | null {
    const from = this.#version
    const changed: Row[] = []
    const gone = new Set<string>()
    for (const [part, rows] of parts) {
      const keys = new Set<string>(rows.map((row) => row.key))
      for (const key of this.#keys.get(part) ?? []) if (!keys.has(key)) gone.add(key)
      if (keys.size > 0) this.#keys.set(part, keys)
      else this.#keys.delete(part)
      changed.push(...rows.filter((row) => !isSame(this.#told.get(row.key)?.row, row)))
    }
    for (const row of changed) {
      this.#told.set(row.key, { row, version })
      this.#removed.delete(row.key)
    }
    for (const key of gone) {
      this.#told.delete(key)
      this.#removed.set(key, version)
    }
    if (changed.length === 0 && gone.size === 0) return null
    if (this.#removed.size > mostRemovedKept) {
      this.#removed.clear()
      this.#since = version
    }
    this.#version = version
    return { from, version, epoch: this.#epoch, rows: changed, removed: [...gone] }
  }

  /** For a device that says where it is: the difference, or everything where the view cannot tell it. */
  catchUp(position: { readonly epoch: string; readonly version: number } | null): Batch {
    const told = [...this.#told.values()]
    if (!position || position.epoch !== this.#epoch || position.version < this.#since || position.version > this.#version) {
      return { from: null, version: this.#version, epoch: this.#epoch, rows: told.map((one) => one.row), removed: [] }
    }
    return {
      from: position.version,
      version: this.#version,
      epoch: this.#epoch,
      rows: told.filter((one) => one.version > position.version).map((one) => one.row),
      removed: [...this.#removed].filter(([, version]) => version > position.version).map(([key]) => key),
    }
  }
}

/** Messages never change, and a row that is the very same object is not looked into. */
function isSame(before: Row | undefined, row: Row): boolean {
  if (before === undefined) return false
  return before === row || row.kind === 'message' || JSON.stringify(before) === JSON.stringify(row)
}
