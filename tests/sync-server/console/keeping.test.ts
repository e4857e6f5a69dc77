/** Keeping and forgetting in the console: retention, a shopper's data as a document, and their erasure. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Erased, ShopperExport } from '../../../src/protocol/keeping.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { signIdentity } from '../../../sync-server/shoppers/identity.ts'
import { kindOf, openShop, type Shop } from '../http/shop.ts'
import { addRival, emma, enter, type TestManager, zoe } from './in-the-console.ts'

let shop: Shop
let manager: TestManager
let rival: TestManager
beforeAll(async () => {
  shop = await openShop()
  await addRival(shop)
  manager = await enter(shop, emma)
  rival = await enter(shop, zoe)
})
afterAll(() => shop.close())

test('a manager reads and changes how long things are kept, and it is told; the next retailer’s stays', async () => {
  expect(await manager.granted('GET', '/retention')).toEqual({ conversationDays: 365, logDays: 365 })
  const days = { conversationDays: 30, logDays: 60 }
  expect(await manager.granted('PUT', '/retention', days)).toEqual(days)
  expect(shop.keeping.records.at(-1)).toMatchObject({
    action: 'retentionChanged',
    retailer: demoRetailer.id,
    by: { is: 'member', member: manager.session.member.id },
    to: days,
  })
  expect(await rival.granted('GET', '/retention')).toEqual({ conversationDays: 365, logDays: 365 })
  const refused = await manager.ask('PUT', '/retention', { conversationDays: 0, logDays: 6 })
  expect((refused.body as Problem).errors?.map(({ at }) => at)).toEqual(['conversationDays', 'logDays'])
})

test('a shopper’s data is exported and erased by their own retailer’s managers only', async () => {
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
  const exported = await manager.granted<ShopperExport>('POST', '/shoppers/export', { who })
  expect(exported.chats.map(({ question }) => question)).toEqual(['Is it loud?'])
  const erased = await manager.granted<Erased>('POST', '/shoppers/erase', { who, orders: false })
  expect(erased).toMatchObject({ shoppers: [shopper.session.shopper], chats: 1, isComplete: true })
  expect(kindOf(await manager.ask('POST', '/shoppers/export', { who }))).toBe('unknown-shopper')
  expect(shop.keeping.records.slice(-2).map(({ action }) => action)).toEqual(['shopperExported', 'shopperErased'])
})
