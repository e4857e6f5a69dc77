/**
 * The one connection of a shift: a y-websocket room named after the member, which carries their presence document, the
 * store's presence (awareness), the feed and the clock. A silence watchdog of six seconds (RE2) and jitter in the reconnecting
 * belong here too.
 */
import { readVarString } from 'lib0/decoding'
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import type { MemberId } from '../identifiers.ts'
import type { Batch } from '../protocol/feed.ts'
import { type ClockDown, type ClockUp, type FeedDown, type FeedUp, messageTypes } from '../protocol/socket.ts'
import type { Position } from './feed.ts'

/**
 * `refused`: the server closed for good, with a code of `closeCodes`; only a person can go on from there. In all other cases
 * the connection comes back by itself.
 */
export type ConnectionState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'reconnecting' }
  | { readonly is: 'refused'; readonly code: number }

export interface ConnectionParts {
  /** `https://shop.example`, as the page was loaded from. */
  readonly origin: string
  readonly member: MemberId
  readonly doc: Doc
  readonly awareness: Awareness
  /** Page time, in milliseconds: any clock that only runs forward. */
  readonly pageTime: () => number
  /** Called on every new connection: what the device has. */
  readonly position: () => Position | null
  /** Returns true to ask for everything again. */
  readonly onBatch: (batch: Batch) => boolean
  readonly onClock: (message: ClockDown, arrivedAt: number) => void
  readonly onState: (state: ConnectionState) => void
}

/** Opens the connection; returns how to close it. */
export function connect(parts: ConnectionParts): () => void {
  const { doc, awareness } = parts
  const provider = new WebsocketProvider(`${parts.origin.replace(/^http/, 'ws')}/api/v1/rooms`, parts.member, doc, {
    awareness,
    connect: false,
    disableBc: true,
  })
  let wasLive = false

  provider.messageHandlers[messageTypes.feed] = (encoder: Encoder, decoder) => {
    const down = JSON.parse(readVarString(decoder)) as FeedDown
    if (parts.onBatch(down.batch)) writeJson<FeedUp>(encoder, messageTypes.feed, { is: 'position', position: null })
  }
  // Answered in the same turn: this echo is what makes the member reachable (RE1).
  provider.messageHandlers[messageTypes.clock] = (encoder: Encoder, decoder) => {
    const arrivedAt = parts.pageTime()
    const down = JSON.parse(readVarString(decoder)) as ClockDown
    writeJson<ClockUp>(encoder, messageTypes.clock, { n: down.n, pageTime: parts.pageTime() })
    parts.onClock(down, arrivedAt)
  }
  onlyOwnAwareness(provider, awareness)

  provider.on('status', ({ status }) => {
    if (status === 'connected') {
      const encoder = createEncoder()
      writeJson<FeedUp>(encoder, messageTypes.feed, { is: 'position', position: parts.position() })
      provider.ws?.send(toUint8Array(encoder))
      wasLive = true
      parts.onState({ is: 'live' })
    } else {
      parts.onState({ is: wasLive ? 'reconnecting' : 'connecting' })
    }
  })
  provider.on('connection-close', () => {
    // A server that was restarted counts its states from the start again; what is remembered of the old ones would hide them.
    for (const client of awareness.meta.keys()) if (client !== awareness.clientID) awareness.meta.delete(client)
    if (wasLive) parts.onState({ is: 'reconnecting' })
  })
  provider.on('closed', ({ code }) => parts.onState({ is: 'refused', code }))

  provider.connect()
  return () => provider.destroy()
}

/** Stock y-websocket sends every state it hears back to where it came from; ours sends the page's own report and nothing else. */
function onlyOwnAwareness(provider: WebsocketProvider, awareness: Awareness): void {
  awareness.off('update', provider._awarenessUpdateHandler)
  awareness.on('update', (_changed: unknown, origin: unknown) => {
    if (origin !== 'local' || provider.ws?.readyState !== provider._WS.OPEN) return
    const encoder = createEncoder()
    writeVarUint(encoder, messageTypes.awareness)
    writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
    provider.ws.send(toUint8Array(encoder))
  })
}

function writeJson<T>(encoder: Encoder, type: number, value: T): void {
  writeVarUint(encoder, type)
  writeVarString(encoder, JSON.stringify(value))
}
