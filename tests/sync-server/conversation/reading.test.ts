/** Who may read a chat's conversation and its shopper's history, and what is in them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChatId } from '../../../src/identifiers.ts'
import type { ChatMessages, ShoppingHistory } from '../../../src/protocol/staff.ts'
import { kindOf, openShop, oxfordStreet, type Shop, type TestMember, type TestShopper } from '../http/shop.ts'

let shop: Shop
let ana: TestMember
let ben: TestMember
let emma: TestMember
let priya: TestShopper
let chat: ChatId

beforeAll(async () => {
  shop = await openShop()
  ana = await shop.signIn('ana', 'tablet-1')
  ben = await shop.signIn('ben', 'tablet-2')
  emma = await shop.signIn('emma', 'tablet-3')
  await ana.goAvailable()
  await ben.goAvailable()
})
afterAll(() => shop.close())

beforeEach(async () => {
  for (const { id, standing } of Object.values((await shop.coordinator.state(oxfordStreet)).chats)) {
    if (standing.is === 'ended') continue
    const command = { type: 'EndChat', chat: id, by: { is: 'shopper' } } as const
    await shop.coordinator.submit({ store: oxfordStreet, command, asked: null })
  }
  const { identity } = (await shop.ask('GET', '/demo/identity?customer=20417')).body as { identity: string }
  priya = await shop.visit(oxfordStreet, identity)
  chat = await priya.asks('Does the lantern hold a tea light?', { viewed: [{ title: 'Garden lantern, brass', price: '£48.00' }] })
})

const read = (member: TestMember, what: 'history' | 'messages') => member.ask('GET', `/api/v1/chats/${chat}/${what}`)
const mayRead = async (member: TestMember) => [(await read(member, 'history')).status, (await read(member, 'messages')).status]

describe('who', () => {
  test('while it rings: the history for whoever it was offered to, the conversation for nobody', async () => {
    expect([await mayRead(ana), await mayRead(ben), await mayRead(emma)]).toEqual([
      [200, 403],
      [200, 403],
      [403, 403],
    ])
    expect(kindOf(await read(emma, 'history'))).toBe('not-yours')
  })

  test('its holder reads everything, while they have it and after its end', async () => {
    await ana.command({ kind: 'claimChat', chat })
    expect([await mayRead(ana), await mayRead(ben), await mayRead(emma)]).toEqual([
      [200, 200],
      [200, 403],
      [403, 403],
    ])
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    expect([await mayRead(ana), await mayRead(ben)]).toEqual([
      [200, 200],
      [200, 403],
    ])
  })

  test('MI1: while it is missed, the whole team', async () => {
    await priya.post(`chats/${chat}/end`, {})
    expect([await mayRead(ana), await mayRead(emma)]).toEqual([
      [200, 200],
      [200, 200],
    ])
  })

  test('never another store', async () => {
    await priya.post(`chats/${chat}/end`, {})
    const greta = await shop.signIn('greta', 'tablet-9')
    expect(await mayRead(greta)).toEqual([404, 404])
  })
})

describe('what', () => {
  test('the conversation, with who wrote what', async () => {
    await ana.command({ kind: 'claimChat', chat })
    await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'It does.' })
    const { messages, hasMore } = (await read(ana, 'messages')).body as ChatMessages
    expect([messages.map(({ number, from, member, text }) => [number, from, member, text]), hasMore]).toEqual([
      [
        [1, 'shopper', null, 'Does the lantern hold a tea light?'],
        [2, 'member', { id: 'ana', name: 'Ana' }, 'It does.'],
      ],
      false,
    ])
    const after = (await ana.ask('GET', `/api/v1/chats/${chat}/messages?after=1`)).body as ChatMessages
    expect(after.messages.map(({ number }) => number)).toEqual([2])
  })

  test('orders, newest first, what was cancelled, and what they looked at', async () => {
    const history = (await read(ana, 'history')).body as ShoppingHistory
    expect(history.orders.map(({ number, totalMinor }) => [number, totalMinor])).toEqual([
      ['MF-10482', 4_800 + 4 * 1_400 + 12_000],
      ['MF-09817', 3_600],
      ['MF-08150', 4_600],
    ])
    expect(
      history.orders[0]?.lines.map(({ title, quantity, cancelledQuantity }) => [title, quantity, cancelledQuantity]),
    ).toEqual([
      ['Garden lantern, brass', 2, 1],
      ['Fig leaf candle', 4, 0],
      ['Lambswool throw, heather', 1, 0],
    ])
    expect(history.viewed).toEqual([
      { title: 'Garden lantern, brass', url: null, imageUrl: null, price: '£48.00', viewedAt: null },
    ])
  })

  test('earlier chats, with whom and for how long', async () => {
    await ana.command({ kind: 'claimChat', chat })
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    const earlier = chat
    chat = await priya.asks('And the candle?')
    const { earlierChats } = (await read(ana, 'history')).body as ShoppingHistory
    expect(earlierChats).toMatchObject([
      { chat: earlier, question: 'Does the lantern hold a tea light?', withMember: 'Ana', minutes: 1 },
    ])
  })

  test('of a visitor: nothing that nobody knows', async () => {
    await priya.post(`chats/${chat}/end`, {})
    chat = await (await shop.visit()).asks('Hello?')
    const history = (await read(ana, 'history')).body as ShoppingHistory
    expect(history).toEqual({ orders: [], ordersInAll: 0, viewed: [], earlierChats: [] })
  })
})
