/**
 * A push service for tests (RFC 8030) over HTTPS on this machine: checks what a sender has to send, VAPID included, and hands
 * each message to whoever receives for its subscription. {@link PushReceiver} is a browser in this process; a browser test
 * registers the connection to its own browser instead. It can be told to answer anything, or never.
 */
import { createECDH, type ECDH, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { importJWK, jwtVerify } from 'jose'
import { type Certificate, makeCertificate } from './certificate.ts'
import { decryptPush } from './push-decryption.ts'
import { Waiting } from './waiting.ts'

/** A message that the service took, still encrypted. */
export interface TakenPush {
  readonly id: string
  readonly body: Buffer
  /** Seconds. */
  readonly ttl: number
  readonly topic: string | undefined
  readonly urgency: string | undefined
  /** What the sender said of itself. */
  readonly contact: string | undefined
}

/** How to answer in place of the usual: a status, or nothing at all. */
export type OddAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'never' | 'cutOff'

/** One subscription as the service has it. */
export interface PushRegistration {
  readonly token: string
  readonly endpoint: string
  /** The sender's key, base64url; `null` for a subscription that anybody may send to. */
  readonly applicationServerKey: string | null
  readonly deliver: (push: TakenPush) => void
  isGone: boolean
  readonly oddAnswers: OddAnswer[]
}

export interface PushServiceOptions {
  /** A free one unless given. */
  readonly port?: number
  readonly certificate?: Certificate
}

const mostBytes = 4_096

export async function startPushService({
  port = 0,
  certificate = makeCertificate(),
}: PushServiceOptions = {}): Promise<PushService> {
  const service = new PushService(certificate)
  await service.listen(port)
  return service
}

export class PushService {
  readonly certificate: Certificate
  /** What was asked of it, with the answers: `null` where there was none. */
  readonly requests: { readonly method: string; readonly path: string; readonly status: number | null }[] = []
  readonly #server: Server
  readonly #registrations = new Map<string, PushRegistration>()
  readonly #waiting = new Waiting()
  #port = 0

  constructor(certificate: Certificate) {
    this.certificate = certificate
    this.#server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
      this.#answer(request, response).catch((failure: unknown) => this.#say(request, response, 500, String(failure)))
    })
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  /** What a server under test calls its push host: `localhost:PORT`. */
  get host(): string {
    return `localhost:${this.#port}`
  }

  get origin(): string {
    return `https://${this.host}`
  }

  register(applicationServerKey: string | null, deliver: (push: TakenPush) => void): PushRegistration {
    const token = randomBytes(24).toString('base64url')
    const registration = { token, endpoint: this.endpointOf(token), applicationServerKey, deliver, isGone: false, oddAnswers: [] }
    this.#registrations.set(token, registration)
    return registration
  }

  /** The registration that was made last: a browser's that has just subscribed. */
  get latest(): PushRegistration {
    const latest = [...this.#registrations.values()].at(-1)
    if (!latest) throw new Error('Nobody has subscribed.')
    return latest
  }

  /** Where messages are taken for the registration with this token. */
  endpointOf(token: string): string {
    return `${this.origin}/push/${token}`
  }

  /** A browser in this process. */
  subscribe(applicationServerKey: string): PushReceiver {
    return new PushReceiver(this, applicationServerKey)
  }

  /** Waits until so many requests have come. */
  untilRequests(count: number): Promise<unknown> {
    return this.#waiting.until(`${count} requests`, () => this.requests.length >= count, {
      instead: () => JSON.stringify(this.requests),
    })
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const registration = this.#registrations.get((request.url ?? '').split('/').pop() ?? '')
    if (request.method !== 'POST') return this.#say(request, response, 405, 'Only POST')
    if (!registration) return this.#say(request, response, 404, 'No such subscription')
    const odd = registration.oddAnswers.shift()
    if (odd === 'never') return this.#noted(request, null)
    if (odd === 'cutOff') {
      this.#noted(request, null)
      request.socket.destroy()
      return
    }
    if (odd) return this.#say(request, response, odd.status, 'As told', odd.headers)
    if (registration.isGone) return this.#say(request, response, 410, 'The subscription is over')
    const { headers } = request
    const broken = brokenPart(request, body)
    if (broken !== null) return this.#say(request, response, broken.status, broken.why)
    const contact = await this.#sender(headers.authorization, registration).catch((failure: unknown) => failure)
    if (contact instanceof Error) return this.#say(request, response, 403, contact.message)
    const id = randomUUID()
    registration.deliver({
      id,
      body,
      ttl: Number(headers.ttl),
      topic: headers.topic?.toString(),
      urgency: headers.urgency?.toString(),
      contact: contact as string | undefined,
    })
    this.#say(request, response, 201, '', { location: `${this.origin}/message/${id}` })
  }

  /** RFC 8292: resolves to the sender's contact; rejects where the token is not theirs, not for here, or not of today. */
  async #sender(authorization: string | undefined, { applicationServerKey }: PushRegistration): Promise<string | undefined> {
    const [, token, key] = /^vapid t=([^,\s]+),\s*k=([^,\s]+)$/.exec(authorization ?? '') ?? []
    if (!token || !key) throw new Error('No VAPID token')
    if (applicationServerKey !== null && key !== applicationServerKey) throw new Error('Another sender’s key')
    const point = Buffer.from(key, 'base64url')
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
    const jwk = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
    const { payload } = await jwtVerify(token, jwk, {
      audience: this.origin,
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'sub'],
    })
    if ((payload.exp ?? 0) * 1_000 > Date.now() + 86_400_000) throw new Error('A token for more than a day')
    return payload.sub
  }

  #say(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    text: string,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    response.writeHead(status, { ...headers }).end(text)
    this.#noted(request, status)
  }

  #noted(request: IncomingMessage, status: number | null): void {
    this.requests.push({ method: request.method ?? '', path: request.url ?? '', status })
    this.#waiting.changed()
  }
}

function brokenPart({ headers }: IncomingMessage, body: Buffer): { readonly status: number; readonly why: string } | null {
  if (!/^\d+$/.test(headers.ttl?.toString() ?? '')) return { status: 400, why: 'No TTL' }
  if (body.length > mostBytes) return { status: 413, why: 'Too large' }
  if (headers['content-encoding'] !== 'aes128gcm') return { status: 415, why: 'Not aes128gcm' }
  const { urgency = 'normal', topic = 'none' } = headers
  if (!/^(very-low|low|normal|high)$/.test(urgency.toString())) return { status: 400, why: 'No such urgency' }
  return /^[A-Za-z0-9_-]{1,32}$/.test(topic.toString()) ? null : { status: 400, why: 'Not a topic' }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A browser’s half: its keys, its subscription, and what it has been sent, decrypted. */
export class PushReceiver {
  readonly registration: PushRegistration
  readonly received: (TakenPush & { readonly text: string })[] = []
  /** As `PushSubscription.toJSON()` gives it, without what a server has no use for. */
  readonly subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }
  readonly #keys: ECDH = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  readonly #waiting = new Waiting()

  constructor(service: PushService, applicationServerKey: string) {
    this.#keys.generateKeys()
    this.registration = service.register(applicationServerKey, (push) => {
      this.received.push({ ...push, text: decryptPush(push.body, this.#keys, this.#auth).toString() })
      this.#waiting.changed()
    })
    const keys = { p256dh: this.#keys.getPublicKey('base64url'), auth: this.#auth.toString('base64url') }
    this.subscription = { endpoint: this.registration.endpoint, keys }
  }

  /** The messages, read as JSON. */
  messages<Message>(): readonly Message[] {
    return this.received.map(({ text }) => JSON.parse(text) as Message)
  }

  /** Waits for a message. */
  until<Message>(what: string, find: (message: Message) => boolean): Promise<Message> {
    return this.#waiting.until(what, () => this.messages<Message>().find(find), {
      instead: () => JSON.stringify(this.messages()),
    })
  }

  /** The next requests for it are answered so. */
  answerNext(...answers: readonly OddAnswer[]): void {
    this.registration.oddAnswers.push(...answers)
  }
}
