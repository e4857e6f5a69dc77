/**
 * Slows down whoever guesses PINs: per device and member, and, because a device names itself, per member over all devices.
 * Kept in memory: a restart forgives.
 */
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'

/** Wrong PINs that cost nothing: on one device, and on all devices together. */
const freeOnDevice = 3
const freeInAll = 12
const firstWaitMs = 2_000
const longestWaitMs = 300_000
/** After so long without a wrong PIN the count starts afresh. */
const forgivenAfterMs = 1_800_000
const mostCounted = 10_000

interface Count {
  wrong: number
  lastAt: number
}

export class PinGuard {
  readonly #clock: Clock
  readonly #counts = new Map<string, Count>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Call before a PIN is looked at. Returns how many milliseconds to wait, 0 for none; then the try counts as wrong until
   * {@link right} says otherwise, so that many tries at once gain nothing.
   */
  begin(member: MemberId, device: DeviceId): number {
    const now = this.#clock.now()
    const waits = keysOf(member, device).map(({ key, free }) => this.#waitFor(key, free, now))
    const wait = Math.ceil(Math.max(...waits))
    if (wait === 0) for (const { key } of keysOf(member, device)) this.#count(key, now)
    return wait
  }

  /** How long the next try has to wait, after a wrong one. */
  waitAfterWrong(member: MemberId, device: DeviceId): number {
    const now = this.#clock.now()
    return Math.ceil(Math.max(...keysOf(member, device).map(({ key, free }) => this.#waitFor(key, free, now))))
  }

  /** The PIN was right: the device and the member start afresh. */
  right(member: MemberId, device: DeviceId): void {
    for (const { key } of keysOf(member, device)) this.#counts.delete(key)
  }

  #waitFor(key: string, free: number, now: number): number {
    const count = this.#counts.get(key)
    if (!count || count.wrong < free || now - count.lastAt > forgivenAfterMs) return 0
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (count.wrong - free))
    return Math.max(0, count.lastAt + wait - now)
  }

  #count(key: string, now: number): void {
    const before = this.#counts.get(key)
    const wrong = before && now - before.lastAt <= forgivenAfterMs ? before.wrong + 1 : 1
    // Put back at the end, so that the first key is always the one not counted for longest.
    this.#counts.delete(key)
    this.#counts.set(key, { wrong, lastAt: now })
    const oldest = this.#counts.keys().next()
    if (this.#counts.size > mostCounted && !oldest.done) this.#counts.delete(oldest.value)
  }
}

function keysOf(member: MemberId, device: DeviceId) {
  return [
    { key: `${member} ${device}`, free: freeOnDevice },
    { key: member, free: freeInAll },
  ] as const
}
