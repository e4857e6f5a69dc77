/** Retailers for tests that need more than the demo's: each with a store, a team and a shopper's worth of orders, in a folder of their own. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import { enrolmentAlphabet } from '../../src/protocol/proofs.ts'
import { createCoordinator } from '../../sync-server/coordinator/coordinator.ts'
import { enrolmentCodeHash } from '../../sync-server/devices/enrolment-code.ts'
import { hashPin } from '../../sync-server/members/pin.ts'
import type { DirectoryMember } from '../../sync-server/storage/directory.ts'
import { databaseFile, openSqliteStorage } from '../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../sync-server/storage/storage.ts'
import { systemClock } from '../../sync-server/system-clock.ts'

/** Everything of a retailer is named after its `id`, so that whatever is theirs can be told in any table and any answer. */
export interface TestRetailer {
  readonly id: string
  readonly stores: readonly TestStore[]
  /** A customer number with an order. */
  readonly customer: string
  /** On whose pages the widget may stand. */
  readonly allowedSites: readonly string[]
}

interface TestStore {
  readonly id: StoreId
  readonly members: readonly TestPerson[]
}

interface TestPerson {
  readonly id: MemberId
  readonly pin: string
  readonly role: DirectoryMember['role']
}

/** A retailer with two stores; each has two associates and a manager, and the first has an admin too. */
export function testRetailer(id: string, allowedSites: readonly string[] = []): TestRetailer {
  const store = (nth: number, roles: readonly DirectoryMember['role'][]): TestStore => ({
    id: `${id}-store-${nth}` as StoreId,
    members: roles.map((role, at) => ({ id: `${id}-${role}-${nth}${at}` as MemberId, pin: `${nth}${at}${nth}${at}`, role })),
  })
  return {
    id,
    stores: [store(1, ['associate', 'associate', 'manager', 'admin']), store(2, ['associate', 'manager'])],
    customer: `${id}-customer`,
    allowedSites,
  }
}

/** A code with which one browser can be enrolled at the member's store, once, as if they had offered it. */
export function enrolmentCodeOf(member: MemberId): string {
  const drawn = createHash('sha256').update(member).digest()
  return [...drawn.subarray(0, 8)].map((byte) => enrolmentAlphabet[byte % enrolmentAlphabet.length]).join('')
}

/** A data folder with these retailers in it, for a server to start on. Whoever asked removes it. */
export async function folderWith(retailers: readonly TestRetailer[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-retailers-'))
  const storage = await openSqliteStorage({ file: databaseFile(folder) })
  const log = pino({ level: 'silent' })
  const coordinator = createCoordinator({ storage, clock: systemClock(), log, heardAt: () => ({}) })
  await coordinator.start()
  for (const retailer of retailers) {
    await putRetailer(storage, retailer)
    for (const { id: store, members } of retailer.stores) {
      for (const { id } of members) await coordinator.submit({ store, command: { type: 'AddMember', member: id }, asked: null })
    }
  }
  await coordinator.stop()
  await storage.close()
  return folder
}

const offeredForMs = 3_600_000

async function putRetailer(
  { directory, devices, orders }: Storage,
  { id, stores, customer, allowedSites }: TestRetailer,
): Promise<void> {
  const retailer = id as RetailerId
  const signingSecret = randomBytes(32).toString('base64url')
  await directory.addRetailer({
    id: retailer,
    name: `${id} & Co`,
    locale: 'en-GB',
    currency: 'GBP',
    signingSecret,
    allowedSites,
    isDemo: false,
  })
  for (const { id: store, members } of stores) {
    await directory.addStore({ id: store, retailer, name: `${store} store`, idleLockMs: 120_000 })
    for (const { id: member, pin, role } of members) {
      const pinHash = await hashPin(pin)
      await directory.addMember({ id: member, store, name: `${member} person`, role, pinHash, language: null, removedAt: null })
      const codeHash = enrolmentCodeHash(enrolmentCodeOf(member)) ?? ''
      await devices.offer({
        codeHash,
        store,
        owner: null,
        name: `${member} tablet`,
        createdBy: member,
        expiresAt: Date.now() + offeredForMs,
      })
    }
  }
  const line = { order: `${id}-order`, customer, product: `${id}-product`, title: 'A lamp', quantity: 1, unitPriceE4: 10_000 }
  await orders.put(retailer, [{ ...line, orderedAt: 1_700_000_000_000, occurrence: 1, isCancellation: false }])
}
