/** What y-websocket does on the wire, over the virtual network: sync steps, updates, the page's report, the feed, the clock. */
import { createDecoder, type Decoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import {
  createEncoder,
  type Encoder,
  encode,
  length,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import { type ClockDown, type ClockUp, type FeedDown, type FeedUp, messageTypes } from '../../src/protocol/socket.ts'
import type { ConnectionEnds } from '../../src/replica/link.ts'
import type { RoomDocument } from '../../src/replica/room-document.ts'

/** The page's end of a stream that is open. */
export interface PageSocket {
  send(frame: Uint8Array): void
}

export interface PageProtocol {
  /** A frame has arrived. */
  frame(bytes: Uint8Array): void
  /** The stream is over: the document and the awareness are heard no more. */
  end(): void
}

/** Speaks for the page on a stream that has just opened. `now` is the page's time. */
export function speak(ends: ConnectionEnds, room: RoomDocument, socket: PageSocket, now: () => number): PageProtocol {
  const { doc, awareness } = room
  let isSynced = false

  const send = (type: number, write: (encoder: Encoder) => void) =>
    socket.send(
      encode((encoder) => {
        writeVarUint(encoder, type)
        write(encoder)
      }),
    )
  const sendJson = <T>(type: number, value: T) => send(type, (encoder) => writeVarString(encoder, JSON.stringify(value)))
  const sendReport = () =>
    send(messageTypes.awareness, (encoder) => writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID])))

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== doc) send(messageTypes.sync, (encoder) => writeUpdate(encoder, update))
  }
  const onAwareness = (_: unknown, origin: unknown) => {
    if (origin === 'local') sendReport()
  }
  doc.on('update', onUpdate)
  awareness.on('update', onAwareness)

  function receiveSync(decoder: Decoder): void {
    const answer = createEncoder()
    writeVarUint(answer, messageTypes.sync)
    const type = readSyncMessage(decoder, answer, doc, doc)
    if (length(answer) > 1) socket.send(toUint8Array(answer))
    if (type !== messageYjsSyncStep2 || isSynced) return
    isSynced = true
    ends.onSynced()
  }

  function receive(bytes: Uint8Array): void {
    const decoder = createDecoder(bytes)
    switch (readVarUint(decoder)) {
      case messageTypes.sync:
        receiveSync(decoder)
        return
      case messageTypes.awareness:
        applyAwarenessUpdate(awareness, readVarUint8Array(decoder), socket)
        return
      case messageTypes.feed: {
        const down = JSON.parse(readVarString(decoder)) as FeedDown
        if (ends.onBatch(down.batch)) sendJson<FeedUp>(messageTypes.feed, { is: 'position', position: null })
        return
      }
      case messageTypes.clock: {
        const arrivedAt = now()
        const down = JSON.parse(readVarString(decoder)) as ClockDown
        sendJson<ClockUp>(messageTypes.clock, { n: down.n, pageTime: now() })
        ends.onClock(down, arrivedAt)
      }
    }
  }

  sendJson<FeedUp>(messageTypes.feed, { is: 'position', position: ends.position() })
  ends.onOpen(room)
  send(messageTypes.sync, (encoder) => writeSyncStep1(encoder, doc))
  if (awareness.getLocalState() !== null) sendReport()
  return {
    frame: receive,
    end() {
      doc.off('update', onUpdate)
      awareness.off('update', onAwareness)
    },
  }
}
