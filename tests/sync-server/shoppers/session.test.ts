/** Shoppers' sessions: who is who, who is returning, and what a retailer's word on it is worth. */
import { SignJWT } from 'jose'
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat, ShopperSession } from '../../../src/protocol/shopper.ts'
import type { Retailer } from '../../../sync-server/storage/directory.ts'
import { type Answered, brightonLanes, kindOf, openShop, oxfordStreet, type Shop, type TestShopper } from '../http/shop.ts'

let shop: Shop
let retailer: Retailer
beforeAll(async () => {
  shop = await openShop()
  const [only] = await shop.storage.directory.retailers()
  if (!only) throw new Error('There is no demo retailer.')
  retailer = only
})
afterAll(() => shop.close())

const begin = (body: object, from?: TestShopper): Promise<Answered> =>
  shop.ask('POST', '/api/v1/shopper/session', {
    body: { store: oxfordStreet, ...body },
    ...(from ? { headers: from.bearer } : {}),
  })

interface Claims {
  readonly sub?: unknown
  readonly exp?: number | null
  readonly name?: unknown
}
const nowS = () => Math.floor(Date.now() / 1_000)

/** As a retailer's server would sign it. */
function signed(
  { exp = nowS() + 300, ...claims }: Claims,
  { alg = 'HS256', secret = retailer.signingSecret } = {},
): Promise<string> {
  const payload = exp === null ? claims : { ...claims, exp }
  return new SignJWT(payload as Record<string, unknown>).setProtectedHeader({ alg }).sign(Buffer.from(secret, 'base64url'))
}

describe('a browser', () => {
  test('without a token becomes a new shopper; with one it stays who it is', async () => {
    const first = await begin({})
    const session = first.body as ShopperSession
    expect([first.status, session.isReturning, session.name, session.chat]).toEqual([201, false, null, null])
    const again = await shop.ask('POST', '/api/v1/shopper/session', {
      body: { store: oxfordStreet },
      headers: { authorization: `Bearer ${session.token}` },
    })
    expect([again.status, again.body]).toEqual([200, session])
  })

  test('with a token that is not known any more starts afresh', async () => {
    const headers = { authorization: `Bearer ${'x'.repeat(43)}.${oxfordStreet}` }
    expect((await shop.ask('POST', '/api/v1/shopper/session', { body: { store: oxfordStreet }, headers })).status).toBe(201)
  })

  test('is the same shopper in another store of the retailer, and asks there', async () => {
    const shopper = await shop.visit()
    const elsewhere = (await begin({ store: brightonLanes }, shopper)).body as ShopperSession
    expect(elsewhere.shopper).toBe(shopper.session.shopper)
    const body = { id: newIdentifier(), question: 'Are you by the sea?' }
    const headers = { authorization: `Bearer ${elsewhere.token}` }
    const { chat } = (await shop.ask('POST', '/api/v1/shopper/chats', { body, headers })).body as ShopperChat
    expect((await shop.storage.conversations.find(chat))?.store).toBe(brightonLanes)
  })

  test('its token is kept as its hash', async () => {
    const { session } = await shop.visit()
    const [secret = ''] = session.token.split('.')
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await shop.storage.shoppers.findByToken(secret)).toBeNull()
  })

  test('comes back to its open chat, then to the one that can be reopened', async () => {
    const shopper = await shop.visit()
    const chat = await shopper.asks('Hello?')
    expect(((await begin({}, shopper)).body as ShopperSession).chat).toBe(chat)
    await shopper.post(`chats/${chat}/end`, {})
    expect(((await begin({}, shopper)).body as ShopperSession).chat).toBe(chat)
    expect(((await begin({ store: brightonLanes }, shopper)).body as ShopperSession).chat).toBeNull()
  })
})

describe('returning', () => {
  const isReturning = async (shopper: TestShopper, more = {}) => {
    const chat = await shopper.asks('Hello?', more)
    const kept = await shop.storage.conversations.find(chat)
    const state = await shop.coordinator.state(oxfordStreet)
    expect(state.chats[chat]?.isReturning).toBe(kept?.isReturning)
    return kept?.isReturning
  }

  test('not on the first visit', async () => {
    expect(await isReturning(await shop.visit())).toBe(false)
  })

  test('where the browser remembers an earlier visit', async () => {
    expect(await isReturning(await shop.visit(), { isReturningVisitor: true })).toBe(true)
  })

  test('after an earlier chat', async () => {
    const shopper = await shop.visit()
    const chat = await shopper.asks('First?')
    await shopper.post(`chats/${chat}/end`, {})
    expect(((await begin({}, shopper)).body as ShopperSession).isReturning).toBe(true)
    expect(await isReturning(shopper)).toBe(true)
  })

  test('with orders, once the retailer said who it is', async () => {
    const shopper = await shop.visit(oxfordStreet, await signed({ sub: '20417' }))
    expect(shopper.session.isReturning).toBe(true)
    expect(await isReturning(shopper)).toBe(true)
    expect(await isReturning(await shop.visit(oxfordStreet, await signed({ sub: 'nobody-yet' })))).toBe(false)
  })

  test('a retry of the first question does not make itself a return', async () => {
    const shopper = await shop.visit()
    const command = { id: newIdentifier(), question: 'Hello?' }
    await shopper.post('chats', command)
    const { chat } = (await shopper.post('chats', command)).body as ShopperChat
    expect((await shop.storage.conversations.find(chat))?.isReturning).toBe(false)
  })
})

describe("the retailer's word", () => {
  test('gives the customer number and the name, unless they gave one themselves', async () => {
    const shopper = await shop.visit(oxfordStreet, await signed({ sub: '17850', name: ' Priya Raman ' }))
    expect(shopper.session.name).toBe('Priya Raman')
    expect((await shop.storage.shoppers.find(shopper.session.shopper))?.customer).toBe('17850')
    await shopper.asks('Hello?', { name: 'Pri' })
    const again = await begin({ identity: await signed({ sub: '17850', name: 'Priya Raman' }) }, shopper)
    expect([again.status, (again.body as ShopperSession).name]).toEqual([200, 'Pri'])
  })

  test('makes a visitor a customer, and keeps what they said before', async () => {
    const shopper = await shop.visit()
    const chat = await shopper.asks('Hello?')
    const again = await begin({ identity: await signed({ sub: '17850' }) }, shopper)
    expect([again.status, (again.body as ShopperSession).shopper, (again.body as ShopperSession).chat]).toEqual([
      200,
      shopper.session.shopper,
      chat,
    ])
  })

  test('who signs out of the shop leaves a visitor behind, who sees nothing of theirs', async () => {
    const shopper = await shop.visit(oxfordStreet, await signed({ sub: '17850', name: 'Priya Raman' }))
    const chat = await shopper.asks('Private?')
    const after = await begin({}, shopper)
    const session = after.body as ShopperSession
    expect([after.status, session.shopper === shopper.session.shopper]).toEqual([201, false])
    expect(session).toMatchObject({ name: null, isReturning: false, chat: null })
    const headers = { authorization: `Bearer ${session.token}` }
    expect(kindOf(await shop.ask('GET', `/api/v1/shopper/chats/${chat}`, { headers }))).toBe('unknown-chat')
    expect((await shop.storage.shoppers.find(session.shopper))?.customer).toBeNull()
  })

  test('that has expired goes on with a session of that customer’s, and begins none', async () => {
    const shopper = await shop.visit(oxfordStreet, await signed({ sub: '17850' }))
    const stale = async (sub: string, ageS = 3_600) => begin({ identity: await signed({ sub, exp: nowS() - ageS }) }, shopper)
    const again = await stale('17850')
    expect([again.status, (again.body as ShopperSession).shopper]).toEqual([200, shopper.session.shopper])
    expect(kindOf(await stale('20417'))).toBe('identity-refused')
    expect(kindOf(await stale('17850', 90_000))).toBe('identity-refused')
    const visitor = await shop.visit()
    const expired = await signed({ sub: '17850', exp: nowS() - 60 })
    expect(kindOf(await begin({ identity: expired }, visitor))).toBe('identity-refused')
    expect((await shop.storage.shoppers.find(visitor.session.shopper))?.customer).toBeNull()
  })

  test('another customer in the same browser is another shopper, and sees nothing of the first', async () => {
    const shopper = await shop.visit(oxfordStreet, await signed({ sub: 'one' }))
    const chat = await shopper.asks('Private?')
    const other = await begin({ identity: await signed({ sub: 'two' }) }, shopper)
    const session = other.body as ShopperSession
    expect([other.status, session.shopper === shopper.session.shopper, session.chat, session.isReturning]).toEqual([
      201,
      false,
      null,
      false,
    ])
    const headers = { authorization: `Bearer ${session.token}` }
    expect(kindOf(await shop.ask('GET', `/api/v1/shopper/chats/${chat}`, { headers }))).toBe('unknown-chat')
  })

  const other = 'b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlci1zZWNyZXQ'
  test.each([
    ['another secret', () => signed({ sub: '17850' }, { secret: other })],
    ['another algorithm', () => signed({ sub: '17850' }, { alg: 'HS512' })],
    [
      'no signature',
      async () => `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"17850","exp":${nowS() + 60}}`)}.`.replaceAll('=', ''),
    ],
    ['expired', () => signed({ sub: '17850', exp: nowS() - 60 })],
    ['an hour to live', () => signed({ sub: '17850', exp: nowS() + 3_600 })],
    ['no end', () => signed({ sub: '17850', exp: null })],
    ['no customer', () => signed({})],
    ['a customer who is none', () => signed({ sub: { $gt: '' } })],
    ['a customer who is blank', () => signed({ sub: '  ' })],
    ['a customer too long', () => signed({ sub: 'x'.repeat(101) })],
    ['a customer with a control character', () => signed({ sub: 'a\u0000b' })],
    ['no token at all', async () => 'nonsense'],
    ['nothing', async () => ''],
  ])('is worth nothing with %s', async (_, token) => {
    const answered = await begin({ identity: await token() })
    expect([answered.status, kindOf(answered)]).toEqual([401, 'identity-refused'])
    expect((answered.body as Problem).detail).toContain('visitor')
  })

  test('a name that is none is left out', async () => {
    for (const name of [5, '   ', 'a\u0000b', { first: 'P' }]) {
      expect((await shop.visit(oxfordStreet, await signed({ sub: newIdentifier(), name }))).session.name).toBeNull()
    }
    const long = await shop.visit(oxfordStreet, await signed({ sub: newIdentifier(), name: 'x'.repeat(500) }))
    expect(long.session.name).toHaveLength(80)
  })
})
