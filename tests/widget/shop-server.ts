/**
 * A retailer's website and Shopbell's, for tests of the widget: serves a build and pages of the test's own, hands everything
 * else to a real server, and can be told to fail, to hang, and to cut what is open. Real HTTP and real streams, no mocks.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { extname, join } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** As strict as our own server's, so that a widget that needs more is noticed. */
const ownPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src *; base-uri 'none'"

/** What to do with a request instead of what would be done: answer it, drop its connection, or leave it waiting. */
type Fault =
  | { readonly is: 'answer'; readonly status: number; readonly body: object; readonly headers?: Record<string, string> }
  | { readonly is: 'drop' }
  | { readonly is: 'hang' }

export interface ShopServer {
  /** The same server under two names, so that a shop and Shopbell can be two origins. */
  readonly url: string
  readonly otherUrl: string
  /** Adds a page, under a policy of its own where one is given. */
  page(path: string, html: string, policy?: string): void
  /** Asked about every request to `/api`; `null` lets it through. */
  fault: (method: string, path: string) => Fault | null
  /** Every request to `/api` so far: `POST /api/v1/shopper/session`. */
  readonly asked: readonly string[]
  /** The bodies of those that had one, in order. */
  readonly bodies: readonly string[]
  /** How many streams of events are open. */
  openStreams(): number
  /** Ends every open stream, as a network that goes away does. */
  cutStreams(): void
  stop(): Promise<void>
}

/** @param api the real server's address; without one `/api` answers 503. */
export async function startShop(folder: string, api: string | null): Promise<ShopServer> {
  const pages = new Map<string, { readonly html: string; readonly policy: string }>()
  const asked: string[] = []
  const bodies: string[] = []
  const streams = new Set<ServerResponse>()
  const sockets = new Set<Socket>()

  const forward = (asking: IncomingMessage, body: Buffer, answer: ServerResponse) => {
    const passOn = httpRequest(`${api}${asking.url}`, { method: asking.method, headers: asking.headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      if (reply.headers['content-type']?.startsWith('text/event-stream')) {
        streams.add(answer)
        answer.flushHeaders()
      }
      reply.pipe(answer)
      reply.on('error', () => answer.destroy())
    })
    passOn.on('error', () => answer.destroy())
    answer.on('close', () => {
      streams.delete(answer)
      passOn.destroy()
    })
    passOn.end(body)
  }
  const handle = async (asking: IncomingMessage, answer: ServerResponse) => {
    const path = (asking.url ?? '').split('?')[0] ?? ''
    const page = pages.get(path)
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const headers = { 'content-security-policy': page?.policy ?? ownPolicy, 'cache-control': 'no-store' }
    if (page) answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(page.html)
    else if (/^\/(widget|demo)\//.test(path) && existsSync(file)) {
      answer.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', ...headers })
      createReadStream(file).pipe(answer)
    } else {
      const parts: Buffer[] = []
      for await (const part of asking) parts.push(part as Buffer)
      const body = Buffer.concat(parts)
      if (path.startsWith('/api')) asked.push(`${asking.method} ${path}`)
      if (body.length) bodies.push(body.toString())
      const fault = path.startsWith('/api') ? shop.fault(asking.method ?? '', path) : null
      if (fault?.is === 'drop') asking.socket.destroy()
      else if (fault?.is === 'answer') {
        answer.writeHead(fault.status, { 'content-type': 'application/problem+json', ...fault.headers })
        answer.end(JSON.stringify(fault.body))
      } else if (fault === null && api) forward(asking, body, answer)
      else if (fault === null) answer.writeHead(503).end('{}')
    }
  }
  const server = createServer((asking, answer) => void handle(asking, answer).catch(() => answer.destroy()))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const shop: ShopServer = {
    url: `http://127.0.0.1:${port}`,
    otherUrl: `http://localhost:${port}`,
    page: (path, html, policy = ownPolicy) => void pages.set(path, { html, policy }),
    fault: () => null,
    asked,
    bodies,
    openStreams: () => streams.size,
    cutStreams() {
      for (const stream of streams) stream.destroy()
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return shop
}
