/** What one reader has been told: the rows, the version at which each last changed, and the differences between versions. */
import type { Batch, Row } from '../../src/protocol/feed.ts'

/** A part as this reader was last told it: its rows, and the version at which each of them last changed. */
interface Told {
  readonly rows: readonly Row[]
  readonly versions: readonly number[]
}

/** Rows that change together, by a name of their own: those of a chat, those of the store. A key belongs to one part for good. */
export type Parts = ReadonlyMap<string, readonly Row[]>

/** Beyond so many removed keys the view no longer tells differences to older versions, but everything. */
const mostRemovedKept = 2_000

export class ReaderView {
  readonly #epoch: string
  readonly #told = new Map<string, Told>()
  /** Made when first needed, as thousands of idle readers never lose a row. */
  #removed: Map<string, number> | null = null
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
    const gone: string[] = []
    for (const [part, rows] of parts) {
      const before = this.#told.get(part)
      // The very same where it is what all readers share.
      if (before?.rows === rows) continue
      const places = new Map(before?.rows.map((row, nth) => [row.key as string, nth]))
      const versions = rows.map((row) => {
        const nth = places.get(row.key)
        places.delete(row.key)
        if (before && nth !== undefined && isSame(before.rows[nth], row)) return before.versions[nth] ?? version
        changed.push(row)
        return version
      })
      gone.push(...places.keys())
      if (rows.length > 0) this.#told.set(part, { rows, versions })
      else this.#told.delete(part)
    }
    if (changed.length === 0 && gone.length === 0) return null
    for (const row of changed) this.#removed?.delete(row.key)
    this.#keepRemoved(gone, version)
    this.#version = version
    return { from, version, epoch: this.#epoch, rows: changed, removed: gone }
  }

  /** For a device that says where it is: the difference, or everything where the view cannot tell it. */
  catchUp(position: { readonly epoch: string; readonly version: number } | null): Batch {
    if (!position || position.epoch !== this.#epoch || position.version < this.#since || position.version > this.#version) {
      return { from: null, version: this.#version, epoch: this.#epoch, rows: this.#rowsSince(null), removed: [] }
    }
    return {
      from: position.version,
      version: this.#version,
      epoch: this.#epoch,
      rows: this.#rowsSince(position.version),
      removed: [...(this.#removed ?? [])].filter(([, version]) => version > position.version).map(([key]) => key),
    }
  }

  /** `null` for all of them. */
  #rowsSince(version: number | null): Row[] {
    return [...this.#told.values()].flatMap(({ rows, versions }) =>
      version === null ? rows : rows.filter((_, nth) => (versions[nth] ?? 0) > version),
    )
  }

  #keepRemoved(gone: readonly string[], version: number): void {
    if (gone.length === 0) return
    this.#removed ??= new Map()
    for (const key of gone) this.#removed.set(key, version)
    if (this.#removed.size <= mostRemovedKept) return
    this.#removed = null
    this.#since = version
  }
}

/** Messages never change, and a row that is the very same object is not looked into. */
function isSame(before: Row | undefined, row: Row): boolean {
  if (before === undefined) return false
  return before === row || row.kind === 'message' || JSON.stringify(before) === JSON.stringify(row)
}
