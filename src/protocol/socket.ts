/**
 * The one y-websocket connection of a shift: `GET /api/v1/rooms/<member>` (WebSocket). Frames are those of y-protocols
 * (0 sync, 1 awareness, 3 awareness query) and two of our own: a message type as a variable-length unsigned integer, followed
 * by one variable-length string of JSON.
 *
 * The room's document holds the member's wish and nothing else: the map `wish`, whose keys are devices (and `server`) and
 * whose values are `{on, off}` (AV2). A client keeps its stamps and not the document: it makes a fresh one for every
 * connection, and once that is synced writes one key, its device's, where the room says less. Whoever comes back with an old
 * document hands over words of other devices which the store may never have kept, and is refused for good.
 *
 * Awareness from the server has one state per member of the store ({@link MemberPresence}); awareness from a page is a report
 * ({@link PageReport}) and never relayed.
 */
import type { MemberId, OfferId } from '../identifiers.ts'
import type { Batch } from './feed.ts'

export const messageTypes = { sync: 0, awareness: 1, queryAwareness: 3, feed: 64, clock: 65, bellCheck: 66 } as const

/** The name of the map in the member's presence document. */
export const wishMap = 'wish'
/** The key that the server writes under (AV4). */
export const serverKey = 'server'

/** Server to page, type `feed`. */
export type FeedDown = { readonly is: 'batch'; readonly batch: Batch }
/** Page to server, type `feed`: sent once on every connection, before anything is sent down. `null` for “I have nothing”. */
export interface FeedUp {
  readonly is: 'position'
  readonly position: { readonly epoch: string; readonly version: number } | null
}

/**
 * Server to page, type `clock`, every two seconds. The page answers each at once with {@link ClockUp}: that is the echo by
 * which it is reachable (RE1, RE2). `previous` tells about the page's last echo, so that the page can estimate the offset and
 * the round trip as NTP does: t1 = previous.pageTime, t2 = previous.receivedAt, t3 = serverTime, t4 = its own time now.
 */
export interface ClockDown {
  readonly n: number
  readonly serverTime: number
  readonly previous: { readonly pageTime: number; readonly receivedAt: number } | null
}
export interface ClockUp {
  readonly n: number
  readonly pageTime: number
}
export const clockEveryMs = 2_000
/** RE2: silence for so long, and either end takes the connection for dead. */
export const silenceMs = 6_000

/** One awareness state that the server publishes. */
export interface MemberPresence {
  readonly member: MemberId
  readonly isAvailable: boolean
  readonly isReachable: boolean
  readonly isBeingRung: boolean
  readonly openChats: number
  /** When the wish last changed side. */
  readonly since: number
  /** MI3. */
  readonly isMadeUnavailable: boolean
}

/** The awareness state that a page sets: what it has, and what is on screen (OF5). */
export interface PageReport {
  readonly delivered: readonly OfferId[]
  readonly displayed: readonly OfferId[]
}

/** Close codes; y-websocket stops reconnecting for good after 4400 to 4499. */
export const closeCodes = {
  malformedFrame: 4400,
  notSignedIn: 4401,
  notYours: 4403,
  tooLarge: 4413,
  outdatedApp: 4426,
  tooManyFrames: 4429,
  /** A device that is ahead of the server, after a restored backup. */
  aheadOfServer: 4409,
  serverStopping: 1012,
} as const
