/** Makes the demo retailer in an empty database. What a crash left undone is done at the next start. */
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import { hashPassword } from '../console/password.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import { hashPin } from '../members/pin.ts'
import type { Storage } from '../storage/storage.ts'
import {
  type DemoCustomer,
  type DemoStore,
  demoAccounts,
  demoCustomers,
  demoOrderLines,
  demoPassword,
  demoRetailer,
  demoStores,
} from './demo-data.ts'

export interface DemoParts {
  readonly storage: Storage
  readonly coordinator: Coordinator
  readonly clock: Clock
  /** 32 random bytes as base64url; the demo retailer's signing secret is drawn once for each database. */
  readonly randomToken: () => string
}

/** Whoever tries Shopbell out looks away now and then, and has not come to learn its lock. */
const demoIdleLockMs = 600_000

/** What there is to sign in as, for the lines that the server prints at its start. */
export interface Demo {
  readonly retailer: string
  readonly stores: readonly DemoStore[]
  readonly customers: readonly DemoCustomer[]
}

/** Resolves to the demo, made now or before; to `null` where the database is somebody's own. */
export async function ensureDemo({ storage, coordinator, clock, randomToken }: DemoParts): Promise<Demo | null> {
  const { directory, orders } = storage
  const retailers = await directory.retailers()
  if (retailers.some(({ id }) => id !== demoRetailer.id)) return null
  if (retailers.length === 0) await directory.addRetailer({ ...demoRetailer, signingSecret: randomToken() })
  for (const store of demoStores) await ensureStore(store)
  for (const { member, login } of demoAccounts) {
    if (await storage.accounts.ofMember(member)) continue
    await storage.accounts.put({ member, login, passwordHash: await hashOfDemoPassword() })
  }
  if ((await orders.countOrders(demoRetailer.id, demoCustomers[0]?.customer ?? '')) === 0) {
    await orders.put(demoRetailer.id, demoOrderLines(clock.now()))
  }
  return { retailer: demoRetailer.name, stores: demoStores, customers: demoCustomers }

  async function ensureStore({ id, name, members }: DemoStore): Promise<void> {
    if (!(await directory.store(id)))
      await directory.addStore({ id, retailer: demoRetailer.id, name, idleLockMs: demoIdleLockMs })
    const known = new Set((await directory.members(id)).map((member) => member.id))
    const missing = members.filter((member) => !known.has(member.id))
    const hashed = missing.map(async ({ pin, ...member }) => ({
      ...member,
      store: id,
      pinHash: await hashPin(pin),
      language: null,
      removedAt: null,
    }))
    // One after the other: they are listed in the order in which they were added.
    for (const member of await Promise.all(hashed)) await directory.addMember(member)
    await Promise.all(members.map((member) => takeIn(id, member.id)))
  }

  /** The store's decisions know its members too. */
  async function takeIn(store: StoreId, member: MemberId): Promise<void> {
    if ((await coordinator.state(store)).members[member]) return
    await coordinator.submit({ store, command: { type: 'AddMember', member }, asked: null })
  }
}

/** Slow on purpose, so once is enough. */
function hashOfDemoPassword(): Promise<string> {
  demoPasswordHash ??= hashPassword(demoPassword)
  return demoPasswordHash
}
let demoPasswordHash: Promise<string> | null = null

/** Whether the database holds demo data, whose PINs everybody knows. */
export async function hasDemoData({ directory }: Storage): Promise<boolean> {
  return (await directory.retailers()).some(({ isDemo }) => isDemo)
}
