/** What every engine must do with retailers, stores, members, shifts and shoppers. */
import { beforeEach, describe, expect, test } from 'vitest'
import { alwaysOpen, type StoreHours } from '../../src/protocol/hours.ts'
import type { KeptHours } from '../../sync-server/storage/hours.ts'
import { deviceRememberedMs } from '../../sync-server/storage/shifts.ts'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import {
  awkwardText,
  deviceId,
  member,
  memberId,
  retailer,
  retailerId,
  shift,
  shiftId,
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

    test('whoever was ever of a store is known, whether or not they are on its team now', async () => {
      await fill()
      await given.storage.directory.addMember(member('zoe', { removedAt: 70 }))
      await given.storage.directory.addMember(member('bob'))
      await given.reopen()
      expect(await given.storage.directory.members(store1)).toEqual([member('ann'), member('bob')])
      expect(await given.storage.directory.everybody(store1)).toEqual([
        member('ann'),
        member('zoe', { removedAt: 70 }),
        member('bob'),
      ])
      expect(await given.storage.directory.everybody(storeId('store-2'))).toEqual([])
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
      await given.storage.shifts.end(shift('one').id, 1_000)
      expect(await given.storage.shifts.find('hash-of-one')).toBeNull()
      expect(await given.storage.shifts.find('hash-of-two')).toEqual(shift('two'))
      await given.storage.shifts.end(shift('one').id, 1_000)
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

  describe('who had a device before a shift', () => {
    const at = (startedAt: number) => ({ startedAt, expiresAt: startedAt + 10_000 })
    const on = (device: string) => ({ device: deviceId(device) })
    const hadBefore = (id: string) => given.storage.shifts.before(shiftId(id))

    beforeEach(async () => {
      await given.storage.directory.addRetailer(retailer())
      await given.storage.directory.addStore(store('store-1'))
      for (const name of ['ann', 'bob']) await given.storage.directory.addMember(member(name))
    })

    test('is nobody on a device that nobody had, and for a shift that is none', async () => {
      await given.storage.shifts.start(shift('one', at(1_000)))
      await given.storage.shifts.start(shift('two', { ...at(2_000), ...on('elsewhere') }))
      expect([await hadBefore('one'), await hadBefore('two'), await hadBefore('three')]).toEqual([null, null, null])
    })

    test('is whose shift ended there, until then', async () => {
      await given.storage.shifts.start(shift('one', at(1_000)))
      await given.storage.shifts.end(shiftId('one'), 1_500)
      await given.storage.shifts.start(shift('two', { ...at(2_000), member: memberId('bob') }))
      await given.reopen()
      expect(await hadBefore('two')).toEqual({ member: memberId('ann'), until: 1_500 })
    })

    test('is whose shift was under way there, until the new one began', async () => {
      await given.storage.shifts.start(shift('one', at(1_000)))
      await given.storage.shifts.start(shift('two', { ...at(2_000), member: memberId('bob') }))
      expect(await hadBefore('two')).toEqual({ member: memberId('ann'), until: 2_000 })
      await given.storage.shifts.start(shift('three', at(3_000)))
      expect(await hadBefore('three')).toEqual({ member: memberId('bob'), until: 3_000 })
    })

    test('is the one who gave it up last, whatever was left behind there before', async () => {
      await given.storage.shifts.start(shift('left', at(1_000)))
      await given.storage.shifts.start(shift('two', { ...at(2_000), member: memberId('bob') }))
      await given.storage.shifts.end(shiftId('two'), 2_500)
      await given.storage.shifts.start(shift('three', at(3_000)))
      expect(await hadBefore('three')).toEqual({ member: memberId('bob'), until: 2_500 })
    })

    test('is nobody whose shift had expired, or ended long ago', async () => {
      await given.storage.shifts.start(shift('one', at(1_000)))
      await given.storage.shifts.start(shift('two', at(11_000)))
      expect(await hadBefore('two')).toBeNull()
      await given.storage.shifts.end(shiftId('two'), 12_000)
      await given.storage.shifts.start(shift('three', at(12_000 + deviceRememberedMs)))
      expect(await hadBefore('three')).toBeNull()
    })

    test('does not change by what happens on the device later, and goes with the shift', async () => {
      await given.storage.shifts.start(shift('one', at(1_000)))
      await given.storage.shifts.start(shift('two', { ...at(2_000), member: memberId('bob') }))
      await given.storage.shifts.end(shiftId('one'), 2_100)
      await given.storage.shifts.sweep(2_200)
      expect(await hadBefore('two')).toEqual({ member: memberId('ann'), until: 2_000 })
      await given.storage.shifts.start(shift('three', at(2_300)))
      expect(await hadBefore('three')).toEqual({ member: memberId('bob'), until: 2_300 })
      await given.storage.shifts.end(shiftId('two'), 2_400)
      expect(await hadBefore('two')).toBeNull()
    })
  })

  describe('hours', () => {
    const day = [{ from: '09:00', to: '18:00' }]
    const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] }
    const kept = (id: string, change: Partial<StoreHours> = {}): KeptHours => ({
      store: storeId(id),
      changedAt: 1_700_000_000_000.5,
      hours: { ...alwaysOpen, timeZone: 'Europe/London', week, exceptions: [{ date: '2026-12-25', open: [] }], ...change },
    })

    beforeEach(async () => {
      await given.storage.directory.addRetailer(retailer())
      for (const id of ['store-2', 'store-1']) await given.storage.directory.addStore(store(id))
    })

    test('are given back as they were given, each under its store', async () => {
      await given.storage.hours.keep(kept('store-2'))
      await given.storage.hours.keep(kept('store-1', { week: null, closesShifts: true }))
      await given.reopen()
      expect(await given.storage.hours.of(storeId('store-2'))).toEqual(kept('store-2'))
      expect(await given.storage.hours.all()).toEqual([kept('store-1', { week: null, closesShifts: true }), kept('store-2')])
    })

    test('are replaced whole', async () => {
      await given.storage.hours.keep(kept('store-1'))
      const later = { ...kept('store-1', { exceptions: [], makesUnavailable: false }), changedAt: 1_800_000_000_000 }
      await given.storage.hours.keep(later)
      expect(await given.storage.hours.all()).toEqual([later])
    })

    test('are none for a store that has none, and cannot be kept for one that is not there', async () => {
      expect(await given.storage.hours.of(store1)).toBeNull()
      expect(await given.storage.hours.all()).toEqual([])
      await expect(given.storage.hours.keep(kept('nowhere'))).rejects.toThrow(StorageFailure)
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
