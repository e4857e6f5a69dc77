/**
 * One page's connection to its member's room: reads its frames within bounds, keeps the clock going, and hands on what the page
 * says: an echo (RE1), a wish (AV2), a report of what it has on screen (OF5), its place in the feed.
 */
import type { OfferId } from '../../src/identifiers.ts'
import { type ClockUp, clockEveryMs, closeCodes, type FeedUp, type PageReport, silenceMs } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import { clockFrame, type FrameUp, readFrame } from './frames.ts'
import type { RoomSocket, SocketListener } from './room-socket.ts'

/** What a connection tells its room. */
export interface Page {
  heard(): void
  /** Answers with what the page lacks; `false` where the state vector is broken. */
  stateVector(bytes: Uint8Array): boolean
  /** `false` where the update is broken or foreign. */
  update(bytes: Uint8Array): boolean
  report(offer: OfferId, seen: 'delivered' | 'displayed'): Promise<void>
  position(position: FeedUp['position']): void
  awarenessAsked(): void
  closed(): void
}

const mostFramesAMinute = 1_200
const mostBufferedBytes = 2 * 1024 * 1024
const mostOffersReported = 50

export class Connection implements SocketListener {
  readonly #socket: RoomSocket
  readonly #clock: Clock
  readonly #page: Page
  readonly #reported = new Set<string>()
  #echo: { readonly pageTime: number; readonly receivedAt: number } | null = null
  #n = 0
  #heardAt: number
  #frames = 0
  #framesSince: number
  #stopClock = () => {}

  constructor(socket: RoomSocket, clock: Clock, page: Page) {
    this.#socket = socket
    this.#clock = clock
    this.#page = page
    this.#heardAt = clock.now()
    this.#framesSince = clock.now()
    socket.listen(this)
  }

  /** Starts the clock, and with it the page's echoes. */
  open(): void {
    this.#tick()
  }

  send(frame: Uint8Array): void {
    if (this.#socket.bufferedBytes() > mostBufferedBytes) this.#socket.terminate()
    else this.#socket.send(frame)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  #tick(): void {
    const now = this.#clock.now()
    // RE2: whoever has been silent for so long is gone, whatever their TCP connection believes.
    if (now - this.#heardAt >= silenceMs) {
      this.#socket.terminate()
      return
    }
    this.#n += 1
    this.send(clockFrame({ n: this.#n, serverTime: now, previous: this.#echo }))
    this.#stopClock = this.#clock.at(now + clockEveryMs, () => this.#tick())
  }

  closed(): void {
    this.#stopClock()
    this.#page.closed()
  }

  frame(bytes: Uint8Array | null): void {
    if (this.#hasTooMany()) {
      this.close(closeCodes.tooManyFrames, 'Too many frames in a minute')
      return
    }
    const frame = bytes && readFrame(bytes)
    if (!frame || !this.#take(frame)) this.close(closeCodes.malformedFrame, 'A frame that this server cannot read')
  }

  #hasTooMany(): boolean {
    const now = this.#clock.now()
    if (now - this.#framesSince >= 60_000) {
      this.#framesSince = now
      this.#frames = 0
    }
    this.#frames += 1
    return this.#frames > mostFramesAMinute
  }

  #take(frame: FrameUp): boolean {
    switch (frame.is) {
      case 'clock':
        return this.#takeEcho(frame.content)
      case 'feed':
        return this.#takePosition(frame.content)
      case 'awareness':
        for (const { state } of frame.states) if (isReport(state)) this.#takeReport(state)
        return true
      case 'queryAwareness':
        this.#page.awarenessAsked()
        return true
      case 'stateVector':
        return this.#page.stateVector(frame.bytes)
      case 'update':
        return this.#page.update(frame.bytes)
    }
  }

  #takeEcho(content: unknown): boolean {
    const { n, pageTime } = (content ?? {}) as Partial<ClockUp>
    if (!Number.isSafeInteger(n) || typeof pageTime !== 'number' || !Number.isFinite(pageTime)) return false
    this.#heardAt = this.#clock.now()
    this.#echo = { pageTime, receivedAt: this.#heardAt }
    this.#page.heard()
    return true
  }

  #takePosition(content: unknown): boolean {
    const { is, position } = (content ?? {}) as Partial<FeedUp>
    if (is !== 'position' || position === undefined) return false
    if (position !== null && (typeof position.epoch !== 'string' || !Number.isSafeInteger(position.version))) return false
    this.#page.position(position)
    return true
  }

  /** Each fact is handed on once a connection; a report that could not be kept is taken again when the page repeats it. */
  #takeReport(report: PageReport): void {
    for (const seen of ['delivered', 'displayed'] as const) {
      for (const offer of report[seen]) {
        const fact = `${seen} ${offer}`
        if (this.#reported.has(fact)) continue
        this.#reported.add(fact)
        this.#page.report(offer, seen).catch(() => this.#reported.delete(fact))
      }
    }
  }
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
