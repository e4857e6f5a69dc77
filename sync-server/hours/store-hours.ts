/** The hours of all stores: each that has some has a keeper, who opens and closes it. A store without is always open. */
import type { StoreId } from '../../src/identifiers.ts'
import { StoreKeeper, type StoreKeeperParts } from './store-keeper.ts'

export interface StoresHours {
  /** Brings every store that has hours right, and keeps it so. What fails is tried again; only reading the list may reject. */
  start(): Promise<void>
  /** The store's hours have been changed. Resolves once it is as they say; rejects with `StorageFailure`. */
  changed(store: StoreId): Promise<void>
  stop(): void
}

export function createStoresHours(parts: StoreKeeperParts): StoresHours {
  const keepers = new Map<StoreId, StoreKeeper>()

  function keeperOf(store: StoreId): StoreKeeper {
    const found = keepers.get(store) ?? new StoreKeeper(store, parts)
    keepers.set(store, found)
    return found
  }

  return {
    async start() {
      for (const { store } of await parts.storage.hours.all()) keeperOf(store).lookSoon()
    },

    changed: (store) => keeperOf(store).look(),

    stop() {
      for (const keeper of keepers.values()) keeper.stop()
    },
  }
}
