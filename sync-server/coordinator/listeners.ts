/** Who wants to hear of a store's commits. One listener that fails is logged and keeps nothing from the others. */
import type { Logger } from 'pino'
import type { StoreId } from '../../src/identifiers.ts'
import type { Change } from './submission.ts'

export class Listeners {
  readonly #log: Logger
  readonly #byStore = new Map<StoreId, Set<(change: Change) => void>>()
  readonly #ofAll = new Set<(change: Change) => void>()

  constructor(log: Logger) {
    this.#log = log
  }

  /** Returns how to stop. */
  add(store: StoreId, listener: (change: Change) => void): () => void {
    const here = this.#byStore.get(store) ?? new Set()
    this.#byStore.set(store, here)
    here.add(listener)
    return () => {
      here.delete(listener)
      if (here.size === 0) this.#byStore.delete(store)
    }
  }

  /** Returns how to stop. */
  addForAll(listener: (change: Change) => void): () => void {
    this.#ofAll.add(listener)
    return () => this.#ofAll.delete(listener)
  }

  tell(change: Change): void {
    for (const listener of [...(this.#byStore.get(change.store) ?? []), ...this.#ofAll]) {
      try {
        listener(change)
      } catch (failure) {
        this.#log.error({ err: failure, store: change.store }, 'a listener failed on a change')
      }
    }
  }
}
