/** Chance that can be repeated: the same seed gives the same choices. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

export class Chance {
  readonly #generator: RandomGenerator

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed)
    // Seeds that are near each other begin alike, and small ones oddly.
    for (let skipped = 0; skipped < 20; skipped++) this.#generator.next()
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return uniformInt(this.#generator, least, most)
  }

  happens(probability: number): boolean {
    return uniformFloat64(this.#generator) < probability
  }

  oneOf<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.between(0, items.length - 1)] ?? items[0]
  }

  /** Chance of its own for somebody who acts beside others, so that nobody's choices depend on who comes first. */
  fork(): Chance {
    return new Chance(this.between(-0x80000000, 0x7fffffff))
  }
}
