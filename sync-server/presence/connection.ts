/**
 * One page's connection to its member's room: reads its frames within bounds, keeps the clock going, and hands on what the page
 * says: an echo (RE1), a wish (AV2), a report of what it has on screen (OF5), its place in the feed.
 */
import type { OfferId } from '../../src/identifiers.ts'
import type { BellCheckUp } from '../../src/protocol/push.ts'
import { type ClockUp, clockEveryMs, closeCodes, type FeedUp, type PageReport, silenceMs } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import { clockFrame, type FrameUp, readFrame } from './frames.ts'
import type { RoomSocket, SocketListener } from './room-socket.ts'
import type { Verdict } from './wish-updates.ts'

/** What a connection tells its room. */
export interface Page {
  heard(): void
  /** Answers with what the page lacks; `false` where the state vector is broken. */
  stateVector(bytes: Uint8Array): boolean
  update(bytes: Uint8Array): Verdict
  report(offer: OfferId, seen: 'delivered' | 'displayed'): Promise<void>
  position(position: FeedUp['position']): void
  awarenessAsked(): void
  bellCheck(check: string, seen: BellCheckUp['seen']): void
  /** Whether it is a state of a member's that the server never published, which a page could only have made up. */
  isForged(client: number, awarenessClock: number): boolean
  /** The connection is being closed for what the page sent. */
  refused(code: number, reason: string): void
  closed(): void
}

const mostUnanswered = silenceMs / clockEveryMs
const mostFramesAMinute = 1_200
const mostBufferedBytes = 2 * 1024 * 1024
const mostOffersReported = 50
/** An hour's offers are a few dozen; whoever reports so many makes them up. */
const mostFactsReported = 2_000
const longestEpoch = 100
const longestCheck = 100
/** Each costs the server as much as the document, the team or the feed is large; a page asks once or twice a connection. */
const questions: ReadonlySet<FrameUp['is']> = new Set(['stateVector', 'queryAwareness', 'feed'])
const questionsWeigh = 50
/** A large frame takes as long to read as many small ones; what an honest page sends is smaller but for a large team's echo. */
const bytesWeighOne = 4 * 1024

export class Connection implements SocketListener {
  readonly #socket: RoomSocket
  readonly #clock: Clock
  readonly #page: Page
  #reported: Set<string> | null = null
  #echo: { readonly pageTime: number; readonly receivedAt: number } | null = null
  #n = 0
  #heardAt: number
  /** How often the page has been asked for an echo since its last one. */
  #unanswered = 0
  #frames = 0
  #framesSince: number
  #hasPosition = false
  #isOver = false

  constructor(socket: RoomSocket, clock: Clock, page: Page) {
    this.#socket = socket
    this.#clock = clock
    this.#page = page
    this.#heardAt = clock.now()
    this.#framesSince = clock.now()
    socket.listen(this)
  }

  /** To be called every {@link clockEveryMs}: asks for an echo, and ends the connection of a page that gives none. */
  tick(): void {
    const now = this.#clock.now()
    // RE2: whoever has been silent for so long is gone, whatever their TCP connection believes. A server that stalled has
    // heard nobody; what they said meanwhile waits to be read, so it asks again before it judges.
    if (now - this.#heardAt >= silenceMs && this.#unanswered >= mostUnanswered) {
      this.#socket.terminate()
      return
    }
    this.#n += 1
    this.#unanswered += 1
    this.send(clockFrame({ n: this.#n, serverTime: now, previous: this.#echo }))
  }

  send(frame: Uint8Array): void {
    if (this.#isOver) return
    if (this.#socket.bufferedBytes() > mostBufferedBytes) this.#socket.terminate()
    else this.#socket.send(frame)
  }

  /** Whatever the page says from now on is not heard. */
  close(code: number, reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#socket.close(code, reason)
  }

  /** Closes because of what the page sent. */
  refuse(code: number, reason: string): void {
    if (this.#isOver) return
    this.#page.refused(code, reason)
    this.close(code, reason)
  }

  closed(): void {
    this.#isOver = true
    this.#page.closed()
  }

  frame(bytes: Uint8Array | null): void {
    if (this.#isOver) return
    const frame = bytes && readFrame(bytes)
    const weight = (frame && questions.has(frame.is) ? questionsWeigh : 1) + Math.floor((bytes?.length ?? 0) / bytesWeighOne)
    if (this.#hasTooMany(weight)) this.refuse(closeCodes.tooManyFrames, 'Too many frames in a minute')
    else if (!frame || !this.#take(frame)) this.refuse(closeCodes.malformedFrame, 'A frame that this server cannot read')
  }

  #hasTooMany(weight: number): boolean {
    const now = this.#clock.now()
    if (now - this.#framesSince >= 60_000) {
      this.#framesSince = now
      this.#frames = 0
    }
    this.#frames += weight
    return this.#frames > mostFramesAMinute
  }

  /** `false` where it makes no sense. */
  #take(frame: FrameUp): boolean {
    switch (frame.is) {
      case 'clock':
        return this.#takeEcho(frame.content)
      case 'feed':
        return this.#takePosition(frame.content)
      case 'bellCheck':
        return this.#takeBellCheck(frame.content)
      case 'awareness':
        this.#takeAwareness(frame.states)
        return true
      case 'queryAwareness':
        this.#page.awarenessAsked()
        return true
      case 'stateVector':
        return this.#page.stateVector(frame.bytes)
      case 'update':
        return this.#takeUpdate(frame.bytes)
    }
  }

  #takeUpdate(bytes: Uint8Array): boolean {
    const verdict = this.#page.update(bytes)
    if (verdict === 'notYours') this.refuse(closeCodes.notYours, 'A wish under a key that is not this device’s')
    if (verdict === 'tooLarge') this.refuse(closeCodes.tooLarge, 'A larger update than any honest page has')
    return verdict !== 'broken'
  }

  #takeEcho(content: unknown): boolean {
    const { n, pageTime } = (content ?? {}) as Partial<ClockUp>
    if (!Number.isSafeInteger(n) || typeof pageTime !== 'number' || !Number.isFinite(pageTime)) return false
    this.#heardAt = this.#clock.now()
    this.#unanswered = 0
    this.#echo = { pageTime, receivedAt: this.#heardAt }
    this.#page.heard()
    return true
  }

  #takePosition(content: unknown): boolean {
    const { is, position } = (content ?? {}) as Partial<FeedUp>
    if (is !== 'position' || position === undefined) return false
    // A page says once where it stands; after that it may only ask for everything again.
    if (position !== null && (this.#hasPosition || !isPosition(position))) return false
    this.#hasPosition = true
    this.#page.position(position)
    return true
  }

  #takeBellCheck(content: unknown): boolean {
    const { is, check, seen } = (content ?? {}) as Partial<BellCheckUp>
    if (is !== 'bellCheck' || typeof check !== 'string' || check.length > longestCheck) return false
    if (seen !== 'delivered' && seen !== 'displayed' && seen !== 'tapped') return false
    this.#page.bellCheck(check, seen)
    return true
  }

  #takeAwareness(states: Extract<FrameUp, { is: 'awareness' }>['states']): void {
    for (const { client, clock, state } of states) {
      if (this.#page.isForged(client, clock)) this.refuse(closeCodes.notYours, 'Awareness in somebody else’s name')
      else if (!this.#isOver && isReport(state)) this.#takeReport(state)
    }
  }

  /** Each fact is handed on once a connection; a report that could not be kept is taken again when the page repeats it. */
  #takeReport(report: PageReport): void {
    const reported = this.#reported ?? new Set()
    this.#reported = reported
    for (const seen of ['delivered', 'displayed'] as const) {
      for (const offer of report[seen]) {
        const fact = `${seen} ${offer}`
        if (reported.has(fact)) continue
        if (reported.size >= mostFactsReported) {
          this.refuse(closeCodes.tooManyFrames, 'Too many offers reported')
          return
        }
        reported.add(fact)
        this.#page.report(offer, seen).catch(() => reported.delete(fact))
      }
    }
  }
}

function isPosition({ epoch, version }: NonNullable<FeedUp['position']>): boolean {
  return typeof epoch === 'string' && epoch.length <= longestEpoch && Number.isSafeInteger(version) && version >= 0
}

/** Everything else that a page sends as awareness, its echo of the team's states above all, is passed over. */
function isReport(state: unknown): state is PageReport {
  if (typeof state !== 'object' || state === null) return false
  const { delivered, displayed } = state as Partial<PageReport>
  return isOffers(delivered) && isOffers(displayed)
}

function isOffers(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= mostOffersReported &&
    value.every((one) => typeof one === 'string' && one.length <= 120)
  )
}
