/**
 * Takes the server's batches of rows in order. The server projects; the device replaces by key and removes, and never folds
 * events. Where a batch does not follow what the device has, everything is asked for again: rows are never guessed.
 */
import type { Batch, Row } from '../protocol/feed.ts'

/** How far the device has everything, as it says on a new connection. */
export interface Position {
  readonly epoch: string
  readonly version: number
}

/** Where rows are put: the reactive store of the app, and what is kept on the device. */
export interface RowSink {
  /** Removes every row whose key is not among these. */
  keepOnly(keys: ReadonlySet<string>): void
  put(row: Row): void
  remove(key: string): void
}

/**
 * `applied`: the sink is complete to the batch's version. `gap`: nothing was changed, ask for everything. `waiting`: nothing
 * was changed, everything has been asked for already.
 */
export type Received = 'applied' | 'gap' | 'waiting'

export class Feed {
  readonly #sink: RowSink
  #position: Position | null = null
  #isAskedAgain = false

  /** `position` is how far the sink is complete already, from what was kept on the device. */
  constructor(sink: RowSink, position: Position | null = null) {
    this.#sink = sink
    this.#position = position
  }

  /** What to send on a new connection; `null` means "I have nothing". */
  get position(): Position | null {
    return this.#position
  }

  /** A new connection: the server will answer to the position sent on it. */
  reopen(): void {
    this.#isAskedAgain = false
  }

  receive(batch: Batch): Received {
    if (batch.from !== null && !this.#follows(batch)) {
      if (this.#isAskedAgain) return 'waiting'
      this.#isAskedAgain = true
      this.#position = null
      return 'gap'
    }
    if (batch.from === null) this.#sink.keepOnly(new Set(batch.rows.map((row) => row.key)))
    for (const row of batch.rows) this.#sink.put(row)
    for (const key of batch.removed) this.#sink.remove(key)
    this.#position = { epoch: batch.epoch, version: batch.version }
    this.#isAskedAgain = false
    return 'applied'
  }

  #follows(batch: Batch): boolean {
    return this.#position !== null && this.#position.epoch === batch.epoch && this.#position.version === batch.from
  }
}
