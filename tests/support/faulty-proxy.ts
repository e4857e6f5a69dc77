/**
 * A bad network for a test: a TCP proxy on loopback, between clients and a server, whose faults are switched on and off while
 * everything runs. HTTP, event streams and WebSockets go through alike. A test that wants somebody's network bad and somebody
 * else's good gives each a proxy of their own.
 */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { Chance } from './chance.ts'
import { FaultyConnection, type LostAnswer } from './faulty-connection.ts'
import { fairWeather, type Weather } from './faulty-wire.ts'
import { type RequestLine, RequestLines } from './request-lines.ts'

/** `up` is from the client to the server. */
export type Way = 'up' | 'down' | 'both'

export interface FaultsAtRandom {
  /** How likely a connection breaks, for each parcel of bytes. */
  readonly resets?: number
  /** How likely a request gets through and its answer does not, for each request; the connection breaks instead. */
  readonly lostAnswers?: number
}

interface LostAnswers {
  readonly match: (request: RequestLine) => boolean
  readonly how: LostAnswer['how']
  timesLeft: number
  readonly wasLost: (request: RequestLine) => void
}

const portalPage = '<!doctype html><title>Welcome</title><p>Accept the terms of this network to go on.'
const portalAnswer = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/html; charset=utf-8',
  `Content-Length: ${portalPage.length}`,
  'Connection: close',
  '',
  portalPage,
].join('\r\n')

/** Starts a proxy to the server at `target` (`http://127.0.0.1:PORT`), without faults. Whoever starts it calls `end`. */
export async function startFaultyProxy(target: string, chance = new Chance(1)): Promise<FaultyProxy> {
  const server = createServer({ allowHalfOpen: true, noDelay: true })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new FaultyProxy(server, target, chance)
}

export class FaultyProxy {
  readonly #server: Server
  readonly #chance: Chance
  readonly #connections = new Set<FaultyConnection>()
  /** Connections that no server knows of, because a portal answers them. */
  readonly #inPortal = new Set<Socket>()
  #port: number
  #admits: 'all' | 'nobody' | 'toPortal' = 'all'
  #up: Weather = fairWeather
  #down: Weather = fairWeather
  #lostAnswers: LostAnswers[] = []
  #atRandom: Required<FaultsAtRandom> = { resets: 0, lostAnswers: 0 }

  constructor(server: Server, target: string, chance: Chance) {
    this.#server = server
    this.#chance = chance
    this.#port = portOf(target)
    server.on('connection', (client) => this.#admit(client))
  }

  /** `http://127.0.0.1:PORT`: what clients are to take for the server. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#connections.size
  }

  /** Connections made from now on go to another server. One that is down refuses, as without a proxy. */
  pointTo(target: string): void {
    this.#port = portOf(target)
  }

  /** Everything arrives later and slower. Each direction has the figures for itself, so a round trip has the delay twice. */
  slowDown(how: Partial<Omit<Weather, 'flow'>>): void {
    this.#change('both', how)
  }

  /**
   * A half-open network: nothing arrives, nothing closes, new connections hang. After `heal` what was sent meanwhile arrives, as
   * with Wi-Fi that comes back in time.
   */
  silence(way: Way = 'both'): void {
    this.#change(way, { flow: 'held' })
  }

  /** The same, but what was sent is gone: after `heal` the connections that lost something are found broken. */
  swallow(way: Way = 'both'): void {
    this.#change(way, { flow: 'swallowed' })
  }

  /** Breaks every connection that is open now; new ones are welcome. */
  reset(): void {
    for (const connection of [...this.#connections]) connection.reset()
    for (const client of this.#inPortal) client.resetAndDestroy()
  }

  /** As a server that is down: every connection breaks, and so does every new one. */
  refuse(): void {
    this.#admits = 'nobody'
    this.reset()
  }

  /** As a network that wants its terms accepted first: every request is answered with a page of HTML, status 200. */
  captivePortal(): void {
    this.#admits = 'toPortal'
    this.reset()
  }

  /**
   * Requests that match go through, and their answers never come back: the connection breaks in the moment of the answer, or
   * stays open in silence. Resolves when the first answer was lost, so what it answered is done.
   */
  loseAnswers(
    match: (request: RequestLine) => boolean,
    { how = 'reset', times = Number.POSITIVE_INFINITY }: { readonly how?: LostAnswer['how']; readonly times?: number } = {},
  ): Promise<RequestLine> {
    return new Promise((wasLost) => {
      this.#lostAnswers.push({ match, how, timesLeft: times, wasLost })
    })
  }

  /** Faults by chance, beside all others. */
  atRandom({ resets = 0, lostAnswers = 0 }: FaultsAtRandom): void {
    this.#atRandom = { resets, lostAnswers }
  }

  /** Ends every fault. */
  heal(): void {
    this.#admits = 'all'
    this.#lostAnswers = []
    this.#atRandom = { resets: 0, lostAnswers: 0 }
    this.#up = fairWeather
    this.#down = fairWeather
    for (const connection of [...this.#connections]) connection.heal()
  }

  /** Breaks everything and stops listening. */
  async end(): Promise<void> {
    const hasClosed = once(this.#server, 'close')
    this.#server.close()
    this.reset()
    await hasClosed
  }

  #change(way: Way, change: Partial<Weather>): void {
    if (way !== 'down') this.#up = { ...this.#up, ...change }
    if (way !== 'up') this.#down = { ...this.#down, ...change }
    for (const connection of [...this.#connections]) connection.look()
  }

  #admit(client: Socket): void {
    if (this.#admits === 'nobody') client.resetAndDestroy()
    else if (this.#admits === 'toPortal') this.#welcomeToPortal(client)
    else this.#letThrough(client)
  }

  #letThrough(client: Socket): void {
    const connection = new FaultyConnection({
      client,
      chance: this.#chance,
      up: () => this.#up,
      down: () => this.#down,
      port: () => this.#port,
      onRequest: (request) => this.#fateOfAnswer(request),
      breaks: () => this.#atRandom.resets > 0 && this.#chance.happens(this.#atRandom.resets),
      onGone: () => this.#connections.delete(connection),
    })
    this.#connections.add(connection)
  }

  #fateOfAnswer(request: RequestLine): LostAnswer | null {
    const wanted = this.#lostAnswers.find(({ match, timesLeft }) => timesLeft > 0 && match(request))
    if (wanted) {
      wanted.timesLeft -= 1
      return { how: wanted.how, wasLost: () => wanted.wasLost(request) }
    }
    const isLost = this.#atRandom.lostAnswers > 0 && this.#chance.happens(this.#atRandom.lostAnswers)
    return isLost ? { how: 'reset', wasLost: () => {} } : null
  }

  #welcomeToPortal(client: Socket): void {
    const requests = new RequestLines()
    this.#inPortal.add(client)
    client.on('close', () => this.#inPortal.delete(client))
    // Whoever goes away in the middle is welcome to.
    client.on('error', () => {})
    client.on('end', () => client.end())
    client.on('data', (bytes: Buffer) => {
      if (requests.read(bytes).length > 0) client.end(portalAnswer)
    })
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port)
}
