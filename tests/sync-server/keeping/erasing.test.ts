/** A shopper is forgotten: rows, bytes, devices, and whoever still has something of them on its way. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newIdentifier } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChatId, RetailerId } from '../../../src/identifiers.ts'
import type { Erased, WhichShopper } from '../../../src/protocol/keeping.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { signIdentity } from '../../../sync-server/shoppers/identity.ts'
import { line } from '../../contracts/storage-samples.ts'
import { kindOf, openShop, type Shop, type TestMember, type TestShopper } from '../http/shop.ts'

const words = [
  'Quillfeather',
  'needs-a-zebra-lamp',
  'and-says-so-again',
  'a-heron-kettle',
  'crystal@quill.example',
  'ring-me-at-noon',
]
const [name = '', question = '', second = '', product = '', address = '', text = ''] = words
const customer = '99887'

let shop: Shop
let greta: TestMember
let ana: TestMember
beforeEach(async () => {
  shop = await openShop()
  greta = await shop.signIn('greta')
  ana = await shop.signIn('ana', 'tablet-2')
})
afterEach(() => shop.close())

function identity(of = customer): Promise<string> {
  return shop.storage.directory
    .retailer(demoRetailer.id)
    .then((retailer) => (retailer ? signIdentity({ customer: of, name: null }, retailer, shop.clock.now()) : ''))
}

/** A shopper of whom there is something in every table. */
async function aShopper(): Promise<{ readonly shopper: TestShopper; readonly chat: ChatId }> {
  const shopper = await shop.visit(undefined, await identity())
  const viewed = [{ title: product, url: 'https://shop.example/heron' }]
  const chat = await shopper.asks(question, { name, viewed, lookingAt: viewed[0] })
  await shopper.post(`chats/${chat}/messages`, { text: second })
  expect((await shopper.post(`chats/${chat}/contact`, { address, text })).status).toBe(200)
  return { shopper, chat }
}

async function erase(who: WhichShopper, orders = false): Promise<Erased> {
  const answered = await greta.ask('POST', '/api/v1/shoppers/erase', { body: { who, orders } })
  if (answered.status !== 200) throw new Error(answered.text)
  return answered.body as Erased
}

/** Which of the shopper's words stand in any file of the server's. */
function wordsInBytes(): readonly string[] {
  const { folder } = shop.keeping
  const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file)))
  return words.filter((word) => bytes.some((one) => one.includes(word)))
}

describe('EN2: erasing on request', () => {
  test('everything of the shopper is gone: the identity, the chats, the words, the contact, and the orders where asked', async () => {
    const { shopper, chat } = await aShopper()
    await shop.storage.orders.put(demoRetailer.id, [line('1', 'lamp', { customer })])
    const erased = await erase({ by: 'customer', value: customer }, true)
    expect(erased).toEqual({ shoppers: [shopper.session.shopper], chats: 1, orders: true, isComplete: true })
    expect(await shop.storage.shoppers.find(shopper.session.shopper)).toBeNull()
    expect(await shop.storage.conversations.find(chat)).toBeNull()
    expect(await shop.storage.conversations.messages(chat, 0, 10)).toEqual([])
    expect(await shop.storage.orders.countOrders(demoRetailer.id, customer)).toBe(0)
    expect((await shop.coordinator.state(ana.session.store.id)).chats[chat]).toBeUndefined()
    // The log says that there was a chat, and no more.
    const log = JSON.stringify(await shop.storage.log.load(ana.session.store.id))
    expect(log).toContain(chat)
    expect(words.filter((word) => log.includes(word))).toEqual([])
  })

  test('orders stay where they are not asked for', async () => {
    await aShopper()
    await shop.storage.orders.put(demoRetailer.id, [line('1', 'lamp', { customer })])
    expect((await erase({ by: 'contact', value: address.toUpperCase() })).orders).toBe(false)
    expect(await shop.storage.orders.countOrders(demoRetailer.id, customer)).toBe(1)
  })

  test('a chat that somebody has ends, and what the holder still sends to it brings nothing back', async () => {
    await ana.goAvailable()
    const shopper = await shop.visit()
    const chat = await shopper.asks(question, { name })
    expect((await ana.command({ kind: 'claimChat', chat })).status).toBe(200)
    await erase({ by: 'shopper', value: shopper.session.shopper })
    const late = await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'We have it in blue' })
    expect([late.status, kindOf(late)]).toEqual([410, 'chat-erased'])
    const history = await ana.ask('GET', `/api/v1/chats/${chat}/history`)
    expect([history.status, kindOf(history)]).toEqual([410, 'chat-erased'])
    expect(await shop.storage.conversations.find(chat)).toBeNull()
    expect(await shop.storage.conversations.messages(chat, 0, 10)).toEqual([])
    // Capacity is free again, and another store learns nothing.
    expect(Object.keys((await shop.coordinator.state(ana.session.store.id)).chats)).toEqual([])
    const farid = await shop.signIn('farid', 'tablet-3')
    expect(kindOf(await farid.command({ kind: 'sendMessage', chat, fence: 1, text: 'And here?' }))).toBe('unknown-chat')
  })

  test('a shopper whose token lives on in a browser begins anew as a visitor', async () => {
    const { shopper, chat } = await aShopper()
    await erase({ by: 'customer', value: customer })
    const late = await shopper.post(`chats/${chat}/messages`, { text: second })
    expect([late.status, kindOf(late)]).toEqual([401, 'not-signed-in'])
    const anew = await shop.ask('POST', '/api/v1/shopper/session', { headers: shopper.bearer, body: { store: 'oxford-street' } })
    expect(anew.status).toBe(201)
    expect(anew.body).toMatchObject({ name: null, isReturning: false, chat: null })
    expect(anew.body).not.toMatchObject({ shopper: shopper.session.shopper })
  })

  test('a question that is kept while its shopper is being erased is erased after them', async () => {
    await shop.close()
    // The erasure comes in between the shopper being known and their question being kept.
    let meanwhile = async () => {}
    shop = await openShop({
      through: (storage) => ({
        ...storage,
        log: {
          ...storage.log,
          commit: async (decisions) => {
            if (decisions.some(({ writes }) => writes.some(({ write }) => write === 'open'))) await meanwhile()
            return storage.log.commit(decisions)
          },
        },
      }),
    })
    greta = await shop.signIn('greta')
    const late = await shop.visit()
    meanwhile = () =>
      shop.storage.keeping.beginErasure({ retailer: demoRetailer.id, shoppers: [late.session.shopper], ordersOf: null, at: 1 })
    const answered = await late.post('chats', { question })
    expect([answered.status, kindOf(answered)]).toEqual([401, 'not-signed-in'])
    await shop.keeping.finishErasures()
    expect(await shop.storage.conversations.ofShopper(late.session.shopper, 10)).toEqual([])
  })

  test('what a crash left undone is done by whoever comes next', async () => {
    const { shopper, chat } = await aShopper()
    await shop.storage.keeping.beginErasure({
      retailer: demoRetailer.id,
      shoppers: [shopper.session.shopper],
      ordersOf: null,
      at: 1,
    })
    expect(await shop.storage.conversations.find(chat)).not.toBeNull()
    await shop.keeping.finishErasures()
    expect(await shop.storage.conversations.find(chat)).toBeNull()
    expect((await shop.coordinator.state(ana.session.store.id)).chats[chat]).toBeUndefined()
  })

  test('no byte of the shopper is in any file of the server’s after the day’s tidying', async () => {
    const { shopper } = await aShopper()
    const others = await shop.visit()
    await others.asks('Somebody else asks this')
    expect(wordsInBytes()).toEqual(words)
    await erase({ by: 'shopper', value: shopper.session.shopper })
    await shop.keeping.tidy()
    expect(wordsInBytes()).toEqual([])
    expect(await shop.storage.conversations.ofShopper(others.session.shopper, 10)).toHaveLength(1)
  })

  test('it is told to the audit trail, in identifiers only', async () => {
    const { shopper } = await aShopper()
    await erase({ by: 'customer', value: customer }, true)
    const shoppers = [shopper.session.shopper]
    const at = expect.any(Number)
    const by = { is: 'member', member: 'greta' }
    expect(shop.keeping.records).toEqual([
      { action: 'shopperErased', retailer: 'marlow-finch', by, at, shoppers, chats: 1, orders: true },
    ])
  })
})

describe('whom it may be, and who may ask', () => {
  const ask = (member: TestMember, body: object, what = 'erase') =>
    member.ask('POST', `/api/v1/shoppers/${what}`, { body: what === 'erase' ? { orders: false, ...body } : body })

  test('associates may neither export nor erase, nor see how long things are kept', async () => {
    const { shopper } = await aShopper()
    const who = { by: 'shopper', value: shopper.session.shopper }
    for (const answered of [
      await ask(ana, { who }),
      await ask(ana, { who }, 'export'),
      await ana.ask('GET', '/api/v1/retention'),
      await ana.ask('PUT', '/api/v1/retention', { body: { conversationDays: 1, logDays: 7 } }),
    ])
      expect([answered.status, kindOf(answered)]).toEqual([403, 'not-yours'])
    expect(await shop.storage.shoppers.find(shopper.session.shopper)).not.toBeNull()
    expect(shop.keeping.records).toEqual([])
  })

  test('a manager may neither: a customer is the whole retailer’s; how long things are kept they see and do not change', async () => {
    const { shopper } = await aShopper()
    const emma = await shop.signIn('emma', 'tablet-3')
    const who = { by: 'shopper', value: shopper.session.shopper }
    for (const answered of [
      await ask(emma, { who }),
      await ask(emma, { who }, 'export'),
      await emma.ask('PUT', '/api/v1/retention', { body: { conversationDays: 1, logDays: 7 } }),
    ])
      expect([answered.status, kindOf(answered)]).toEqual([403, 'not-yours'])
    expect((await emma.ask('GET', '/api/v1/retention')).body).toEqual({ conversationDays: 365, logDays: 365 })
    expect(await shop.storage.shoppers.find(shopper.session.shopper)).not.toBeNull()
    expect(shop.keeping.records).toEqual([])
  })

  test('a page of another site can do neither', async () => {
    const { shopper } = await aShopper()
    const body = { who: { by: 'shopper', value: shopper.session.shopper }, orders: false }
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect(kindOf(await greta.ask('POST', '/api/v1/shoppers/erase', { body, headers }))).toBe('wrong-origin')
    expect(await shop.storage.shoppers.find(shopper.session.shopper)).not.toBeNull()
  })

  test('another retailer’s shoppers are unknown, by whatever they are named', async () => {
    const other = 'other' as RetailerId
    await shop.storage.directory.addRetailer({ ...demoRetailer, id: other, signingSecret: 'y'.repeat(43) })
    const id = newIdentifier()
    await shop.storage.shoppers.add({
      id: id as never,
      retailer: other,
      tokenHash: 'x',
      customer: '4711',
      name: null,
      firstSeenAt: 1,
    })
    await shop.storage.orders.put(other, [line('1', 'lamp', { customer: '4712' })])
    for (const who of [
      { by: 'shopper', value: id },
      { by: 'customer', value: '4711' },
      { by: 'customer', value: '4712' },
      { by: 'contact', value: 'nobody@example.org' },
    ]) {
      const answered = await ask(greta, { who })
      expect([answered.status, kindOf(answered)]).toEqual([404, 'unknown-shopper'])
      expect(kindOf(await ask(greta, { who }, 'export'))).toBe('unknown-shopper')
    }
    expect(await shop.storage.shoppers.find(id as never)).not.toBeNull()
  })

  test('a contact that several left names them instead of choosing one', async () => {
    const shoppers = [await shop.visit(), await shop.visit()]
    for (const one of shoppers) await one.post(`chats/${await one.asks(question)}/contact`, { address, text })
    const answered = await ask(greta, { who: { by: 'contact', value: address } })
    expect([answered.status, kindOf(answered)]).toEqual([409, 'several-shoppers'])
    const named = (answered.body as Problem).shoppers?.map(({ id }) => id)
    expect(named?.toSorted()).toEqual(shoppers.map(({ session }) => session.shopper).toSorted())
    expect(await shop.storage.shoppers.find(shoppers[0]?.session.shopper as never)).not.toBeNull()
  })

  test('every browser of one customer is the same person', async () => {
    const browsers = [await shop.visit(undefined, await identity()), await shop.visit(undefined, await identity())]
    for (const one of browsers) await one.asks(question)
    const erased = await erase({ by: 'shopper', value: browsers[1]?.session.shopper ?? '' })
    expect(erased.shoppers).toEqual(browsers.map(({ session }) => session.shopper))
    expect(erased.chats).toBe(2)
  })

  test.each([
    {},
    { who: {} },
    { who: { by: 'name', value: 'Zoë' } },
    { who: { by: 'contact', value: ' ' } },
    { who: { by: 'customer', value: 'x'.repeat(300) } },
  ])('%j is refused, and nothing happens', async (body) => {
    const answered = await ask(greta, body)
    expect(['malformed-request', 'out-of-bounds']).toContain(kindOf(answered))
    expect(shop.keeping.records).toEqual([])
  })
})
