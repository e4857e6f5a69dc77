/** The rooms over real sockets, with stock y-websocket clients, the real coordinator and a real database file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { ChatId, DeviceId, MemberId, RetailerId, ShiftId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Row } from '../../../src/protocol/feed.ts'
import type { BellCheckDown } from '../../../src/protocol/push.ts'
import { type ClockDown, clockEveryMs, type FeedDown, type MemberPresence } from '../../../src/protocol/socket.ts'
import { createCoordinator, type RunningCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { createFeed } from '../../../sync-server/feed/feed.ts'
import type { RoomSocket, SocketListener } from '../../../sync-server/presence/room-socket.ts'
import { createRooms, type Rooms } from '../../../sync-server/presence/rooms.ts'
import { createSockets, type Sockets, type SocketsParts } from '../../../sync-server/presence/sockets.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { opening } from '../../contracts/storage-samples.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const store = 'oxford-street' as StoreId
const ana = 'ana' as MemberId
const ben = 'ben' as MemberId
const chat = 'chat' as ChatId

let directory: string
let clock: ManualClock
let storage: Storage
let coordinator: RunningCoordinator
let rooms: Rooms
let sockets: Sockets
let socketsParts: SocketsParts
let server: Server
let address: string
let expiresAt: number
const pages: Page[] = []
/** What a commit waits for, before it may reject. */
let disk: () => Promise<void> = async () => {}
/** What was logged as worth a look. */
const logged: string[] = []
/** Whose push works, and of which shifts a page was heard. */
const pushable = new Set<MemberId>()
const heardShifts = new Set<ShiftId>()
const nowhere = { is: 'position', position: null }

/** What no honest page sends, and the code with which the connection is closed for it. */
const excesses: readonly [string, number, () => readonly Uint8Array[]][] = [
  ['an update larger than any', 4413, () => [updateFrame(new Uint8Array(10_000))]],
  ['updates by the thousand that rest on nothing', 4400, () => orphans(2_000)],
  ['a wish under another device’s key', 4403, () => [wishUpdate('phone', { on: clock.now() + 1, off: 0 })]],
  ['a wish under the server’s key', 4403, () => [wishUpdate('server', { on: clock.now() + 1, off: 0 })]],
  ['a colleague’s awareness', 4403, () => [awareness(1, clock.now() + 60_000, { member: ben, isAvailable: false })]],
  ['more frames than a page ever has', 4429, () => Array.from({ length: 1_300 }, () => awareness(9_999_999, 1, {}))],
  ['large frames without end', 4429, () => Array.from({ length: 100 }, () => awareness(9_999_999, 1, 'x'.repeat(60_000)))],
  ['questions without end', 4429, () => Array.from({ length: 50 }, () => Uint8Array.from([0, 0, 1, 0]))],
  ['a second position', 4400, () => [nowhere, { is: 'position', position: { epoch: 'e', version: 0 } }].map(feedUp)],
  ['asking for everything without end', 4429, () => Array.from({ length: 50 }, () => feedUp(nowhere))],
]

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'shopbell-rooms-'))
  clock = manualClock(1_763_800_000_000)
  expiresAt = clock.now() + 16 * 3_600_000
  storage = slowed(await openSqliteStorage({ file: databaseFile(directory) }))
  await storage.directory.addRetailer({
    id: 'r' as RetailerId,
    name: 'R',
    locale: 'en-GB',
    currency: 'GBP',
    signingSecret: 'x'.repeat(43),
    allowedSites: [],
    isDemo: false,
  })
  await storage.directory.addStore({ id: store, retailer: 'r' as RetailerId, name: 'Oxford Street', idleLockMs: 120_000 })
  logged.length = 0
  disk = async () => {}
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  coordinator = createCoordinator({ storage, clock, log, heardAt: (id) => rooms.heardAt(id) })
  pushable.clear()
  const push = {
    hasWorkingPush: (_: StoreId, who: MemberId) => pushable.has(who),
    pageHeard: (shift: ShiftId) => void heardShifts.add(shift),
  }
  const feed = createFeed({ storage, coordinator, log, newIdentifier: uuid })
  // Time stands still here unless a test moves it.
  rooms = createRooms({ coordinator, feed, push, clock, log, publishEveryMs: 0 })
  socketsParts = {
    rooms,
    log,
    // The cookie names the member and the device: who may sign in is another part's business.
    async visitor({ headers: { cookie } }) {
      const [member, device = 'tablet'] = cookie?.split('@') ?? []
      if (!member) return null
      const shift = `shift-of-${cookie}` as ShiftId
      return { shift, member: member as MemberId, device: device as DeviceId, store, expiresAt, isLocked: false }
    },
    isOriginAllowed: (request) => request.headers.origin !== 'https://elsewhere.example',
    // Pages here say no version, as any y-websocket client.
    oldestAppLetIn: 1,
  }
  sockets = createSockets(socketsParts)
  await coordinator.start()
  for (const [member, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ] as const) {
    await storage.directory.addMember({
      id: member,
      store,
      name,
      role: 'associate',
      pinHash: '',
      language: null,
      removedAt: null,
    })
    await coordinator.submit({ store, command: { type: 'AddMember', member }, asked: null })
  }
  server = createServer()
  sockets.attach(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/rooms`
})
afterEach(async () => {
  for (const page of pages.splice(0)) page.provider.destroy()
  rooms.stop()
  await sockets.stop()
  server.close()
  await coordinator.stop()
  await storage.close()
  rmSync(directory, { recursive: true })
})

/** The storage, on a disk that a test can hold up. */
function slowed(real: Storage): Storage {
  return {
    ...real,
    log: {
      ...real.log,
      async commit(decisions) {
        await disk()
        return real.log.commit(decisions)
      },
    },
  }
}

/** A page as any client could write it: a stock y-websocket provider with two more message types. */
class Page {
  readonly doc = new Y.Doc()
  readonly rows = new Map<string, Row>()
  readonly bellChecks: BellCheckDown[] = []
  readonly provider: WebsocketProvider
  constructor(member: MemberId, device = 'tablet') {
    class WithCookie extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: `${member}@${device}` } })
      }
    }
    this.provider = new WebsocketProvider(address, member, this.doc, {
      WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    this.provider.messageHandlers[64] = (_, decoder) => {
      const { batch } = JSON.parse(decoding.readVarString(decoder)) as FeedDown
      for (const row of batch.rows) this.rows.set(row.key, row)
      for (const key of batch.removed) this.rows.delete(key)
    }
    this.provider.messageHandlers[65] = (encoder, decoder) => {
      const { n } = JSON.parse(decoding.readVarString(decoder)) as ClockDown
      write(encoder, 65, { n, pageTime: clock.now() })
    }
    this.provider.messageHandlers[66] = (encoder, decoder) => {
      const down = JSON.parse(decoding.readVarString(decoder)) as BellCheckDown
      this.bellChecks.push(down)
      write(encoder, 66, { is: 'bellCheck', check: down.check, seen: 'delivered' })
    }
    this.provider.on('status', ({ status }) => {
      if (status === 'connected')
        this.provider.ws?.send(encoding.encode((encoder) => write(encoder, 64, { is: 'position', position: null })))
    })
    pages.push(this)
  }
  wish(key: string, on: number, off: number): void {
    this.doc.getMap('wish').set(key, { on, off })
  }
  presenceOf(member: MemberId): MemberPresence | undefined {
    const states = [...this.provider.awareness.getStates().values()] as MemberPresence[]
    return states.find((state) => state.member === member)
  }
  row<Kind extends Row['kind']>(kind: Kind): Extract<Row, { kind: Kind }> | undefined {
    return [...this.rows.values()].find((row): row is Extract<Row, { kind: Kind }> => row.kind === kind)
  }
}

function write(encoder: encoding.Encoder, type: number, content: unknown): void {
  encoding.writeVarUint(encoder, type)
  encoding.writeVarString(encoder, JSON.stringify(content))
}

const feedUp = (content: unknown) => encoding.encode((encoder) => write(encoder, 64, content))

const member = async (id: MemberId) => (await coordinator.state(store)).members[id]
const ask = () =>
  coordinator.submit({
    store,
    command: { type: 'AskQuestion', chat, shopper: 'shopper' as ShopperId, isReturning: false, spokenTo: [] },
    asked: null,
    words: () => [
      opening({ chat, store, shopper: 'shopper' as ShopperId, name: 'Crystal', question: 'Do you have it in green?' }),
    ],
  })

async function available(id: MemberId): Promise<Page> {
  const page = new Page(id)
  await until(() => expect(page.presenceOf(id)?.isReachable).toBe(true))
  page.wish('tablet', clock.now(), 0)
  await until(() => expect(page.presenceOf(id)?.isAvailable).toBe(true))
  return page
}

/** How the server closed a plain connection, and what it was told. */
function closing(room: string, headers: Record<string, string>, ...frames: Uint8Array[]): Promise<number> {
  const socket = new WebSocket(`${address}/${room}`, { headers })
  socket.on('open', () => {
    for (const frame of frames) socket.send(frame)
  })
  return new Promise((resolve, reject) => {
    socket.on('close', resolve)
    socket.on('error', reject)
  })
}

describe('the room', () => {
  test('AV2: a wish written by a page reaches the log and every colleague', async () => {
    const colleague = new Page(ben)
    await available(ana)
    expect((await member(ana))?.wish.on).toBe(clock.now())
    await until(() => expect(colleague.presenceOf(ana)).toMatchObject({ isAvailable: true, isReachable: true, openChats: 0 }))
  })

  test('AV2: a stamp more than a minute ahead is not counted, and its key is gone from the document', async () => {
    const page = await available(ana)
    page.wish('tablet', clock.now(), clock.now() + 3_600_000)
    await until(() => expect(page.doc.getMap('wish').has('tablet')).toBe(false))
    expect((await member(ana))?.wish.off).toBe(0)
    // AV4: with the key went what the store had long kept of it, which the server now says itself.
    await until(() => expect(page.doc.getMap('wish').toJSON()).toEqual({ server: { on: clock.now(), off: 0 } }))
  })

  test('AV2: a member’s other devices hear of a wish once the store keeps it, and not before', async () => {
    const [tablet, phone] = [await available(ana), new Page(ana, 'phone')]
    await until(() => expect(phone.doc.getMap('wish').has('tablet')).toBe(true))
    const { promise: flushed, resolve: flush } = Promise.withResolvers<void>()
    let isHeldUp = false
    disk = () => {
      isHeldUp = true
      return flushed
    }
    const wish = { on: clock.now(), off: clock.now() + 5 }
    tablet.wish('tablet', wish.on, wish.off)
    await until(() => expect(isHeldUp).toBe(true))
    const watch = new Page(ana, 'watch')
    await until(() => expect(watch.presenceOf(ana)).toBeDefined())
    await until(() => expect(rooms.heardAt(store)[ana]).toBe(clock.now()))
    expect(phone.doc.getMap('wish').get('tablet')).not.toEqual(wish)
    expect(watch.doc.getMap('wish').get('tablet')).toBeUndefined()
    flush()
    await until(() => expect(phone.doc.getMap('wish').get('tablet')).toEqual(wish))
    await until(() => expect(watch.doc.getMap('wish').get('tablet')).toEqual(wish))
  })

  test('AV2: a wish that could not be kept reaches nobody, until its page comes back with it', async () => {
    const [tablet, phone] = [await available(ana), new Page(ana, 'phone')]
    await until(() => expect(phone.doc.getMap('wish').has('tablet')).toBe(true))
    const told: unknown[] = []
    phone.doc.getMap('wish').observe(() => told.push(phone.doc.getMap('wish').get('tablet')))
    const closed = new Promise<number>((resolve) => {
      tablet.provider.on('connection-close', (event) => resolve(event?.code ?? 0))
    })
    disk = () => {
      throw new StorageFailure('The disk is full.')
    }
    const wish = { on: clock.now(), off: clock.now() + 5 }
    tablet.wish('tablet', wish.on, wish.off)
    expect(await closed).toBe(1013)
    expect(told).toEqual([])
    disk = async () => {}
    await until(() => expect(told).toEqual([wish]))
    expect((await member(ana))?.wish.off).toBe(wish.off)
  })

  test('AV3: a wish that could not be kept when it came is kept once it can be, though its page has gone', async () => {
    const stays = new Page(ana)
    const goes = new Page(ana)
    await until(() => expect([stays, goes].map(({ provider }) => provider.synced)).toEqual([true, true]))
    const commit = vi.spyOn(storage.log, 'commit').mockRejectedValue(new StorageFailure('The disk is full.'))
    onTestFinished(() => commit.mockRestore())
    const on = clock.now()
    goes.wish('tablet', on, 0)
    await until(() => expect(logged.join('')).toContain('a wish could not be kept'))
    goes.provider.destroy()
    commit.mockRestore()
    expect((await member(ana))?.wish.on).toBe(0)
    clock.moveTo(clock.now() + clockEveryMs)
    await until(async () => expect((await member(ana))?.wish).toEqual({ on, off: 0 }))
    await until(() => expect(stays.doc.getMap('wish').get('tablet')).toEqual({ on, off: 0 }))
  })

  test('AV4: what the server decides about a wish is written under its own key', async () => {
    const page = await available(ana)
    const wish = { on: 0, off: clock.now() + 1 }
    await coordinator.submit({ store, command: { type: 'MergeWish', member: ana, wish }, asked: null })
    await until(() => expect(page.doc.getMap('wish').get('server')).toMatchObject({ off: wish.off }))
  })

  test('RE1, OF5: an offer rings on the page of whoever is available and reachable, and its countdown runs from the report', async () => {
    const page = await available(ana)
    await ask()
    await until(() => expect(page.row('offer')).toMatchObject({ state: 'ringing', ringsUntil: null }))
    const offer = page.row('offer')
    clock.moveTo(clock.now() + 1_000)
    page.provider.awareness.setLocalState({ delivered: [offer?.id], displayed: [offer?.id] })
    await until(() => expect(page.row('offer')?.ringsUntil).toBe(clock.now() + 15_000))
    expect(page.row('offer')?.shopper).toMatchObject({ name: 'Crystal', question: 'Do you have it in green?' })
  })

  test('RE1: a page that went silent is no longer reachable, and nobody’s offer goes there', async () => {
    const page = await available(ana)
    const colleague = await available(ben)
    page.provider.destroy()
    await until(() => expect(rooms.count()).toBe(1))
    clock.moveTo(clock.now() + 2_000)
    await until(() => expect(rooms.heardAt(store)[ben]).toBe(clock.now()))
    clock.moveTo(clock.now() + 4_000)
    await until(() => expect(colleague.presenceOf(ana)?.isReachable).toBe(false))
    await ask()
    await until(() => expect(colleague.row('offer')?.state).toBe('ringing'))
    expect(colleague.row('offer')?.beingRung).toEqual([ben])
  })

  test('RE1: whose push works is reachable without a page, and their team sees it', async () => {
    const colleague = await available(ben)
    expect(colleague.presenceOf(ana)?.isReachable).toBe(false)
    pushable.add(ana)
    rooms.reachabilityChanged(store)
    await until(() => expect(colleague.presenceOf(ana)?.isReachable).toBe(true))
    expect(rooms.heardAt(store)[ana]).toBeUndefined()
    pushable.delete(ana)
    rooms.reachabilityChanged(store)
    await until(() => expect(colleague.presenceOf(ana)?.isReachable).toBe(false))
  })

  test('of each shift it is known when a page of it was last heard', async () => {
    const shift = 'shift-of-ana@tablet' as ShiftId
    expect(rooms.pageOf(shift, store)).toBeNull()
    const page = await available(ana)
    await until(() => expect(rooms.pageOf(shift, store)).toEqual({ heardAt: clock.now(), isLive: true }))
    expect(heardShifts).toContain(shift)
    page.provider.destroy()
    await until(() => expect(rooms.count()).toBe(0))
    clock.moveTo(clock.now() + 6_000)
    expect(rooms.pageOf(shift, store)).toEqual({ heardAt: clock.now() - 6_000, isLive: false })
    rooms.closeShift(shift)
    expect(rooms.pageOf(shift, store)).toBeNull()
  })

  test('a bell check goes to the pages of its shift, and what they say of it comes back', async () => {
    const page = await available(ana)
    const colleague = await available(ben)
    const said: unknown[] = []
    rooms.onBellCheck((...what) => void said.push(what))
    const shift = 'shift-of-ana@tablet' as ShiftId
    expect(rooms.ringPages(store, shift, { is: 'bellCheck', check: 'check-1', by: 'Emma' })).toBe(true)
    await until(() => expect(said).toEqual([['check-1', shift, 'delivered']]))
    expect([page.bellChecks, colleague.bellChecks]).toEqual([[{ is: 'bellCheck', check: 'check-1', by: 'Emma' }], []])
    expect(rooms.ringPages(store, 'nobody' as ShiftId, { is: 'bellCheck', check: 'check-2', by: 'Emma' })).toBe(false)
  })

  test('RE2: a connection whose page echoes nothing is ended after six seconds', async () => {
    const silent = closing(ana, { cookie: ana })
    await until(() => expect(rooms.count()).toBe(1))
    clock.moveTo(clock.now() + 6_000)
    expect(await silent).toBe(1006)
  })

  test('RE2: a server that stalled asks again before it takes a page for silent', async () => {
    const page = await available(ana)
    let closes = 0
    page.provider.on('connection-close', () => {
      closes += 1
    })
    clock.set(clock.now() + 60_000)
    clock.moveTo(clock.now() + 2_000)
    await until(() => expect(rooms.heardAt(store)[ana]).toBe(clock.now()))
    expect(closes).toBe(0)
  })

  test('a page’s own awareness is not relayed', async () => {
    const colleague = await available(ben)
    const page = await available(ana)
    page.provider.awareness.setLocalState({ delivered: [], displayed: [], member: ben, isAvailable: false })
    await ask()
    await until(() => expect(colleague.row('offer')).toBeDefined())
    expect([...colleague.provider.awareness.getStates().keys()].filter((client) => client > 1_000)).toEqual([
      colleague.doc.clientID,
    ])
  })
})

describe('who may enter', () => {
  test('nobody without a session, nobody else’s room, no page from elsewhere', async () => {
    expect(await closing(ana, {})).toBe(4401)
    expect(await closing(ben, { cookie: ana })).toBe(4403)
    expect(await closing(ana, { cookie: ana, origin: 'https://elsewhere.example' })).toBe(4403)
  })

  test.each<[string, Uint8Array]>([
    ['an unknown type', Uint8Array.from([99])],
    ['nothing at all', new Uint8Array()],
    ['a length beyond the frame', Uint8Array.from([0, 0, 200, 1])],
    ['an echo that is none', encoding.encode((encoder) => write(encoder, 65, { n: 'one' }))],
    ['a position that is none', encoding.encode((encoder) => write(encoder, 64, { is: 'position', position: 7 }))],
    [
      'a bell check that is none',
      encoding.encode((encoder) => write(encoder, 66, { is: 'bellCheck', check: 'c', seen: 'heard' })),
    ],
    ['awareness that is no JSON', Uint8Array.from([1, 4, 1, 1, 1, 0])],
    ['an update of something else', foreignUpdate()],
  ])('a frame with %s closes the connection, and only that', async (_, frame) => {
    const page = await available(ben)
    expect(await closing(ana, { cookie: ana }, frame)).toBe(4400)
    page.wish('tablet', 0, clock.now() + 5)
    await until(async () => expect((await member(ben))?.wish.off).toBe(clock.now() + 5))
  })

  test.each<[string, number, () => readonly Uint8Array[]]>([
    ['a frame larger than any', 4413, () => [new Uint8Array(100 * 1024 * 1024)]],
    ...excesses,
  ])('%s closes the connection, changes nothing, and is logged without what was in it', async (_, code, frames) => {
    const page = await available(ana)
    const before = await coordinator.state(store)
    const said = page.doc.getMap('wish').toJSON()
    logged.length = 0
    expect(await closing(ana, { cookie: ana }, ...frames())).toBe(code)
    expect(await coordinator.state(store)).toEqual(before)
    page.wish('tablet', clock.now(), clock.now() + 5)
    await until(async () => expect((await member(ana))?.wish.off).toBe(clock.now() + 5))
    expect(page.doc.getMap('wish').toJSON()).toEqual({ ...said, tablet: { on: clock.now(), off: clock.now() + 5 } })
    expect(logged).toHaveLength(1)
    expect(logged[0]).not.toContain('isAvailable')
  })

  // By the time that this process had the processor: on a busy machine a clock measures the others, too.
  test.each(excesses)('%s, all at once, holds up nobody else for 50 ms', async (_, code, frames) => {
    const all = frames()
    let listener: SocketListener | null = null
    const codes: number[] = []
    const socket: RoomSocket = {
      send: () => {},
      close: (code) => codes.push(code),
      terminate: () => {},
      bufferedBytes: () => 0,
      listen(given) {
        listener = given
      },
    }
    const visitor = {
      shift: 'shift-of-ana' as ShiftId,
      member: ana,
      device: 'tablet' as DeviceId,
      store,
      expiresAt,
      isLocked: false,
    }
    await rooms.enter(visitor, ana, socket)
    const before = process.threadCpuUsage()
    for (const frame of all) (listener as SocketListener | null)?.frame(frame)
    const { user, system } = process.threadCpuUsage(before)
    expect(codes).toEqual([code])
    expect((user + system) / 1_000).toBeLessThan(50)
  })

  test('a page that found a gap asks for everything again, and goes on from there, told once', async () => {
    const page = await available(ana)
    await until(() => expect(page.row('me')?.isAvailable).toBe(true))
    const batches: FeedDown['batch'][] = []
    page.provider.messageHandlers[64] = (_, decoder) => {
      batches.push((JSON.parse(decoding.readVarString(decoder)) as FeedDown).batch)
    }
    page.provider.ws?.send(feedUp(nowhere))
    await until(() => expect(batches).toHaveLength(1))
    expect(batches[0]?.from).toBeNull()
    page.wish('tablet', clock.now(), clock.now() + 5)
    await until(() => expect(batches).toHaveLength(2))
    expect(batches[1]?.from).toBe(batches[0]?.version)
  })

  test('a page is told by its shift’s newest lock, whatever was known when it came, and anew with each change of it', async () => {
    const shift = 'shift-of-ana@tablet' as ShiftId
    rooms.lockChanged(shift, true)
    const page = await available(ana)
    const me = () => page.row('me')
    await until(() => expect(me()?.isDeviceLocked).toBe(true))
    const batches: FeedDown['batch'][] = []
    const told = page.provider.messageHandlers[64]
    page.provider.messageHandlers[64] = (encoder, decoder, ...rest) => {
      const { pos } = decoder
      batches.push((JSON.parse(decoding.readVarString(decoder)) as FeedDown).batch)
      decoder.pos = pos
      told?.(encoder, decoder, ...rest)
    }
    rooms.lockChanged(shift, false)
    await until(() => expect(me()).not.toHaveProperty('isDeviceLocked'))
    rooms.lockChanged(shift, false)
    rooms.lockChanged('another' as ShiftId, true)
    page.wish('tablet', clock.now(), clock.now() + 5)
    await until(() => expect(me()?.isAvailable).toBe(false))
    expect(batches.map(({ from }) => from === null)).toEqual([true, ...batches.slice(1).map(() => false)])
  })

  test('a device that knows more than the server is told so', async () => {
    const position = { is: 'position', position: { epoch: 'e', version: 1_000_000 } }
    expect(await closing(ana, { cookie: ana }, feedUp(position))).toBe(4409)
  })

  test('an app of a protocol that the server no longer understands is sent for a newer one; any other comes in', async () => {
    const newer = createServer()
    createSockets({ ...socketsParts, oldestAppLetIn: 3 }).attach(newer)
    await new Promise<void>((resolve) => newer.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void newer.close())
    const old = address
    address = `ws://127.0.0.1:${(newer.address() as AddressInfo).port}/api/v1/rooms`
    const frame = new Uint8Array([99])
    expect(await closing(ana, { cookie: ana })).toBe(4426)
    expect(await closing(`${ana}?protocol=2`, { cookie: ana })).toBe(4426)
    expect(await closing(`${ana}?protocol=new`, { cookie: ana })).toBe(4426)
    // In, and refused for what it sends there.
    expect(await closing(`${ana}?protocol=3`, { cookie: ana }, frame)).toBe(4400)
    expect(await closing(`${ana}?protocol=4`, { cookie: ana }, frame)).toBe(4400)
    // Also whoever is signed in nowhere any more: with that app they could not.
    expect(await closing(ana, {})).toBe(4426)
    address = old
    expect(await closing(ana, { cookie: ana }, frame)).toBe(4400)
  })

  test('a shift that expires closes its pages', async () => {
    expiresAt = clock.now() + 1_000
    const closed = closing(ana, { cookie: ana })
    await until(() => expect(rooms.count()).toBe(1))
    clock.moveTo(expiresAt)
    expect(await closed).toBe(4401)
  })

  test.each([
    ['nobody signed in', ''],
    ['somebody signed in', `Cookie: ${ana}\r\n`],
  ])('what is no frame at all, from %s, is nobody else’s trouble', async (_, cookie) => {
    const page = await available(ben)
    const { port } = server.address() as AddressInfo
    const socket = connect({ port, host: '127.0.0.1' })
    const left = new Promise((resolve) => socket.on('close', resolve))
    socket.on('error', () => {})
    const asking = ['GET /api/v1/rooms/ana HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket']
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
    socket.write(`${asking.join('\r\n')}\r\n${cookie}${key}\r\n\r\n`)
    socket.write(Uint8Array.from([0xff, 0xff, 0xff, 0xff]))
    socket.resume()
    await left
    page.wish('tablet', 0, clock.now() + 5)
    await until(async () => expect((await member(ben))?.wish.off).toBe(clock.now() + 5))
  })

  test('a shift that ends while its page is still on its way in closes that page', async () => {
    const codes: number[] = []
    const socket: RoomSocket = {
      send: () => {},
      close: (code) => void codes.push(code),
      terminate: () => {},
      bufferedBytes: () => 0,
      listen: () => {},
    }
    const shift = 'shift-of-ana' as ShiftId
    const entered = rooms.enter(
      { shift, member: ana, device: 'tablet' as DeviceId, store, expiresAt, isLocked: false },
      ana,
      socket,
    )
    rooms.closeShift(shift)
    await entered
    expect(codes).toEqual([4401])
    expect(rooms.count()).toBe(0)
  })

  test('a shift that ends in the very moment in which its page is let in closes that page', async () => {
    const ending = createServer()
    let looks = 0
    const visitor: typeof socketsParts.visitor = async (request) => {
      looks += 1
      return looks === 1 ? socketsParts.visitor(request) : null
    }
    createSockets({ ...socketsParts, visitor }).attach(ending)
    await new Promise<void>((resolve) => ending.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void ending.close())
    const { port } = ending.address() as AddressInfo
    const page = new WebSocket(`ws://127.0.0.1:${port}/api/v1/rooms/${ana}`, {
      headers: { cookie: ana },
    })
    expect(await new Promise((resolve) => page.on('close', resolve))).toBe(4401)
  })

  test('a room that cannot be opened is left at once, with a code after which the page comes back', async () => {
    const broken = createServer()
    const failing = createSockets({
      rooms: { ...rooms, enter: () => Promise.reject(new StorageFailure('The disk is full.')) },
      log: pino({ level: 'silent' }),
      visitor: async () => ({
        shift: 'shift-of-ana' as ShiftId,
        member: ana,
        device: 'tablet' as DeviceId,
        store,
        expiresAt,
        isLocked: false,
      }),
      isOriginAllowed: () => true,
      oldestAppLetIn: 1,
    })
    failing.attach(broken)
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
    const left = new Promise<void>((resolve) => broken.on('upgrade', (_, socket) => socket.on('close', resolve)))
    const { port } = broken.address() as AddressInfo
    const page = new WebSocket(`ws://127.0.0.1:${port}/api/v1/rooms/${ana}`)
    const goodbye: unknown[] = []
    const { promise: closed, resolve } = Promise.withResolvers<number>()
    page.on('close', resolve)
    // The page's own goodbye was read, so the server need not wait until it gives up.
    broken.on('upgrade', (_, socket) => socket.on('data', (data) => goodbye.push(data)))
    expect(await closed).toBe(1013)
    await left
    expect(goodbye).not.toEqual([])
    broken.close()
  })

  test('whoever asks for what is no room is hung up on, also where they leave their half open', async () => {
    const { port } = server.address() as AddressInfo
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => {})
    socket.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    expect(answer).toContain('404')
    await until(async () => {
      const { promise: open, resolve } = Promise.withResolvers<number>()
      server.getConnections((_, count) => resolve(count))
      expect(await open).toBe(0)
    })
    socket.destroy()
  })

  test('a shift that ends closes its pages', async () => {
    const closed = closing(ana, { cookie: ana })
    await until(() => expect(rooms.count()).toBe(1))
    rooms.closeShift('shift-of-ana' as ShiftId)
    expect(await closed).toBe(4401)
  })
})

/** A frame of sync with an update. */
function updateFrame(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, update)
  })
}

function foreignUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('story').insert(0, 'once upon a time')
  return updateFrame(Y.encodeStateAsUpdate(doc))
}

function wishUpdate(key: string, wish: { on: number; off: number }): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('wish').set(key, wish)
  return updateFrame(Y.encodeStateAsUpdate(doc))
}

/** The later half of a document’s updates, which rests on pieces that never come. */
function orphans(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(updateFrame(update)))
  for (let n = 0; n < count * 2; n += 1) doc.getMap('wish').set('tablet', { on: n, off: 0 })
  return updates.slice(count)
}

/** Awareness under a client’s number. */
function awareness(client: number, awarenessClock: number, state: unknown): Uint8Array {
  const states = encoding.encode((encoder) => {
    for (const value of [1, client, awarenessClock]) encoding.writeVarUint(encoder, value)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, states)
  })
}
