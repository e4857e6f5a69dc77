/**
 * The y-websocket rooms: who may enter (a member's own shifts, nobody else), and what goes between a room's pages, the store's
 * decisions, the team's presence and the feed.
 */
import type { Logger } from 'pino'
import { noWish, type Wish } from '../../src/decider/wish.ts'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { BellCheckDown, BellCheckUp } from '../../src/protocol/push.ts'
import { clockEveryMs, closeCodes } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import type { RunningCoordinator } from '../coordinator/coordinator.ts'
import type { Change } from '../coordinator/submission.ts'
import type { Feed } from '../feed/feed.ts'
import type { Subscriptions } from '../push/subscriptions.ts'
import type { Connection } from './connection.ts'
import { bellCheckFrame } from './frames.ts'
import { MemberRoom, type Visitor } from './member-room.ts'
import type { OpenStore } from './open-store.ts'
import { type AroundPage, PageInRoom } from './page-in-room.ts'
import type { RoomSocket } from './room-socket.ts'
import { StorePresence } from './store-presence.ts'

export interface RoomsParts {
  readonly coordinator: RunningCoordinator
  readonly feed: Feed
  /** Who can be reached by push as well (RE1), and who wants to know that a page of a shift was heard; nobody unless given. */
  readonly push?: Pick<Subscriptions, 'hasWorkingPush' | 'pageHeard'>
  /** A page of the device was heard. */
  readonly onHeard?: (device: DeviceId) => void
  readonly clock: Clock
  readonly log: Logger
  /** How soon after a publication of the team's presence the next may be; a tenth of a second unless given. */
  readonly publishEveryMs?: number
}

export interface Rooms {
  /** Lets the visitor into the member's room, or closes the socket with a code that says why not. Rejects with `StorageFailure`. */
  enter(visitor: Visitor, member: MemberId, socket: RoomSocket): Promise<void>
  /** RE1: for the coordinator's circumstances. */
  heardAt(store: StoreId): Readonly<Record<MemberId, number>>
  /** Somebody of the store can be reached by push now, or no more: their team is told. */
  reachabilityChanged(store: StoreId): void
  /** The shift's device is locked now, or is no more: its pages are sent everything as they may see it from now on. */
  lockChanged(shift: ShiftId, isLocked: boolean): void
  /** The shift has ended: its pages are signed out. */
  closeShift(shift: ShiftId): void
  /** Those that have a page in a room. */
  openShifts(): readonly ShiftId[]
  /** When a page of the shift last echoed the server, and whether one still does (RE1); `null` for never. */
  pageOf(shift: ShiftId, store: StoreId): { readonly heardAt: number; readonly isLive: boolean } | null
  /** Sends a bell check to the pages of the shift; `false` where there are none. */
  ringPages(store: StoreId, shift: ShiftId, content: BellCheckDown): boolean
  /** Tells of what pages say of bell checks. */
  onBellCheck(listener: (check: string, shift: ShiftId, seen: BellCheckUp['seen']) => void): void
  /** How many pages are in a room. */
  count(): number
  /** Says goodbye to every page. */
  stop(): void
}

const mostConnectionsARoom = 32
/**
 * Too soon for anybody to see, and a busy team costs each page ten frames a second at most. A stock y-websocket client sends
 * every one of them back, which must not come near what a page may send in a minute.
 */
const tenthOfASecondMs = 100
const nobody: Readonly<Record<MemberId, number>> = {}

export function createRooms(parts: RoomsParts): Rooms {
  const { coordinator, feed, push, onHeard, clock, log, publishEveryMs = tenthOfASecondMs } = parts
  const stores = new Map<StoreId, OpenStore>()
  const opening = new Map<StoreId, Promise<OpenStore>>()
  /** The locks that changed here: newer than what a visitor on their way in was found with. */
  const locks = new Map<ShiftId, boolean>()
  const pages = new WeakMap<Connection, PageInRoom>()
  const bellCheckListeners = new Set<Parameters<Rooms['onBellCheck']>[0]>()
  const around: AroundPage = {
    coordinator,
    feed,
    push,
    onHeard,
    clock,
    log,
    onBellCheck(check, shift, seen) {
      for (const listener of bellCheckListeners) listener(check, shift, seen)
    },
  }
  /** Whoever waits for their store to be opened, and is in no room yet. */
  const arriving = new Set<{ readonly shift: ShiftId; isOver: boolean }>()

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
      publishEveryMs,
      hasWorkingPush: (member) => push?.hasWorkingPush(id, member) ?? false,
      onReachability: () => coordinator.look(id),
      broadcast(makeFrame) {
        if (rooms.size === 0) return
        const frame = makeFrame()
        for (const [connection] of connectionsOf(store)) connection.send(frame)
      },
    })
    const store: OpenStore = { id, state, presence, rooms, shifts: new Map(), stopPulse: null }
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
      if (members[member]?.wish !== after.members[member]?.wish) room.ensure()
    }
  }

  function roomOf(store: OpenStore, member: MemberId): MemberRoom {
    const found = store.rooms.get(member)
    if (found) return found
    const room = new MemberRoom({
      register: () => registerOf(store, member),
      merge: (wish) => mergeWish(store, member, wish),
      latestStamp: () => clock.now() + store.state.policy.stampAheadMs,
      onRenewed() {
        for (const connection of room.connections.keys()) connection.close(closeCodes.serverStopping, 'The document is made anew')
        log.info({ store: store.id, member }, 'a presence document was made anew')
      },
    })
    store.rooms.set(member, room)
    return room
  }

  async function mergeWish(store: OpenStore, member: MemberId, wish: Wish): Promise<'kept' | 'ahead' | 'refused'> {
    const outcome = await coordinator.submit({ store: store.id, command: { type: 'MergeWish', member, wish }, asked: null })
    if (outcome.is !== 'answered') return 'refused'
    if (outcome.answer.is === 'accepted') return 'kept'
    if (outcome.answer.why !== 'StampAhead') return 'refused'
    log.warn({ store: store.id, member, aheadMs: outcome.answer.aheadMs }, 'a wish is ahead of the server and is not counted')
    return 'ahead'
  }

  function join(socket: RoomSocket, who: Visitor, store: OpenStore): void {
    const isLocked = locks.get(who.shift) ?? who.isLocked
    const page = new PageInRoom(socket, { ...who, isLocked }, store, roomOf(store, who.member), around)
    pages.set(page.connection, page)
    for (const [shift, { expiresAt }] of store.shifts) if (expiresAt <= clock.now()) store.shifts.delete(shift)
    if (!store.stopPulse) pulse(store)
    else page.connection.tick()
    page.greet()
  }

  /** One timer a store, not one a page: sends the clock, and ends the shifts whose time has come. */
  function pulse(store: OpenStore): void {
    const now = clock.now()
    let next = now + clockEveryMs
    for (const [connection, { shift, expiresAt }] of connectionsOf(store)) {
      if (now >= expiresAt) {
        connection.close(closeCodes.notSignedIn, 'The shift is over')
        locks.delete(shift)
      } else next = Math.min(next, expiresAt)
      connection.tick()
    }
    for (const [member, room] of store.rooms) {
      // What could not be kept when it arrived may be by now, though no page of the member comes back to say it again.
      room.keep().catch((failure) => log.error({ err: failure, member }, 'a wish could still not be kept'))
      room.rest()
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
      const arrival = { shift: visitor.shift, isOver: false }
      arriving.add(arrival)
      const store = await storeOf(visitor.store).finally(() => arriving.delete(arrival))
      if (arrival.isOver) return socket.close(closeCodes.notSignedIn, 'Signed out')
      if ((store.rooms.get(member)?.connections.size ?? 0) >= mostConnectionsARoom) {
        return socket.close(closeCodes.tooManyFrames, 'Too many pages of one member')
      }
      join(socket, visitor, store)
    },

    heardAt: (store) => stores.get(store)?.presence.heardAt ?? nobody,

    reachabilityChanged: (store) => stores.get(store)?.presence.publish(),

    pageOf(shift, store) {
      const open = stores.get(store)
      const heardAt = open?.shifts.get(shift)?.heardAt
      if (!open || heardAt === undefined) return null
      return { heardAt, isLive: clock.now() - heardAt < open.state.policy.reachableWithinMs }
    },

    ringPages(store, shift, content) {
      const open = stores.get(store)
      const pages = open ? [...connectionsOf(open)].filter(([, its]) => its.shift === shift) : []
      for (const [connection] of pages) connection.send(bellCheckFrame(content))
      return pages.length > 0
    },

    onBellCheck: (listener) => void bellCheckListeners.add(listener),

    lockChanged(shift, isLocked) {
      locks.set(shift, isLocked)
      for (const [connection, its] of allConnections()) if (its.shift === shift) pages.get(connection)?.relock(isLocked)
    },

    closeShift(shift) {
      locks.delete(shift)
      for (const { shifts } of stores.values()) shifts.delete(shift)
      for (const arrival of arriving) if (arrival.shift === shift) arrival.isOver = true
      for (const [connection, its] of allConnections())
        if (its.shift === shift) connection.close(closeCodes.notSignedIn, 'Signed out')
    },

    openShifts: () => [...new Set([...allConnections()].map(([, { shift }]) => shift))],

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
