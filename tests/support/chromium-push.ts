/**
 * The other side of a push service for Chromium: the check-in of a device, the registration of a subscription, and the connection
 * on which messages are handed over, as Google's own service speaks them. What comes while the browser is away is kept for its
 * TTL, and not a second longer.
 *
 * It rests on switches that Chromium has for its own developers, which a later version may take away.
 */
import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { bytesField, fixed64Field, numberField, type ProtobufFields, readProtobuf, readVarint, varintOf } from './protobuf.ts'
import type { PushRegistration, PushService, TakenPush } from './push-service.ts'

/** The frames of the connection, by the number that they begin with. */
const frame = { ping: 0, pong: 1, login: 2, loggedIn: 3, notice: 7, message: 8 } as const
const protocolVersion = 41
/** What a notice may be about: the names of the messages that have come. */
const receivedByName = 12n

interface Registered {
  readonly app: string
  /** The worker's own name in the browser, which an end of the subscription names. */
  readonly subtype: string
  readonly registration: PushRegistration
}
interface Waiting {
  readonly registered: Registered
  readonly topic: string | undefined
  readonly expiresAt: number
  readonly content: Buffer
}
interface Device {
  connection: Connection | null
  readonly registered: Set<Registered>
  /** Not acknowledged yet, by the message's name. */
  readonly waiting: Map<string, Waiting>
}

export interface ChromiumPush {
  /** What Chromium has to be told, as arguments. */
  readonly arguments: readonly string[]
  /** A browser has asked here for what it would otherwise ask Google. */
  readonly isAsked: boolean
  /** Ages what waits: as if a browser that is away had been away for so long. */
  pass(ms: number): void
  close(): Promise<void>
}

export async function startChromiumPush(service: PushService): Promise<ChromiumPush> {
  const devices = new Map<string, Device>()
  const sockets = new Set<Socket>()
  const { cert, key, keyHash } = service.certificate
  let aheadMs = 0
  let isAsked = false
  const now = () => Date.now() + aheadMs

  const web = createHttpServer((request, response) => {
    answer(request, response).catch((failure: unknown) => response.writeHead(500).end(String(failure)))
  })
  const messages = createTlsServer({ cert, key }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const connection = new Connection(socket, (tag, fields) => hear(connection, tag, fields))
  })
  const port = (server: typeof web | typeof messages) =>
    new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    })
  const [webPort, messagesPort] = await Promise.all([port(web), port(messages)])

  function deviceOf(id: string): Device {
    const device = devices.get(id) ?? { connection: null, registered: new Set(), waiting: new Map() }
    devices.set(id, device)
    return device
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    isAsked = true
    if (request.url === '/checkin') {
      const known = readProtobuf(body).get(2)?.[0]
      const id = typeof known === 'bigint' && known > 0n ? known : randomBytes(8).readBigUInt64BE() >> 2n
      const device = [numberField(1, 1), numberField(3, now()), fixed64Field(7, id), fixed64Field(8, id), numberField(9, 0)]
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(Buffer.concat(device))
      return
    }
    const asked = new URLSearchParams(body.toString())
    const [, id = ''] = /^AidLogin (\d+):/.exec(request.headers.authorization ?? '') ?? []
    const told = asked.get('delete') === 'true' ? unregister(deviceOf(id), asked) : register(deviceOf(id), asked)
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`token=${told}`)
  }

  function register(device: Device, asked: URLSearchParams): string {
    const sender = asked.get('sender') ?? ''
    const app = asked.get('app') ?? ''
    const registration = service.register(sender, (push) => hand(device, registered, sender, push))
    const registered: Registered = { app, subtype: asked.get('X-subtype') ?? app, registration }
    device.registered.add(registered)
    return registration.token
  }

  function unregister(device: Device, asked: URLSearchParams): string {
    const name = asked.get('X-subtype') ?? asked.get('app') ?? ''
    for (const { subtype, registration } of device.registered) if (subtype === name) registration.isGone = true
    return name
  }

  function hand(device: Device, registered: Registered, sender: string, { id, body, ttl, topic }: TakenPush): void {
    const { app, subtype } = registered
    const about = (name: string, value: string) => bytesField(7, Buffer.concat([bytesField(1, name), bytesField(2, value)]))
    const content = Buffer.concat([
      bytesField(2, id),
      bytesField(3, sender),
      bytesField(4, ''),
      bytesField(5, app),
      about('subtype', subtype),
      about('content-encoding', 'aes128gcm'),
      bytesField(9, id),
      numberField(17, ttl),
      numberField(18, now()),
      bytesField(21, body),
      numberField(24, 1),
    ])
    for (const [name, one] of device.waiting) {
      if (topic !== undefined && one.topic === topic && one.registered === registered) device.waiting.delete(name)
    }
    device.waiting.set(id, { registered, topic, expiresAt: now() + ttl * 1_000, content })
    device.connection?.send(frame.message, content, id)
  }

  function hear(connection: Connection, tag: number, fields: ProtobufFields): void {
    const device = connection.device === null ? null : deviceOf(connection.device)
    const received = (name: string) => device?.waiting.delete(name)
    if (tag === frame.login) {
      logIn(connection, String(fields.get(1)?.[0]), String(fields.get(3)?.[0]), fields.get(10) ?? [])
    } else if (tag === frame.ping) {
      connection.send(frame.pong, Buffer.alloc(0))
    } else if (tag === frame.notice) {
      // It says how far the browser has read, and may name what it has received.
      for (const name of connection.readUpTo(Number(fields.get(10)?.[0] ?? 0))) received(name)
      const extension = fields.get(7)?.[0]
      const about = Buffer.isBuffer(extension) ? readProtobuf(extension) : null
      const names = about?.get(1)?.[0] === receivedByName ? about.get(2)?.[0] : undefined
      for (const name of Buffer.isBuffer(names) ? (readProtobuf(names).get(1) ?? []) : []) received(String(name))
    }
  }

  function logIn(connection: Connection, name: string, id: string, already: readonly (bigint | Buffer)[]): void {
    const device = deviceOf(id)
    connection.device = id
    device.connection = connection
    for (const one of already) device.waiting.delete(String(one))
    connection.send(frame.loggedIn, Buffer.concat([bytesField(1, name), numberField(8, now())]))
    for (const [waiting, { expiresAt, content }] of device.waiting) {
      if (expiresAt > now()) connection.send(frame.message, content, waiting)
      else device.waiting.delete(waiting)
    }
  }

  return {
    arguments: [
      `--gcm-checkin-url=http://127.0.0.1:${webPort}/checkin`,
      `--gcm-registration-url=http://127.0.0.1:${webPort}/register`,
      `--gcm-mcs-endpoint=https://127.0.0.1:${messagesPort}`,
      `--ignore-certificate-errors-spki-list=${keyHash}`,
    ],
    get isAsked() {
      return isAsked
    },
    pass: (ms) => {
      aheadMs += ms
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      web.closeAllConnections()
      await Promise.all([web, messages].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

/** One connection of a browser: frames of a kind, a length and a message; its first byte is the version. */
class Connection {
  device: string | null = null
  readonly #socket: Socket
  readonly #onFrame: (kind: number, fields: ProtobufFields) => void
  #unread = Buffer.alloc(0)
  #isGreeted = false
  /** Frames sent so far, and those that carried a message, by their place. */
  #sent = 0
  readonly #named = new Map<number, string>()

  constructor(socket: Socket, onFrame: (kind: number, fields: ProtobufFields) => void) {
    this.#socket = socket
    this.#onFrame = onFrame
    socket.on('data', (chunk) => this.#take(Buffer.from(chunk)))
  }

  send(kind: number, content: Buffer, name?: string): void {
    this.#sent += 1
    if (name !== undefined) this.#named.set(this.#sent, name)
    this.#socket.write(Buffer.concat([Buffer.from([kind]), varintOf(content.length), content]))
  }

  /** The names of the messages among the first so many frames that were not told yet. */
  readUpTo(place: number): readonly string[] {
    const read = [...this.#named].filter(([at]) => at <= place)
    for (const [at] of read) this.#named.delete(at)
    return read.map(([, name]) => name)
  }

  #take(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk])
    if (!this.#isGreeted && this.#unread.length > 0) {
      this.#isGreeted = true
      this.#unread = this.#unread.subarray(1)
      this.#socket.write(Buffer.from([protocolVersion]))
    }
    for (;;) {
      const length = this.#unread.length > 0 ? readVarint(this.#unread, 1) : null
      const end = length && length.end + Number(length.value)
      if (!length || end === null || this.#unread.length < end) return
      const [kind = 0] = this.#unread
      const content = this.#unread.subarray(length.end, end)
      this.#unread = this.#unread.subarray(end)
      this.#onFrame(kind, readProtobuf(content))
    }
  }
}
