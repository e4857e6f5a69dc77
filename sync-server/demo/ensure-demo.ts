/** Makes the demo retailer in an empty database. What a crash left undone is done at the next start. */
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import { hashPin } from '../members/pin.ts'
import type { Storage } from '../storage/storage.ts'
import { type DemoCustomer, type DemoStore, demoCustomers, demoOrderLines, demoRetailer, demoStores } from './demo-data.ts'

export interface DemoParts {
  readonly storage: Storage
  readonly coordinator: Coordinator
  readonly clock: Clock
  /** 32 random bytes as base64url; the demo retailer's signing secret is drawn once for each database. */
  readonly randomToken: () => string
}

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
  if ((await orders.countOrders(demoRetailer.id, demoCustomers[0]?.customer ?? '')) === 0) {
    await orders.put(demoRetailer.id, demoOrderLines(clock.now()))
  }
  return { retailer: demoRetailer.name, stores: demoStores, customers: demoCustomers }

  async function ensureStore({ id, name, members }: DemoStore): Promise<void> {
    if (!(await directory.store(id))) await directory.addStore({ id, retailer: demoRetailer.id, name })
    for (const { pin, ...member } of members) {
      if (!(await directory.member(member.id))) {
        await directory.addMember({ ...member, store: id, pinHash: await hashPin(pin) })
      }
      if ((await coordinator.state(id)).members[member.id]) continue
      await coordinator.submit({ store: id, command: { type: 'AddMember', member: member.id }, asked: null })
    }
  }
}

/** Whether the database holds demo data, whose PINs everybody knows. */
export async function hasDemoData({ directory }: Storage): Promise<boolean> {
  return (await directory.retailers()).some(({ isDemo }) => isDemo)
}
