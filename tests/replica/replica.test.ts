/** A shift on a page, with page time that is told to pass, a disk in memory, and a server that this file plays. */
import { describe, expect, test } from 'vitest'
import type { ChatId, CommandId, DeviceId, OfferId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import type { Batch, Row } from '../../src/protocol/feed.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import { DiskFailure } from '../../src/replica/disk.ts'
import type { Reply } from '../../src/replica/http.ts'
import type { ConnectionEnds, ConnectionState } from '../../src/replica/link.ts'
import type { Waiting } from '../../src/replica/outbox.ts'
import { asksForMs } from '../../src/replica/outbox.ts'
import { openReplica } from '../../src/replica/replica.ts'
import { newRoomDocument, type RoomDocument } from '../../src/replica/room-document.ts'
import { isAvailable, noWish, type Wish } from '../../src/replica/wish.ts'
import { missed as aMissed, offer as anOffer, me, session, team } from '../staff/fixtures/rows.ts'
import { MemoryDisk } from './memory-disk.ts'
import { ManualPageTime, settled } from './page-time.ts'

const batch = (from: number | null, version: number, rows: readonly Row[] = [], removed: readonly string[] = []): Batch => ({
  from,
  version,
  epoch: 'e1',
  rows,
  removed,
})
const [ana, ben] = team as readonly [Row, Row]

/** Server time is 1,000,000 ahead of the page's. */
const ahead = 1_000_000

async function open({ disk = new MemoryDisk(), keptOffsetMs = 0, time = new ManualPageTime(5_000) } = {}) {
  const dialled: (ConnectionEnds & RoomDocument)[] = []
  const posted: MemberCommand[] = []
  const states: ConnectionState[] = []
  const shown = new Map<string, Row>()
  const heard = {
    isLoaded: false,
    isShiftOver: false,
    asOf: null as number | null,
    offsetMs: null as number | null,
    wish: noWish as Wish,
    isSynced: true,
    outbox: [] as readonly Waiting[],
    failure: null as DiskFailure | null,
    bellCheck: null as string | null,
  }
  const network = { answer: (_: MemberCommand): Reply<CommandAccepted> => ({ is: 'ok', value: { is: 'accepted' } }) }
  let ids = 0
  const replica = await openReplica({
    session,
    device: 'tablet' as DeviceId,
    time,
    disk,
    keptOffsetMs,
    newId: () => `id-${++ids}` as CommandId,
    dial(ends) {
      dialled.push({ ...ends, ...newRoomDocument() })
      return { close: () => {} }
    },
    post: async (command) => {
      posted.push(command)
      return network.answer(command)
    },
    sink: {
      put: (row) => shown.set(row.key, row),
      remove: (key) => shown.delete(key),
      keepOnly: (keys) => {
        for (const key of shown.keys()) if (!keys.has(key)) shown.delete(key)
      },
    },
    listener: {
      together: (change) => change(),
      onLoaded: () => {
        heard.isLoaded = true
      },
      onConnection: (state) => states.push(state),
      onWish: (wish, isSynced) => Object.assign(heard, { wish, isSynced }),
      onTeam: () => {},
      onOutbox: (outbox) => Object.assign(heard, { outbox }),
      onDisk: (failure) => Object.assign(heard, { failure }),
      onAsOf: (asOf) => Object.assign(heard, { asOf }),
      onOffset: (offsetMs) => Object.assign(heard, { offsetMs }),
      onBellCheck: ({ by }, say) => {
        heard.bellCheck = by
        say('displayed')
      },
      onShiftOver: () => {
        heard.isShiftOver = true
      },
    },
  })
  const ends = () => {
    const latest = dialled.at(-1)
    if (!latest) throw new Error('Nothing was dialled.')
    return latest
  }
  /** The server hears the page and says the time. */
  const tick = () => ends().onClock({ n: 1, serverTime: time.now() + ahead, previous: null }, time.now())
  const connect = () => {
    ends().onOpen(ends())
    tick()
    ends().onSynced()
  }
  return { replica, disk, time, dialled, posted, states, shown, heard, network, ends, tick, connect }
}

describe('the replica', () => {
  test('what was kept is there at once, without a network, with its age; and the server is asked for the difference', async () => {
    const disk = new MemoryDisk()
    const first = await open({ disk })
    first.connect()
    first.ends().onBatch(batch(null, 7, [me, ana]))
    await first.time.pass(2_000)
    await first.replica.save()
    first.replica.close()

    const second = await open({ disk })
    expect([...second.shown.keys()].sort()).toEqual([me.key, ana.key].sort())
    expect(second.heard.isLoaded).toBe(true)
    expect(second.heard.asOf).toBe(5_000 + ahead)
    expect(second.ends().position()).toEqual({ epoch: 'e1', version: 7 })
    second.connect()
    second.ends().onBatch(batch(7, 9, [ben], [ana.key]))
    expect([...second.shown.keys()].sort()).toEqual([me.key, ben.key].sort())
  })

  test('a change is on the disk a moment later, whole and with its version', async () => {
    const { disk, connect, ends, time } = await open()
    connect()
    ends().onBatch(batch(null, 7, [me, ana]))
    ends().onBatch(batch(7, 8, [ben], [ana.key]))
    expect(disk.saves).toBe(0)
    await time.pass(1_000)
    expect(disk.saves).toBe(1)
    expect([...disk.contents.rows.rows.keys()].sort()).toEqual([me.key, ben.key].sort())
    expect(disk.contents.rows.place?.position).toEqual({ epoch: 'e1', version: 8 })
  })

  test('a device that is locked keeps the words that it had, gets no new ones, and is told all of them when it is opened', async () => {
    const { disk, connect, ends, time, shown } = await open()
    const [rang, waits] = [anOffer(), aMissed()]
    const rings = anOffer({ key: 'offer/new', id: 'new' as OfferId })
    const shopper = { ...rang.shopper, name: null, question: '', lookingAt: null, isWithheld: true } as const
    connect()
    ends().onBatch(batch(null, 7, [me, rang, waits]))
    const [silent, later] = [{ ...rang, shopper, state: 'waiting' } as const, { ...rings, shopper }]
    ends().onBatch({ ...batch(null, 8, [me, silent, later, { ...waits, shopper, contact: null }]), epoch: 'e1 locked' })
    await time.pass(1_000)
    for (const rows of [shown, disk.contents.rows.rows]) {
      expect(rows.get(rang.key)).toEqual({ ...rang, state: 'waiting' })
      expect(rows.get(waits.key)).toEqual(waits)
      expect(rows.get(rings.key)).toEqual(later)
    }
    ends().onBatch(batch(null, 9, [me, rang, rings, waits]))
    expect(shown.get(rings.key)).toEqual(rings)
  })

  test('two pages of one member keep one set of rows: the one behind does not write over the one ahead', async () => {
    const disk = new MemoryDisk()
    const behind = await open({ disk })
    const further = await open({ disk })
    for (const page of [behind, further]) {
      page.connect()
      page.ends().onBatch(batch(null, 7, [me, ana]))
      await page.time.pass(1_000)
    }
    further.ends().onBatch(batch(7, 9, [], [ana.key]))
    await further.time.pass(1_000)
    behind.ends().onBatch(batch(7, 8, [ben]))
    await behind.time.pass(1_000)
    expect(disk.contents.rows.place?.position.version).toBe(9)
    behind.ends().onBatch(batch(8, 10, [], [ana.key]))
    await behind.time.pass(11_000)
    expect(disk.contents.rows.place?.position.version).toBe(10)
    expect([...disk.contents.rows.rows.keys()].sort()).toEqual([me.key, ben.key].sort())
  })

  test('a disk that fails is told of, and gets everything once it works again', async () => {
    const { disk, connect, ends, time, heard, shown } = await open()
    connect()
    disk.failure = new DiskFailure('full')
    ends().onBatch(batch(null, 7, [me, ana]))
    await time.pass(1_000)
    expect(heard.failure?.why).toBe('full')
    expect(shown.size).toBe(2)
    disk.failure = null
    await time.pass(20_000)
    expect(heard.failure).toBeNull()
    expect(disk.contents.rows.rows.size).toBe(2)
  })

  test('a disk that does not answer keeps nobody from their chats: everything comes from the server', async () => {
    const disk = new MemoryDisk()
    disk.load = () => new Promise(() => {})
    const time = new ManualPageTime(5_000)
    const opening = open({ disk, time })
    await time.pass(2_000)
    const { heard, ends, connect, shown } = await opening
    expect(heard.failure?.why).toBe('unavailable')
    expect(ends().position()).toBeNull()
    connect()
    ends().onBatch(batch(null, 7, [me]))
    expect(shown.size).toBe(1)
  })

  test('AV3, CL2: what an earlier page left on a disk that fails at first is taken up as soon as it works', async () => {
    const first = await open()
    first.network.answer = () => ({ is: 'unreachable', retryAfterMs: null, isTooMany: false })
    first.replica.setAvailable(true)
    const { id } = first.replica.send({ kind: 'settleMissedChat', chat: 'c1' as ChatId })
    await settled()
    first.replica.close()

    const { disk } = first
    disk.failure = new DiskFailure('unavailable')
    const second = await open({ disk, time: new ManualPageTime(1_000) })
    second.connect()
    await second.time.pass(5_000)
    expect(second.posted).toEqual([])
    disk.failure = null
    await second.time.pass(5_000)
    expect(second.posted.map((command) => command.id)).toEqual([id])
    expect(isAvailable(second.heard.wish)).toBe(true)
    expect(second.heard.failure).toBeNull()
  })

  test('messages that are written while the disk is still being read do not overtake those of before', async () => {
    const first = await open()
    first.network.answer = () => ({ is: 'unreachable', retryAfterMs: null, isTooMany: false })
    const { id } = first.replica.send({ kind: 'sendMessage', chat: 'c1' as ChatId, fence: 1, text: 'one' })
    await settled()
    first.replica.close()

    const { disk } = first
    let answer = () => {}
    const load = disk.load.bind(disk)
    disk.load = () =>
      new Promise((resolve) => {
        answer = () => resolve(load())
      })
    const time = new ManualPageTime(10_000)
    const opening = open({ disk, time })
    await time.pass(2_000)
    const second = await opening
    second.connect()
    const later = second.replica.send({ kind: 'sendMessage', chat: 'c1' as ChatId, fence: 1, text: 'two' }, 'id-2' as CommandId)
    await time.pass(3_000)
    expect(second.posted).toEqual([])
    answer()
    expect(await later.answer).toEqual({ is: 'accepted' })
    expect(second.posted.map((command) => command.id)).toEqual([id, 'id-2'])
  })

  test('a disk that never answers holds messages back for a while only', async () => {
    const disk = new MemoryDisk()
    disk.load = () => new Promise(() => {})
    const time = new ManualPageTime(5_000)
    const opening = open({ disk, time })
    await time.pass(2_000)
    const { replica, connect } = await opening
    connect()
    const { answer } = replica.send({ kind: 'sendMessage', chat: 'c1' as ChatId, fence: 1, text: 'one' })
    await time.pass(20_000)
    expect(await answer).toEqual({ is: 'accepted' })
  })

  test('that rows can be kept says nothing of a wish that could not', async () => {
    const { disk, connect, ends, time, heard, replica } = await open()
    connect()
    const saveWish = disk.saveWish.bind(disk)
    disk.saveWish = () => Promise.reject(new DiskFailure('full'))
    replica.setAvailable(true)
    ends().onBatch(batch(null, 7, [me]))
    await time.pass(1_000)
    expect(disk.saves).toBe(1)
    expect(heard.failure?.why).toBe('full')
    disk.saveWish = saveWish
    await time.pass(6_000)
    expect(disk.contents.wish).not.toBeNull()
    expect(heard.failure).toBeNull()
  })

  test('CL6: a claim says until when it asks, in server time, and keeps to it however late it is sent', async () => {
    const { replica, connect, network, posted, time } = await open()
    connect()
    network.answer = () => ({ is: 'unreachable', retryAfterMs: null, isTooMany: false })
    const answer = replica.claim('c1' as ChatId)
    await time.pass(60_000)
    network.answer = () => ({ is: 'ok', value: { is: 'accepted', fence: 1 } })
    await time.pass(10_000)
    expect(await answer).toEqual({ is: 'accepted', fence: 1 })
    expect(new Set(posted.map((command) => JSON.stringify(command))).size).toBe(1)
    expect(posted[0]).toMatchObject({ kind: 'claimChat', asksUntil: 5_000 + ahead + asksForMs })
  })

  const entry = (command: object, order: number, refused: Problem | null = null) => ({
    command: { shift: 'shift-1', ...command } as MemberCommand,
    member: 'ana' as never,
    order,
    since: 0,
    refused,
  })

  test('CL6: a claim that the worker was given on a notification is this page’s as well', async () => {
    const { replica, disk, connect, network, posted, heard } = await open()
    connect()
    network.answer = () => ({ is: 'unreachable', retryAfterMs: null, isTooMany: false })
    await disk.putCommands([entry({ id: 'k1', kind: 'claimChat', chat: 'c1', asksUntil: 40_000 }, 1)])
    replica.takeUp()
    await settled()
    expect(heard.outbox.map(({ command }) => command.id)).toEqual(['k1'])
    expect(posted).toMatchObject([{ id: 'k1', kind: 'claimChat', asksUntil: 40_000 }])
  })

  test.each<['reconnects' | 'is looked at']>([['reconnects'], ['is looked at']])(
    'what another page left is sent by this one when it %s; what was refused there stays there',
    async (when) => {
      const { replica, disk, connect, posted, heard } = await open()
      connect()
      await settled()
      const refused: Problem = { type: '/problems/not-holder', title: 'Not the holder', status: 409, detail: 'Ben has it.' }
      await disk.putCommands([
        entry({ id: 'k1', kind: 'sendMessage', chat: 'c1', fence: 1, text: 'Here I am' }, 1),
        entry({ id: 'k2', kind: 'endChat', chat: 'c1', fence: 1 }, 2),
        entry({ id: 'k3', kind: 'sendMessage', chat: 'c2', fence: 1, text: 'Hello?' }, 3, refused),
      ])
      if (when === 'reconnects') connect()
      else replica.hurry()
      await settled()
      expect(posted.map(({ id }) => id)).toEqual(['k1', 'k2'])
      expect(heard.outbox).toEqual([])
    },
  )

  test('a bell check is delivered the moment it is here, and the screen says the rest', async () => {
    const { ends, connect, heard } = await open()
    connect()
    const said: string[] = []
    ends().onBellCheck({ is: 'bellCheck', check: 'k1', by: 'Emma' }, ({ check, seen }) => said.push(`${check} ${seen}`))
    expect(said).toEqual(['k1 delivered', 'k1 displayed'])
    expect(heard.bellCheck).toBe('Emma')
  })

  test('AV3: a wish of before is brought to the room by the next page, and the register settles it', async () => {
    const disk = new MemoryDisk()
    const offline = await open({ disk, keptOffsetMs: ahead })
    offline.replica.setAvailable(true)
    await settled()
    offline.replica.close()
    expect(disk.contents.wish).toEqual({ on: 5_000 + ahead, off: 0 })

    const page = await open({ disk })
    expect(isAvailable(page.heard.wish)).toBe(true)
    expect(page.heard.isSynced).toBe(false)
    page.connect()
    expect(page.ends().doc.getMap('wish').toJSON()).toEqual({ tablet: disk.contents.wish })
    page.ends().onBatch(batch(null, 7, [{ ...me, wish: { on: 5_000 + ahead, off: 0 } } as Row]))
    expect(page.heard.isSynced).toBe(true)
  })

  test('AV2: how the server’s clock stands is told for the next page when it is heard, and only then', async () => {
    const { replica, connect, ends, time, heard } = await open({ keptOffsetMs: 7 })
    expect(heard.offsetMs).toBeNull()
    connect()
    expect(heard.offsetMs).toBe(ahead)
    heard.offsetMs = null
    ends().onClosed(1006)
    await time.pass(60_000)
    replica.hurry()
    replica.setAvailable(true)
    replica.close()
    expect(heard.offsetMs).toBeNull()
  })

  test('DE1: the decline carries the stamps that the document gets', async () => {
    const { replica, connect, posted, ends } = await open()
    connect()
    void replica.decline('c1.1.1' as OfferId, true)
    await settled()
    expect(posted[0]).toMatchObject({ kind: 'declineOffer', wish: ends().doc.getMap('wish').get('tablet') })
  })

  test('OF5: each connection is told which offers the page has and shows', async () => {
    const { replica, connect, ends, time } = await open()
    connect()
    const offer = anOffer()
    ends().onBatch(batch(null, 7, [offer]))
    replica.setDisplayed([offer.id])
    const report = { delivered: [offer.id], displayed: [offer.id] }
    expect(ends().awareness.getLocalState()).toEqual(report)
    ends().onClosed(1006)
    await time.pass(1_000)
    connect()
    expect(ends().awareness.getLocalState()).toEqual(report)
  })

  test('the rows’ age stands still while the connection is lost', async () => {
    const { connect, ends, time, tick, heard } = await open()
    connect()
    ends().onBatch(batch(null, 7, [me]))
    await time.pass(3_000)
    tick()
    ends().onClosed(1006)
    expect(heard.asOf).toBe(8_000 + ahead)
  })

  test('rows of before are no younger for a connection that ended before it brought any', async () => {
    const { connect, ends, time, heard } = await open()
    ends().position()
    connect()
    ends().onBatch(batch(null, 7, [me]))
    ends().onClosed(1006)
    await time.pass(60_000)
    ends().position()
    connect()
    ends().onClosed(1006)
    expect(heard.asOf).toBe(5_000 + ahead)
  })

  test('RE2: what hangs on a dead connection is sent again on the next', async () => {
    const { replica, connect, ends, time, network, posted } = await open()
    connect()
    network.answer = () => ({ is: 'unreachable', retryAfterMs: 8_000, isTooMany: false })
    const answer = replica.claim('c1' as ChatId)
    await settled()
    network.answer = () => ({ is: 'ok', value: { is: 'accepted', fence: 1 } })
    ends().onClosed(1006)
    await time.pass(600)
    connect()
    await answer
    expect(posted).toHaveLength(2)
  })

  test('a shift that the server no longer knows ends here, and what waits stays on the device', async () => {
    const { replica, connect, network, heard, disk } = await open()
    connect()
    const problem = { type: '/problems/not-signed-in', title: '', status: 401, detail: '' }
    network.answer = () => ({ is: 'problem', problem })
    replica.send({ kind: 'sendMessage', chat: 'c1' as ChatId, fence: 1, text: 'Hello' })
    await settled()
    await settled()
    expect(heard.isShiftOver).toBe(true)
    expect(disk.contents.outbox.size).toBe(1)
  })

  test('a device that is ahead of the server says so and does not come back by itself', async () => {
    const { ends, connect, states, time, dialled } = await open()
    connect()
    ends().onClosed(closeCodes.aheadOfServer)
    await time.pass(60_000)
    expect(states.at(-1)).toEqual({ is: 'refused', code: closeCodes.aheadOfServer })
    expect(dialled).toHaveLength(1)
  })
})
