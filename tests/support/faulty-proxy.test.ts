/** The faulty proxy itself, between real clients and a real server: each fault does what it says, and ends when it is healed. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { Chance } from './chance.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'
import { RequestLines } from './request-lines.ts'
import { until } from './until.ts'

let server: Server
let sockets: WebSocketServer
let direct: string
let proxy: FaultyProxy
/** What reached the server: `POST /one body`, or a WebSocket's message. */
let reached: string[]
const pages: WebSocket[] = []

beforeEach(async () => {
  reached = []
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString()
    reached.push(`${request.method} ${request.url} ${body}`.trim())
    response.end(body || 'hello')
  })
  sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (data) => reached.push(String(data))))
  direct = await listen(server)
  proxy = await startFaultyProxy(direct)
})

afterEach(async () => {
  for (const page of pages.splice(0)) page.terminate()
  await proxy.end()
  await stopServer()
})

async function listen(one: Server, port = 0): Promise<string> {
  one.listen(port, '127.0.0.1')
  await once(one, 'listening')
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}`
}

async function stopServer(): Promise<void> {
  if (!server.listening) return
  for (const socket of sockets.clients) socket.terminate()
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

async function get(url: string): Promise<string> {
  return (await fetch(url)).text()
}

async function post(path: string, body: string): Promise<string> {
  return (await fetch(`${proxy.url}${path}`, { method: 'POST', body })).text()
}

/** A page's WebSocket, and what it has heard and become. */
async function openPage(): Promise<{ readonly socket: WebSocket; readonly heard: string[]; readonly isClosed: () => boolean }> {
  const socket = new WebSocket(proxy.url.replace('http', 'ws'))
  const heard: string[] = []
  pages.push(socket)
  socket.on('message', (data) => heard.push(String(data)))
  socket.on('error', () => {})
  await once(socket, 'open')
  return { socket, heard, isClosed: () => socket.readyState === WebSocket.CLOSED }
}

function tellPages(text: string): void {
  for (const socket of sockets.clients) socket.send(text)
}

test('without faults HTTP and WebSockets go through as if it were not there', async () => {
  const page = await openPage()
  const large = 'x'.repeat(3_000_000)
  expect(await get(`${proxy.url}/one`)).toBe('hello')
  expect(await post('/two', large)).toBe(large)
  page.socket.send('up')
  tellPages('down')
  await until(() => expect(reached.at(-1)).toBe('up'))
  await until(() => expect(page.heard).toEqual(['down']))
})

test('silence: nothing arrives and nothing closes, and what was sent arrives when it is over', async () => {
  const page = await openPage()
  proxy.silence()
  page.socket.send('up')
  tellPages('down')
  const hanging = get(`${proxy.url}/hanging`)
  await get(`${direct}/elsewhere`)
  expect(reached).toEqual(['GET /elsewhere'])
  expect(page.heard).toEqual([])
  expect(page.isClosed()).toBe(false)
  proxy.heal()
  expect(await hanging).toBe('hello')
  await until(() => expect(page.heard).toEqual(['down']))
  await until(() => expect(reached).toContain('up'))
})

test('silence one way: the other way goes on', async () => {
  const page = await openPage()
  proxy.silence('up')
  page.socket.send('up')
  tellPages('down')
  await until(() => expect(page.heard).toEqual(['down']))
  expect(reached).toEqual([])

  proxy.heal()
  await until(() => expect(reached).toEqual(['up']))
  proxy.silence('down')
  page.socket.send('up again')
  tellPages('down again')
  await until(() => expect(reached).toEqual(['up', 'up again']))
  expect(page.heard).toEqual(['down'])
})

test('silence: a server that closes or dies is not heard of before it is over', async () => {
  const page = await openPage()
  proxy.silence()
  await stopServer()
  const fresh = createServer()
  proxy.pointTo(await listen(fresh))
  expect(page.isClosed()).toBe(false)
  proxy.heal()
  await until(() => expect(page.isClosed()).toBe(true))
  fresh.close()
})

test('swallow: what was sent is gone, and the connection is found broken when it is over', async () => {
  const page = await openPage()
  const lucky = await openPage()
  proxy.swallow('up')
  page.socket.send('gone')
  tellPages('down')
  await until(() => expect(page.heard).toEqual(['down']))
  expect(page.isClosed()).toBe(false)
  proxy.heal()
  await until(() => expect(page.isClosed()).toBe(true))
  lucky.socket.send('still here')
  await until(() => expect(reached).toEqual(['still here']))
})

test('reset: open connections break, new ones are welcome', async () => {
  const page = await openPage()
  proxy.reset()
  await until(() => expect(page.isClosed()).toBe(true))
  expect(await get(proxy.url)).toBe('hello')
})

test('refuse: nobody gets through until it is healed', async () => {
  const page = await openPage()
  proxy.refuse()
  await until(() => expect(page.isClosed()).toBe(true))
  await expect(get(proxy.url)).rejects.toThrow('fetch failed')
  proxy.heal()
  expect(await get(proxy.url)).toBe('hello')
})

test('a server that is down refuses, and one that took its place answers', async () => {
  const page = await openPage()
  await stopServer()
  await until(() => expect(page.isClosed()).toBe(true))
  await expect(get(proxy.url)).rejects.toThrow('fetch failed')
  const another = createServer((_request, response) => response.end('another'))
  proxy.pointTo(await listen(another))
  expect(await get(proxy.url)).toBe('another')
  another.close()
  another.closeAllConnections()
})

test('captive portal: everything is answered with a page of HTML, and nothing reaches the server', async () => {
  const page = await openPage()
  proxy.captivePortal()
  await until(() => expect(page.isClosed()).toBe(true))
  const answer = await fetch(`${proxy.url}/api/v1/commands`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(await answer.text()).toContain('Accept the terms')
  await expect(openPage()).rejects.toThrow('200')
  expect(reached).toEqual([])
  proxy.heal()
  expect(await get(proxy.url)).toBe('hello')
})

test('an answer is lost: the request went through, the connection broke', async () => {
  const lost = proxy.loseAnswers(({ method, path }) => method === 'POST' && path === '/claim', { times: 1 })
  // On the same connection, which stays open between requests.
  expect(await post('/other', 'a')).toBe('a')
  await expect(post('/claim', 'b')).rejects.toThrow('fetch failed')
  expect(await lost).toEqual({ method: 'POST', path: '/claim' })
  expect(reached).toEqual(['POST /other a', 'POST /claim b'])
  expect(await post('/claim', 'c')).toBe('c')
})

test('an answer is lost in silence: the connection stays open until it is healed', async () => {
  const lost = proxy.loseAnswers(() => true, { how: 'silence' })
  let isSettled = false
  const hanging = post('/claim', 'b').finally(() => {
    isSettled = true
  })
  hanging.catch(() => {})
  await lost
  expect(reached).toEqual(['POST /claim b'])
  await get(direct)
  expect(isSettled).toBe(false)
  proxy.heal()
  await expect(hanging).rejects.toThrow('fetch failed')
})

test('at random: some answers are lost, every request went through, and the same seed does the same', async () => {
  const outcomes = async () => {
    const own = await startFaultyProxy(direct, new Chance(7))
    own.atRandom({ lostAnswers: 0.3 })
    const seen: string[] = []
    for (let n = 0; n < 20; n += 1) seen.push(await get(`${own.url}/${n}`).catch(() => 'lost'))
    await own.end()
    return seen
  }
  const first = await outcomes()
  expect(new Set(first)).toEqual(new Set(['hello', 'lost']))
  expect(reached).toHaveLength(20)
  expect(await outcomes()).toEqual(first)
})

test('at random: connections break now and then', async () => {
  proxy.atRandom({ resets: 0.2 })
  const seen: string[] = []
  for (let n = 0; n < 20; n += 1) seen.push(await get(`${proxy.url}/${n}`).catch(() => 'broke'))
  expect(new Set(seen)).toEqual(new Set(['hello', 'broke']))
})

test('slow: everything arrives, in order, and not before its time', async () => {
  const page = await openPage()
  proxy.slowDown({ delayMs: 30, jitterMs: 20 })
  const begin = performance.now()
  for (let n = 0; n < 20; n += 1) page.socket.send(String(n))
  await until(() => expect(reached).toHaveLength(20))
  expect(performance.now() - begin).toBeGreaterThanOrEqual(29)
  expect(reached).toEqual(Array.from({ length: 20 }, (_, n) => String(n)))

  proxy.slowDown({ delayMs: 0, jitterMs: 0, bytesPerSecond: 100_000 })
  const throttled = performance.now()
  expect(await get(`${proxy.url}/slow`)).toBe('hello')
  expect(await post('/slow', 'x'.repeat(10_000))).toHaveLength(10_000)
  // Ten kilobytes there and ten back.
  expect(performance.now() - throttled).toBeGreaterThanOrEqual(199)
})

test('requests are found in whatever pieces their bytes come', () => {
  const sent = Buffer.from(
    'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 18\r\n\r\nGET /b HTTP/1.1\r\n\nGET /c?d=1 HTTP/1.1\r\nHost: x\r\n\r\n' +
      'GET /room HTTP/1.1\r\nUpgrade: websocket\r\n\r\nGET /e HTTP/1.1\r\n\r\n',
  )
  const found = [
    { method: 'POST', path: '/a' },
    { method: 'GET', path: '/c?d=1' },
    { method: 'GET', path: '/room' },
  ]
  for (let size = 1; size <= sent.length; size += 1) {
    const lines = new RequestLines()
    const seen = []
    for (let at = 0; at < sent.length; at += size) seen.push(...lines.read(sent.subarray(at, at + size)))
    expect(seen).toEqual(found)
  }
})
