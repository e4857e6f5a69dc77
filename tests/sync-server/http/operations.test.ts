/** What the server says of itself, and how often it lets itself be asked. */
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperSession } from '../../../src/protocol/shopper.ts'
import type { RatesPerMinute } from '../../../sync-server/config.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { type Answered, kindOf, openShop, oxfordStreet, type Shop } from './shop.ts'

describe('metrics', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ config: { trustProxy: ['10.0.0.1'] } })
  })
  afterAll(() => shop.close())

  test('durations by route and status, open streams, and the process', async () => {
    await shop.ask('GET', '/api/v1/stores')
    await shop.ask('GET', '/api/v1/session')
    const { text } = await shop.ask('GET', '/metrics')
    expect(text).toMatch(/shopbell_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/stores",status="200"\} 1/)
    expect(text).toMatch(/shopbell_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/session",status="401"\} 1/)
    expect(text).toMatch(/shopbell_shopper_streams 0/)
    expect(text).toMatch(/process_cpu_seconds_total/)
  })

  test('an address that is no route makes no label of its own', async () => {
    await shop.ask('GET', '/api/v1/made-up-12345')
    expect((await shop.ask('GET', '/metrics')).text).not.toContain('made-up-12345')
  })

  test('without a token they are for this machine, and not for what a proxy on it passes on', async () => {
    expect((await shop.ask('GET', '/metrics', { from: '192.0.2.7' })).status).toBe(403)
    expect((await shop.ask('GET', '/metrics', { headers: { 'x-forwarded-for': '192.0.2.7' } })).status).toBe(403)
    expect((await shop.ask('GET', '/metrics', { headers: { forwarded: 'for=192.0.2.7' } })).status).toBe(403)
  })
})

test('with a token they are for whoever sends it, this machine included', async () => {
  const shop = await openShop({ config: { metricsToken: 'sesame' } })
  onTestFinished(() => shop.close())
  expect((await shop.ask('GET', '/metrics')).status).toBe(403)
  expect((await shop.ask('GET', '/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(403)
  const headers = { authorization: 'Bearer sesame' }
  expect((await shop.ask('GET', '/metrics', { from: '192.0.2.7', headers })).status).toBe(200)
})

describe('rates', () => {
  async function openWith(ratesPerMinute: RatesPerMinute): Promise<Shop> {
    const shop = await openShop({ config: { ratesPerMinute } })
    onTestFinished(() => shop.close())
    return shop
  }
  const plenty = { address: 1_000, questions: 1_000, shift: 1_000, shopper: 1_000 }

  test('by address before it is known who asks, and with when to come back', async () => {
    const shop = await openWith({ ...plenty, address: 3 })
    for (let n = 0; n < 3; n += 1) expect((await shop.ask('GET', '/api/v1/stores')).status).toBe(200)
    const answered = await shop.ask('GET', '/api/v1/stores')
    expect([answered.status, kindOf(answered)]).toEqual([429, 'too-many-requests'])
    expect(Number(answered.headers['retry-after'])).toBeGreaterThan(0)
    expect((answered.body as Problem).retryAfterMs).toBeGreaterThan(0)
    expect((await shop.ask('GET', '/api/v1/stores', { from: '192.0.2.7' })).status).toBe(200)
  })

  test('guessing tokens and cookies counts against the address', async () => {
    const shop = await openWith({ ...plenty, address: 3 })
    const guess = (n: number) =>
      n % 2 === 0
        ? shop.ask('GET', '/api/v1/shopper/chats/c', {
            headers: { authorization: `Bearer ${String(n).repeat(43)}.${oxfordStreet}` },
          })
        : shop.ask('GET', `/api/v1/stores/${oxfordStreet}/policy`, { headers: { cookie: `shopbell_session=${n}` } })
    const statuses = []
    for (let n = 0; n < 5; n += 1) statuses.push((await guess(n)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })

  test('by shopper afterwards: one does not take from another behind the same address', async () => {
    const shop = await openWith({ ...plenty, shopper: 2 })
    const [one, other] = [await shop.visit(), await shop.visit()]
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push((await one.get('chats/c')).status)
    expect(statuses).toEqual([404, 404, 429])
    expect((await other.get('chats/c')).status).toBe(404)
  })

  test('10,000 chats a minute from one address: refused, whoever it says it is, and nobody elsewhere is', async () => {
    const shop = await openWith({ address: 100_000, questions: 3, shift: 1_000, shopper: 100_000 })
    const ask = async (from: string) => {
      const { body } = await shop.ask('POST', '/api/v1/shopper/session', { body: { store: oxfordStreet }, from })
      const headers = { authorization: `Bearer ${(body as ShopperSession).token}` }
      return shop.ask('POST', '/api/v1/shopper/chats', { body: { id: newIdentifier(), question: 'Hello?' }, headers, from })
    }
    const flood = []
    for (let n = 0; n < 20; n += 1) flood.push(await ask('203.0.113.5'))
    expect(flood.map(({ status }) => status)).toEqual([201, 201, 201, ...Array.from({ length: 17 }, () => 429)])
    expect([kindOf(flood[19] as Answered), Number(flood[19]?.headers['retry-after']) > 0]).toEqual(['too-many-requests', true])
    expect(Object.keys((await shop.coordinator.state(oxfordStreet)).chats)).toHaveLength(3)
    expect((await ask('203.0.113.6')).status).toBe(201)
    // A provider gives each of its customers a whole network of the new kind.
    const ofOneNetwork = []
    for (let n = 1; n <= 4; n += 1) ofOneNetwork.push((await ask(`2001:db8:1:1::${n}`)).status)
    expect([ofOneNetwork, (await ask('2001:db8:1:2::1')).status]).toEqual([[201, 201, 201, 429], 201])
  })

  test('by shift: a whole team behind one address', async () => {
    const shop = await openWith({ ...plenty, shift: 2 })
    const [ana, ben] = [await shop.signIn('ana', 'tablet-1'), await shop.signIn('ben', 'tablet-2')]
    const policy = `/api/v1/stores/${oxfordStreet}/policy`
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push((await ana.ask('GET', policy)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await ben.ask('GET', policy)).status).toBe(200)
  })

  test('a refusal for rate is no answer: the same command is taken a minute later', async () => {
    const shop = await openWith({ ...plenty, shopper: 1 })
    const shopper = await shop.visit()
    const chat = await shopper.asks('Hello?')
    expect((await shopper.post(`chats/${chat}/end`, {})).status).toBe(429)
    expect((await shop.coordinator.state(oxfordStreet)).chats[chat]?.standing.is).not.toBe('ended')
  })
})

test('expired shifts are removed now and again', async () => {
  const clock = manualClock(Date.now())
  const shop = await openShop({ clock })
  onTestFinished(() => shop.close())
  const ana = await shop.signIn('ana')
  expect((await ana.ask('GET', '/api/v1/session')).status).toBe(200)
  clock.moveTo(clock.now() + 16 * 3_600_000 - 1)
  expect((await ana.ask('GET', '/api/v1/session')).status).toBe(200)
  clock.moveTo(clock.now() + 1)
  expect(kindOf(await ana.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
})
