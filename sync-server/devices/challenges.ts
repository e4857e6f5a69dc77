/**
 * What a device signs to prove itself: drawn by the server, worth something to this device, once, and for a minute. Kept in
 * memory: a restart refuses what it gave out before, and the app asks again.
 */
import type { DeviceId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'

const lifeMs = 60_000
/** A device has no use for more at once; the oldest goes. */
const mostOfADevice = 8
/** Devices that are given challenges at once; beyond, the one that asked longest ago asks again. */
const mostDevices = 20_000

interface Given {
  readonly challenge: string
  readonly until: number
}

export class Challenges {
  readonly #clock: Clock
  readonly #randomToken: () => string
  readonly #given = new Map<DeviceId, readonly Given[]>()

  constructor({ clock, randomToken }: { readonly clock: Clock; readonly randomToken: () => string }) {
    this.#clock = clock
    this.#randomToken = randomToken
  }

  give(device: DeviceId): string {
    const now = this.#clock.now()
    const fresh = { challenge: this.#randomToken(), until: now + lifeMs }
    const still = (this.#given.get(device) ?? []).filter(({ until }) => until > now)
    // Put back at the end, so that the first device is always the one that has not asked for longest.
    this.#given.delete(device)
    this.#given.set(device, [...still.slice(1 - mostOfADevice), fresh])
    const oldest = this.#given.keys().next()
    if (this.#given.size > mostDevices && !oldest.done) this.#given.delete(oldest.value)
    return fresh.challenge
  }

  /** Whether it was given to this device a short while ago, and not used; it is used now. */
  use(device: DeviceId, challenge: string): boolean {
    const given = this.#given.get(device) ?? []
    const found = given.find((one) => one.challenge === challenge)
    if (!found) return false
    const others = given.filter((one) => one !== found)
    if (others.length > 0) this.#given.set(device, others)
    else this.#given.delete(device)
    return found.until > this.#clock.now()
  }
}
