/**
 * A storage engine on a virtual disk, for the simulator: it passes the contract of every engine, and what it loses in a crash
 * is what a real one may lose.
 */
import { type ChatStorage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { virtualConversations } from './conversations.ts'
import { type OnKept, virtualDecisionLog } from './decision-log.ts'
import { virtualOrders } from './orders.ts'
import { virtualDirectory, virtualHours, virtualShifts, virtualShoppers } from './people.ts'
import { virtualPushSubscriptions } from './push-subscriptions.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

const immortal: DiskUser = { isAlive: true }

/** Opens what lies on the disk for a server that may crash; several may be open at once. */
export function openVirtualStorage(disk: VirtualDisk, user: DiskUser = immortal, onKept: OnKept = () => {}): ChatStorage {
  let isClosed = false
  const unlessClosed = <Part extends object>(part: Part): Part =>
    Object.fromEntries(
      Object.entries(part).map(([name, method]) => [
        name,
        (...given: unknown[]) => (isClosed ? Promise.reject(new StorageFailure('The storage is closed.')) : method(...given)),
      ]),
    ) as Part
  return {
    log: unlessClosed(virtualDecisionLog(disk, user, onKept)),
    directory: unlessClosed(virtualDirectory(disk, user)),
    shifts: unlessClosed(virtualShifts(disk, user)),
    hours: unlessClosed(virtualHours(disk, user)),
    push: unlessClosed(virtualPushSubscriptions(disk, user)),
    shoppers: unlessClosed(virtualShoppers(disk, user)),
    conversations: unlessClosed(virtualConversations(disk, user)),
    orders: unlessClosed(virtualOrders(disk, user)),
    async check() {
      if (isClosed) throw new StorageFailure('The storage is closed.')
    },
    async close() {
      isClosed = true
    },
  }
}
