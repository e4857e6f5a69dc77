/** One connection through the faulty proxy: a client's socket, the server's, and a wire for each direction between them. */
import { connect, type Socket } from 'node:net'
import type { Chance } from './chance.ts'
import { FaultyWire, type Parcel, type Weather } from './faulty-wire.ts'
import { type RequestLine, RequestLines } from './request-lines.ts'

export interface LostAnswer {
  /** The connection breaks as the answer sets out, or stays open and never says another word. */
  readonly how: 'reset' | 'silence'
  /** Called once the server has answered: whatever it did is done. */
  readonly wasLost: () => void
}

export interface ConnectionParts {
  readonly client: Socket
  readonly chance: Chance
  readonly up: () => Weather
  readonly down: () => Weather
  readonly port: () => number
  /** A request goes through to the server: is its answer to be lost? */
  readonly onRequest: (request: RequestLine) => LostAnswer | null
  /** Asked for every parcel of bytes that gets through: does the connection break instead? */
  readonly breaks: () => boolean
  readonly onGone: () => void
}

export class FaultyConnection {
  readonly #parts: ConnectionParts
  readonly #requests = new RequestLines()
  readonly #up: FaultyWire
  readonly #down: FaultyWire
  #server: Socket | null = null
  #losesAnswer: LostAnswer | null = null
  #isSilent = false
  #isGone = false

  constructor(parts: ConnectionParts) {
    this.#parts = parts
    // What a client sends before the server has taken the connection waits for it.
    const up = (): Weather => (this.#server ? parts.up() : { ...parts.up(), flow: 'held' })
    this.#up = new FaultyWire({ weather: up, chance: parts.chance, deliver: (parcel) => this.#deliverUp(parcel) })
    this.#down = new FaultyWire({ weather: parts.down, chance: parts.chance, deliver: (parcel) => this.#deliverDown(parcel) })
    this.#listen(parts.client, this.#up)
    this.look()
  }

  /** The weather has changed. */
  look(): void {
    if (this.#isGone) return
    // A handshake needs both directions: in silence a connection is not made, and nobody hears that it was not.
    if (!this.#server && this.#parts.up().flow === 'flowing' && this.#parts.down().flow === 'flowing') this.#connect()
    this.#up.look()
    this.#down.look()
  }

  /** The weather is fair again: whoever lost something cannot go on, the others do. */
  heal(): void {
    if (this.#up.hasLost || this.#down.hasLost || this.#isSilent) this.reset()
    else this.look()
  }

  /** Both sides hear of a broken connection at once. */
  reset(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#up.cut()
    this.#down.cut()
    this.#parts.client.resetAndDestroy()
    this.#server?.resetAndDestroy()
    this.#parts.onGone()
  }

  #connect(): void {
    this.#server = connect({ port: this.#parts.port(), host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    this.#listen(this.#server, this.#down)
  }

  #listen(from: Socket, wire: FaultyWire): void {
    from.on('data', (bytes: Buffer) => {
      wire.put(bytes)
      if (wire.isFull) from.pause()
    })
    from.on('end', () => wire.put('end'))
    // A server that is down refuses, a killed one resets: either is told to the client as the other would be.
    from.on('error', () => wire.put('reset'))
    from.on('close', () => this.#goIfBothClosed())
  }

  #deliverUp(parcel: Parcel): void {
    if (parcel === 'end') this.#server?.end()
    else if (parcel === 'reset' || this.#parts.breaks()) this.reset()
    else {
      for (const request of this.#requests.read(parcel)) this.#losesAnswer ??= this.#parts.onRequest(request)
      this.#server?.write(parcel)
      if (!this.#up.isFull) this.#parts.client.resume()
    }
  }

  #deliverDown(parcel: Parcel): void {
    if (this.#losesAnswer && typeof parcel !== 'string') this.#loseAnswer(this.#losesAnswer)
    if (this.#isGone || this.#isSilent) return
    if (parcel === 'end') this.#parts.client.end()
    else if (parcel === 'reset' || this.#parts.breaks()) this.reset()
    else {
      this.#parts.client.write(parcel)
      if (!this.#down.isFull) this.#server?.resume()
    }
  }

  #loseAnswer({ how, wasLost }: LostAnswer): void {
    this.#losesAnswer = null
    if (how === 'reset') this.reset()
    else this.#isSilent = true
    wasLost()
  }

  #goIfBothClosed(): void {
    if (this.#isGone || !this.#parts.client.closed || !this.#server?.closed) return
    this.#isGone = true
    this.#parts.onGone()
  }
}
