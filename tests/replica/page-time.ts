/** Page time that a test moves: what is waited for happens when it is told to pass. */
import type { PageTime } from '../../src/replica/page-time.ts'

export class ManualPageTime implements PageTime {
  #now: number
  readonly #waiting = new Map<number, { readonly at: number; readonly callback: () => void }>()
  #last = 0
  /** What `random` answers. */
  chance = 0.5

  constructor(now = 0) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  random(): number {
    return this.chance
  }

  after(ms: number, callback: () => void): () => void {
    const id = ++this.#last
    this.#waiting.set(id, { at: this.#now + ms, callback })
    return () => this.#waiting.delete(id)
  }

  /** How long until the next thing that is waited for; `null` for nothing. */
  get nextMs(): number | null {
    const next = Math.min(...[...this.#waiting.values()].map(({ at }) => at))
    return next === Number.POSITIVE_INFINITY ? null : next - this.#now
  }

  /** Lets time pass, one thing that is due after the other, with whatever follows from each. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      await settled()
      const [first] = [...this.#waiting].sort(([, a], [, b]) => a.at - b.at)
      if (!first || first[1].at > until) break
      this.#waiting.delete(first[0])
      this.#now = Math.max(this.#now, first[1].at)
      first[1].callback()
    }
    this.#now = until
    await settled()
  }

  /** A page that is frozen: time goes by, nothing happens. */
  freeze(ms: number): void {
    this.#now += ms
  }
}

/** Every promise that can go on has gone on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
