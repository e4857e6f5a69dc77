/** Who there is, on a virtual disk: retailers, stores, members, shifts, shoppers. */
import type { DeviceId } from '../../../src/identifiers.ts'
import type { Directory } from '../../../sync-server/storage/directory.ts'
import type { Hours } from '../../../sync-server/storage/hours.ts'
import type { SetUp } from '../../../sync-server/storage/set-up.ts'
import { deviceRememberedMs, type HadDevice, type Shift, type Shifts } from '../../../sync-server/storage/shifts.ts'
import type { Shoppers } from '../../../sync-server/storage/shoppers.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import { unbindWhere } from './push-subscriptions.ts'
import type { Tables } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

export function virtualDirectory(disk: VirtualDisk, user: DiskUser): Directory {
  const read = disk.read.bind(disk, user, 'The directory could not be read') as Read
  return {
    addRetailer: (retailer) =>
      disk.write(user, `Retailer ${retailer.id} could not be added`, ({ retailers }, transaction) => {
        mustBeNew(retailers.has(retailer.id))
        transaction.put(retailers, retailer.id, retailer)
      }),
    addStore: (store) =>
      disk.write(user, `Store ${store.id} could not be added`, ({ retailers, stores }, transaction) => {
        mustBeNew(stores.has(store.id))
        mustBeThere(retailers.has(store.retailer))
        transaction.put(stores, store.id, store)
      }),
    addMember: (member) =>
      disk.write(user, `Member ${member.id} could not be added`, ({ stores, members }, transaction) => {
        mustBeNew(members.has(member.id))
        mustBeThere(stores.has(member.store))
        transaction.put(members, member.id, member)
      }),
    retailers: () => read(({ retailers }) => [...retailers.values()]),
    stores: (of) => read(({ stores }) => [...stores.values()].filter(({ retailer }) => retailer === of)),
    retailer: (id) => read(({ retailers }) => retailers.get(id) ?? null),
    store: (id) => read(({ stores }) => stores.get(id) ?? null),
    members: (of) =>
      read(({ members }) => [...members.values()].filter(({ store, removedAt }) => store === of && removedAt === null)),
    everybody: (of) => read(({ members }) => [...members.values()].filter(({ store }) => store === of)),
    chooseLanguage: (id, language) =>
      disk.write(user, `The language of member ${id} could not be changed`, ({ members }, transaction) => {
        const member = members.get(id)
        if (!member) throw new StorageFailure(`There is no member ${id} to change.`)
        transaction.put(members, id, { ...member, language })
      }),
    member: (id) => read(({ members }) => members.get(id) ?? null),
  }
}

/** Of what a manager sets up, as much as a run has. */
export function virtualSetUp(disk: VirtualDisk, user: DiskUser): Pick<SetUp, 'removeMember'> {
  return {
    removeMember: (id, at) =>
      disk.write(user, `Member ${id} could not be removed`, (tables, transaction) => {
        const member = tables.members.get(id)
        if (!member || member.removedAt !== null) return []
        transaction.put(tables.members, id, { ...member, removedAt: at })
        const ended = [...tables.shifts.values()].filter((shift) => shift.member === id).map((shift) => shift.id)
        unbindWhere(tables, transaction, ({ shift }) => ended.includes(shift))
        for (const shift of ended) {
          transaction.remove(tables.shifts, shift)
          transaction.remove(tables.beforeShifts, shift)
        }
        return ended
      }),
  }
}

export function virtualShifts(disk: VirtualDisk, user: DiskUser): Shifts {
  return {
    start: (shift) =>
      disk.write(user, `Shift ${shift.id} could not be started`, (tables, transaction) => {
        const { shifts } = tables
        unbindWhere(tables, transaction, ({ device }) => device === shift.device)
        mustBeNew([...shifts.values()].some(({ id, tokenHash }) => id === shift.id || tokenHash === shift.tokenHash))
        const had = hadDevice(tables, shift)
        transaction.put(shifts, shift.id, shift)
        if (had) transaction.put(tables.beforeShifts, shift.id, had)
      }),
    find: (tokenHash) =>
      disk.read(
        user,
        'The shift could not be read',
        ({ shifts }) => [...shifts.values()].find((shift) => shift.tokenHash === tokenHash) ?? null,
      ),
    ofStore: (store, now) =>
      disk.read(user, 'The shifts could not be read', ({ shifts, members }) =>
        [...shifts.values()]
          .filter(({ member, expiresAt }) => members.get(member)?.store === store && expiresAt > now)
          .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)),
      ),
    end: (ended, at) =>
      disk.write(user, `Shift ${ended} could not be ended`, (tables, transaction) => {
        unbindWhere(tables, transaction, ({ shift }) => shift === ended)
        const shift = tables.shifts.get(ended)
        if (shift && newestOn(tables, shift.device) === shift)
          transaction.put(tables.lastShifts, shift.device, { member: shift.member, until: at })
        transaction.remove(tables.shifts, ended)
        transaction.remove(tables.beforeShifts, ended)
      }),
    setLocked: (id, lockedAt) =>
      disk.write(user, `Shift ${id} could not be locked or unlocked`, ({ shifts }, transaction) => {
        const shift = shifts.get(id)
        if (shift) transaction.put(shifts, id, { ...shift, lockedAt })
      }),
    before: (id) => disk.read(user, 'The shift before could not be read', ({ beforeShifts }) => beforeShifts.get(id) ?? null),
    sweep: (now) =>
      disk.write(user, 'Expired shifts could not be removed', (tables, transaction) => {
        for (const { id, expiresAt } of [...tables.shifts.values()]) {
          if (expiresAt >= now) continue
          unbindWhere(tables, transaction, ({ shift }) => shift === id)
          transaction.remove(tables.shifts, id)
          transaction.remove(tables.beforeShifts, id)
        }
        for (const [device, { until }] of [...tables.lastShifts]) {
          if (until < now - deviceRememberedMs) transaction.remove(tables.lastShifts, device)
        }
      }),
  }
}

function hadDevice(tables: Tables, { device, startedAt }: Shift): HadDevice | null {
  const newest = newestOn(tables, device)
  const noted = tables.lastShifts.get(device)
  const last = noted && noted.until > startedAt - deviceRememberedMs ? noted : null
  const isReplaced = newest !== undefined && newest.expiresAt > startedAt && (last === null || newest.startedAt >= last.until)
  return isReplaced ? { member: newest.member, until: startedAt } : last
}

function newestOn({ shifts }: Tables, on: DeviceId): Shift | undefined {
  return [...shifts.values()].filter(({ device }) => device === on).sort((a, b) => b.startedAt - a.startedAt)[0]
}

export function virtualHours(disk: VirtualDisk, user: DiskUser): Hours {
  return {
    keep: (hours) =>
      disk.write(user, `The hours of store ${hours.store} could not be kept`, (tables, transaction) => {
        mustBeThere(tables.stores.has(hours.store))
        transaction.put(tables.hours, hours.store, hours)
      }),
    of: (store) => disk.read(user, 'The hours could not be read', ({ hours }) => hours.get(store) ?? null),
    all: () =>
      disk.read(user, 'The hours could not be read', ({ hours }) =>
        [...hours.values()].sort((a, b) => (a.store < b.store ? -1 : 1)),
      ),
  }
}

export function virtualShoppers(disk: VirtualDisk, user: DiskUser): Shoppers {
  return {
    add: (shopper) =>
      disk.write(user, `Shopper ${shopper.id} could not be added`, ({ retailers, shoppers }, transaction) => {
        mustBeNew([...shoppers.values()].some(({ id, tokenHash }) => id === shopper.id || tokenHash === shopper.tokenHash))
        mustBeThere(retailers.has(shopper.retailer))
        transaction.put(shoppers, shopper.id, shopper)
      }),
    find: (id) => disk.read(user, `Shopper ${id} could not be read`, ({ shoppers }) => shoppers.get(id) ?? null),
    findByToken: (tokenHash) =>
      disk.read(
        user,
        'The shopper could not be read',
        ({ shoppers }) => [...shoppers.values()].find((shopper) => shopper.tokenHash === tokenHash) ?? null,
      ),
    update: (id, { name, customer }) =>
      disk.write(user, `Shopper ${id} could not be changed`, ({ shoppers }, transaction) => {
        const before = shoppers.get(id)
        if (!before) throw new StorageFailure(`There is no shopper ${id} to change.`)
        transaction.put(shoppers, id, { ...before, name: name ?? before.name, customer: customer ?? before.customer })
      }),
  }
}

type Read = <Found>(work: Parameters<typeof VirtualDisk.prototype.read<Found>>[2]) => Promise<Found>

function mustBeNew(isThere: boolean): void {
  if (isThere) throw new StorageFailure('it is there already.')
}

function mustBeThere(isThere: boolean): void {
  if (!isThere) throw new StorageFailure('what it belongs to is not there.')
}
