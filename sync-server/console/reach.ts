/** What somebody in the console may know of and change. What belongs to others answers like what is not there. */
import type { DeviceId, MemberId, StoreId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Device } from '../storage/devices.ts'
import type { DirectoryMember, Store } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'
import type { Manager } from './console-sessions.ts'

export interface Reach {
  /** All of the retailer's for an admin, their own for a manager. */
  stores(manager: Manager): Promise<readonly Store[]>
  /** Throws `unknown-store`. */
  store(manager: Manager, id: StoreId): Promise<Store>
  /** Somebody on a team now. Throws `unknown-member`. */
  member(manager: Manager, id: MemberId): Promise<DirectoryMember>
  /** The same, where they may be changed: an admin is changed by admins only. Throws `not-yours` besides. */
  memberToChange(manager: Manager, id: MemberId): Promise<DirectoryMember>
  /** An enrolled device. Throws `unknown-device`. */
  device(manager: Manager, id: DeviceId): Promise<Device>
}

export function createReach({ storage }: { readonly storage: Storage }): Reach {
  const { directory, devices } = storage
  const isWithin = (manager: Manager, store: Store | null): store is Store =>
    store !== null && store.retailer === manager.retailer.id && (manager.member.role === 'admin' || store.id === manager.store.id)

  const reach: Reach = {
    async stores(manager) {
      const all = await directory.stores(manager.retailer.id)
      return all.filter((store) => isWithin(manager, store))
    },
    async store(manager, id) {
      const store = await directory.store(id)
      if (isWithin(manager, store)) return store
      throw new ProblemReply('unknown-store', 'There is no such store.')
    },
    async member(manager, id) {
      const member = await directory.member(id)
      const store = member && (await directory.store(member.store))
      if (member && member.removedAt === null && isWithin(manager, store)) return member
      throw new ProblemReply('unknown-member', 'There is no such member, or they have left the team.')
    },
    async memberToChange(manager, id) {
      const member = await reach.member(manager, id)
      if (member.role !== 'admin' || manager.member.role === 'admin') return member
      throw new ProblemReply('not-yours', 'Only an admin can change an admin. Ask one of them.')
    },
    async device(manager, id) {
      const device = await devices.find(id)
      const store = device && (await directory.store(device.store))
      if (device && device.revokedAt === null && isWithin(manager, store)) return device
      throw new ProblemReply('unknown-device', 'There is no such device, or it is not enrolled any more.')
    },
  }
  return reach
}
