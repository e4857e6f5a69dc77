/** A shopper's chat over the interface: asking, writing, leaving a contact, ending, and that retries are exact. */
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChatId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat, ShopperMessages } from '../../../src/protocol/shopper.ts'
import { kindOf, openShop, oxfordStreet, type Shop, type TestMember, type TestShopper } from '../http/shop.ts'

let shop: Shop
let ana: TestMember
let shopper: TestShopper

beforeAll(async () => {
  shop = await openShop()
  ana = await shop.signIn('ana')
  await ana.goAvailable()
})
afterAll(() => shop.close())
beforeEach(async () => {
  for (const { id, standing } of Object.values((await shop.coordinator.state(oxfordStreet)).chats)) {
    if (standing.is === 'ended') continue
    const command = { type: 'EndChat', chat: id, by: { is: 'shopper' } } as const
    await shop.coordinator.submit({ store: oxfordStreet, command, asked: null })
  }
  shopper = await shop.visit()
})

const standing = async (chat: ChatId) => (await shopper.get(`chats/${chat}`)).body as ShopperChat

describe('asking', () => {
  const lookingAt = { title: 'Garden lantern, brass', url: 'https://shop.example/lantern', price: '£48.00' }
  const question = { question: 'Does it hold a tea light?', name: ' Priya ', lookingAt, viewed: [{ title: 'Jug', viewedAt: 5 }] }

  test('opens a chat, rings for it, and says how it stands', async () => {
    const answered = await shopper.post('chats', question)
    const chat = answered.body as ShopperChat
    expect([answered.status, answered.headers.location]).toEqual([201, `/api/v1/shopper/chats/${chat.chat}`])
    expect(chat).toMatchObject({ stands: 'asking', asked: 1, askedInAll: 1, with: null })
    expect(await standing(chat.chat)).toEqual(chat)
  })

  test('keeps the words, and what they were looking at', async () => {
    const id = newIdentifier()
    const { chat } = (await shopper.post('chats', { id, ...question })).body as ShopperChat
    expect(await shop.storage.conversations.find(chat)).toMatchObject({
      store: oxfordStreet,
      shopper: shopper.session.shopper,
      name: 'Priya',
      question: question.question,
      lookingAt: { ...lookingAt, imageUrl: null },
      viewed: [{ title: 'Jug', url: null, imageUrl: null, price: null, viewedAt: 5 }],
    })
    const { messages } = (await shopper.get(`chats/${chat}/messages`)).body as ShopperMessages
    expect(messages).toMatchObject([{ number: 1, id, from: 'shopper', name: null, text: question.question }])
  })

  test('CL2: a retry is the same 201 for the same chat, and opens no second', async () => {
    const command = { id: newIdentifier(), ...question }
    const [first, second] = await Promise.all([shopper.post('chats', command), shopper.post('chats', command)])
    const third = await shopper.post('chats', command)
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201])
    expect([second.body, third.body]).toEqual([first.body, first.body])
    expect(await shop.storage.conversations.ofShopper(shopper.session.shopper, 10)).toHaveLength(1)
    expect(await shop.storage.conversations.messages((first.body as ShopperChat).chat, 0, 10)).toHaveLength(1)
  })

  test('one open chat per shopper and store: says which it is', async () => {
    const chat = await shopper.asks('First?')
    const refused = await shopper.post('chats', { question: 'Second?' })
    expect([refused.status, kindOf(refused), (refused.body as Problem).chat]).toEqual([409, 'open-chat-exists', chat])
  })

  test('CL2: a retry after that chat has ended still names the one that was open', async () => {
    const chat = await shopper.asks('First?')
    const second = { id: newIdentifier(), question: 'Second?' }
    await shopper.post('chats', second)
    await shopper.post(`chats/${chat}/end`, {})
    const retry = await shopper.post('chats', second)
    expect([retry.status, kindOf(retry), (retry.body as Problem).chat]).toEqual([409, 'open-chat-exists', chat])
  })

  test('the name is remembered for the next time', async () => {
    const chat = await shopper.asks('First?', { name: 'Priya' })
    await shopper.post(`chats/${chat}/end`, {})
    const next = await shopper.asks('Second?')
    expect((await shop.storage.conversations.find(next))?.name).toBe('Priya')
  })

  test('OF3: whom they spoke to is known, the last one first', async () => {
    const chat = await shopper.asks('First?')
    await ana.command({ kind: 'claimChat', chat })
    await shopper.post(`chats/${chat}/end`, {})
    const next = await shopper.asks('Second?')
    expect((await shop.coordinator.state(oxfordStreet)).chats[next]?.spokenTo).toEqual(['ana'])
  })
})

describe('from ring to end', () => {
  test('talking with whom, messages both ways, ended by whom', async () => {
    const chat = await shopper.asks('Hello?')
    await ana.command({ kind: 'claimChat', chat })
    expect(await standing(chat)).toMatchObject({ stands: 'talking', with: 'Ana', asked: 0 })
    await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'Good morning!' })
    const id = newIdentifier()
    const sent = await shopper.post(`chats/${chat}/messages`, { id, text: 'Is it brass?' })
    expect([sent.status, sent.body]).toEqual([200, { is: 'accepted', number: 3 }])
    expect((await shopper.post(`chats/${chat}/messages`, { id, text: 'Is it brass?' })).body).toEqual(sent.body)
    const { messages, hasMore } = (await shopper.get(`chats/${chat}/messages?after=1`)).body as ShopperMessages
    expect([messages.map(({ number, name, text }) => [number, name, text]), hasMore]).toEqual([
      [
        [2, 'Ana', 'Good morning!'],
        [3, null, 'Is it brass?'],
      ],
      false,
    ])
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    expect(await standing(chat)).toMatchObject({ stands: 'ended', with: 'Ana', endedBy: 'member', canReopen: true })
  })

  test('EN1: the shopper ends it; ending twice is refused, a retry is not', async () => {
    const chat = await shopper.asks('Hello?')
    const id = newIdentifier()
    const ended = await shopper.post(`chats/${chat}/end`, { id })
    expect([ended.status, ended.body]).toEqual([200, { is: 'accepted' }])
    expect((await shopper.post(`chats/${chat}/end`, { id })).body).toEqual(ended.body)
    expect(kindOf(await shopper.post(`chats/${chat}/end`, {}))).toBe('chat-ended')
    expect(await standing(chat)).toMatchObject({ stands: 'ended', endedBy: 'shopper' })
  })

  test('EN1: writing within the visit opens it again with who had it', async () => {
    const chat = await shopper.asks('Hello?')
    await ana.command({ kind: 'claimChat', chat })
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    expect((await shopper.post(`chats/${chat}/messages`, { text: 'One more thing' })).body).toEqual({ is: 'accepted', number: 2 })
    expect(await standing(chat)).toMatchObject({ stands: 'talking', with: 'Ana' })
  })

  test('EN1: not while another chat is open, and says which', async () => {
    const chat = await shopper.asks('First?')
    await shopper.post(`chats/${chat}/end`, {})
    const next = await shopper.asks('Second?')
    const refused = await shopper.post(`chats/${chat}/messages`, { text: 'One more thing' })
    expect([kindOf(refused), (refused.body as Problem).chat]).toEqual(['open-chat-exists', next])
  })

  test('a long conversation comes in pages', async () => {
    const chat = await shopper.asks('Hello?')
    for (let n = 0; n < 101; n += 1) await shopper.post(`chats/${chat}/messages`, { text: `Line ${n}` })
    const first = (await shopper.get(`chats/${chat}/messages`)).body as ShopperMessages
    const rest = (await shopper.get(`chats/${chat}/messages?after=100`)).body as ShopperMessages
    expect([first.messages.length, first.hasMore, rest.messages.map(({ number }) => number), rest.hasMore]).toEqual([
      100,
      true,
      [101, 102],
      false,
    ])
  })
})

test('MI1: a contact is left, replaced by a later one, and seen in how the chat stands', async () => {
  const chat = await shopper.asks('Hello?')
  expect((await shopper.post(`chats/${chat}/contact`, { address: ' old@mail.example ' })).body).toEqual({ is: 'accepted' })
  await shopper.post(`chats/${chat}/contact`, { address: '+44 20 7946 0000', text: 'After six' })
  expect((await shop.storage.conversations.find(chat))?.contact).toMatchObject({ address: '+44 20 7946 0000', text: 'After six' })
  expect(await standing(chat)).toMatchObject({ hasLeftContact: true })
})

test('OF7: where nobody can be asked the shopper is told at once', async () => {
  const now = Math.floor(shop.clock.now())
  await ana.command({ kind: 'setWish', wish: { on: 0, off: now + 10 } })
  expect(await standing(await shopper.asks('Anybody?'))).toMatchObject({ stands: 'nobody', asked: 0 })
  await ana.goAvailable()
})
