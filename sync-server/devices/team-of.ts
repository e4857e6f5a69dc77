/** Whom a device may sign in: the team of its store, its owner alone where it is somebody's phone. */
import type { MemberId } from '../../src/identifiers.ts'
import type { Device } from '../storage/devices.ts'
import type { DirectoryMember, Retailer, Store } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'

/** Who can sign in on a device, store by store. */
export interface DeviceTeam {
  readonly retailer: Retailer
  readonly stores: readonly { readonly store: Store; readonly members: readonly DirectoryMember[] }[]
}

/**
 * `null` where the device's store is no longer there. On a demo server, a browser that enrolled itself is of all the stores of the
 * demo, so that one can look around.
 */
export async function teamOf({ directory }: Pick<Storage, 'directory'>, device: Device): Promise<DeviceTeam | null> {
  const own = await directory.store(device.store)
  const retailer = own && (await directory.retailer(own.retailer))
  if (!retailer) return null
  const stores = retailer.isDemo && device.enrolledBy === null ? await directory.stores(retailer.id) : [own]
  const teams = stores.map(async (store) => {
    const members = await directory.members(store.id)
    return { store, members: members.filter(({ id }) => device.owner === null || id === device.owner) }
  })
  return { retailer, stores: await Promise.all(teams) }
}

/** The member, and all that a shift of theirs on this device stands for; `null` for anybody who cannot have one. */
export function memberIn({ retailer, stores }: DeviceTeam, id: MemberId) {
  for (const { store, members } of stores) {
    const member = members.find((one) => one.id === id)
    if (member) return { member, store, retailer }
  }
  return null
}
