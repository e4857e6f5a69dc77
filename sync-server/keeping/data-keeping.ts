/** What may be asked about a shopper's data and how long anything is kept, whoever asks, by HTTP or at the terminal. */
import type { Logger } from 'pino'
import type { RetailerId } from '../../src/identifiers.ts'
import type { Erased, ShopperExport } from '../../src/protocol/keeping.ts'
import type { Clock } from '../clock.ts'
import type { Retention } from '../storage/keeping.ts'
import { type Storage, StorageFailure } from '../storage/storage.ts'
import type { Eraser } from './eraser.ts'
import type { Doer, TellTrail } from './record.ts'
import { retentionOf } from './retention.ts'
import { exportShopper } from './shopper-export.ts'
import type { Subject } from './subject.ts'

export interface DataKeepingParts {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Logger
  readonly record: TellTrail
  /** Finishes what was begun; a process that does not decide for the stores waits for the one that does. */
  readonly finish: Eraser['finish']
}

/** Each is told to the audit trail. All reject with `StorageFailure`. */
export interface DataKeeping {
  export(subject: Subject, by: Doer): Promise<ShopperExport>
  /** Begun is done: once this resolves, nothing brings the shopper back. */
  erase(subject: Subject, isWithOrders: boolean, by: Doer): Promise<Erased>
  retention(retailer: RetailerId): Promise<Retention>
  setRetention(retailer: RetailerId, retention: Retention, by: Doer): Promise<void>
}

const everyChat = 1_000_000

export function createDataKeeping({ storage, clock, log, record, finish }: DataKeepingParts): DataKeeping {
  const now = () => Math.floor(clock.now())

  return {
    async export(subject, by) {
      const exported = await exportShopper(storage, subject, now())
      const { retailer, shoppers } = subject
      await record({ action: 'shopperExported', retailer, by, at: now(), shoppers: shoppers.map(({ id }) => id) })
      return exported
    },

    async erase({ retailer, shoppers, customer }, isWithOrders, by) {
      const at = now()
      const ids = shoppers.map(({ id }) => id)
      const chats = await Promise.all(ids.map((id) => storage.conversations.ofShopper(id, everyChat)))
      const ordersOf = isWithOrders ? customer : null
      const erased = { shoppers: ids, chats: chats.flat().length, orders: ordersOf !== null }
      await record({ action: 'shopperErased', retailer, by, at, ...erased })
      await storage.keeping.beginErasure({ retailer, shoppers: ids, ordersOf, at })
      return { ...erased, isComplete: await isFinished() }
    },

    retention: (retailer) => retentionOf(storage, retailer),

    async setRetention(retailer, to, by) {
      const from = await retentionOf(storage, retailer)
      await record({ action: 'retentionChanged', retailer, by, at: now(), from, to })
      await storage.keeping.setRetention(retailer, to)
    },
  }

  async function isFinished(): Promise<boolean> {
    try {
      await finish()
      return true
    } catch (failure) {
      if (!(failure instanceof StorageFailure)) throw failure
      log.warn({ err: failure }, 'an erasure could not be finished yet')
      return false
    }
  }
}
