/** What every engine must do with retailers, stores, members, shifts and shoppers. */
import { beforeEach, describe, expect, test } from 'vitest'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import {
  awkwardText,
  member,
  memberId,
  retailer,
  retailerId,
  shift,
  shopper,
  shopperId,
  store,
  storeId,
} from './storage-samples.ts'

const store1 = storeId('store-1')
const acme = retailerId('acme')

export function peopleContract(given: GivenStorage): void {
  describe('the directory', () => {
    const fill = async () => {
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addStore(store('store-1'))
      await given.storage.directory.addMember(member('ann'))
    }

    test('is empty at first', async () => {
      expect(await given.storage.directory.retailers()).toEqual([])
      expect(await given.storage.directory.retailer(acme)).toBeNull()
      expect(await given.storage.directory.stores(acme)).toEqual([])
      expect(await given.storage.directory.store(store1)).toBeNull()
      expect(await given.storage.directory.members(store1)).toEqual([])
      expect(await given.storage.directory.member(memberId('ann'))).toBeNull()
    })

    test('gives back who was added, in that order, each under its own', async () => {
      const demo = retailer('a-demo', { name: awkwardText, isDemo: true })
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addRetailer(demo)
      await given.storage.directory.addStore(store('store-2'))
      await given.storage.directory.addStore(store('store-1'))
      await given.storage.directory.addStore(store('elsewhere', { retailer: demo.id }))
      await given.storage.directory.addMember(member('zoe', { role: 'manager' }))
      await given.storage.directory.addMember(member('ann', { name: awkwardText }))
      await given.storage.directory.addMember(member('bob', { store: storeId('store-2'), role: 'admin' }))
      await given.reopen()
      expect(await given.storage.directory.retailers()).toEqual([retailer(), demo])
      expect(await given.storage.directory.retailer(demo.id)).toEqual(demo)
      expect(await given.storage.directory.stores(acme)).toEqual([store('store-2'), store('store-1')])
      expect(await given.storage.directory.store(storeId('elsewhere'))).toEqual(store('elsewhere', { retailer: demo.id }))
      expect(await given.storage.directory.members(store1)).toEqual([
        member('zoe', { role: 'manager' }),
        member('ann', { name: awkwardText }),
      ])
      expect(await given.storage.directory.member(memberId('bob'))).toEqual(
        member('bob', { store: storeId('store-2'), role: 'admin' }),
      )
    })

    test('nobody is added twice, and what was there stays', async () => {
      await fill()
      await expect(given.storage.directory.addRetailer(retailer('acme', { name: 'Other' }))).rejects.toThrow(StorageFailure)
      await expect(given.storage.directory.addStore(store('store-1', { name: 'Other' }))).rejects.toThrow(/Store store-1/)
      await expect(given.storage.directory.addMember(member('ann', { name: 'Other' }))).rejects.toThrow(/Member ann/)
      expect(await given.storage.directory.retailers()).toEqual([retailer()])
      expect(await given.storage.directory.stores(acme)).toEqual([store('store-1')])
      expect(await given.storage.directory.members(store1)).toEqual([member('ann')])
    })

    test('a member’s language is changed and nothing else, and taken back', async () => {
      await fill()
      await given.storage.directory.addMember(member('bob'))
      await given.storage.directory.chooseLanguage(memberId('ann'), 'de')
      await given.reopen()
      expect(await given.storage.directory.members(store1)).toEqual([member('ann', { language: 'de' }), member('bob')])
      await given.storage.directory.chooseLanguage(memberId('ann'), null)
      expect(await given.storage.directory.member(memberId('ann'))).toEqual(member('ann'))
      await expect(given.storage.directory.chooseLanguage(memberId('nobody'), 'de')).rejects.toThrow(StorageFailure)
    })

    test('a store needs its retailer, a member their store', async () => {
      await expect(given.storage.directory.addStore(store('store-1'))).rejects.toThrow(StorageFailure)
      await expect(given.storage.directory.addMember(member('ann'))).rejects.toThrow(StorageFailure)
    })
  })

  describe('shifts', () => {
    beforeEach(async () => {
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addStore(store('store-1'))
      await given.storage.directory.addMember(member('ann'))
    })

    test('are found by their token’s hash until they end', async () => {
      await given.storage.shifts.start(shift('one'))
      await given.storage.shifts.start(shift('two'))
      await given.reopen()
      expect(await given.storage.shifts.find('hash-of-one')).toEqual(shift('one'))
      await given.storage.shifts.end(shift('one').id)
      expect(await given.storage.shifts.find('hash-of-one')).toBeNull()
      expect(await given.storage.shifts.find('hash-of-two')).toEqual(shift('two'))
      await given.storage.shifts.end(shift('one').id)
      expect(await given.storage.shifts.find('')).toBeNull()
    })

    test('two never share an identifier or a token', async () => {
      await given.storage.shifts.start(shift('one'))
      await expect(given.storage.shifts.start(shift('one', { tokenHash: 'other' }))).rejects.toThrow(StorageFailure)
      await expect(given.storage.shifts.start(shift('two', { tokenHash: 'hash-of-one' }))).rejects.toThrow(StorageFailure)
    })

    test('are listed by store, the earliest begun first, without those that are over', async () => {
      await given.storage.directory.addStore(store('store-2'))
      await given.storage.directory.addMember(member('bob', { store: storeId('store-2') }))
      await given.storage.shifts.start(shift('late', { startedAt: 20 }))
      await given.storage.shifts.start(shift('early', { startedAt: 10 }))
      await given.storage.shifts.start(shift('over', { expiresAt: 500 }))
      await given.storage.shifts.start(shift('elsewhere', { member: memberId('bob') }))
      const listed = await given.storage.shifts.ofStore(store1, 500)
      expect(listed).toEqual([shift('early', { startedAt: 10 }), shift('late', { startedAt: 20 })])
      expect(await given.storage.shifts.ofStore(storeId('nowhere'), 0)).toEqual([])
    })

    test('are locked and unlocked, and stay so', async () => {
      await given.storage.shifts.start(shift('one'))
      await given.storage.shifts.setLocked(shift('one').id, 70.5)
      await given.reopen()
      expect(await given.storage.shifts.find('hash-of-one')).toEqual(shift('one', { lockedAt: 70.5 }))
      expect(await given.storage.shifts.ofStore(store1, 0)).toEqual([shift('one', { lockedAt: 70.5 })])
      await given.storage.shifts.setLocked(shift('one').id, null)
      expect(await given.storage.shifts.find('hash-of-one')).toEqual(shift('one'))
      await given.storage.shifts.setLocked(shift('nobodys').id, 1)
    })

    test('those that expired are swept', async () => {
      await given.storage.shifts.start(shift('early', { expiresAt: 999.5 }))
      await given.storage.shifts.start(shift('just', { expiresAt: 1_000 }))
      await given.storage.shifts.sweep(1_000)
      expect(await given.storage.shifts.find('hash-of-early')).toBeNull()
      expect(await given.storage.shifts.find('hash-of-just')).not.toBeNull()
    })
  })

  describe('shoppers', () => {
    beforeEach(() => given.storage.directory.addRetailer(retailer()))

    test('are found by identifier and by token', async () => {
      const known = shopper('bea', { name: awkwardText, customer: '17850' })
      await given.storage.shoppers.add(shopper('new'))
      await given.storage.shoppers.add(known)
      await given.reopen()
      expect(await given.storage.shoppers.find(shopperId('new'))).toEqual(shopper('new'))
      expect(await given.storage.shoppers.findByToken('hash-of-bea')).toEqual(known)
      expect(await given.storage.shoppers.find(shopperId('nobody'))).toBeNull()
      expect(await given.storage.shoppers.findByToken('nothing')).toBeNull()
    })

    test('two never share an identifier or a token', async () => {
      await given.storage.shoppers.add(shopper('bea'))
      await expect(given.storage.shoppers.add(shopper('bea', { tokenHash: 'other' }))).rejects.toThrow(StorageFailure)
      await expect(given.storage.shoppers.add(shopper('new', { tokenHash: 'hash-of-bea' }))).rejects.toThrow(StorageFailure)
    })

    test('a change changes what it names and nothing else', async () => {
      await given.storage.shoppers.add(shopper('bea'))
      await given.storage.shoppers.add(shopper('other'))
      await given.storage.shoppers.update(shopperId('bea'), { name: 'Bea' })
      expect(await given.storage.shoppers.find(shopperId('bea'))).toEqual(shopper('bea', { name: 'Bea' }))
      await given.storage.shoppers.update(shopperId('bea'), { customer: '17850' })
      await given.storage.shoppers.update(shopperId('bea'), {})
      expect(await given.storage.shoppers.find(shopperId('bea'))).toEqual(shopper('bea', { name: 'Bea', customer: '17850' }))
      expect(await given.storage.shoppers.find(shopperId('other'))).toEqual(shopper('other'))
      await expect(given.storage.shoppers.update(shopperId('nobody'), { name: 'X' })).rejects.toThrow(StorageFailure)
    })
  })
}
