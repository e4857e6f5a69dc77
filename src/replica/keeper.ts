/** Writes what a person gave to a disk that may fail or hang: again until it is kept, and without holding the person up. */
import type { DiskFailure } from './disk.ts'
import type { PageTime } from './page-time.ts'

export interface KeeperParts {
  readonly time: PageTime
  /** Something could not be kept; `null`: everything that was given is. */
  readonly onDisk: (failure: DiskFailure | null) => void
}

/** A disk that does not answer must not hold a claim back for longer. */
const patienceMs = 1_000
const afterFailureMs = 5_000

export class Keeper {
  readonly #parts: KeeperParts
  /** What is not kept, with how to stop trying. */
  readonly #lacking = new Map<string, () => void>()
  #isClosed = false

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  /**
   * Resolves when it is kept, or when waiting for it would hold the person up. `write` is asked anew for each attempt, writes
   * what is true then, and may be done twice; a later call of the same name takes the place of the earlier.
   */
  keep(name: string, write: () => Promise<void>): Promise<void> {
    const { time } = this.#parts
    this.#lacking.get(name)?.()
    this.#lacking.delete(name)
    return new Promise((resolve) => {
      const cancel = time.after(patienceMs, resolve)
      write()
        .then(() => this.works())
        .catch((failure: DiskFailure) => this.#failed(name, write, failure))
        .finally(() => {
          cancel()
          resolve()
        })
    })
  }

  /** It need not be kept any more. */
  forget(name: string): void {
    this.#lacking.get(name)?.()
    this.#lacking.delete(name)
  }

  /** The disk took something. */
  works(): void {
    if (this.#lacking.size === 0) this.#parts.onDisk(null)
  }

  /** Nothing is written again. */
  close(): void {
    this.#isClosed = true
    for (const cancel of this.#lacking.values()) cancel()
  }

  #failed(name: string, write: () => Promise<void>, failure: DiskFailure): void {
    if (this.#isClosed) return
    this.#lacking.set(
      name,
      this.#parts.time.after(afterFailureMs, () => void this.keep(name, write)),
    )
    this.#parts.onDisk(failure)
  }
}
