/**
 * What the operator does for whoever is locked out, straight in the storage: beside a running server too, which notices within a
 * second what a command has ended (members/ended-elsewhere.ts). Every change is in the audit trail as the operator's.
 */

import { randomBytes } from 'node:crypto'
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import { passwordLinkLifeMs } from '../console/member-account-routes.ts'
import { hashPassword, passwordWeakness } from '../console/password.ts'
import { loginOf } from '../console/session-routes.ts'
import { offerSetupLink } from '../console/setup-link.ts'
import { tokenHash } from '../http/secrets.ts'
import type { AuditAction, NewAuditEntry } from '../storage/audit-trail.ts'
import type { DirectoryMember, Store } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'
import { CannotDo } from './cannot-do.ts'

const now = () => Date.now()
const randomToken = () => randomBytes(32).toString('base64url')
/** Links are told without the server's address, which this command cannot know. */
const behindTheAddress = (path: string) => `Open this behind your server’s address, such as http://localhost:8080${path}`

export async function makeSetupLink(storage: Storage): Promise<readonly string[]> {
  const path = await offerSetupLink({ storage, clock: { now }, randomToken })
  if (path === null) {
    throw new CannotDo('A retailer has been set up already. For a new password say: npm run admin -- reset-password EMAIL')
  }
  return [behindTheAddress(path), 'It works once, for a day. The link before it is over.']
}

/** `password: null` makes a link with which its owner chooses one. */
export async function resetPassword(storage: Storage, email: string, password: string | null): Promise<readonly string[]> {
  const account = await storage.accounts.byLogin(loginOf(email))
  const member = account && (await storage.directory.member(account.member))
  if (!member) throw new CannotDo(`There is no account of ${email}. Its e-mail address is the one that its owner signs in with.`)
  const store = await storeOf(storage, member)
  const link = randomToken()
  if (password === null) {
    const expiresAt = now() + passwordLinkLifeMs
    const entry = entryOf(store, 'accountChanged', member.id, { what: 'link' })
    await storage.oneTimeLinks.offer({ tokenHash: tokenHash(link), member: member.id, expiresAt }, entry)
    return [behindTheAddress(`/console/#password=${link}`), `It is for ${member.name}, works once, and for three days.`]
  }
  const weakness = password.length < 12 ? 'has fewer than twelve characters' : passwordWeakness(password, [member.name, email])
  if (weakness !== null) throw new CannotDo(`This password ${weakness}. Nothing was changed.`)
  await storage.accounts.put(
    { ...account, passwordHash: await hashPassword(password) },
    entryOf(store, 'accountChanged', member.id, { what: 'password' }),
  )
  await storage.accounts.endSessions(member.id, null)
  return [`${member.name} signs in with the new password. Whoever was signed in with the old one is so no more.`]
}

export async function unlockPin(storage: Storage, id: string): Promise<readonly string[]> {
  const member = await storage.directory.member(id as MemberId)
  if (!member || member.removedAt !== null) throw new CannotDo(`There is no member ${id}. list-devices names them.`)
  const store = await storeOf(storage, member)
  await storage.pinTries.clear(null, member.id, entryOf(store, 'pinUnlocked', member.id))
  return [`${member.name} can try their PIN again, on every device.`]
}

export async function listDevices(storage: Storage): Promise<readonly string[]> {
  const lines: string[] = []
  for (const retailer of await storage.directory.retailers()) {
    for (const store of await storage.directory.stores(retailer.id)) {
      const members = await storage.directory.members(store.id)
      const devices = (await storage.devices.ofStore(store.id)).filter(({ revokedAt }) => revokedAt === null)
      const wrong = await storage.pinTries.ofStore(store.id)
      lines.push('', `${store.name} (${retailer.name})`)
      for (const { id, name, role } of members) {
        const tries = Math.max(0, ...wrong.filter(({ member }) => member === id).map((one) => one.wrong))
        lines.push(`  member  ${id}  ${name}, ${role}${tries > 0 ? `, ${tries} wrong PINs in a row` : ''}`)
      }
      for (const { id, name, lastSeenAt } of devices) {
        lines.push(`  device  ${id}  ${name}, last seen ${new Date(lastSeenAt).toISOString()}`)
      }
      if (devices.length === 0) lines.push('  no devices')
    }
  }
  return lines.length === 0 ? ['Nothing has been set up yet.'] : lines.slice(1)
}

export async function revokeDevice(storage: Storage, id: string): Promise<readonly string[]> {
  const device = await storage.devices.find(id as DeviceId)
  if (!device) throw new CannotDo(`There is no device ${id}. list-devices names them.`)
  if (device.revokedAt !== null) throw new CannotDo(`${device.name} has been taken away already.`)
  const store = await storage.directory.store(device.store)
  if (!store) throw new CannotDo(`The store of ${device.name} is gone.`)
  const ended = await storage.devices.revoke(device.id, now(), entryOf(store, 'deviceRevoked', device.id))
  return [`${device.name} is none of ours any more${ended.length > 0 ? '; whoever was signed in on it is signed out' : ''}.`]
}

async function storeOf(storage: Storage, { store: id, name }: DirectoryMember): Promise<Store> {
  const store = await storage.directory.store(id)
  if (!store) throw new CannotDo(`The store of ${name} is gone.`)
  return store
}

function entryOf(store: Store, action: AuditAction, subject: string, details: NewAuditEntry['details'] = {}): NewAuditEntry {
  return { at: now(), retailer: store.retailer, store: store.id, by: { is: 'operator' }, action, subject, details }
}
