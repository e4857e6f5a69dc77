/**
 * Slows down whoever guesses enrolment codes, by address. Kept in memory: forty bits that live for ten minutes cannot be guessed
 * anyway, and a store that mistypes a few times waits for seconds.
 */
import type { Clock } from '../clock.ts'

const free = 5
const firstWaitMs = 2_000
const longestWaitMs = 300_000
/** After so long without a wrong code the count starts afresh. */
const forgivenAfterMs = 1_800_000
const mostCounted = 10_000

interface Count {
  readonly wrong: number
  readonly lastAt: number
}

export class WrongCodes {
  readonly #clock: Clock
  readonly #counts = new Map<string, Count>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Call before a code is looked at. Returns how many milliseconds to wait, 0 for none; then the try counts as wrong until
   * {@link right} says otherwise, so that many tries at once gain nothing.
   */
  begin(address: string): number {
    const now = this.#clock.now()
    const before = this.#counts.get(address)
    const known = before && now - before.lastAt <= forgivenAfterMs ? before : { wrong: 0, lastAt: 0 }
    const wait = known.wrong < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (known.wrong - free))
    const left = Math.ceil(known.lastAt + wait - now)
    if (wait > 0 && left > 0) return left
    // Put back at the end, so that the first address is always the one not counted for longest.
    this.#counts.delete(address)
    this.#counts.set(address, { wrong: known.wrong + 1, lastAt: now })
    const oldest = this.#counts.keys().next()
    if (this.#counts.size > mostCounted && !oldest.done) this.#counts.delete(oldest.value)
    return 0
  }

  right(address: string): void {
    this.#counts.delete(address)
  }
}
