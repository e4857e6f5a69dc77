/**
 * Slows down whoever guesses passwords: per account and address, so that nobody can lock an owner out from elsewhere. How often
 * one address may try at all is the rates' business. Kept in memory: a restart forgives.
 */
import type { Clock } from '../clock.ts'

/** Wrong tries that cost nothing. */
const free = 3
const firstWaitMs = 2_000
const longestWaitMs = 900_000
/** After so long without a wrong try the count starts afresh. */
const forgivenAfterMs = 3_600_000
const mostCounted = 10_000

export interface SignInWaits {
  /**
   * Call before a password is looked at. Returns how many milliseconds to wait, 0 for none; then the try counts as wrong until
   * {@link right} says otherwise, so that many tries at once gain nothing.
   */
  begin(login: string, address: string): number
  /** How long the next try has to wait. */
  waitFor(login: string, address: string): number
  right(login: string, address: string): void
}

export function createSignInWaits(clock: Clock): SignInWaits {
  const counts = new Map<string, { readonly wrong: number; readonly lastAt: number }>()
  const keyOf = (login: string, address: string) => `${address} ${login}`

  function waitFor(login: string, address: string): number {
    const count = counts.get(keyOf(login, address))
    const now = clock.now()
    if (!count || count.wrong < free || now - count.lastAt > forgivenAfterMs) return 0
    return Math.max(0, Math.ceil(count.lastAt + Math.min(longestWaitMs, firstWaitMs * 2 ** (count.wrong - free)) - now))
  }

  return {
    begin(login, address) {
      const wait = waitFor(login, address)
      if (wait > 0) return wait
      const key = keyOf(login, address)
      const now = clock.now()
      const before = counts.get(key)
      const wrong = before && now - before.lastAt <= forgivenAfterMs ? before.wrong + 1 : 1
      // Put back at the end, so that the first key is always the one not counted for longest.
      counts.delete(key)
      counts.set(key, { wrong, lastAt: now })
      const oldest = counts.keys().next()
      if (counts.size > mostCounted && !oldest.done) counts.delete(oldest.value)
      return 0
    },
    waitFor,
    right(login, address) {
      counts.delete(keyOf(login, address))
    },
  }
}
