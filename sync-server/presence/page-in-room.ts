/**
 * One page in its member's room: hands what it says to the room, to the store's decisions and to the feed, and tells it what they
 * have for it. A class and not a handful of closures, because thousands of idle tablets are there at once.
 */
import type { Logger } from 'pino'
import type { DeviceId, OfferId, ShiftId } from '../../src/identifiers.ts'
import type { BellCheckUp } from '../../src/protocol/push.ts'
import { closeCodes, type FeedUp } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { Feed } from '../feed/feed.ts'
import type { Subscriptions } from '../push/subscriptions.ts'
import { Connection, type Page } from './connection.ts'
import { feedFrame, stateFrame, stateVectorFrame } from './frames.ts'
import type { MemberRoom, Visitor } from './member-room.ts'
import type { OpenStore } from './open-store.ts'
import type { RoomSocket } from './room-socket.ts'
import type { Verdict } from './wish-updates.ts'

/** What all pages share. */
export interface AroundPage {
  /** Who wants to know that a page of a shift, or of a device, was heard. */
  readonly push: Pick<Subscriptions, 'pageHeard'> | undefined
  readonly onHeard: ((device: DeviceId) => void) | undefined
  readonly coordinator: Pick<Coordinator, 'submit'>
  readonly feed: Feed
  readonly clock: Clock
  readonly log: Logger
  readonly onBellCheck: (check: string, shift: ShiftId, seen: BellCheckUp['seen']) => void
}

export class PageInRoom implements Page {
  readonly connection: Connection
  readonly #who: Visitor
  readonly #store: OpenStore
  readonly #room: MemberRoom
  readonly #around: AroundPage
  #leaveFeed: (() => void) | null = null
  #joinings = 0
  #isClosed = false
  #isLocked: boolean

  constructor(socket: RoomSocket, who: Visitor, store: OpenStore, room: MemberRoom, around: AroundPage) {
    this.#who = who
    this.#store = store
    this.#room = room
    this.#around = around
    this.#isLocked = who.isLocked
    this.connection = new Connection(socket, around.clock, this)
    room.connections.set(this.connection, who)
  }

  /** Asks for what the page has, and tells it who is there. */
  greet(): void {
    this.#whenKept()
    this.connection.send(stateVectorFrame(this.#room.stateVector()))
    this.connection.send(this.#store.presence.snapshot())
  }

  heard(): void {
    const { member, shift, device, expiresAt } = this.#who
    const { clock, push, onHeard } = this.#around
    this.#store.presence.hear(member)
    this.#store.shifts.set(shift, { heardAt: clock.now(), expiresAt })
    push?.pageHeard(shift)
    onHeard?.(device)
  }

  stateVector(bytes: Uint8Array): boolean {
    const lacking = this.#room.stateSince(bytes)
    if (lacking) this.#whenKept(() => this.connection.send(stateFrame(this.#room.stateSince(bytes) ?? lacking)))
    return lacking !== null
  }

  update(bytes: Uint8Array): Verdict {
    const verdict = this.#room.receive(bytes, this.#who.device, this.connection)
    if (verdict === 'sound') this.#whenKept()
    return verdict
  }

  async report(offer: OfferId, seen: 'delivered' | 'displayed'): Promise<void> {
    const command = { type: 'ReportOffer', member: this.#who.member, offer, seen } as const
    await this.#around.coordinator.submit({ store: this.#store.id, command, asked: null })
  }

  position(position: FeedUp['position']): void {
    const { connection } = this
    // Where it asks for everything again, or its lock changes, it is told by its newest joining alone.
    this.#leaveFeed?.()
    this.#joinings += 1
    const mine = this.#joinings
    const reader = { member: this.#who.member, isLocked: this.#isLocked }
    this.#around.feed
      .join(this.#store.id, reader, position, (batch) => {
        if (mine === this.#joinings) connection.send(feedFrame({ is: 'batch', batch }))
      })
      .then((joined) => {
        if (joined === 'ahead') return connection.refuse(closeCodes.aheadOfServer, 'This device knows more than the server')
        if (this.#isClosed || mine !== this.#joinings) return joined.leave()
        this.#leaveFeed = joined.leave
      })
      .catch((failure) => {
        this.#around.log.error({ err: failure, store: this.#store.id }, 'the feed could not be joined')
        connection.close(1013, 'The server cannot read the store at the moment')
      })
  }

  /** The lock of its shift has changed: it is sent everything as it may see it now. */
  relock(isLocked: boolean): void {
    if (this.#isLocked === isLocked) return
    this.#isLocked = isLocked
    // A page that has not said yet where it stands is told once it does.
    if (this.#joinings > 0) this.position(null)
  }

  awarenessAsked(): void {
    this.connection.send(this.#store.presence.snapshot())
  }

  bellCheck(check: string, seen: BellCheckUp['seen']): void {
    this.#around.onBellCheck(check, this.#who.shift, seen)
  }

  isForged(client: number, awarenessClock: number): boolean {
    return this.#store.presence.isForged(client, awarenessClock)
  }

  refused(code: number, reason: string): void {
    const { member, device } = this.#who
    this.#around.log.warn({ store: this.#store.id, member, device, code, reason }, 'a page was refused')
  }

  closed(): void {
    this.#isClosed = true
    this.#leaveFeed?.()
    const { connections } = this.#room
    connections.delete(this.connection)
    if (connections.size === 0) this.#store.rooms.delete(this.#who.member)
  }

  #whenKept(go?: () => void): void {
    void this.#room.keep().then(go, (failure) => {
      // It stays in the document, and is put to the store again as long as a page of the member is there or comes.
      this.#around.log.error({ err: failure, member: this.#who.member }, 'a wish could not be kept')
      this.connection.close(1013, 'The server cannot keep anything at the moment')
    })
  }
}
