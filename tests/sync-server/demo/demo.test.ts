/** The demo: made once in an empty database, finished after a crash, kept away from other machines and other people's data. */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { RetailerId } from '../../../src/identifiers.ts'
import type { DeviceHere } from '../../../src/protocol/device.ts'
import { demoCustomers, demoOrderLines, demoRetailer, demoStores } from '../../../sync-server/demo/demo-data.ts'
import { ensureDemo, hasDemoData } from '../../../sync-server/demo/ensure-demo.ts'
import { kindOf, openShop, oxfordStreet, type Shop, type ShopOptions } from '../http/shop.ts'

/** For the tests that change nothing. */
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function open(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop(options)
  onTestFinished(() => shop.close())
  return shop
}
const parts = (shop: Shop) => ({
  storage: shop.storage,
  coordinator: shop.coordinator,
  clock: shop.clock,
  randomToken: () => 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1z',
})

test('a store with a team of five, whose PINs fit, and customers with orders', async () => {
  const shop = await open({ hasDemo: false })
  const demo = await ensureDemo(parts(shop))
  expect(demo?.stores[0]?.members.length).toBeGreaterThanOrEqual(5)
  for (const store of demoStores) {
    const known = Object.keys((await shop.coordinator.state(store.id)).members)
    expect(known.sort()).toEqual(store.members.map(({ id }) => id as string).sort())
  }
  for (const { id } of demoStores[0]?.members ?? []) expect((await shop.signIn(id, `tablet-${id}`)).session.member.id).toBe(id)
  for (const { customer } of demoCustomers) {
    expect(await shop.storage.orders.countOrders(demoRetailer.id, customer)).toBeGreaterThan(0)
  }
})

test('again changes nothing', async () => {
  const shop = await open()
  const [before] = await shop.storage.directory.retailers()
  const { version } = await shop.coordinator.state(oxfordStreet)
  expect(await ensureDemo(parts(shop))).not.toBeNull()
  expect(await shop.storage.directory.retailers()).toEqual([before])
  expect((await shop.coordinator.state(oxfordStreet)).version).toBe(version)
})

test('what a crash left undone is done at the next start', async () => {
  const shop = await open({ hasDemo: false })
  const { directory } = shop.storage
  await directory.addRetailer({ ...demoRetailer, signingSecret: 'drawn-before-the-crash' })
  await directory.addStore({ id: oxfordStreet, retailer: demoRetailer.id, name: 'Oxford Street', idleLockMs: 120_000 })
  await ensureDemo(parts(shop))
  expect((await directory.retailers())[0]?.signingSecret).toBe('drawn-before-the-crash')
  const { stores } = (await (await shop.device('tablet-1')).ask('GET', '/api/v1/device')).body as DeviceHere
  expect(stores.map(({ name }) => name).sort()).toEqual(demoStores.map(({ name }) => name).sort())
})

test("somebody's own data is left alone", async () => {
  const shop = await open({ hasDemo: false })
  await shop.storage.directory.addRetailer({ ...demoRetailer, id: 'own' as RetailerId, isDemo: false, signingSecret: 'x' })
  expect([await ensureDemo(parts(shop)), await hasDemoData(shop.storage)]).toEqual([null, false])
  expect(await shop.storage.directory.retailers()).toHaveLength(1)
})

test('no order is in the future, and every cancellation takes back something that was bought', () => {
  const now = 1_763_800_000_000
  const lines = demoOrderLines(now)
  expect(lines.every(({ orderedAt }) => orderedAt < now)).toBe(true)
  for (const { customer, product, quantity } of lines.filter(({ isCancellation }) => isCancellation)) {
    const bought = lines.find((line) => !line.isCancellation && line.customer === customer && line.product === product)
    expect(bought?.quantity).toBeGreaterThanOrEqual(quantity)
  }
})

test('identity tokens for the demo shop: five minutes, any customer, signed with the database’s own secret', async () => {
  const { identity } = (await shop.ask('GET', '/demo/identity?customer=20417')).body as { identity: string }
  const { sub, name, exp = 0, iat = 0 } = decodeJwt(identity)
  expect([sub, name, exp - iat]).toEqual(['20417', 'Priya Raman', 300])
  expect((await shop.visit(oxfordStreet, identity)).session).toMatchObject({ name: 'Priya Raman', isReturning: true })
  const imported = (await shop.ask('GET', '/demo/identity?customer=17850')).body as { identity: string }
  expect((await shop.visit(oxfordStreet, imported.identity)).session.name).toBeNull()
})

test.each(['/demo/identity', '/demo/identity?customer=', '/demo/identity?customer=a&more=b', '/demo/identity?customer=%00'])(
  'not for %s',
  async (path) => {
    expect((await shop.ask('GET', path)).status).toBeGreaterThanOrEqual(400)
  },
)

test('for this machine only, unless told otherwise in so many words', async () => {
  const asked = ['/demo/identity?customer=20417', '/demo/shop'] as const
  for (const path of asked) expect(kindOf(await shop.ask('GET', path, { from: '192.0.2.7' }))).toBe('not-yours')
  const onNetwork = await open({ config: { demoOnNetwork: true } })
  for (const path of asked) expect((await onNetwork.ask('GET', path, { from: '192.0.2.7' })).status).toBe(200)
})
