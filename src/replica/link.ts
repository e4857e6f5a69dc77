/**
 * Keeps a shift connected: one connection at a time, a watchdog for silence (RE2), and a growing pause with jitter before the
 * next attempt, so that a restarted server is not met by every tablet of every store in the same second.
 */
import type { Batch } from '../protocol/feed.ts'
import type { BellCheckDown, BellCheckUp } from '../protocol/push.ts'
import { type ClockDown, silenceMs } from '../protocol/socket.ts'
import type { Position } from './feed.ts'
import type { PageTime } from './page-time.ts'
import type { RoomDocument } from './room-document.ts'

/** The page's half of one connection. */
export interface ConnectionEnds {
  /** What the device has; asked for once the connection is open, before anything is sent down. */
  position(): Position | null
  /** The document and the awareness are the connection's, and end with it. */
  onOpen(room: RoomDocument): void
  /** The document holds what the room holds. */
  onSynced(): void
  /** Returns true to ask for everything again. */
  onBatch(batch: Batch): boolean
  onClock(message: ClockDown, arrivedAt: number): void
  /** `say` answers it, for as long as this connection stands. */
  onBellCheck(message: BellCheckDown, say: (up: BellCheckUp) => void): void
  /** Once, when it could not be opened or is over, with the close code where there was one. Not after `close()`. */
  onClosed(code: number | null): void
}

/** Opens one connection; what it returns closes it. */
export type Dial = (ends: ConnectionEnds) => { close(): void }

/**
 * `refused`: the server closed for good, with a code of `closeCodes`; only a person can go on from there. In all other cases
 * the connection comes back by itself.
 */
export type ConnectionState =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'reconnecting' }
  | { readonly is: 'refused'; readonly code: number }

export interface LinkParts {
  readonly time: PageTime
  readonly dial: Dial
  /** Makes the ends of the next connection; the link adds its own ear to them. */
  readonly ends: () => ConnectionEnds
  readonly onState: (state: ConnectionState) => void
}

export interface Link {
  /** The network is back, or somebody looks at the page: no more waiting, and no trust in a connection that fell silent. */
  hurry(): void
  /** Ends it for good. */
  close(): void
}

const firstPauseMs = 500
const longestPauseMs = 8_000

export function keepConnected({ time, dial, ends, onState }: LinkParts): Link {
  let connection: { close(): void } | null = null
  /** Whatever a connection before the present one still says is nobody's business. */
  let generation = 0
  let attempts = 0
  let heardAt = 0
  let wasLive = false
  let isOver = false
  let cancel = () => {}

  function open(): void {
    cancel()
    const mine = ++generation
    const isCurrent = () => mine === generation && !isOver
    const own = ends()
    heardAt = time.now()
    watch()
    connection = dial({
      position: own.position,
      onOpen(room) {
        if (!isCurrent()) return
        heardAt = time.now()
        wasLive = true
        own.onOpen(room)
        onState({ is: 'live' })
      },
      onSynced: () => isCurrent() && own.onSynced(),
      onBatch: (batch) => isCurrent() && own.onBatch(batch),
      onClock(message, arrivedAt) {
        if (!isCurrent()) return
        heardAt = time.now()
        // Only now is it a connection that works; one that opens and closes at once must not be tried without a pause.
        attempts = 0
        own.onClock(message, arrivedAt)
      },
      onBellCheck: (message, say) => isCurrent() && own.onBellCheck(message, say),
      onClosed(code) {
        if (!isCurrent()) return
        own.onClosed(code)
        lost(code)
      },
    })
  }

  /** RE2: silence for so long is as good as a close, whatever the socket believes. It bounds the opening as well. */
  function watch(): void {
    cancel = time.after(Math.max(0, heardAt + silenceMs - time.now()), () => {
      if (time.now() - heardAt < silenceMs) watch()
      else lost(null)
    })
  }

  function lost(code: number | null): void {
    cancel()
    generation++
    connection?.close()
    connection = null
    if (code !== null && code >= 4400 && code < 4500) {
      isOver = true
      onState({ is: 'refused', code })
      return
    }
    onState({ is: wasLive ? 'reconnecting' : 'connecting' })
    const pauseMs = Math.min(firstPauseMs * 2 ** attempts++, longestPauseMs)
    cancel = time.after(pauseMs * (0.5 + time.random() / 2), open)
  }

  onState({ is: 'connecting' })
  open()
  return {
    hurry() {
      if (isOver) return
      if (!connection) open()
      else if (time.now() - heardAt >= silenceMs) {
        lost(null)
        open()
      }
    },
    close() {
      isOver = true
      generation++
      cancel()
      connection?.close()
      connection = null
    },
  }
}
