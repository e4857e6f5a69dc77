/** What one reader has been told: the rows, the version at which each last changed, and the differences between versions. */
import type { Batch, Row } from '../../src/protocol/feed.ts'

interface Told {
  readonly row: Row
  readonly text: string
  readonly version: number
}

/** Beyond so many removed keys the view no longer tells differences to older versions, but everything. */
const mostRemovedKept = 2_000

export class ReaderView {
  readonly #epoch: string
  readonly #told = new Map<string, Told>()
  readonly #removed = new Map<string, number>()
  /** Differences can be told to versions from here on. */
  #since = 0
  #version = 0

  constructor(epoch: string) {
    this.#epoch = epoch
  }

  /** Takes in the rows as of `version`; returns the batch that brings a device up to date that had the last one, if any. */
  update(rows: readonly Row[], version: number): Batch | null {
    const from = this.#version
    const changed: Row[] = []
    const gone = new Set(this.#told.keys())
    for (const row of rows) {
      gone.delete(row.key)
      const before = this.#told.get(row.key)
      // Messages never change, so they are not compared.
      if (before && row.kind === 'message') continue
      const text = JSON.stringify(row)
      if (before?.text === text) continue
      this.#told.set(row.key, { row, text, version })
      this.#removed.delete(row.key)
      changed.push(row)
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
