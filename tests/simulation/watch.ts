/**
 * What somebody sees who looks at the store after every event: whether what is due by itself has happened (OF1), whether a
 * place stays empty though somebody could be rung (OF2), whether the store is open by its hours (OF7), and whether a page takes a
 * silent connection for a live one (RE2).
 */
import type { ChatId, StoreId } from '../../src/identifiers.ts'
import { silenceMs } from '../../src/protocol/socket.ts'
import { momentsAt } from '../../sync-server/hours/calendar.ts'
import type { KeptHours } from '../../sync-server/storage/hours.ts'
import { candidates, openRequests, rungIn } from '../decider/invariants/words.ts'
import type { DecisionBook } from './decision-book.ts'
import type { Device } from './device.ts'
import type { Page } from './page.ts'
import type { ServerProcess } from './server-process.ts'
import { mustHold } from './violation.ts'

/** How late may be what happens by itself, while nothing is wrong with the server. */
const punctualWithinMs = 100
/** For so long after something was wrong with it, it may be late: what failed is tried again a second later. */
const graceMs = 2_500
const sampleEveryMs = 500
/** For so long a place may be empty with somebody for it: the decision takes its flush. */
const longestEmptyMs = 1_000
/** For so long a store may be open or closed against its hours: the command takes its flush. */
const longestWrongMs = 1_000
/** How late a page that has been awake for so long may be to notice a silence. */
const pageSlackMs = 300

type WatchedServer = Pick<ServerProcess, 'clock' | 'reachability' | 'isListening' | 'isStalled'>

export interface Watched {
  readonly store: StoreId
  readonly book: Pick<DecisionBook, 'state' | 'due'>
  readonly devices: () => readonly Device[]
  readonly hours: () => KeptHours | null
  readonly server: () => WatchedServer | null
}

export class Watch {
  /** How often an empty place, a page that takes its connection for live, and a store by its hours, were looked at. */
  readonly seen = { places: 0, connections: 0, openByHours: 0, closedByHours: 0 }
  readonly #watched: Watched
  #forgivenUntil = 0
  /** Whether the server was there at the last look. */
  #wasThere = true
  #sampledAt = 0
  /** Since when each request has had an empty place and somebody for it. */
  #emptySince: ReadonlyMap<ChatId, number> = new Map()
  /** Since when the store has not been as its hours say. */
  #wrongSince: number | null = null

  constructor(watched: Watched) {
    this.#watched = watched
  }

  /** Something went wrong with the server just now. */
  forgive(now: number): void {
    this.#forgivenUntil = now + graceMs
  }

  look(now: number): void {
    const { book } = this.#watched
    const server = this.#watched.server()
    const isSampled = now - this.#sampledAt >= sampleEveryMs
    if (isSampled) {
      this.#sampledAt = now
      this.#lookAtPages()
    }
    const isThere = server?.isListening === true && !server.isStalled
    // Where nothing else happens, an outage is over long after it was last looked at.
    if (!isThere || !this.#wasThere) this.forgive(now)
    this.#wasThere = isThere
    if (now < this.#forgivenUntil) {
      this.#emptySince = new Map()
      this.#wrongSince = null
      return
    }
    if ((isSampled || this.#wrongSince !== null) && server) this.#lookAtHours(server, now)
    if (book.due !== null) {
      const lateMs = server ? server.clock.now() - book.due : 0
      mustHold(lateMs <= punctualWithinMs, 'OF1: what is due by itself did not happen', { due: book.due, lateMs })
    }
    // Once one is empty, after every event: seen seldom, two places that were each filled at once look like one that was not.
    if ((isSampled || this.#emptySince.size > 0) && server) this.#lookAtPlaces(server, now)
  }

  /** By the words of the rules written down a second time, and the server's own knowledge of who is there (RE1). */
  #lookAtPlaces(server: WatchedServer, now: number): void {
    const { book, store } = this.#watched
    const { state } = book
    const serverNow = server.clock.now()
    const at = Math.max(state.time, Math.floor(serverNow))
    const circumstances = { now: serverNow, ...server.reachability(store), listeningSince: 0 }
    const emptySince = new Map<ChatId, number>()
    for (const chat of openRequests(state)) {
      if (rungIn(chat.request).length >= state.policy.places) continue
      this.seen.places += 1
      const waiting = candidates(chat, state, circumstances, at).map(({ id }) => id)
      if (waiting.length === 0) continue
      const since = this.#emptySince.get(chat.id) ?? now
      emptySince.set(chat.id, since)
      mustHold(now - since < longestEmptyMs, 'OF2: a place stays empty', { chat: chat.id, waiting, since })
    }
    this.#emptySince = emptySince
  }

  #lookAtHours({ clock }: WatchedServer, now: number): void {
    const { hours } = this.#watched.hours() ?? {}
    if (!hours) return
    const { opening } = this.#watched.book.state
    const { isOpen } = momentsAt(hours, clock.now())
    if (isOpen) this.seen.openByHours += 1
    else this.seen.closedByHours += 1
    const isRight = isOpen === (opening.is === 'open')
    this.#wrongSince = isRight ? null : (this.#wrongSince ?? now)
    if (this.#wrongSince === null) return
    mustHold(now - this.#wrongSince < longestWrongMs, 'OF7: a store is open or closed against its hours', { opening, isOpen })
  }

  #lookAtPages(): void {
    for (const { pages } of this.#watched.devices()) for (const page of pages) this.#lookAtPage(page)
  }

  #lookAtPage(page: Page): void {
    if (page.isFrozen || page.connection.is !== 'live' || page.now() - page.wokeAt < pageSlackMs) return
    const silentMs = page.now() - page.heardAt
    this.seen.connections += 1
    mustHold(silentMs <= silenceMs + pageSlackMs, 'RE2: a page takes silence for a connection', {
      page: page.session.shift,
      silentMs,
    })
  }
}
