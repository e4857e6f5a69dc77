/** A retailer for the bench: stores with teams that are signed in and available, made through the product's own parts. */
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { v7 as newIdentifier } from 'uuid'
import { defaultPolicy, type Policy } from '../../src/decider/policy.ts'
import type { DeviceId, MemberId, RetailerId, ShiftId, StoreId } from '../../src/identifiers.ts'
import { createCoordinator, type RunningCoordinator } from '../../sync-server/coordinator/coordinator.ts'
import { databaseFile, openSqliteStorage } from '../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../sync-server/storage/storage.ts'
import { systemClock } from '../../sync-server/system-clock.ts'

export interface TownMember {
  readonly id: MemberId
  readonly store: StoreId
  readonly shift: ShiftId
  readonly cookie: string
}

export interface Town {
  readonly data: string
  readonly stores: readonly { readonly id: StoreId; readonly members: readonly TownMember[] }[]
}

export interface TownShape {
  readonly stores: number
  readonly membersAStore: number
  readonly policy?: Partial<Policy>
}

const retailer = 'bench' as RetailerId
const folders = new Set<string>()
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder on the disk that is gone when the bench is. */
export function temporaryFolder(parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'shopbell-bench-'))
  folders.add(folder)
  return folder
}

/** Builds in memory what would take a flush for every row, and puts it onto the disk once it is whole. */
export async function builtInMemory(build: (folder: string) => Promise<void>): Promise<string> {
  const memory = temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : tmpdir())
  try {
    await build(memory)
    const folder = temporaryFolder()
    cpSync(memory, folder, { recursive: true })
    return folder
  } finally {
    removeFolder(memory)
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

/** Builds the town; `furnish` may put more into it while everybody of it can be rung. */
export async function buildTown(
  shape: TownShape,
  furnish: (stores: Town['stores'], coordinator: RunningCoordinator) => Promise<void> = async () => {},
): Promise<Town> {
  let stores: Town['stores'] = []
  const data = await builtInMemory(async (folder) => {
    const storage = await openSqliteStorage({ file: databaseFile(folder) })
    stores = await populate(storage, shape, furnish)
    await storage.close()
  })
  return { data, stores }
}

async function populate(
  storage: Storage,
  shape: TownShape,
  furnish: (stores: Town['stores'], coordinator: RunningCoordinator) => Promise<void>,
): Promise<Town['stores']> {
  const coordinator = createCoordinator({
    storage,
    clock: systemClock(),
    log: pino({ level: 'silent' }),
    heardAt: (store) => everybodyOf(store, shape.membersAStore),
  })
  await coordinator.start()
  const stores = await addDirectory(storage, shape)
  await Promise.all(stores.map(({ id, members }) => settleIn(coordinator, id, members, shape.policy ?? {})))
  await furnish(stores, coordinator)
  await coordinator.stop()
  return stores
}

/** Members' names follow from their store's, so that nobody has to look them up. */
function memberOf(store: StoreId, number: number): MemberId {
  return `${store}-m${number}` as MemberId
}

/** Everybody has always just been heard. */
export function everybodyOf(store: StoreId, members: number): Readonly<Record<MemberId, number>> {
  return Object.fromEntries(Array.from({ length: members }, (_, number) => [memberOf(store, number), Number.MAX_SAFE_INTEGER]))
}

async function addDirectory({ directory, shifts }: Storage, { stores, membersAStore }: TownShape): Promise<Town['stores']> {
  await directory.addRetailer({
    id: retailer,
    name: 'Bench',
    locale: 'en-GB',
    currency: 'GBP',
    signingSecret: randomBytes(32).toString('base64url'),
    allowedSites: [],
    isDemo: false,
  })
  const made: { readonly id: StoreId; readonly members: TownMember[] }[] = []
  for (let s = 0; s < stores; s++) {
    const store = { id: `s${s}` as StoreId, members: [] as TownMember[] }
    await directory.addStore({ id: store.id, retailer, name: `Store ${s}`, idleLockMs: 120_000 })
    for (let m = 0; m < membersAStore; m++) {
      const id = memberOf(store.id, m)
      const token = randomBytes(32).toString('base64url')
      const shift = newIdentifier() as ShiftId
      await directory.addMember({
        id,
        store: store.id,
        name: `Member ${m}`,
        role: 'associate',
        pinHash: 'none',
        language: null,
        removedAt: null,
      })
      const tokenHash = createHash('sha256').update(token).digest('hex')
      const startedAt = Date.now()
      // Named like the member: a page may write its own device's key only, and so knows which it is.
      const device = id as string as DeviceId
      await shifts.start({
        id: shift,
        tokenHash,
        member: id,
        device,
        startedAt,
        expiresAt: startedAt + 3_600_000,
        lockedAt: null,
      })
      store.members.push({ id, store: store.id, shift, cookie: `shopbell_session=${token}` })
    }
    made.push(store)
  }
  return made
}

async function settleIn(
  coordinator: RunningCoordinator,
  store: StoreId,
  members: readonly TownMember[],
  policy: Partial<Policy>,
): Promise<void> {
  const submit = (command: Parameters<RunningCoordinator['submit']>[0]['command']) =>
    coordinator.submit({ store, command, asked: null })
  const now = Date.now()
  await Promise.all([
    submit({ type: 'ChangePolicy', policy: { ...defaultPolicy, ...policy } }),
    ...members.flatMap(({ id }) => [
      submit({ type: 'AddMember', member: id }),
      submit({ type: 'MergeWish', member: id, wish: { on: now, off: 0 } }),
    ]),
  ])
}
