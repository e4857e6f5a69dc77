/**
 * One page of the staff app on one device: the real replica, with a page's own time, network and disk. A page may be frozen,
 * so that nothing of it runs for a while and everything at once when it wakes, and it may be gone from one moment to the next.
 */
import type { CommandId, DeviceId, MemberId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import type { Batch, Row } from '../../src/protocol/feed.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import type { Session } from '../../src/protocol/staff.ts'
import type { ShiftDisk } from '../../src/replica/disk.ts'
import type { RowSink } from '../../src/replica/feed.ts'
import type { Reply } from '../../src/replica/http.ts'
import type { ConnectionEnds, ConnectionState, Dial } from '../../src/replica/link.ts'
import type { Waiting } from '../../src/replica/outbox.ts'
import type { PageTime } from '../../src/replica/page-time.ts'
import { openReplica, type Replica } from '../../src/replica/replica.ts'
import { newRoomDocument } from '../../src/replica/room-document.ts'
import { noWish, type Wish } from '../../src/replica/wish.ts'
import type { Chance } from '../support/chance.ts'
import type { Wire } from './network.ts'
import type { ServerProcess, ServerReply } from './server-process.ts'
import { openStream } from './stream.ts'
import { type PageProtocol, speak } from './virtual-dial.ts'
import type { Door, VirtualShiftDisk } from './virtual-shift-disk.ts'
import type { VirtualTime } from './virtual-time.ts'

/** As the app's own (src/replica/http.ts): so long is an answer waited for. */
const answerWithinMs = 10_000

export interface DeviceParts {
  readonly time: VirtualTime
  readonly chance: Chance
  /** The true time at the beginning of the run, in milliseconds since 1970. */
  readonly epoch: number
  readonly server: () => ServerProcess | null
  /** Brings a command to the server; resolves to what it answered, or to `null` where nobody listens. */
  readonly command: (token: string, member: MemberId, command: MemberCommand) => Promise<ServerReply | null>
  readonly onBatch: (page: Page, batch: Batch) => void
  /** What is put between the pages of a device and its disk. */
  readonly disk: (disk: ShiftDisk, device: DeviceId) => ShiftDisk
}

/** What a page needs of the device that it is open on. */
interface PageHost {
  readonly id: DeviceId
  readonly parts: DeviceParts
  readonly wire: Wire
  /** The browser's cookie, whoever has signed in since the page was opened. */
  readonly token: string
  keptOffsetMs: number
  wall(): number
  newId(): CommandId
  diskOf(member: MemberId): VirtualShiftDisk
  diskDelayMs(): number
  endShiftOf(page: Page): void
}

/** After these the app leaves the shift, as its door does (src/staff/live-door.ts). */
const endsOfShift: ReadonlySet<number> = new Set([closeCodes.notSignedIn, closeCodes.notYours])

export class Page {
  readonly rows = new Map<string, Row>()
  replica: Replica | null = null
  connection: ConnectionState = { is: 'connecting' }
  outbox: readonly Waiting[] = []
  wish: Wish = noWish
  isSynced = false
  isClosed = false
  /** By the page's own clock: when a frame last arrived, and when it last woke. */
  heardAt = 0
  wokeAt = 0
  /**
   * True time at which it fell asleep, clock and all, where nothing that the server said since has reached it: it cannot know how
   * late it is. How its clock stands to the device's would not tell it either, for people set those.
   */
  unawareSince: number | null = null
  readonly session: Session
  readonly #device: PageHost
  readonly #door: Door
  readonly #startedAt: number
  readonly #origin: number
  #frozen: { readonly since: number; readonly clockStandsStill: boolean; readonly missed: (() => void)[] } | null = null
  /** Time in which the page's own clock stood still. */
  #sleptMs = 0
  /** How often it has. */
  #sleeps = 0

  constructor(device: PageHost, session: Session) {
    this.#device = device
    this.session = session
    this.#door = device.diskOf(session.member.id).door((callback) => this.#later(device.diskDelayMs(), callback))
    this.#startedAt = device.parts.time.now
    this.#origin = device.wall()
  }

  get member(): MemberId {
    return this.session.member.id
  }

  get isFrozen(): boolean {
    return this.#frozen !== null
  }

  async open(): Promise<void> {
    const device = this.#device
    const replica = await openReplica({
      session: this.session,
      device: device.id,
      time: this.#time(),
      dial: this.#dial(),
      post: (command, signal) => this.#post(command, signal),
      disk: device.parts.disk(this.#door.disk, device.id),
      newId: () => device.newId(),
      keptOffsetMs: device.keptOffsetMs + this.#deviceAheadMs(),
      sink: this.#sink(),
      listener: {
        together: (change) => change(),
        onLoaded: () => {},
        onConnection: (state) => {
          this.connection = state
          if (state.is === 'refused' && endsOfShift.has(state.code)) device.endShiftOf(this)
        },
        onWish: (wish, isSynced) => {
          this.wish = wish
          this.isSynced = isSynced
        },
        onTeam: () => {},
        onOutbox: (entries) => {
          this.outbox = entries
        },
        onDisk: () => {},
        onAsOf: () => {},
        // As the app's own (src/staff/live-model.ts).
        onOffset: (offsetMs) => {
          device.keptOffsetMs = offsetMs - this.#deviceAheadMs()
        },
        onBellCheck: () => {},
        onShiftOver: () => device.endShiftOf(this),
      },
    })
    if (this.isClosed) replica.close()
    else this.replica = replica
  }

  /** Everything that reaches the page goes through here: one that is gone hears nothing, a frozen one hears it when it wakes. */
  run(callback: () => void): void {
    if (this.isClosed) return
    if (this.#frozen) this.#frozen.missed.push(callback)
    else callback()
  }

  /** `clockStandsStill`: the whole tablet sleeps, not the tab alone. */
  freeze(clockStandsStill: boolean): void {
    this.#frozen ??= { since: this.#device.parts.time.now, clockStandsStill, missed: [] }
  }

  wake(): void {
    if (!this.#frozen) return
    const { time } = this.#device.parts
    const { since, clockStandsStill, missed } = this.#frozen
    this.#frozen = null
    if (clockStandsStill) {
      this.#sleptMs += time.now - since
      this.#sleeps += 1
      this.unawareSince ??= since
    }
    this.wokeAt = this.now()
    // Each in a turn of its own, in the order in which they would have come.
    for (const callback of missed) time.after(0, () => this.run(callback))
    this.run(() => this.replica?.hurry())
  }

  /** The person closes it: it may still write down what it shows. */
  close(): void {
    this.replica?.close()
    this.#isGone()
  }

  /** The browser or the tablet dies. */
  crash(): void {
    this.#isGone()
  }

  #isGone(): void {
    this.isClosed = true
    this.#door.end()
  }

  /** The device's own clock against the page's. */
  #deviceAheadMs(): number {
    return this.#device.wall() - this.now()
  }

  /** The page's own clock. */
  now(): number {
    return this.#origin + (this.#device.parts.time.now - this.#startedAt) - this.#sleptMs
  }

  #later(ms: number, callback: () => void): () => void {
    return this.#device.parts.time.after(ms, () => this.run(callback))
  }

  #time(): PageTime {
    return {
      now: () => this.now(),
      after: (ms, callback) => {
        // What waits for a frozen page to wake can be cancelled until it runs.
        let isCancelled = false
        const cancel = this.#later(ms, () => !isCancelled && callback())
        return () => {
          isCancelled = true
          cancel()
        }
      },
      random: () => this.#device.parts.chance.between(0, 999_999) / 1_000_000,
    }
  }

  #sink(): RowSink {
    return {
      put: (row) => {
        this.rows.set(row.key, row)
      },
      remove: (key) => {
        this.rows.delete(key)
      },
      keepOnly: (keys) => {
        for (const key of [...this.rows.keys()]) if (!keys.has(key)) this.rows.delete(key)
      },
    }
  }

  #dial(): Dial {
    const { wire, parts } = this.#device
    return (ends) => {
      const sleepsBefore = this.#sleeps
      // Yjs draws the number of a document; drawn here, a run can be repeated.
      const room = newRoomDocument()
      room.doc.clientID = parts.chance.between(1, 0x7fffffff)
      let protocol: PageProtocol | null = null
      const stream = openStream(
        wire,
        parts.server,
        (server, socket) => void server.enterRoom(this.#device.token, this.member, socket),
        {
          open: () =>
            this.run(() => {
              this.heardAt = this.now()
              protocol = speak(this.#watched(ends, sleepsBefore), room, stream, () => this.now())
            }),
          frame: (bytes) =>
            this.run(() => {
              this.heardAt = this.now()
              protocol?.frame(bytes)
            }),
          closed: (code) =>
            this.run(() => {
              protocol?.end()
              ends.onClosed(code)
            }),
        },
      )
      return {
        close() {
          protocol?.end()
          protocol = null
          stream.close()
        },
      }
    }
  }

  /** The ends, with an eye on what the server tells. */
  #watched(ends: ConnectionEnds, sleepsBefore: number): ConnectionEnds {
    return {
      ...ends,
      onBatch: (batch) => {
        this.#device.parts.onBatch(this, batch)
        return ends.onBatch(batch)
      },
      onClock: (message, arrivedAt) => {
        ends.onClock(message, arrivedAt)
        // What came while it slept says nothing of how long that was; what answers it since does, or a connection begun since.
        const isSinceSleep = sleepsBefore === this.#sleeps || (message.previous?.pageTime ?? 0) > this.wokeAt
        if (isSinceSleep) this.unawareSince = null
      },
    }
  }

  #post(command: MemberCommand, signal: AbortSignal): Promise<Reply<CommandAccepted>> {
    const { wire, parts } = this.#device
    const unreachable = (retryAfterMs: number | null = null) => ({ is: 'unreachable', retryAfterMs, isTooMany: false }) as const
    return new Promise((resolve) => {
      const cancel = this.#later(answerWithinMs, () => resolve(unreachable()))
      const settle = (reply: Reply<CommandAccepted>) => {
        cancel()
        resolve(reply)
      }
      signal.addEventListener('abort', () => settle(unreachable()))
      wire.request(
        () => parts.command(this.#device.token, this.member, command),
        (reply) =>
          this.run(() => {
            if (reply === null) settle(unreachable())
            else if (reply.is === 'again') settle(unreachable(reply.retryAfterMs))
            else settle(reply)
          }),
      )
    })
  }
}
