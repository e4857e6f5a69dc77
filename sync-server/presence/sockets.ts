/**
 * The y-websocket rooms: who may enter (a member's own shifts, nobody else), and what goes between a room's pages, the store's
 * decisions, the team's presence and the feed.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { StoreState } from '../../src/decider/state.ts'
import { noWish, type Wish } from '../../src/decider/wish.ts'
import type { MemberId, OfferId, ShiftId, StoreId } from '../../src/identifiers.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import type { RunningCoordinator } from '../coordinator/coordinator.ts'
import type { Change } from '../coordinator/submission.ts'
import type { Feed } from '../feed/feed.ts'
import { Connection } from './connection.ts'
import { feedFrame, stateFrame, stateVectorFrame, updateFrame } from './frames.ts'
import { StorePresence } from './store-presence.ts'
import { WishRoom } from './wish-room.ts'

/** Whose connection it is. */
interface Visitor {
  readonly shift: ShiftId
  readonly member: MemberId
  readonly store: StoreId
  /** When the shift ends by itself, in milliseconds since 1970. */
  readonly expiresAt: number
}

export interface SocketsParts {
  readonly coordinator: RunningCoordinator
  readonly feed: Feed
  readonly clock: Clock
  readonly log: Logger
  /** The shift whose cookie the request carries. */
  readonly visitor: (request: IncomingMessage) => Promise<Visitor | null>
  /** Whether the request comes from a page of ours. */
  readonly isOriginAllowed: (request: IncomingMessage) => boolean
}

export interface Sockets {
  /** Takes over the server's upgrades. */
  attach(server: Server): void
  /** RE1: for the coordinator's circumstances. */
  heardAt(store: StoreId): Readonly<Record<MemberId, number>>
  /** The shift has ended: its pages are signed out. */
  closeShift(shift: ShiftId): void
  count(): number
  stop(): Promise<void>
}

interface OpenStore {
  readonly id: StoreId
  state: StoreState
  readonly presence: StorePresence
  readonly rooms: Map<MemberId, Room>
}

interface Room {
  readonly wishes: WishRoom
  readonly connections: Map<Connection, ShiftId>
}

const path = /^\/api\/v1\/rooms\/([A-Za-z0-9][A-Za-z0-9_.-]{0,99})(?:\?.*)?$/
const largestFrame = 64 * 1024
const mostConnectionsARoom = 32
const nobody: Readonly<Record<MemberId, number>> = {}

export function createSockets({ coordinator, feed, clock, log, visitor, isOriginAllowed }: SocketsParts): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
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
        for (const room of rooms.values()) for (const connection of room.connections.keys()) connection.send(frame)
      },
    })
    const store: OpenStore = { id, state, presence, rooms }
    stores.set(id, store)
    coordinator.subscribe(id, (change) => take(store, change))
    take(store, { after: await coordinator.state(id) })
    return store
  }

  function take(store: OpenStore, { after }: Pick<Change, 'after'>): void {
    if (after.version < store.state.version) return
    const before = store.state
    store.state = after
    store.presence.take(after)
    for (const [member, room] of store.rooms) {
      if (before.members[member] !== after.members[member]) room.wishes.ensure(registerOf(store, member))
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

  function enter(socket: WebSocket, who: Visitor, store: OpenStore): void {
    const room = roomOf(store, who.member)
    let leaveFeed = () => {}
    let hasJoined = false
    let isClosed = false
    const connection: Connection = new Connection(socket, clock, {
      heard: () => store.presence.hear(who.member),
      stateVector(bytes) {
        const lacking = room.wishes.stateSince(bytes)
        if (lacking) connection.send(stateFrame(lacking))
        return lacking !== null
      },
      update(bytes) {
        if (!room.wishes.receive(bytes, connection, registerOf(store, who.member))) {
          for (const other of room.connections.keys()) other.send(stateVectorFrame(room.wishes.stateVector()))
          return false
        }
        mergeWish(store, who.member, room).catch((failure) => {
          // The wish stays in the document; the page asks again for it when it comes back.
          log.error({ err: failure, member: who.member }, 'a wish could not be kept')
          connection.close(1013, 'The server cannot keep anything at the moment')
        })
        return true
      },
      report: (offer, seen) => report(store, who.member, offer, seen),
      position(position) {
        if (hasJoined) leaveFeed()
        hasJoined = true
        feed
          .join(store.id, who.member, position, (batch) => connection.send(feedFrame({ is: 'batch', batch })))
          .then((joined) => {
            if (joined === 'ahead') return connection.close(closeCodes.aheadOfServer, 'This device knows more than the server')
            if (isClosed) return joined.leave()
            leaveFeed = joined.leave
          })
          .catch((failure) => {
            log.error({ err: failure, store: store.id }, 'the feed could not be joined')
            connection.close(1013, 'The server cannot read the store at the moment')
          })
      },
      awarenessAsked: () => connection.send(store.presence.snapshot()),
      closed() {
        isClosed = true
        stopExpiry()
        leaveFeed()
        room.connections.delete(connection)
        if (room.connections.size === 0) store.rooms.delete(who.member)
      },
    })
    const stopExpiry = clock.at(who.expiresAt, () => connection.close(closeCodes.notSignedIn, 'The shift is over'))
    room.connections.set(connection, who.shift)
    connection.open()
    connection.send(stateVectorFrame(room.wishes.stateVector()))
    connection.send(store.presence.snapshot())
  }

  async function report(store: OpenStore, member: MemberId, offer: OfferId, seen: 'delivered' | 'displayed'): Promise<void> {
    await coordinator.submit({ store: store.id, command: { type: 'ReportOffer', member, offer, seen }, asked: null })
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const room = path.exec(request.url ?? '')?.[1]
    if (!room) return void socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    const refusal = await refusalOf(request, room as MemberId)
    // A refusal, too, is told by a close code: a browser says nothing of a failed handshake.
    server.handleUpgrade(request, socket, head, (webSocket) => {
      if ('code' in refusal) return webSocket.close(refusal.code, refusal.reason)
      enter(webSocket, refusal.who, refusal.store)
    })
  }

  async function refusalOf(
    request: IncomingMessage,
    room: MemberId,
  ): Promise<{ readonly code: number; readonly reason: string } | { readonly who: Visitor; readonly store: OpenStore }> {
    if (!isOriginAllowed(request)) return { code: closeCodes.notYours, reason: 'A page from elsewhere' }
    const who = await visitor(request)
    if (!who) return { code: closeCodes.notSignedIn, reason: 'Nobody is signed in' }
    if (who.member !== room) return { code: closeCodes.notYours, reason: 'Another member’s room' }
    const store = await storeOf(who.store)
    if ((store.rooms.get(room)?.connections.size ?? 0) >= mostConnectionsARoom) {
      return { code: closeCodes.tooManyFrames, reason: 'Too many pages of one member' }
    }
    return { who, store }
  }

  return {
    attach(httpServer) {
      httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        socket.on('error', (failure) => log.debug({ err: failure }, 'a socket broke while it was being opened'))
        upgrade(request, socket, head).catch((failure) => {
          log.error({ err: failure }, 'a connection could not be opened')
          socket.destroy()
        })
      })
    },

    heardAt: (store) => stores.get(store)?.presence.heardAt ?? nobody,

    closeShift(shift) {
      for (const store of stores.values()) {
        for (const room of store.rooms.values()) {
          for (const [connection, its] of room.connections)
            if (its === shift) connection.close(closeCodes.notSignedIn, 'Signed out')
        }
      }
    },

    count: () => server.clients.size,

    async stop() {
      for (const store of stores.values()) store.presence.stop()
      for (const socket of server.clients) socket.close(closeCodes.serverStopping, 'The server is stopping')
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function registerOf(store: OpenStore, member: MemberId): Wish {
  return store.state.members[member]?.wish ?? noWish
}
