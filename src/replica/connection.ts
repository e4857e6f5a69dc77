/**
 * One connection of a shift over y-websocket: the room named after the member, which carries their presence document, the
 * store's presence (awareness), the feed and the clock. When it is over it is over; link.ts opens the next.
 */
import { readVarString } from 'lib0/decoding'
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type { MemberId } from '../identifiers.ts'
import type { BellCheckDown, BellCheckUp } from '../protocol/push.ts'
import { type ClockDown, type ClockUp, type FeedDown, type FeedUp, messageTypes } from '../protocol/socket.ts'
import { protocolVersion, versionParameter } from '../protocol/version.ts'
import type { Dial } from './link.ts'
import type { PageTime } from './page-time.ts'
import { newRoomDocument } from './room-document.ts'

/** Dials the member's room. `origin` is `https://shop.example`, as the page was loaded from. */
export function roomDial(origin: string, member: MemberId, time: PageTime): Dial {
  return (ends) => {
    const room = newRoomDocument()
    const { doc, awareness } = room
    const provider = new WebsocketProvider(`${origin.replace(/^http/, 'ws')}/api/v1/rooms`, member, doc, {
      awareness,
      connect: false,
      params: { [versionParameter]: String(protocolVersion) },
      disableBc: true,
    })
    provider.messageHandlers[messageTypes.feed] = (encoder: Encoder, decoder) => {
      const down = JSON.parse(readVarString(decoder)) as FeedDown
      if (ends.onBatch(down.batch)) writeJson<FeedUp>(encoder, messageTypes.feed, { is: 'position', position: null })
    }
    // Answered in the same turn: this echo is what makes the member reachable (RE1).
    provider.messageHandlers[messageTypes.clock] = (encoder: Encoder, decoder) => {
      const arrivedAt = time.now()
      const down = JSON.parse(readVarString(decoder)) as ClockDown
      writeJson<ClockUp>(encoder, messageTypes.clock, { n: down.n, pageTime: time.now() })
      ends.onClock(down, arrivedAt)
    }
    provider.messageHandlers[messageTypes.bellCheck] = (_encoder, decoder) => {
      ends.onBellCheck(JSON.parse(readVarString(decoder)) as BellCheckDown, (up) => {
        if (provider.ws?.readyState !== provider._WS.OPEN) return
        const encoder = createEncoder()
        writeJson<BellCheckUp>(encoder, messageTypes.bellCheck, up)
        provider.ws.send(toUint8Array(encoder))
      })
    }
    onlyOwnAwareness(provider, awareness)

    let isOver = false
    const close = () => {
      isOver = true
      provider.destroy()
    }
    provider.on('status', ({ status }) => {
      if (status !== 'connected') return
      const encoder = createEncoder()
      writeJson<FeedUp>(encoder, messageTypes.feed, { is: 'position', position: ends.position() })
      provider.ws?.send(toUint8Array(encoder))
      ends.onOpen(room)
    })
    provider.on('sync', (isSynced) => isSynced && ends.onSynced())
    provider.on('connection-close', (event) => {
      if (isOver) return
      close()
      ends.onClosed(event?.code ?? null)
    })
    provider.connect()
    return { close }
  }
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
