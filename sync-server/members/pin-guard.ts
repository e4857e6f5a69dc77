/**
 * Slows down whoever guesses a member's PIN on a device, and stops them after ten. By device and member only: a device proves
 * itself, so that nobody can lock a colleague out from elsewhere. Counted on disk: a restart forgives nobody.
 */
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/storage.ts'
import { isPinRight } from './pin.ts'
import type { SignedIn } from './sessions.ts'

/** Wrong PINs that cost nothing. */
const free = 3
const firstWaitMs = 2_000
/** The last of them locks. */
const mostWrong = 10

/** `wait`: the PIN was not looked at. `wrong`: it was, and the next try has to wait for so long (0: not at all). */
export type PinOutcome =
  | { readonly is: 'right' }
  | { readonly is: 'wrong'; readonly waitMs: number }
  | { readonly is: 'wait'; readonly waitMs: number }
  | { readonly is: 'locked' }

export class PinGuard {
  readonly #storage: Storage
  readonly #clock: Clock
  /** Who has begun to try and is not counted yet: the next waits for it, so that many tries at once gain nothing. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor({ storage, clock }: { readonly storage: Storage; readonly clock: Clock }) {
    this.#storage = storage
    this.#clock = clock
  }

  /** The device has proven itself. The try counts as wrong, durably, before the PIN is looked at. */
  async try(who: Omit<SignedIn, 'shift'>, device: DeviceId, pin: string): Promise<PinOutcome> {
    const { id, pinHash } = who.member
    const begun = await this.#inTurn(`${device} ${id}`, () => this.#begin(device, id))
    if (begun.is !== 'counted') return begun
    if (await isPinRight(pin, pinHash)) {
      await this.#storage.pinTries.clear(device, id)
      return { is: 'right' }
    }
    if (begun.wrong < mostWrong) return { is: 'wrong', waitMs: waitAfter(begun.wrong) }
    await this.#noteLock(who, device)
    return { is: 'locked' }
  }

  async #begin(device: DeviceId, member: MemberId): Promise<PinOutcome | { readonly is: 'counted'; readonly wrong: number }> {
    const now = this.#clock.now()
    const before = await this.#storage.pinTries.of(device, member)
    if (before && before.wrong >= mostWrong) return { is: 'locked' }
    if (before) {
      const wait = waitAfter(before.wrong)
      // A clock that was set back makes nobody wait for longer than the wait.
      const waitMs = Math.min(wait, Math.ceil(before.lastAt + wait - now))
      if (waitMs > 0) return { is: 'wait', waitMs }
    }
    return { is: 'counted', wrong: await this.#storage.pinTries.countWrong(device, member, now) }
  }

  async #noteLock({ member, store, retailer }: Omit<SignedIn, 'shift'>, device: DeviceId): Promise<void> {
    await this.#storage.audit.record({
      at: Math.floor(this.#clock.now()),
      retailer: retailer.id,
      store: store.id,
      by: { is: 'server' },
      action: 'pinLocked',
      subject: member.id,
      details: { device },
    })
  }

  async #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(key) === mine) this.#turns.delete(key)
    }
  }
}

function waitAfter(wrong: number): number {
  return wrong < free ? 0 : firstWaitMs * 2 ** (wrong - free)
}
