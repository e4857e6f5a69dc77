/** The stores that this server has in memory, each as of its last commit. Loading one twice at once loads it once. */
import { evolveAll, initialState } from '../../src/decider/evolve.ts'
import type { StoreId } from '../../src/identifiers.ts'
import type { DecisionLog } from '../storage/decision-log.ts'
import type { LiveStore } from './decided.ts'

export class LiveStores {
  readonly #log: DecisionLog
  readonly #live = new Map<StoreId, LiveStore>()
  readonly #loading = new Map<StoreId, Promise<LiveStore>>()

  constructor(log: DecisionLog) {
    this.#log = log
  }

  has(id: StoreId): boolean {
    return this.#live.has(id)
  }

  /** Whether this very store is the one in memory, and has not been forgotten meanwhile. */
  isLive(store: LiveStore): boolean {
    return this.#live.get(store.id) === store
  }

  all(): IterableIterator<LiveStore> {
    return this.#live.values()
  }

  /** Rejects with `StorageFailure` where the store cannot be read. */
  loaded(id: StoreId): Promise<LiveStore> {
    const found = this.#live.get(id)
    if (found) return Promise.resolve(found)
    const underWay = this.#loading.get(id) ?? this.#load(id).finally(() => this.#loading.delete(id))
    this.#loading.set(id, underWay)
    return underWay
  }

  /** A store that has been loaded; anything else is a bug. */
  known(id: StoreId): LiveStore {
    const store = this.#live.get(id)
    if (!store) throw new Error(`Store ${id} was not loaded before deciding.`)
    return store
  }

  /** What is believed of the store is out of date: it is loaded again when it is next asked for. */
  forget(store: LiveStore): void {
    store.disarm()
    this.#live.delete(store.id)
  }

  async #load(id: StoreId): Promise<LiveStore> {
    const kept = await this.#log.load(id)
    const state = evolveAll(kept?.snapshot ?? initialState(), kept?.events ?? [])
    const store: LiveStore = { id, state, armedFor: null, disarm: () => {} }
    this.#live.set(id, store)
    return store
  }
}
