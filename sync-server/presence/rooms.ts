/**
 * The y-websocket rooms: who may enter (a member's own shifts, nobody else), and what goes between a room's pages, the store's
 * decisions, the team's presence and the feed.
 */
import type { Logger } from 'pino'
import type { StoreState } from '../../src/decider/state.ts'
import { noWish, type Wish } from '../../src/decider/wish.ts'
import type { DeviceId, MemberId, OfferId, ShiftId, StoreId } from '../../src/identifiers.ts'
import { clockEveryMs, closeCodes } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import type { RunningCoordinator } from '../coordinator/coordinator.ts'
import type { Change } from '../coordinator/submission.ts'
import type { Feed } from '../feed/feed.ts'
import { Connection } from './connection.ts'
import { feedFrame, stateFrame, stateVectorFrame, updateFrame } from './frames.ts'
import type { RoomSocket } from './room-socket.ts'
import { StorePresence } from './store-presence.ts'
import { WishRoom } from './wish-room.ts'

/** Whose connection it is. */
export interface Visitor {
  readonly shift: ShiftId
  readonly member: MemberId
  /** The device of the shift: the one key of the wish that its pages may write. */
  readonly device: DeviceId
  readonly store: StoreId
  /** When the shift ends by itself, in milliseconds since 1970. */
  readonly expiresAt: number
}

export interface RoomsParts {
  readonly coordinator: RunningCoordinator
  readonly feed: Feed
  readonly clock: Clock
  readonly log: Logger
}

export interface Rooms {
  /** Lets the visitor into the member's room, or closes the socket with a code that says why not. Rejects with `StorageFailure`. */
  enter(visitor: Visitor, member: MemberId, socket: RoomSocket): Promise<void>
  /** RE1: for the coordinator's circumstances. */
  heardAt(store: StoreId): Readonly<Record<MemberId, number>>
  /** The shift has ended: its pages are signed out. */
  closeShift(shift: ShiftId): void
  /** How many pages are in a room. */
  count(): number
  /** Says goodbye to every page. */
  stop(): void
}

interface OpenStore {
  readonly id: StoreId
  state: StoreState
  readonly presence: StorePresence
  readonly rooms: Map<MemberId, Room>
  /** Null while nobody is connected. */
  stopPulse: (() => void) | null
}

interface Room {
  readonly wishes: WishRoom
  readonly connections: Map<Connection, Visitor>
}

const mostConnectionsARoom = 32
const nobody: Readonly<Record<MemberId, number>> = {}

export function createRooms({ coordinator, feed, clock, log }: RoomsParts): Rooms {
  const stores = new Map<StoreId, OpenStore>()
  const opening = new Map<StoreId, Promise<OpenStore>>()

  function storeOf(id: StoreId): Promise<OpenStore> {
    const open = stores.get(id)
    if (open) return Promise.resolve(open)
    const underWay = opening.get(id) ?? openStore(id).finally(() => opening.delete(id))
    opening.set(id, underWay)
    return underWay
  }

  async function openStore(id: StoreId): Promise<OpenStore> {
    const state = await coordinator.state(id)
    const rooms: OpenStore['rooms'] = new Map()
    const presence = new StorePresence({
      clock,
      state,
      onReachability: () => coordinator.look(id),
      broadcast: (frame) => {
        for (const [connection] of connectionsOf(store)) connection.send(frame)
      },
    })
    const store: OpenStore = { id, state, presence, rooms, stopPulse: null }
    stores.set(id, store)
    coordinator.subscribe(id, (change) => take(store, change))
    take(store, { after: await coordinator.state(id) })
    return store
  }

  function take(store: OpenStore, { after }: Pick<Change, 'after'>): void {
    if (after.version < store.state.version) return
    const { members } = store.state
    store.state = after
    store.presence.take(after)
    for (const [member, room] of store.rooms) {
      if (members[member]?.wish !== after.members[member]?.wish) room.wishes.ensure(registerOf(store, member))
    }
  }

  function roomOf(store: OpenStore, member: MemberId): Room {
    const found = store.rooms.get(member)
    if (found) return found
    const connections: Room['connections'] = new Map()
    const wishes = new WishRoom(registerOf(store, member), (update, origin) => {
      const frame = updateFrame(update)
      for (const connection of connections.keys()) if (connection !== origin) connection.send(frame)
    })
    const room = { wishes, connections }
    store.rooms.set(member, room)
    return room
  }

  /** AV2, AV4: what the document says beyond the register is put to the decider. */
  async function mergeWish(store: OpenStore, member: MemberId, room: Room): Promise<void> {
    const wish = room.wishes.wish()
    const register = registerOf(store, member)
    if (wish.on <= register.on && wish.off <= register.off) return
    const outcome = await coordinator.submit({ store: store.id, command: { type: 'MergeWish', member, wish }, asked: null })
    if (outcome.is !== 'answered' || outcome.answer.is !== 'refused') return
    if (outcome.answer.why !== 'StampAhead') return
    log.warn({ store: store.id, member, aheadMs: outcome.answer.aheadMs }, 'a wish is ahead of the server and is not counted')
    const isMended = room.wishes.dropStampsBeyond(clock.now() + store.state.policy.stampAheadMs)
    if (isMended) await mergeWish(store, member, room)
  }

  /** The pages hold the old document, and come back for the new one by themselves. */
  function renew(store: OpenStore, member: MemberId, room: Room): void {
    room.wishes.renew(registerOf(store, member))
    for (const connection of room.connections.keys()) connection.close(closeCodes.serverStopping, 'The document is made anew')
    log.info({ store: store.id, member }, 'a presence document was made anew')
  }

  function join(socket: RoomSocket, who: Visitor, store: OpenStore): void {
    const room = roomOf(store, who.member)
    let leaveFeed = () => {}
    let joinings = 0
    let isClosed = false
    const keepWish = () =>
      void mergeWish(store, who.member, room).catch((failure) => {
        // The wish stays in the document, and is put to the store again as long as a page of the member is there or comes.
        log.error({ err: failure, member: who.member }, 'a wish could not be kept')
        connection.close(1013, 'The server cannot keep anything at the moment')
      })
    const connection: Connection = new Connection(socket, clock, {
      heard: () => store.presence.hear(who.member),
      stateVector(bytes) {
        const lacking = room.wishes.stateSince(bytes)
        if (lacking) connection.send(stateFrame(lacking))
        return lacking !== null
      },
      update(bytes) {
        const verdict = room.wishes.receive(bytes, who.device, registerOf(store, who.member), connection)
        if (verdict !== 'sound') return verdict
        keepWish()
        if (room.wishes.isOvergrown) renew(store, who.member, room)
        return verdict
      },
      report: (offer, seen) => report(store, who.member, offer, seen),
      position(position) {
        // Where it asks for everything again, it is told by its newest joining alone.
        leaveFeed()
        const mine = ++joinings
        feed
          .join(store.id, who.member, position, (batch) => connection.send(feedFrame({ is: 'batch', batch })))
          .then((joined) => {
            if (joined === 'ahead') return connection.refuse(closeCodes.aheadOfServer, 'This device knows more than the server')
            if (isClosed || mine !== joinings) return joined.leave()
            leaveFeed = joined.leave
          })
          .catch((failure) => {
            log.error({ err: failure, store: store.id }, 'the feed could not be joined')
            connection.close(1013, 'The server cannot read the store at the moment')
          })
      },
      awarenessAsked: () => connection.send(store.presence.snapshot()),
      isForged: (client, awarenessClock) => store.presence.isForged(client, awarenessClock),
      refused: (code, reason) =>
        log.warn({ store: store.id, member: who.member, device: who.device, code, reason }, 'a page was refused'),
      closed() {
        isClosed = true
        leaveFeed()
        room.connections.delete(connection)
        if (room.connections.size === 0) store.rooms.delete(who.member)
      },
    })
    room.connections.set(connection, who)
    if (!store.stopPulse) pulse(store)
    else connection.tick()
    keepWish()
    connection.send(stateVectorFrame(room.wishes.stateVector()))
    connection.send(store.presence.snapshot())
  }

  async function report(store: OpenStore, member: MemberId, offer: OfferId, seen: 'delivered' | 'displayed'): Promise<void> {
    await coordinator.submit({ store: store.id, command: { type: 'ReportOffer', member, offer, seen }, asked: null })
  }

  /** One timer a store, not one a page: sends the clock, and ends the shifts whose time has come. */
  function pulse(store: OpenStore): void {
    const now = clock.now()
    let next = now + clockEveryMs
    for (const [connection, { expiresAt }] of connectionsOf(store)) {
      if (now >= expiresAt) connection.close(closeCodes.notSignedIn, 'The shift is over')
      else next = Math.min(next, expiresAt)
      connection.tick()
    }
    for (const [member, room] of store.rooms) {
      // What could not be kept when it arrived may be by now, though no page of the member comes back to say it again.
      mergeWish(store, member, room).catch((failure) => log.error({ err: failure, member }, 'a wish could still not be kept'))
      room.wishes.rest()
    }
    store.stopPulse = store.rooms.size === 0 ? null : clock.at(next, () => pulse(store))
  }

  function* connectionsOf(store: OpenStore): Generator<readonly [Connection, Visitor]> {
    for (const room of store.rooms.values()) yield* room.connections
  }

  function* allConnections(): Generator<readonly [Connection, Visitor]> {
    for (const store of stores.values()) yield* connectionsOf(store)
  }

  return {
    async enter(visitor, member, socket) {
      if (visitor.member !== member) return socket.close(closeCodes.notYours, 'Another member’s room')
      const store = await storeOf(visitor.store)
      if ((store.rooms.get(member)?.connections.size ?? 0) >= mostConnectionsARoom) {
        return socket.close(closeCodes.tooManyFrames, 'Too many pages of one member')
      }
      join(socket, visitor, store)
    },

    heardAt: (store) => stores.get(store)?.presence.heardAt ?? nobody,

    closeShift(shift) {
      for (const [connection, its] of allConnections())
        if (its.shift === shift) connection.close(closeCodes.notSignedIn, 'Signed out')
    },

    count: () => [...allConnections()].length,

    stop() {
      for (const store of stores.values()) {
        store.presence.stop()
        store.stopPulse?.()
      }
      for (const [connection] of allConnections()) connection.close(closeCodes.serverStopping, 'The server is stopping')
    },
  }
}

function registerOf(store: OpenStore, member: MemberId): Wish {
  return store.state.members[member]?.wish ?? noWish
}
