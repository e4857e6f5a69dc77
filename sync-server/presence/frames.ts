/** The binary frames of a room: y-protocols' own and ours, read within bounds and written in one place (src/protocol/socket.ts). */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import type { BellCheckDown } from '../../src/protocol/push.ts'
import { type ClockDown, type FeedDown, messageTypes } from '../../src/protocol/socket.ts'

/** What a page may send. `null` from {@link readFrame} for anything else. */
export type FrameUp =
  | { readonly is: 'stateVector'; readonly bytes: Uint8Array }
  | { readonly is: 'update'; readonly bytes: Uint8Array }
  | { readonly is: 'awareness'; readonly states: readonly AwarenessState[] }
  | { readonly is: 'queryAwareness' }
  | { readonly is: 'feed' | 'clock' | 'bellCheck'; readonly content: unknown }

interface AwarenessState {
  readonly client: number
  readonly clock: number
  readonly state: unknown
}

/** A page reports for itself and, because y-websocket sends back what it is told, echoes a team of at most this many. */
const mostAwarenessStates = 2_000

export function readFrame(bytes: Uint8Array): FrameUp | null {
  try {
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case messageTypes.sync:
        return readSync(decoder)
      case messageTypes.awareness:
        return { is: 'awareness', states: readAwareness(decoding.createDecoder(decoding.readVarUint8Array(decoder))) }
      case messageTypes.queryAwareness:
        return { is: 'queryAwareness' }
      case messageTypes.feed:
        return { is: 'feed', content: JSON.parse(decoding.readVarString(decoder)) }
      case messageTypes.clock:
        return { is: 'clock', content: JSON.parse(decoding.readVarString(decoder)) }
      case messageTypes.bellCheck:
        return { is: 'bellCheck', content: JSON.parse(decoding.readVarString(decoder)) }
      default:
        return null
    }
  } catch {
    // A frame that cannot be read is answered by the caller with a close code; there is nothing more to know about it.
    return null
  }
}

function readSync(decoder: decoding.Decoder): FrameUp | null {
  const type = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (type === messageYjsSyncStep1) return { is: 'stateVector', bytes }
  if (type === messageYjsSyncStep2 || type === messageYjsUpdate) return { is: 'update', bytes }
  return null
}

function readAwareness(decoder: decoding.Decoder): AwarenessState[] {
  const count = decoding.readVarUint(decoder)
  if (count > mostAwarenessStates) throw new Error('More awareness states than a page can have.')
  return Array.from({ length: count }, () => {
    const client = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    return { client, clock, state: JSON.parse(decoding.readVarString(decoder)) as unknown }
  })
}

export function clockFrame(content: ClockDown): Uint8Array {
  return jsonFrame(messageTypes.clock, content)
}

export function feedFrame(content: FeedDown): Uint8Array {
  return jsonFrame(messageTypes.feed, content)
}

export function bellCheckFrame(content: BellCheckDown): Uint8Array {
  return jsonFrame(messageTypes.bellCheck, content)
}

function jsonFrame(type: number, content: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarString(encoder, JSON.stringify(content))
  })
}

export function stateVectorFrame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(messageYjsSyncStep1, stateVector)
}

export function stateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(messageYjsSyncStep2, update)
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(messageYjsUpdate, update)
}

function syncFrame(type: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageTypes.sync)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

/** A member's state as the server publishes it. */
export interface PublishedState {
  /** The member's number within the store. */
  readonly client: number
  /** A `MemberPresence` as JSON; `null` for who has left the team. */
  readonly state: string
}

/** `clock` must rise with every publication of a client. */
export function awarenessFrame(states: readonly PublishedState[], clock: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, messageTypes.awareness)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, states.length)
        for (const { client, state } of states) {
          encoding.writeVarUint(inner, client)
          encoding.writeVarUint(inner, clock)
          encoding.writeVarString(inner, state)
        }
      }),
    )
  })
}
