/** What a scripted person does at once and one after the other: what they have under way, and what they have turned to already. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from './chance.ts'

export class InHand {
  readonly #chance: Chance
  readonly #underWay = new Set<Promise<void>>()
  readonly #seen = new Set<string>()

  constructor(chance: Chance) {
    this.#chance = chance
  }

  start(doing: Promise<void>): void {
    this.#underWay.add(doing)
    void doing.finally(() => this.#underWay.delete(doing))
  }

  /** Resolves when nothing is under way, whatever is started meanwhile. */
  async done(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }

  /** Whether it is the first time that they come across the thing. */
  isNew(thing: string): boolean {
    return this.#seen.size !== this.#seen.add(thing).size
  }

  pause(leastMs: number, mostMs: number): Promise<void> {
    return delay(this.#chance.between(leastMs, mostMs))
  }
}
