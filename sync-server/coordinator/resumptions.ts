/**
 * Which stores still have to be given back time, and how much: each once for the time between the last server and its first
 * decision on this one, and again whenever this process stalled (OF1, MI2).
 */
import type { ResumeStore } from '../../src/decider/commands.ts'
import type { StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Pending } from './decided.ts'

export class Resumptions {
  readonly #clock: Clock
  readonly #resumed = new Set<StoreId>()
  /** Stores that have not yet been given back the time for which this process stalled, and how much that is. */
  readonly #owedMs = new Map<StoreId, number>()
  /** When the last server last said that it was alive (milliseconds since 1970); `null` where there was none. */
  #lastAlive: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** This server follows one that was last known to be alive then. */
  follow(lastAlive: number | null): void {
    this.#lastAlive = lastAlive
  }

  /** Whether the store has had its first decision on this server. */
  has(store: StoreId): boolean {
    return this.#resumed.has(store)
  }

  /** The store's first decision is durable. */
  done(store: StoreId): void {
    this.#resumed.add(store)
  }

  /** The process could not run for so long, and the store was in its hands. */
  owe(store: StoreId, stalledMs: number): void {
    this.#owedMs.set(store, (this.#owedMs.get(store) ?? 0) + stalledMs)
  }

  /** Whether some store has yet to be given back the time of a stall. */
  get areOwed(): boolean {
    return this.#owedMs.size > 0
  }

  /**
   * What has to be decided in a store before anything else: in its first decision on this server, that its shoppers' streams
   * died with the last one; after a stall, that nothing did. To a store the server was down until its first decision, since
   * nobody has looked at it before.
   */
  due(store: StoreId): Pending[] {
    const isFirst = !this.has(store)
    const lostMs = isFirst ? this.#downUntilNowMs() : this.#owedMs.get(store)
    if (lostMs === undefined) return []
    const command: ResumeStore = { type: 'ResumeStore', downMs: lostMs, areStreamsLost: isFirst }
    return [{ submission: { store, command, asked: null }, resolve: () => this.#gaveBack(store, lostMs), reject: () => {} }]
  }

  /** Whatever was lost since then is still owed. */
  #gaveBack(store: StoreId, lostMs: number): void {
    const owedMs = (this.#owedMs.get(store) ?? 0) - lostMs
    if (owedMs > 0) this.#owedMs.set(store, owedMs)
    else this.#owedMs.delete(store)
  }

  #downUntilNowMs(): number {
    return this.#lastAlive === null ? 0 : Math.max(0, Math.floor(this.#clock.now() - this.#lastAlive))
  }
}
