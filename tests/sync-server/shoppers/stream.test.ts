/** The shopper's event stream over real connections: what comes first, what comes live, what a reader lacks who comes back. */
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { defaultPolicy } from '../../../src/decider/policy.ts'
import type { ChatId } from '../../../src/identifiers.ts'
import { type ShopperChat, type ShopperMessage, shopperSilenceMs } from '../../../src/protocol/shopper.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'
import type { ShopOptions } from '../http/shop.ts'
import { kindOf, openShop, oxfordStreet, type Shop, type TestMember, type TestShopper } from '../http/shop.ts'

let shop: Shop
let url: string
let ana: TestMember
let shopper: TestShopper

async function open(options: ShopOptions = {}): Promise<void> {
  shop = await openShop(options)
  url = await shop.app.listen({ port: 0, host: '127.0.0.1' })
  ana = await shop.signIn('ana')
  await ana.goAvailable()
}
beforeAll(() => open())
afterAll(() => shop.close())

beforeEach(async () => {
  for (const { id, standing } of Object.values((await shop.coordinator.state(oxfordStreet)).chats)) {
    if (standing.is === 'ended') continue
    const command = { type: 'EndChat', chat: id, by: { is: 'shopper' } } as const
    await shop.coordinator.submit({ store: oxfordStreet, command, asked: null })
  }
  shopper = await shop.visit()
})

/** A reader of a stream, which it leaves when the test is over. */
class Reader {
  readonly events: EventSourceMessage[] = []
  readonly comments: string[] = []
  readonly headers: Headers
  retry: number | undefined
  isOver = false
  readonly #leave: AbortController

  constructor(response: Response, leave: AbortController) {
    this.headers = response.headers
    this.#leave = leave
    void this.#read(response)
  }

  leave(): void {
    this.#leave.abort()
  }

  get messages(): readonly ShopperMessage[] {
    return this.events.filter(({ event }) => event === 'message').map(({ data }) => JSON.parse(data) as ShopperMessage)
  }

  get stood(): readonly ShopperChat[] {
    return this.events.filter(({ event }) => event === 'chat').map(({ data }) => JSON.parse(data) as ShopperChat)
  }

  get lastId(): string {
    return this.events.at(-1)?.id ?? ''
  }

  async #read(response: Response): Promise<void> {
    const parser = createParser({
      onEvent: (event) => void this.events.push(event),
      onComment: (comment) => void this.comments.push(comment),
      onRetry: (ms) => {
        this.retry = ms
      },
    })
    try {
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) parser.feed(text)
    } catch {
      // The connection broke, or the test left: either way it is over.
    }
    this.isOver = true
  }
}

async function follow(chat: ChatId, lastEventId?: string): Promise<Reader> {
  const leave = new AbortController()
  const headers = { ...shopper.bearer, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) }
  const response = await fetch(`${url}/api/v1/shopper/chats/${chat}/events`, { headers, signal: leave.signal })
  expect(response.status).toBe(200)
  onTestFinished(() => leave.abort())
  return new Reader(response, leave)
}

const isHere = async (chat: ChatId) => (await shop.coordinator.state(oxfordStreet)).chats[chat]?.awaySince === null
const write = (chat: ChatId, text: string) => shopper.post(`chats/${chat}/messages`, { text })

describe('what comes', () => {
  test('first the messages, then how it stands, then both as they happen', async () => {
    const chat = await shopper.asks('Hello?')
    const reader = await follow(chat)
    await until(() => expect(reader.stood).toHaveLength(1))
    expect(reader.events.map(({ event, id }) => [event, id])).toEqual([
      ['message', '1'],
      ['chat', '1'],
    ])
    expect(reader.stood[0]).toMatchObject({ stands: 'asking', asked: 1 })
    await ana.command({ kind: 'claimChat', chat })
    await ana.command({ kind: 'sendMessage', chat, fence: 1, text: 'Good\nmorning: “<b>”' })
    await write(chat, 'Hi Ana')
    await until(() => expect(reader.messages).toHaveLength(3))
    expect(reader.stood.map(({ stands }) => stands)).toEqual(['asking', 'talking'])
    expect(reader.messages.map(({ number, name, text }) => [number, name, text])).toEqual([
      [1, null, 'Hello?'],
      [2, 'Ana', 'Good\nmorning: “<b>”'],
      [3, null, 'Hi Ana'],
    ])
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    await until(() => expect(reader.stood.at(-1)).toMatchObject({ stands: 'ended', endedBy: 'member' }))
  })

  test('EN2: of a chat that is erased its end, and then the stream’s', async () => {
    const chat = await shopper.asks('Hello?')
    const reader = await follow(chat)
    await until(() => expect(reader.stood).toHaveLength(1))
    await shop.coordinator.submit({ store: oxfordStreet, command: { type: 'EraseChat', chat }, asked: null })
    await until(() => expect(reader.isOver).toBe(true))
    expect(reader.stood.at(-1)).toMatchObject({ stands: 'ended', canReopen: false })
  })

  test('as an event stream that nothing on the way may keep or hold back', async () => {
    const reader = await follow(await shopper.asks('Hello?'))
    expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(reader.headers.get('cache-control')).toBe('no-store')
    expect(reader.headers.get('x-accel-buffering')).toBe('no')
    expect(reader.headers.get('x-content-type-options')).toBe('nosniff')
    await until(() => expect(reader.retry).toBe(2_000))
  })

  test('nothing where nothing changed for the shopper', async () => {
    const chat = await shopper.asks('Hello?')
    const reader = await follow(chat)
    await until(() => expect(reader.stood).toHaveLength(1))
    const other = await (await shop.visit()).asks('Somebody else?')
    const offer = (await shop.coordinator.state(oxfordStreet)).chats[chat]?.request.offers[0]?.id
    if (!offer) throw new Error('Nobody was served.')
    await ana.command({ kind: 'reportOffer', offer, seen: 'displayed' })
    await write(chat, 'Still there?')
    await until(() => expect(reader.messages).toHaveLength(2))
    expect(reader.stood).toHaveLength(1)
    expect(JSON.stringify(reader.events)).not.toContain(other)
  })
})

describe('coming back', () => {
  test('with the last id: exactly what was missed, then how it stands', async () => {
    const chat = await shopper.asks('Hello?')
    const before = await follow(chat)
    await until(() => expect(before.stood).toHaveLength(1))
    before.leave()
    for (const text of ['one', 'two', 'three']) await write(chat, text)
    const after = await follow(chat, before.lastId)
    await until(() => expect(after.stood).toHaveLength(1))
    expect(after.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect(after.events.map(({ event }) => event)).toEqual(['message', 'message', 'message', 'chat'])
    expect(after.lastId).toBe('4')
  })

  test('at any place, also in the middle of what was missed', async () => {
    const chat = await shopper.asks('Hello?')
    for (const text of ['one', 'two', 'three']) await write(chat, text)
    const reader = await follow(chat, '3')
    await until(() => expect(reader.stood).toHaveLength(1))
    expect(reader.messages.map(({ number }) => number)).toEqual([4])
  })

  test('with an id from the future misses nothing that comes', async () => {
    const chat = await shopper.asks('Hello?')
    const reader = await follow(chat, '999')
    await until(() => expect(reader.stood).toHaveLength(1))
    await write(chat, 'two')
    await until(() => expect(reader.messages.map(({ number }) => number)).toEqual([2]))
  })

  test('with an id that is none is a problem', async () => {
    const chat = await shopper.asks('Hello?')
    const headers = { ...shopper.bearer, 'last-event-id': 'nonsense' }
    const answered = await shop.ask('GET', `/api/v1/shopper/chats/${chat}/events`, { headers })
    expect([answered.status, kindOf(answered)]).toEqual([400, 'malformed-request'])
  })

  test('nothing is lost or doubled while others write', async () => {
    const chat = await shopper.asks('Hello?')
    const got: number[] = []
    let last: string | undefined
    const writing = Promise.all(Array.from({ length: 60 }, (_, n) => write(chat, `Line ${n}`)))
    while (got.length < 61) {
      const reader = await follow(chat, last)
      await until(() => expect(reader.messages.length).toBeGreaterThan(0))
      reader.leave()
      await until(() => expect(reader.isOver).toBe(true))
      got.push(...reader.messages.map(({ number }) => number))
      last = reader.lastId
    }
    await writing
    expect(got).toEqual(Array.from({ length: 61 }, (_, n) => n + 1))
  })

  test('to a long conversation, over many pages', async () => {
    const chat = await shopper.asks('Hello?')
    for (let n = 0; n < 220; n += 20) await Promise.all(Array.from({ length: 20 }, () => write(chat, 'x'.repeat(2_000))))
    const reader = await follow(chat)
    await until(() => expect(reader.stood).toHaveLength(1))
    expect(reader.messages.map(({ number }) => number)).toEqual(Array.from({ length: 221 }, (_, n) => n + 1))
  })
})

describe('OF1: who is here', () => {
  test('the first stream says that the shopper is here, the last one gone that they are not', async () => {
    const chat = await shopper.asks('Hello?')
    const [one, two] = [await follow(chat), await follow(chat)]
    await until(async () => expect(await isHere(chat)).toBe(true))
    one.leave()
    await until(() => expect(one.isOver).toBe(true))
    await write(chat, 'Another tab is open')
    await until(() => expect(two.messages).toHaveLength(2))
    expect(await isHere(chat)).toBe(true)
    two.leave()
    await until(async () => expect(await isHere(chat)).toBe(false))
  })

  test('a reload ends up right', async () => {
    const chat = await shopper.asks('Hello?')
    let reader = await follow(chat)
    for (let n = 0; n < 10; n += 1) {
      reader.leave()
      reader = await follow(chat)
    }
    await until(async () => {
      expect(await isHere(chat)).toBe(true)
      expect((await shop.ask('GET', '/metrics')).text).toMatch(/shopbell_shopper_streams 1\b/)
    })
    reader.leave()
    await until(async () => expect(await isHere(chat)).toBe(false))
  })

  test('one stream too many closes the oldest', async () => {
    const chat = await shopper.asks('Hello?')
    const readers: Reader[] = []
    for (let n = 0; n < 9; n += 1) readers.push(await follow(chat))
    await until(() => expect(readers.map(({ isOver }) => isOver)).toEqual([true, ...Array(8).fill(false)]))
    expect(await isHere(chat)).toBe(true)
  })
})

test('OF1: a client that echoed its stream and then fell silent is no longer here, and its stream has ended', async () => {
  const clock = manualClock(Date.now())
  const own = await openShop({ clock })
  onTestFinished(() => own.close())
  const address = await own.app.listen({ port: 0, host: '127.0.0.1' })
  const visitor = await own.visit()
  const chat = await visitor.asks('Hello?')
  const leave = new AbortController()
  const events = `${address}/api/v1/shopper/chats/${chat}/events`
  const reader = new Reader(await fetch(events, { headers: visitor.bearer, signal: leave.signal }), leave)
  const awaySince = async () => (await own.coordinator.state(oxfordStreet)).chats[chat]?.awaySince
  await until(async () => expect(await awaySince()).toBeNull())
  expect((await visitor.post(`chats/${chat}/here`, {})).status).toBe(204)
  const heardAt = clock.now()
  clock.moveTo(heardAt + shopperSilenceMs)
  await until(() => expect(reader.isOver).toBe(true))
  await until(async () => expect(await awaySince()).toBe(heardAt))
  clock.moveTo(heardAt + defaultPolicy.shopperLeftAfterMs)
  await until(async () => {
    const { request } = (await own.coordinator.state(oxfordStreet)).chats[chat] ?? {}
    expect(request?.end).toMatchObject({ how: 'withdrawn', at: heardAt + defaultPolicy.shopperLeftAfterMs })
  })
})

test('an echo is taken of the shopper’s own chats only', async () => {
  const chat = await shopper.asks('Hello?')
  expect((await shopper.post(`chats/${chat}/here`, {})).status).toBe(204)
  const stranger = await shop.visit()
  const refused = await stranger.post(`chats/${chat}/here`, {})
  expect([refused.status, kindOf(refused)]).toEqual([404, 'unknown-chat'])
})

test('a HEAD request is no stream', async () => {
  const chat = await shopper.asks('Hello?')
  const response = await fetch(`${url}/api/v1/shopper/chats/${chat}/events`, { method: 'HEAD', headers: shopper.bearer })
  expect(response.status).toBe(404)
})

describe('over time', () => {
  test('a comment comes every few seconds, and a reader who takes nothing is cut off', async () => {
    const clock = manualClock(Date.now())
    const ratesPerMinute = { address: 1_000, questions: 1_000, shift: 1_000, shopper: 10_000 }
    const own = await openShop({ clock, config: { ratesPerMinute } })
    const address = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const visitor = await own.visit()
    const chat = await visitor.asks('Hello?')
    const leave = new AbortController()
    const events = `${address}/api/v1/shopper/chats/${chat}/events`
    const reader = new Reader(await fetch(events, { headers: visitor.bearer, signal: leave.signal }), leave)
    await until(() => expect(reader.stood).toHaveLength(1))
    for (let n = 1; n <= 3; n += 1) {
      // The stream sets its next alarm once it has written.
      await until(() => {
        clock.moveTo(clock.now() + 10_000)
        expect(reader.comments.length).toBeGreaterThanOrEqual(n)
      })
    }
    leave.abort()

    // More than the operating system takes for a reader who does not read.
    const long = () => visitor.post(`chats/${chat}/messages`, { text: '€'.repeat(4_000) })
    for (let n = 0; n < 8; n += 1) await Promise.all(Array.from({ length: 100 }, long))
    // It sends its request and reads no byte of the answer.
    const connected = new Promise<Socket>((resolve) => own.app.server.once('connection', resolve))
    const stuck = request(events, { headers: visitor.bearer })
    stuck.on('error', () => {})
    stuck.on('socket', (socket) => socket.on('connect', () => socket.pause()))
    stuck.end()
    const connection = await connected
    await until(() => {
      clock.moveTo(clock.now() + 10_000)
      expect(connection.destroyed).toBe(true)
    })
    stuck.destroy()
    await own.close()
  })

  test('a server that stops ends the streams, and does not say that the shoppers left', async () => {
    const own = await openShop()
    const address = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const visitor = await own.visit()
    const chat = await visitor.asks('Hello?')
    const leave = new AbortController()
    const response = await fetch(`${address}/api/v1/shopper/chats/${chat}/events`, {
      headers: visitor.bearer,
      signal: leave.signal,
    })
    const reader = new Reader(response, leave)
    await until(() => expect(reader.stood).toHaveLength(1))
    const before = (await own.coordinator.state(oxfordStreet)).version
    await own.app.close()
    await until(() => expect(reader.isOver).toBe(true))
    expect((await own.coordinator.state(oxfordStreet)).version).toBe(before)
    await own.close()
  })
})
