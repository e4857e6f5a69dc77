/** Bad input gets a clear problem and changes nothing: a test for every kind that the interface can be given. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ChatId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat, ShopperMessages } from '../../../src/protocol/shopper.ts'
import { type Answered, brightonLanes, kindOf, openShop, oxfordStreet, type Shop, type TestShopper } from './shop.ts'

let shop: Shop
let shopper: TestShopper

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())
beforeEach(async () => {
  shopper = await shop.visit()
})

/** How many decisions the store has taken. */
const version = async () => (await shop.coordinator.state(oxfordStreet)).version

async function changesNothing(ask: () => Promise<Answered>): Promise<Answered> {
  const before = await version()
  const answered = await ask()
  expect(await version()).toBe(before)
  expect(answered.headers['content-type']).toBe('application/problem+json')
  return answered
}

const placesIn = (answered: Answered) => (answered.body as Problem).errors?.map(({ at }) => at)
const asJson = { 'content-type': 'application/json' }

describe('bodies', () => {
  test.each(['{"question":', 'nonsense', '', '{"a":1}}'])('malformed JSON: %j', async (body) => {
    const answered = await changesNothing(() =>
      shop.ask('POST', '/api/v1/shopper/chats', { body, headers: { ...shopper.bearer, ...asJson } }),
    )
    expect(kindOf(answered)).toBe('malformed-request')
  })

  test('an attempt on the prototype of objects', async () => {
    const body = `{"id":"${newIdentifier()}","question":"Hello?","__proto__":{"isAdmin":true}}`
    const answered = await changesNothing(() =>
      shop.ask('POST', '/api/v1/shopper/chats', { body, headers: { ...shopper.bearer, ...asJson } }),
    )
    expect(kindOf(answered)).toBe('malformed-request')
  })

  test.each([
    [{ question: 5 }, ['question']],
    [{ question: ['Hello?'] }, ['question']],
    [{ question: null }, ['question']],
    [{}, ['question']],
    [{ question: 'Hello?', name: true }, ['name']],
    [{ question: 'Hello?', lookingAt: { title: 'Lamp', url: 'javascript:alert(1)' } }, ['lookingAt.url']],
    [{ question: 'Hello?', viewed: [{ title: 'Lamp' }, { price: '£1' }] }, ['viewed[1].title']],
    [{ question: 'Hello?', questoin: 'Hello?' }, ['questoin']],
    [{ question: 'Hello?', id: 'not-time-ordered' }, ['id']],
  ])('wrong types: %j', async (content, places) => {
    const answered = await changesNothing(() => shopper.post('chats', content))
    expect([answered.status, kindOf(answered), placesIn(answered)]).toEqual([400, 'malformed-request', places])
  })

  test('a wrong type is not made a right one', async () => {
    const member = await shop.signIn('ana')
    const answered = await member.command({ kind: 'endChat', chat: 'c' as ChatId, fence: 1 }, { fence: '1' })
    expect([kindOf(answered), placesIn(answered)]).toEqual(['malformed-request', ['fence']])
  })

  test.each(['', ' ', '\n\t ', '\u00a0\u2003', '\u200b\u200d', '\u202e\u2066\u2069', '\u2800\u3164', '\u2028\ufeff'])(
    'empty or blank text: %j',
    async (question) => {
      const answered = await changesNothing(() => shopper.post('chats', { question }))
      expect([answered.status, kindOf(answered), placesIn(answered)]).toEqual([422, 'out-of-bounds', ['question']])
      expect((answered.body as Problem).detail).toMatch(/“question” must not be (?:blank|empty)/)
    },
  )

  test('a question over 2,000 characters', async () => {
    const answered = await changesNothing(() => shopper.post('chats', { question: 'x'.repeat(2_001) }))
    expect([answered.status, kindOf(answered)]).toEqual([422, 'out-of-bounds'])
  })

  test('more products than are kept', async () => {
    const viewed = Array.from({ length: 21 }, () => ({ title: 'Lamp' }))
    expect(kindOf(await changesNothing(() => shopper.post('chats', { question: 'Hello?', viewed })))).toBe('out-of-bounds')
  })

  test('a question of 2 MB', async () => {
    const answered = await changesNothing(() => shopper.post('chats', { question: 'x'.repeat(2_000_000) }))
    expect([answered.status, kindOf(answered)]).toEqual([413, 'too-large'])
  })

  test('a question of 2 MB over a real connection is answered, not cut off', async () => {
    const url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(`${url}/api/v1/shopper/chats`, {
      method: 'POST',
      headers: { ...shopper.bearer, ...asJson },
      body: JSON.stringify({ id: newIdentifier(), question: 'x'.repeat(2_000_000) }),
    })
    expect([response.status, (await response.json()).type]).toEqual([413, '/problems/too-large'])
  })

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'another content type: %s',
    async (type) => {
      const headers = { ...shopper.bearer, 'content-type': type }
      const answered = await changesNothing(() => shop.ask('POST', '/api/v1/shopper/chats', { body: 'question=hello', headers }))
      expect([answered.status, kindOf(answered)]).toEqual([415, 'wrong-media-type'])
    },
  )

  test.each(['a\u0000b', 'bell\u0007', '\u009fx', 'half \ud83d'])('text that is none: %j', async (question) => {
    const answered = await changesNothing(() => shopper.post('chats', { question }))
    expect([kindOf(answered), placesIn(answered)]).toEqual(['malformed-request', ['question']])
  })

  test('such text deep in a list', async () => {
    const viewed = [{ title: 'Lamp' }, { title: 'a\u001bb' }]
    const answered = await changesNothing(() => shopper.post('chats', { question: 'Hello?', viewed }))
    expect(placesIn(answered)).toEqual(['viewed[1].title'])
  })

  test('a command of no known kind says which there are', async () => {
    const member = await shop.signIn('ana')
    const answered = await changesNothing(() => member.ask('POST', '/api/v1/commands', { body: { kind: 'fly' } }))
    expect((answered.body as Problem).detail).toContain('claimChat')
  })
})

describe('text is text', () => {
  const html = '<img src=x onerror=alert(1)>'

  test('HTML in a name, a question and a message is kept as it was typed', async () => {
    const chat = await shopper.asks(`${html}?`, { name: html })
    await shopper.post(`chats/${chat}/messages`, { text: `${html}!\n\tnew line` })
    const { messages } = (await shopper.get(`chats/${chat}/messages`)).body as ShopperMessages
    expect(messages.map(({ text }) => text)).toEqual([`${html}?`, `${html}!\n\tnew line`])
    expect((await shop.storage.conversations.find(chat))?.name).toBe(html)
  })

  test('a name of control characters is refused, and one of marks that nobody sees too', async () => {
    for (const [name, kind] of [
      ['\u0000\u0001', 'out-of-bounds'],
      ['Ana\u0007', 'malformed-request'],
      ['\u202e\u200b\u2069', 'out-of-bounds'],
    ] as const) {
      const answered = await changesNothing(() => shopper.post('chats', { question: 'Hello?', name }))
      expect([kindOf(answered), placesIn(answered)]).toEqual([kind, ['name']])
    }
  })

  test('names, contacts and products cannot turn the sentences around that they stand in', async () => {
    const lookingAt = { title: '\u2067Lamp\u2069\u2028brass', price: '\u202d£1\u202c' }
    const chat = await shopper.asks('Hello?', { name: ' \u202eynnhoJ\u202c\n\u2066 \u200bDoe ', lookingAt, viewed: [lookingAt] })
    await shopper.post(`chats/${chat}/contact`, { address: '\u202a+44 20 7946\u20280000\u202c' })
    const kept = await shop.storage.conversations.find(chat)
    expect(kept).toMatchObject({ name: 'ynnhoJ Doe', lookingAt: { title: 'Lamp brass', price: '£1' } })
    expect(kept?.viewed[0]?.title).toBe('Lamp brass')
    // A name given in a later chat is that of all.
    expect((await shop.storage.shoppers.find(shopper.session.shopper))?.name).toBe('ynnhoJ Doe')
  })

  test('what belongs to the writing of a language stays in a name', async () => {
    for (const name of ['می\u200cخواهم', 'क्\u200dष', '\u200fשלום', '👩\u200d👩\u200d👧']) {
      const visitor = await shop.visit()
      const chat = await visitor.asks('Hello?', { name })
      expect((await shop.storage.conversations.find(chat))?.name).toBe(name)
    }
  })

  test('what only looks like trouble is kept', async () => {
    const question = "Robert'); DROP TABLE shoppers;-- 👩‍👩‍👧 ‏مرحبا %00 {{x}} <%= x %>"
    const chat = await shopper.asks(question)
    expect((await shop.storage.conversations.find(chat))?.question).toBe(question)
  })
})

describe('what is not yours', () => {
  test('an unknown chat', async () => {
    const member = await shop.signIn('ana')
    const chat = newIdentifier() as ChatId
    const asked = [
      () => shopper.get(`chats/${chat}`),
      () => shopper.get(`chats/${chat}/messages`),
      () => shopper.get(`chats/${chat}/events`),
      () => shopper.post(`chats/${chat}/messages`, { text: 'Hello?' }),
      () => shopper.post(`chats/${chat}/contact`, { address: 'a@mail.example' }),
      () => shopper.post(`chats/${chat}/end`, {}),
      () => member.command({ kind: 'claimChat', chat }),
      () => member.command({ kind: 'sendMessage', chat, fence: 1, text: 'Hello?' }),
      () => member.ask('GET', `/api/v1/chats/${chat}/history`),
      () => member.ask('GET', `/api/v1/chats/${chat}/messages`),
    ]
    for (const ask of asked) {
      const answered = await changesNothing(ask)
      expect([answered.status, kindOf(answered)]).toEqual([404, 'unknown-chat'])
    }
  })

  test("somebody else's chat is as unknown as one that never was", async () => {
    const chat = await shopper.asks('Is this private?')
    const other = await shop.visit()
    const asked = [
      () => other.get(`chats/${chat}`),
      () => other.get(`chats/${chat}/messages`),
      () => other.get(`chats/${chat}/events`),
      () => other.post(`chats/${chat}/messages`, { text: 'Hello?' }),
      () => other.post(`chats/${chat}/contact`, { address: 'a@mail.example' }),
      () => other.post(`chats/${chat}/end`, {}),
    ]
    for (const ask of asked) {
      const answered = await changesNothing(ask)
      expect([answered.status, kindOf(answered)]).toEqual([404, 'unknown-chat'])
    }
  })

  test("another store's chat, to its members", async () => {
    const chat = await shopper.asks('Is this for Oxford Street?')
    const elsewhere = await shop.signIn('greta')
    const asked = [
      () => elsewhere.command({ kind: 'claimChat', chat }),
      () => elsewhere.command({ kind: 'pickUpMissedChat', chat }),
      () => elsewhere.command({ kind: 'endChat', chat, fence: 1 }),
      () => elsewhere.ask('GET', `/api/v1/chats/${chat}/history`),
      () => elsewhere.ask('GET', `/api/v1/chats/${chat}/messages`),
    ]
    for (const ask of asked) {
      const answered = await changesNothing(ask)
      expect([answered.status, kindOf(answered)]).toEqual([404, 'unknown-chat'])
      expect(answered.text).not.toContain('Oxford Street')
    }
  })

  test('a malformed identifier in an address', async () => {
    const answered = await changesNothing(() => shopper.get(`chats/${encodeURIComponent('a b<script>')}`))
    expect([answered.status, kindOf(answered)]).toEqual([400, 'malformed-request'])
  })
})

describe('CL2: identifiers', () => {
  test("a question's identifier reused with other content", async () => {
    const id = newIdentifier()
    const { chat } = (await shopper.post('chats', { id, question: 'First?' })).body as ShopperChat
    const answered = await changesNothing(() => shopper.post('chats', { id, question: 'Second?' }))
    expect([answered.status, kindOf(answered)]).toEqual([409, 'identifier-reused'])
    expect((await shop.storage.conversations.find(chat))?.question).toBe('First?')
  })

  test('a message’s identifier reused in another request of the same shopper', async () => {
    const chat = await shopper.asks('Hello?')
    const id = newIdentifier()
    await shopper.post(`chats/${chat}/messages`, { id, text: 'a@mail.example' })
    const answered = await changesNothing(() => shopper.post(`chats/${chat}/contact`, { id, address: 'a@mail.example' }))
    expect(kindOf(answered)).toBe('identifier-reused')
  })

  test('an identifier from long ago, and one from the future', async () => {
    for (const msecs of [Date.now() - 31 * 86_400_000, Date.now() + 3 * 86_400_000]) {
      const answered = await changesNothing(() => shopper.post('chats', { id: newIdentifier({ msecs }), question: 'Hello?' }))
      expect([answered.status, kindOf(answered)]).toEqual([409, 'identifier-too-old'])
    }
  })

  test("an identifier that another shopper used names a chat of one's own", async () => {
    const id = newIdentifier()
    const theirs = (await shopper.post('chats', { id, question: 'Mine?' })).body as ShopperChat
    const answered = await (await shop.visit()).post('chats', { id, question: 'Mine?' })
    expect(answered.status).toBe(201)
    expect((answered.body as ShopperChat).chat).not.toBe(theirs.chat)
  })
})

describe('who asks', () => {
  test('a dead cookie', async () => {
    const member = await shop.signIn('ana')
    await member.ask('DELETE', '/api/v1/session')
    for (const headers of [{ cookie: member.cookie }, { cookie: 'shopbell_session=nonsense' }, { cookie: '%%%=;;;' }, {}]) {
      const body = { id: newIdentifier(), shift: member.session.shift, kind: 'claimChat', chat: 'c' }
      const answered = await changesNothing(() => shop.ask('POST', '/api/v1/commands', { body, headers }))
      expect([answered.status, kindOf(answered)]).toEqual([401, 'not-signed-in'])
    }
  })

  test.each(['', 'Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${'A'.repeat(43)}.oxford-street`, `Bearer ${'A'.repeat(500)}`])(
    'a token that nobody has: %s',
    async (authorization) => {
      const body = { id: newIdentifier(), question: 'Hello?' }
      const answered = await changesNothing(() => shop.ask('POST', '/api/v1/shopper/chats', { body, headers: { authorization } }))
      expect([answered.status, kindOf(answered)]).toEqual([401, 'not-signed-in'])
    },
  )

  test("a shopper's token with a store put in that is none, or another retailer's", async () => {
    const [secret] = shopper.session.token.split('.')
    const headers = { authorization: `Bearer ${secret}.nowhere` }
    const answered = await shop.ask('POST', '/api/v1/shopper/chats', {
      body: { id: newIdentifier(), question: 'Hello?' },
      headers,
    })
    expect(kindOf(answered)).toBe('not-signed-in')
  })

  test('a store that does not exist', async () => {
    const answered = await shop.ask('POST', '/api/v1/shopper/session', { body: { store: 'nowhere' } })
    expect([answered.status, kindOf(answered)]).toEqual([404, 'unknown-store'])
  })

  test.each(['https://elsewhere.example', 'null', 'http://shop.example:80@elsewhere.example'])(
    'a page of another site that has a token: %s',
    async (origin) => {
      const chat = await shopper.asks('Hello?')
      const headers = { ...shopper.bearer, origin }
      const asked = [
        ['/api/v1/shopper/session', { store: oxfordStreet }],
        ['/api/v1/shopper/chats', { id: newIdentifier(), question: 'Hello?' }],
        [`/api/v1/shopper/chats/${chat}/messages`, { id: newIdentifier(), text: 'Hello?' }],
        [`/api/v1/shopper/chats/${chat}/contact`, { id: newIdentifier(), address: 'a@mail.example' }],
        [`/api/v1/shopper/chats/${chat}/end`, { id: newIdentifier() }],
        [`/api/v1/shopper/chats/${chat}/here`, {}],
      ] as const
      for (const [path, body] of asked) {
        const answered = await changesNothing(() => shop.ask('POST', path, { body, headers }))
        expect([path, answered.status, kindOf(answered)]).toEqual([path, 403, 'wrong-origin'])
      }
      // What it may send without asking first, it may not read either.
      const read = await shop.ask('GET', `/api/v1/shopper/chats/${chat}`, { headers })
      expect(read.headers).not.toHaveProperty('access-control-allow-origin')
      const preflight = await shop.app.inject({ method: 'OPTIONS', url: '/api/v1/shopper/chats', headers: { origin } })
      expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([404, undefined])
    },
  )

  test("a shopper's token is no member's cookie, and the other way round", async () => {
    const member = await shop.signIn('ana')
    const asMember = await shop.ask('GET', `/api/v1/stores/${brightonLanes}/policy`, { headers: shopper.bearer })
    const asShopper = await member.ask('GET', '/api/v1/shopper/chats/c')
    expect([kindOf(asMember), kindOf(asShopper)]).toEqual(['not-signed-in', 'not-signed-in'])
  })
})

describe('addresses', () => {
  test.each(['/api/v1/nothing', '/api/nothing', '/nothing.js', '/problems/nothing'])('nothing at %s', async (path) => {
    const answered = await shop.ask('GET', path)
    expect([answered.status, kindOf(answered)]).toEqual([404, 'not-found'])
  })

  test('an address with broken percent signs', async () => {
    const answered = await shop.ask('GET', '/api/v1/%zz')
    expect([answered.status, kindOf(answered)]).toEqual([400, 'malformed-request'])
  })

  test('a method that is not there', async () => {
    expect(kindOf(await shop.ask('DELETE', '/api/v1/stores'))).toBe('not-found')
  })

  test.each([
    ['after=x', 400],
    ['after=1.5', 400],
    ['after=-1', 422],
    ['after=1&more=2', 400],
  ])('a query of %s', async (query, status) => {
    const chat = await shopper.asks('Hello?')
    expect((await shopper.get(`chats/${chat}/messages?${query}`)).status).toBe(status)
  })
})

test('a client that offers another protocol with every request is answered in the one it speaks', async () => {
  const own = await openShop()
  onTestFinished(() => own.close())
  // A server that has sockets: without anybody who takes upgrades, Node would pass over the header by itself.
  own.app.server.on('upgrade', (_request, socket) => socket.destroy())
  const url = new URL(await own.app.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(url.port), url.hostname)
  socket.write('GET /healthz HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n')
  const [said] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  expect(said.toString()).toMatch(/^HTTP\/1\.1 200 /)
})
