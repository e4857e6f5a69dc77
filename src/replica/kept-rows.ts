/**
 * The feed's rows on their way to the device's disk: what changed since the last writing is written together, a moment later,
 * with the position that it is complete to. A disk that fails is told everything again until it takes it.
 */
import type { Row } from '../protocol/feed.ts'
import type { DiskFailure, Place, ShiftDisk } from './disk.ts'
import type { RowSink } from './feed.ts'
import type { PageTime } from './page-time.ts'

export interface KeptRowsParts {
  readonly disk: Pick<ShiftDisk, 'saveRows'>
  readonly time: PageTime
  /** How far the rows are complete, at the moment of writing; `null` while they are not known to be. */
  readonly place: () => Place | null
  /** `null`: it could be written (again). */
  readonly onDisk: (failure: DiskFailure | null) => void
  /** The rows of the screens, told of every change first. */
  readonly sink: RowSink
}

const gatherMs = 300
const afterFailureMs = 10_000

export class KeptRows implements RowSink {
  readonly #parts: KeptRowsParts
  readonly #rows = new Map<string, Row>()
  readonly #dirty = new Set<string>()
  /** The disk may hold rows that nobody knows of here. */
  #isAllDirty: boolean
  #isSaving = false
  #cancel: (() => void) | null = null
  #isClosed = false

  /** `kept` is what the disk holds; `null` where that could not be read. */
  constructor(parts: KeptRowsParts, kept: readonly Row[] | null) {
    this.#parts = parts
    this.#isAllDirty = kept === null
    for (const row of kept ?? []) {
      this.#rows.set(row.key, row)
      parts.sink.put(row)
    }
  }

  values(): IterableIterator<Row> {
    return this.#rows.values()
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  put(told: Row): void {
    const row = withKeptWords(told, this.#rows.get(told.key))
    this.#rows.set(row.key, row)
    this.#dirty.add(row.key)
    this.#parts.sink.put(row)
  }

  remove(key: string): void {
    this.#rows.delete(key)
    this.#dirty.add(key)
    this.#parts.sink.remove(key)
  }

  keepOnly(keys: ReadonlySet<string>): void {
    this.#isAllDirty = true
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key)
    this.#parts.sink.keepOnly(keys)
  }

  /** To be called after each batch. */
  saveSoon(): void {
    if (this.#cancel || this.#isSaving || this.#isClosed) return
    this.#cancel = this.#parts.time.after(gatherMs, () => void this.save())
  }

  /** Writes what has changed, and the position, now. */
  async save(): Promise<void> {
    this.#cancel?.()
    this.#cancel = null
    if (this.#isSaving || this.#isClosed) return
    const isEverything = this.#isAllDirty
    const keys = isEverything ? [...this.#rows.keys()] : [...this.#dirty]
    this.#dirty.clear()
    this.#isAllDirty = false
    const put = keys.flatMap((key) => this.#rows.get(key) ?? [])
    const remove = keys.filter((key) => !this.#rows.has(key))
    this.#isSaving = true
    try {
      const isWritten = await this.#parts.disk.saveRows({ isEverything, put, remove, place: this.#parts.place() })
      if (!isWritten) this.#isAllDirty = true
      this.#parts.onDisk(null)
    } catch (failure) {
      this.#isAllDirty = true
      this.#parts.onDisk(failure as DiskFailure)
    }
    this.#isSaving = false
    if (this.#isAllDirty) this.#cancel = this.#parts.time.after(afterFailureMs, () => void this.save())
    else if (this.#dirty.size > 0) this.saveSoon()
  }

  /** Nothing is written any more. */
  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }
}

/**
 * What a locked device is told has no words. Those that it knew before stay until it is told more, so that it opens without a
 * network as it was locked: a question never changes, nor who asked it.
 */
function withKeptWords(told: Row, before: Row | undefined): Row {
  if (told.kind === 'offer' && told.shopper.isWithheld && before?.kind === 'offer') {
    return { ...told, shopper: before.shopper }
  }
  if (told.kind === 'missed' && told.shopper.isWithheld && before?.kind === 'missed') {
    return { ...told, shopper: before.shopper, contact: before.contact }
  }
  return told
}
