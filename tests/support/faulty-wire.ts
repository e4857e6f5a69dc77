/** One direction of a connection through the faulty proxy: what is put in comes out in order, but late, slowly or never. */
import type { Chance } from './chance.ts'

export interface Weather {
  /** `held`: comes out once the weather is better. `swallowed`: gone for good, without a word to either side. */
  readonly flow: 'flowing' | 'held' | 'swallowed'
  readonly delayMs: number
  /** Added to the delay by chance, from 0 to this. */
  readonly jitterMs: number
  /** `Infinity` for as fast as it goes. */
  readonly bytesPerSecond: number
}

export const fairWeather: Weather = { flow: 'flowing', delayMs: 0, jitterMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY }

/** A closing or a reset travels like bytes do: behind those that were sent before it. */
export type Parcel = Buffer | 'end' | 'reset'

export interface WireParts {
  /** Asked anew each time; whoever changes it calls {@link FaultyWire.look}. */
  readonly weather: () => Weather
  readonly chance: Chance
  readonly deliver: (parcel: Parcel) => void
}

/** What a sender's socket may have under way before it has to wait. */
const mostBytesUnderWay = 256 * 1024

export class FaultyWire {
  readonly #parts: WireParts
  readonly #underWay: { readonly parcel: Parcel; readonly dueAt: number }[] = []
  #bytesUnderWay = 0
  #lastDueAt = 0
  #timer: NodeJS.Timeout | undefined
  #hasLost = false

  constructor(parts: WireParts) {
    this.#parts = parts
  }

  /** Something was swallowed: a connection that lost bytes cannot go on when the weather is better. */
  get hasLost(): boolean {
    return this.#hasLost
  }

  get isFull(): boolean {
    return this.#bytesUnderWay >= mostBytesUnderWay
  }

  put(parcel: Parcel): void {
    const { delayMs, jitterMs, bytesPerSecond } = this.#parts.weather()
    const size = sizeOf(parcel)
    const arrivesAt = performance.now() + delayMs + (jitterMs > 0 ? this.#parts.chance.between(0, jitterMs) : 0)
    this.#lastDueAt = Math.max(this.#lastDueAt, arrivesAt) + (size / bytesPerSecond) * 1_000
    this.#underWay.push({ parcel, dueAt: this.#lastDueAt })
    this.#bytesUnderWay += size
    this.look()
  }

  /** The time or the weather has changed: lets out what may come out. */
  look(): void {
    clearTimeout(this.#timer)
    while (true) {
      const [first] = this.#underWay
      const { flow } = this.#parts.weather()
      if (!first || flow === 'held') return
      const waitMs = first.dueAt - performance.now()
      if (flow === 'flowing' && waitMs > 0) {
        this.#timer = setTimeout(() => this.look(), waitMs)
        return
      }
      this.#underWay.shift()
      this.#bytesUnderWay -= sizeOf(first.parcel)
      if (flow === 'swallowed') this.#hasLost = true
      else this.#parts.deliver(first.parcel)
    }
  }

  /** Nothing comes out any more. */
  cut(): void {
    clearTimeout(this.#timer)
    this.#underWay.length = 0
    this.#bytesUnderWay = 0
  }
}

function sizeOf(parcel: Parcel): number {
  return typeof parcel === 'string' ? 0 : parcel.length
}
