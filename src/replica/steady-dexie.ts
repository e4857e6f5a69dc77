/**
 * A Dexie database that survives what browsers do to it: iOS cuts the connection of an app in the background and now and then
 * never answers, a full disk refuses, an evicted database is simply empty the next time. What failed is tried once more on a
 * new connection; then it is a {@link DiskFailure}.
 */
import { Dexie, type DexieOptions } from 'dexie'
import { DiskFailure } from './disk.ts'

/** IndexedDB answers in milliseconds, or it hangs. */
const patienceMs = 4_000

export class SteadyDexie extends Dexie {
  /** `tables` as Dexie's `stores` takes them, by version number. */
  constructor(name: string, versions: Readonly<Record<number, Record<string, string>>>, options: DexieOptions) {
    super(name, options)
    for (const [number, tables] of Object.entries(versions)) this.version(Number(number)).stores(tables)
    // A newer app in another tab wants to change the tables: let it, and open again when something is asked.
    this.on('versionchange', () => {
      this.close({ disableAutoOpen: false })
      return false
    })
  }

  /** Does the work, twice where it must. The work must be safe to do again. */
  async steadily<T>(work: () => PromiseLike<T>): Promise<T> {
    try {
      return await inTime(work())
    } catch (failure) {
      if (isFull(failure)) throw new DiskFailure('full', failure)
    }
    try {
      this.close({ disableAutoOpen: false })
      return await inTime(work())
    } catch (failure) {
      throw new DiskFailure(isFull(failure) ? 'full' : 'unavailable', failure)
    }
  }
}

function inTime<T>(work: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, patienceMs, new Error('IndexedDB did not answer.'))
    work.then(resolve, reject).then(() => clearTimeout(timer))
  })
}

/** Browsers say it themselves, or as the reason for which a transaction was aborted. */
function isFull(failure: unknown): boolean {
  for (let at = failure; at instanceof Error; at = (at as { inner?: unknown }).inner) {
    if (at.name === 'QuotaExceededError') return true
  }
  return false
}
