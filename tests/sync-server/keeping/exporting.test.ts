/** A shopper's data as one document: everything that is kept of them, and nothing of anybody else's. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopperExport } from '../../../src/protocol/keeping.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { signIdentity } from '../../../sync-server/shoppers/identity.ts'
import { line } from '../../contracts/storage-samples.ts'
import { openShop, type Shop } from '../http/shop.ts'

/** What people type, as far as it is let in. */
const awkward = 'Zoë’s 👩🏽‍🌾 “shirt” 漢字 \\ \' " %_; drop table event; -- end'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

async function exported(value: string): Promise<ShopperExport> {
  const greta = await shop.signIn('greta')
  const answered = await greta.ask('POST', '/api/v1/shoppers/export', { body: { who: { by: 'customer', value } } })
  expect(answered.status).toBe(200)
  return answered.body as ShopperExport
}

test('it holds the identity, the chats with their words, the contact, what was viewed, and the orders', async () => {
  const retailer = await shop.storage.directory.retailer(demoRetailer.id)
  if (!retailer) throw new Error('There is no demo.')
  const identity = await signIdentity({ customer: '4711', name: 'Priya' }, retailer, shop.clock.now())
  const shopper = await shop.visit(undefined, identity)
  const ana = await shop.signIn('ana')
  await ana.goAvailable()
  const viewed = [{ title: 'Heron kettle', price: '£48.00', viewedAt: 1_763_800_000_000 }]
  const chat = await shopper.asks('Is it loud?', { viewed, lookingAt: { title: 'Lantern', url: 'https://shop.example/l' } })
  await ana.command({ kind: 'claimChat', chat })
  await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'It sings.' })
  await shopper.post(`chats/${chat}/messages`, { text: awkward })
  await ana.command({ kind: 'endChat', chat, fence: 1 })
  await shop.storage.orders.put(demoRetailer.id, [
    line('536365', 'kettle', { customer: '4711', unitPriceE4: 25_501, orderedAt: Date.UTC(2026, 0, 2) }),
    line('1', 'kettle', { customer: 'somebody else' }),
  ])
  const other = await shop.visit()
  await other.asks('Not theirs')

  const document = await exported('4711')
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(document).toEqual({
    format: 'shopbell-shopper-export',
    version: 1,
    exportedAt: time,
    retailer: { id: 'marlow-finch', name: 'Marlow & Finch' },
    customer: '4711',
    shoppers: [{ id: shopper.session.shopper, name: 'Priya', customer: '4711', firstSeenAt: time }],
    chats: [
      {
        id: chat,
        shopper: shopper.session.shopper,
        store: { id: 'oxford-street', name: 'Oxford Street' },
        openedAt: time,
        endedAt: time,
        name: 'Priya',
        isReturning: false,
        question: 'Is it loud?',
        lookingAt: { title: 'Lantern', url: 'https://shop.example/l', imageUrl: null, price: null },
        viewed: [{ title: 'Heron kettle', url: null, imageUrl: null, price: '£48.00', viewedAt: '2025-11-22T08:26:40.000Z' }],
        answeredBy: 'Ana',
        contact: null,
        messages: [
          { number: 1, from: 'shopper', member: null, text: 'Is it loud?', at: time },
          { number: 2, from: 'member', member: 'Ana', text: 'It sings.', at: time },
          { number: 3, from: 'shopper', member: null, text: awkward, at: time },
        ],
      },
    ],
    orders: [
      {
        order: '536365',
        orderedAt: '2026-01-02T00:00:00.000Z',
        product: 'kettle',
        title: 'Product kettle',
        quantity: 6,
        unitPrice: 2.5501,
        currency: 'GBP',
        isCancellation: false,
      },
    ],
  })
  expect(shop.keeping.records).toMatchObject([{ action: 'shopperExported', shoppers: [shopper.session.shopper] }])
})

test('a customer of whom only orders are known has an export too', async () => {
  await shop.storage.orders.put(demoRetailer.id, [line('1', 'kettle', { customer: '4712' })])
  expect(await exported('4712')).toMatchObject({ customer: '4712', shoppers: [], chats: [], orders: [{ order: '1' }] })
})
