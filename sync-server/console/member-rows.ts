/** Members as the console shows them, and the one that a retailer must keep. */
import type { StoreId } from '../../src/identifiers.ts'
import type { ManagedMember } from '../../src/protocol/console.ts'
import { ProblemReply } from '../http/problem.ts'
import type { DirectoryMember } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'
import type { Manager } from './console-sessions.ts'

/** So many wrong PINs in a row lock a member on a device. */
const wrongPinsThatLock = 10

export async function membersOf(storage: Storage, manager: Manager, store: StoreId): Promise<ManagedMember[]> {
  const [members, wrongPins, devices] = await Promise.all([
    storage.directory.members(store),
    storage.pinTries.ofStore(store),
    storage.devices.ofStore(store),
  ])
  const nameOf = new Map(devices.map(({ id, name }) => [id, name]))
  return Promise.all(
    members.map(async ({ id, name, role }) => {
      const account = await storage.accounts.ofMember(id)
      const passkeys = account ? (await storage.accounts.passkeys(id)).length : 0
      const locked = wrongPins.filter(({ member, wrong }) => member === id && wrong >= wrongPinsThatLock)
      return {
        id,
        name,
        role,
        isYou: id === manager.member.id,
        account: account && { login: account.login, hasPassword: account.passwordHash !== null, passkeys },
        lockedOn: locked.map(({ device }) => ({ device, name: nameOf.get(device) ?? device })),
      }
    }),
  )
}

/** Throws `last-admin` where nobody else of the retailer could get into the console as an admin. */
export async function refuseLastAdmin(storage: Storage, { retailer }: Manager, leaving: DirectoryMember): Promise<void> {
  if (leaving.role !== 'admin') return
  for (const { id } of await storage.directory.stores(retailer.id)) {
    for (const member of await storage.directory.members(id)) {
      if (member.role === 'admin' && member.id !== leaving.id && (await storage.accounts.ofMember(member.id))) return
    }
  }
  throw new ProblemReply(
    'last-admin',
    'Nobody else could look after the retailer then. Make somebody else an admin with an account first.',
  )
}
