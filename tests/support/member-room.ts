/**
 * A scripted member's place in their room, over one connection after the other. The wish is kept as plain stamps, and every
 * connection has a document of its own, as the protocol asks of clients: a document outlives neither its room nor the server.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket as NodeWebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import type { WishStamps } from '../../src/protocol/commands.ts'
import {
  type ClockDown,
  type ClockUp,
  type FeedDown,
  type FeedUp,
  type MemberPresence,
  messageTypes,
  type PageReport,
  silenceMs,
  wishMap,
} from '../../src/protocol/socket.ts'
import { protocolVersion, versionParameter } from '../../src/protocol/version.ts'

export interface MemberRoomParts {
  /** `http://127.0.0.1:PORT`. */
  readonly server: string
  readonly member: MemberId
  readonly device: DeviceId
  readonly cookie: string
  /** What the member has of the feed. */
  readonly position: () => FeedUp['position']
  readonly onFeed: (down: FeedDown) => void
  /** Something else changed. */
  readonly onChange: () => void
}

const firstPauseMs = 100
const longestPauseMs = 2_000

export class MemberRoom {
  readonly #parts: MemberRoomParts
  #connection: WebsocketProvider | null = null
  #isWanted = false
  #attempts = 0
  /** Until the next attempt, or until the connection counts as dead. */
  #timer: NodeJS.Timeout | undefined
  #lastClose = 'never'
  #lastServerTime = 0
  #clockOffset = 0
  /** What this device wrote, whichever documents have come and gone since. */
  #own: WishStamps = { on: 0, off: 0 }
  #report: PageReport = { delivered: [], displayed: [] }

  constructor(parts: MemberRoomParts) {
    this.#parts = parts
  }

  get isConnected(): boolean {
    return this.#connection?.wsconnected ?? false
  }

  /** Code and reason of the last end. */
  get lastClose(): string {
    return this.#lastClose
  }

  /** The server's time as it last said it, every two seconds; in milliseconds since 1970. */
  get lastServerTime(): number {
    return this.#lastServerTime
  }

  /** The team as the server publishes it. */
  get team(): readonly MemberPresence[] {
    if (!this.#connection) return []
    const { awareness, doc } = this.#connection
    const others = [...awareness.getStates()].filter(([client]) => client !== doc.clientID)
    return others.map(([, state]) => state as unknown as MemberPresence)
  }

  /** Connects, and again whenever the connection ends, unless the server says that it is for good (4400 to 4499). */
  connect(): void {
    this.#isWanted = true
    if (!this.#connection) this.#open()
  }

  disconnect(): void {
    this.#isWanted = false
    this.#end()
    this.#parts.onChange()
  }

  report(report: PageReport): void {
    this.#report = report
    this.#connection?.awareness.setLocalState({ ...report })
  }

  /** AV2: the stamp is the larger of one more than any seen and the estimated server time. Returns what this device wrote. */
  writeWish(register: WishStamps | undefined, change: (stamp: number, own: WishStamps) => WishStamps): WishStamps {
    const seen = [this.#own, ...(register ? [register] : []), ...(this.#connection ? wishesIn(this.#connection.doc) : [])]
    const largest = Math.max(...seen.flatMap(({ on, off }) => [on, off]))
    this.#own = change(Math.max(largest + 1, Math.floor(Date.now() + this.#clockOffset)), this.#own)
    if (this.#connection?.synced) this.#ensureWish(this.#connection.doc)
    return this.#own
  }

  #open(): void {
    clearTimeout(this.#timer)
    const { server, member, cookie, onFeed, onChange } = this.#parts
    const connection = new WebsocketProvider(`${server.replace('http', 'ws')}/api/v1/rooms`, member, new Y.Doc(), {
      disableBc: true,
      params: { [versionParameter]: String(protocolVersion) },
      WebSocketPolyfill: withHeaders({ Cookie: cookie, Origin: server }),
      connect: false,
    })
    this.#connection = connection
    connection.messageHandlers[messageTypes.feed] = (_encoder, decoder) => {
      onFeed(JSON.parse(decoding.readVarString(decoder)) as FeedDown)
    }
    connection.messageHandlers[messageTypes.clock] = (encoder, decoder) => {
      write(encoder, messageTypes.clock, this.#readClock(JSON.parse(decoding.readVarString(decoder)) as ClockDown))
      this.#attempts = 0
      this.#endAfterSilence()
    }
    connection.awareness.setLocalState({ ...this.#report })
    connection.awareness.on('change', onChange)
    connection.on('status', ({ status }) => {
      if (status === 'connected') this.#sendPosition(connection)
      onChange()
    })
    connection.on('sync', (isSynced) => {
      if (isSynced) this.#ensureWish(connection.doc)
    })
    connection.on('connection-close', (event) => {
      if (this.#connection === connection) this.#lost(event)
    })
    this.#endAfterSilence()
    connection.connect()
  }

  /** RE2, at this end; it bounds the opening as well. */
  #endAfterSilence(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#lost(null), silenceMs)
  }

  #lost(event: { readonly code: number; readonly reason: string } | null): void {
    if (event) this.#lastClose = `${event.code} ${event.reason}`
    if (event && event.code >= 4400 && event.code < 4500) this.#isWanted = false
    this.#end()
    if (this.#isWanted) {
      const pauseMs = Math.min(firstPauseMs * 2 ** this.#attempts, longestPauseMs)
      this.#attempts += 1
      this.#timer = setTimeout(() => this.#open(), pauseMs)
    }
    this.#parts.onChange()
  }

  #end(): void {
    clearTimeout(this.#timer)
    const connection = this.#connection
    this.#connection = null
    connection?.destroy()
    connection?.doc.destroy()
  }

  /** Only where the room says less: a key that says nothing new would be one more trace in its document. */
  #ensureWish(doc: Y.Doc): void {
    const said = wishesIn(doc)
    const isSaid = said.some(({ on }) => on >= this.#own.on) && said.some(({ off }) => off >= this.#own.off)
    if (!isSaid && Math.max(this.#own.on, this.#own.off) > 0) doc.getMap<WishStamps>(wishMap).set(this.#parts.device, this.#own)
  }

  #sendPosition(connection: WebsocketProvider): void {
    const encoder = encoding.createEncoder()
    write(encoder, messageTypes.feed, { is: 'position', position: this.#parts.position() } satisfies FeedUp)
    connection.ws?.send(encoding.toUint8Array(encoder))
  }

  /** As NTP does it: halves the difference between the way there and the way back. */
  #readClock({ n, serverTime, previous }: ClockDown): ClockUp {
    const pageTime = Date.now()
    this.#lastServerTime = serverTime
    const wayThere = previous ? previous.receivedAt - previous.pageTime : serverTime - pageTime
    this.#clockOffset = (wayThere + serverTime - pageTime) / 2
    return { n, pageTime }
  }
}

function wishesIn(doc: Y.Doc): readonly WishStamps[] {
  return [...doc.getMap<WishStamps>(wishMap).values()]
}

function write(encoder: encoding.Encoder, type: number, content: ClockUp | FeedUp): void {
  encoding.writeVarUint(encoder, type)
  encoding.writeVarString(encoder, JSON.stringify(content))
}

/** A browser sends its cookie and its origin by itself; Node has to be told. */
function withHeaders(headers: Readonly<Record<string, string>>): typeof WebSocket {
  class SocketWithHeaders extends NodeWebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers })
    }
  }
  return SocketWithHeaders as unknown as typeof WebSocket
}
