/** Keeping and forgetting in the console: retention, a shopper's data as a document, and their erasure. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Erased, ShopperExport } from '../../../src/protocol/keeping.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { signIdentity } from '../../../sync-server/shoppers/identity.ts'
import { kindOf, openShop, type Shop } from '../http/shop.ts'
import { addRival, emma, enter, greta, type TestManager, zoe } from './in-the-console.ts'

let shop: Shop
let admin: TestManager
let manager: TestManager
let rival: TestManager
beforeAll(async () => {
  shop = await openShop()
  await addRival(shop)
  admin = await enter(shop, greta)
  manager = await enter(shop, emma)
  rival = await enter(shop, zoe)
})
afterAll(() => shop.close())

test('an admin reads and changes how long things are kept, and it is told; the next retailer’s stays', async () => {
  expect(await admin.granted('GET', '/retention')).toEqual({ conversationDays: 365, logDays: 365 })
  const days = { conversationDays: 30, logDays: 60 }
  expect(await admin.granted('PUT', '/retention', days)).toEqual(days)
  expect(shop.keeping.records.at(-1)).toMatchObject({
    action: 'retentionChanged',
    retailer: demoRetailer.id,
    by: { is: 'member', member: admin.session.member.id },
    to: days,
  })
  expect(await rival.granted('GET', '/retention')).toEqual({ conversationDays: 365, logDays: 365 })
  const refused = await admin.ask('PUT', '/retention', { conversationDays: 0, logDays: 6 })
  expect((refused.body as Problem).errors?.map(({ at }) => at)).toEqual(['conversationDays', 'logDays'])
})

test('a shopper’s data is exported and erased by their own retailer’s admins only', async () => {
  const retailer = await shop.storage.directory.retailer(demoRetailer.id)
  if (!retailer) throw new Error('There is no demo.')
  const shopper = await shop.visit(undefined, await signIdentity({ customer: '4711', name: 'Priya' }, retailer, shop.clock.now()))
  await shopper.asks('Is it loud?')
  const who = { by: 'customer', value: '4711' }
  for (const path of ['/shoppers/export', '/shoppers/erase']) {
    const body = { who, ...(path === '/shoppers/erase' ? { orders: false } : {}) }
    expect(kindOf(await rival.ask('POST', path, body))).toBe('unknown-shopper')
    expect(kindOf(await shop.ask('POST', `/api/v1/console${path}`, { body }))).toBe('not-signed-in')
  }
  const exported = await admin.granted<ShopperExport>('POST', '/shoppers/export', { who })
  expect(exported.chats.map(({ question }) => question)).toEqual(['Is it loud?'])
  const erased = await admin.granted<Erased>('POST', '/shoppers/erase', { who, orders: false })
  expect(erased).toMatchObject({ shoppers: [shopper.session.shopper], chats: 1, isComplete: true })
  expect(kindOf(await admin.ask('POST', '/shoppers/export', { who }))).toBe('unknown-shopper')
  expect(shop.keeping.records.slice(-2).map(({ action }) => action)).toEqual(['shopperExported', 'shopperErased'])
})

test('a manager does neither, whoever the shopper is and wherever they chatted: what is the retailer’s is for admins', async () => {
  const shopper = await shop.visit()
  await shopper.asks('Only ever here.')
  const who = { by: 'shopper', value: shopper.session.shopper }
  const before = shop.keeping.records.length
  for (const someone of [who, { by: 'shopper', value: 'nobody' }]) {
    expect(kindOf(await manager.ask('POST', '/shoppers/export', { who: someone }))).toBe('not-yours')
    expect(kindOf(await manager.ask('POST', '/shoppers/erase', { who: someone, orders: false }))).toBe('not-yours')
  }
  const days = await manager.granted('GET', '/retention')
  expect(kindOf(await manager.ask('PUT', '/retention', { conversationDays: 1, logDays: 7 }))).toBe('not-yours')
  expect(await manager.granted('GET', '/retention')).toEqual(days)
  expect(shop.keeping.records).toHaveLength(before)
  expect(await shop.storage.shoppers.find(shopper.session.shopper)).not.toBeNull()
})
