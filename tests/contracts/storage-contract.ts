/** What every storage engine must do. An engine passes by running this suite; see tests/sync-server/storage. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChatStorage, StorageFailure } from '../../sync-server/storage/storage.ts'
import { conversationsContract } from './conversations-contract.ts'
import { decisionLogContract } from './decision-log-contract.ts'
import type { GivenStorage, OpenedStorage } from './opened-storage.ts'
import { ordersContract } from './orders-contract.ts'
import { peopleContract } from './people-contract.ts'
import { pushContract } from './push-contract.ts'
import { decision, retailerId, storeId } from './storage-samples.ts'

export function storageContract(name: string, open: () => Promise<OpenedStorage>): void {
  describe(`${name}: storage contract`, () => {
    let opened: OpenedStorage
    let storage: ChatStorage
    beforeEach(async () => {
      opened = await open()
      storage = opened.storage
    })
    afterEach(() => opened.remove())
    const given: GivenStorage = {
      get storage() {
        return storage
      },
      async reopen() {
        storage = await opened.reopen()
      },
      another: () => opened.another(),
    }

    decisionLogContract(given)
    conversationsContract(given)
    peopleContract(given)
    ordersContract(given)
    pushContract(given)

    describe('the storage itself', () => {
      test('says whether it can be read', async () => {
        await expect(given.storage.check()).resolves.toBeUndefined()
        await given.storage.close()
        await expect(given.storage.check()).rejects.toThrow(StorageFailure)
      })

      test('rejects everything once closed, and may be closed twice', async () => {
        await given.storage.close()
        await given.storage.close()
        await expect(given.storage.log.commit([decision()])).rejects.toThrow(StorageFailure)
        await expect(given.storage.log.load(storeId('store-1'))).rejects.toThrow(StorageFailure)
        await expect(given.storage.orders.put(retailerId('acme'), [])).rejects.toThrow(StorageFailure)
      })
    })
  })
}
