/** What every engine must do with the keys of web push and the subscriptions of shifts. */
import { beforeEach, describe, expect, test } from 'vitest'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import { member, memberId, retailer, shift, store, storeId, subscription } from './storage-samples.ts'

export function pushContract(given: GivenStorage): void {
  describe('the keys of web push', () => {
    const first = { publicKey: 'public', privateKey: 'private' }
    const second = { publicKey: 'another', privateKey: 'pair' }

    test('are kept for good, whoever brings others later', async () => {
      expect(await given.storage.push.keepKeys(first)).toEqual(first)
      await given.reopen()
      expect(await given.storage.push.keepKeys(second)).toEqual(first)
    })

    test('are the same for two servers that start at once', async () => {
      const other = await given.another()
      const [one, two] = await Promise.all([given.storage.push.keepKeys(first), other.push.keepKeys(second)])
      expect(one).toEqual(two)
    })
  })

  describe('push subscriptions', () => {
    const endpoints = async () => (await given.storage.push.all()).map(({ endpoint }) => endpoint)
    const [one, two] = [subscription('one'), subscription('two', { boundAt: 2_000 })]

    beforeEach(async () => {
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addStore(store('store-1'))
      await given.storage.directory.addMember(member('ann'))
      await given.storage.shifts.start(shift('one', { device: one.device, expiresAt: 9_000 }))
      await given.storage.shifts.start(shift('two', { device: two.device, expiresAt: 9_000 }))
    })

    test('are listed as they were bound, with what their shift says of them', async () => {
      expect(await given.storage.push.all()).toEqual([])
      await given.storage.push.bind(two)
      await given.storage.push.bind({ ...one, isSilent: true })
      await given.reopen()
      const ofAnn = { member: memberId('ann'), store: storeId('store-1'), expiresAt: 9_000 }
      expect(await given.storage.push.all()).toEqual([
        { ...one, isSilent: true, ...ofAnn },
        { ...two, ...ofAnn },
      ])
    })

    test('one takes the place of whatever its shift, its device or its endpoint had', async () => {
      await given.storage.push.bind(one)
      await given.storage.push.bind({ ...one, endpoint: 'https://push.example/renewed' })
      expect(await endpoints()).toEqual(['https://push.example/renewed'])
      await given.storage.push.bind({ ...two, device: one.device })
      expect(await endpoints()).toEqual([two.endpoint])
      await given.storage.push.bind({ ...one, endpoint: two.endpoint })
      expect(await endpoints()).toEqual([two.endpoint])
    })

    test('one without its shift is refused, and takes nothing away', async () => {
      await given.storage.push.bind(one)
      await expect(given.storage.push.bind(subscription('nobody', { endpoint: one.endpoint }))).rejects.toThrow(StorageFailure)
      expect(await endpoints()).toEqual([one.endpoint])
    })

    test('fall silent and are heard again', async () => {
      const isSilent = async () => (await given.storage.push.all()).map((kept) => kept.isSilent)
      await given.storage.push.bind(one)
      await given.storage.push.setSilent(one.endpoint, true)
      expect(await isSilent()).toEqual([true])
      await given.storage.push.setSilent(one.endpoint, false)
      await given.storage.push.setSilent('https://push.example/unknown', true)
      expect(await isSilent()).toEqual([false])
    })

    test('are dropped by their endpoint, once or twice', async () => {
      await given.storage.push.bind(one)
      await given.storage.push.bind(two)
      await given.storage.push.drop(one.endpoint)
      await given.storage.push.drop(one.endpoint)
      expect(await endpoints()).toEqual([two.endpoint])
    })

    test('end with their shift, however it ends', async () => {
      await given.storage.push.bind(one)
      await given.storage.push.bind(two)
      await given.storage.shifts.end(one.shift, 1_000)
      expect(await endpoints()).toEqual([two.endpoint])
      await given.storage.shifts.sweep(9_001)
      expect(await endpoints()).toEqual([])
    })

    test('end where another shift begins on the device', async () => {
      await given.storage.push.bind(one)
      await given.storage.push.bind(two)
      await given.storage.shifts.start(shift('next', { device: one.device }))
      expect(await endpoints()).toEqual([two.endpoint])
    })

    test('stay where a shift could not begin', async () => {
      await given.storage.push.bind(one)
      await expect(given.storage.shifts.start(shift('two', { device: one.device, tokenHash: 'new' }))).rejects.toThrow()
      expect(await endpoints()).toEqual([one.endpoint])
    })
  })
}
