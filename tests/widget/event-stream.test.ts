/** The panel’s event stream against a real server over real sockets: resuming, silence, refusals, and reading the format. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { eventParser, type Following, followEvents, type ServerEvent } from '../../src/widget/panel/event-stream.ts'
import { hurry } from '../../src/widget/panel/patience.ts'
import { until } from '../support/until.ts'

let server: Server | undefined
const stops: (() => void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  server?.closeAllConnections()
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
  server = undefined
})

/** A server that answers the nth connection with the nth of these; later ones stay open and silent. */
async function serve(...answers: ((answer: ServerResponse, asking: IncomingMessage) => void)[]) {
  const asked: IncomingMessage[] = []
  const echoes: IncomingMessage[] = []
  server = createServer((asking, answer) => {
    if (asking.method === 'POST') {
      echoes.push(asking)
      answer.writeHead(204).end()
      return
    }
    asked.push(asking)
    const reply = answers[asked.length - 1]
    if (reply) reply(answer, asking)
    else stream(answer)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { asked, echoes, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}
const stream = (answer: ServerResponse) => {
  answer.writeHead(200, { 'content-type': 'text/event-stream' })
  answer.write(': hello\n\n')
  return answer
}

function follow(url: string, given: Partial<Following> = {}) {
  const events: ServerEvent[] = []
  const connection: boolean[] = []
  const following: Following = {
    url,
    echoUrl: `${url}here`,
    token: () => 'secret',
    onEvent: (event) => events.push(event),
    onConnection: (isThere) => connection.push(isThere),
    onRefused: async () => false,
    silenceMs: 60_000,
    ...given,
  }
  const stop = followEvents(following)
  stops.push(stop)
  return { events, connection, stop }
}
/** Waits for the condition, and ends the pauses between attempts meanwhile. */
const soon = (look: () => void) =>
  until(() => {
    hurry()
    look()
  })

test('events arrive with their type and data, under the token', async () => {
  const { url, asked } = await serve((answer) => stream(answer).write('event: chat\nid: 1\ndata: {"a":1}\n\n'))
  const { events, connection } = follow(url)
  await soon(() => expect(events).toEqual([{ type: 'chat', data: '{"a":1}' }]))
  expect(asked[0]?.headers.authorization).toBe('Bearer secret')
  expect(asked[0]?.headers['last-event-id']).toBeUndefined()
  expect(connection).toEqual([true])
})

test('a connection that breaks is taken up where it was, with the identifier of the last event', async () => {
  const { url, asked } = await serve(
    (answer) => stream(answer).end('id: 7\ndata: first\n\n'),
    (answer) => answer.destroy(),
    (answer) => stream(answer).write('id: 8\ndata: second\n\n'),
  )
  const { events, connection } = follow(url)
  await soon(() => expect(events.map(({ data }) => data)).toEqual(['first', 'second']))
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7', '7'])
  expect(connection).toEqual([true, false, false, true])
})

test('silence means a dead connection: it is closed and opened again', async () => {
  const { url, asked } = await serve((answer) => stream(answer).write('id: 3\ndata: then nothing\n\n'))
  follow(url, { silenceMs: 100 })
  await soon(() => expect(asked.length).toBeGreaterThan(2))
  expect(asked[1]?.headers['last-event-id']).toBe('3')
  await soon(() => expect(asked[0]?.destroyed).toBe(true))
})

test('comments count as life', async () => {
  let beats = 0
  const { url, asked } = await serve((answer) => {
    stream(answer)
    const beating = setInterval(() => {
      beats += 1
      answer.write(': still here\n\n')
    }, 20)
    answer.on('close', () => clearInterval(beating))
  })
  follow(url, { silenceMs: 1_000 })
  await soon(() => expect(beats).toBeGreaterThan(80))
  expect(asked).toHaveLength(1)
})

test('what is heard is echoed under the token, and not every time', async () => {
  const { url, echoes } = await serve((answer) => stream(answer).write('id: 1\ndata: first\n\n'))
  const { events } = follow(url)
  await soon(() => expect(echoes.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/here', 'Bearer secret']]))
  expect(events).toHaveLength(1)
})

test.for([401, 403, 404, 410])('a refusal (%i) is asked about, and “no” ends it', async (status) => {
  const { url, asked } = await serve(
    (answer) => answer.writeHead(status).end(),
    (answer) => answer.writeHead(status).end(),
  )
  const refusals: number[] = []
  follow(url, {
    onRefused: async (refused) => {
      refusals.push(refused)
      return refusals.length < 2
    },
  })
  await soon(() => expect(refusals).toEqual([status, status]))
  await new Promise((resolve) => setImmediate(resolve))
  hurry()
  expect(asked).toHaveLength(2)
})

test.for([
  ['trouble (503)', (answer: ServerResponse) => answer.writeHead(503).end()],
  ['too many requests (429)', (answer: ServerResponse) => answer.writeHead(429, { 'retry-after': '1' }).end()],
  [
    'a page that is not ours',
    (answer: ServerResponse) => answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Wi-Fi</h1>'),
  ],
] as const)('%s is no refusal: another attempt', async ([, reply]) => {
  const { url } = await serve(reply, (answer) => stream(answer).write('data: there\n\n'))
  const { events } = follow(url, { onRefused: () => Promise.reject(new Error('asked about')) })
  await soon(() => expect(events).toHaveLength(1))
})

test('the token is asked for anew on every attempt', async () => {
  const { url, asked } = await serve((answer) => answer.destroy())
  let n = 0
  follow(url, { token: () => `token-${++n}` })
  await soon(() => expect(asked).toHaveLength(2))
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test('after it was stopped nothing comes any more, and the connection is closed', async () => {
  const { url, asked } = await serve((answer) => stream(answer).write('data: one\n\n'))
  const { events, stop } = follow(url)
  await soon(() => expect(events).toHaveLength(1))
  stop()
  await soon(() => expect(asked[0]?.destroyed).toBe(true))
  expect(asked).toHaveLength(1)
})

// --- reading the format ------------------------------------------------------------------------------------------------

function parse(...pieces: string[]) {
  const found: [type: string, data: string, id: string | undefined][] = []
  const read = eventParser(({ type, data }, id) => found.push([type, data, id]))
  for (const piece of pieces) read(piece)
  return found
}

test('lines end with a line feed, a carriage return, or both; a field’s one leading space is not part of it', () => {
  const lines = ['event: chat', 'id:4', 'data:  two spaces', 'data:next', '']
  for (const end of ['\n', '\r\n', '\r']) {
    expect(parse(lines.map((line) => line + end).join(''), 'x')).toEqual([['chat', ' two spaces\nnext', '4']])
  }
})

test('what is not for us is passed over: comments, unknown fields, “retry”, events without data', () => {
  expect(parse(': hello\nretry: 2000\n\nevent: lost\nid: 1\n\nfoo: bar\ndata\n\n')).toEqual([['message', '', undefined]])
})

test('where the text is cut does not matter', () => {
  const line = fc.oneof(
    fc.constantFrom('event: chat', 'data', 'data:', 'id: 12', ': note', '', 'retry: 5', 'nonsense'),
    fc.string({ unit: fc.constantFrom('a', ':', ' ', '£', '\u{1F514}') }).map((text) => `data: ${text}`),
  )
  const cuts = fc.array(fc.nat(200), { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), cuts, (lines, end, at) => {
      const text = `${lines.join(end)}${end}${end}`
      const places = [0, ...at.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length]
      const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
      expect(parse(...pieces)).toEqual(parse(text))
    }),
  )
})
