/** The feed over the real coordinator: what a reader was told piece by piece is what the store holds for them. */
import fc from 'fast-check'
import pino from 'pino'
import { v7 as newIdentifier } from 'uuid'
import { expect, onTestFinished, test } from 'vitest'
import type { Command } from '../../../src/decider/commands.ts'
import { defaultPolicy } from '../../../src/decider/policy.ts'
import type { ChatId, MemberId, RetailerId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Row } from '../../../src/protocol/feed.ts'
import type { Position } from '../../../src/replica/feed.ts'
import { createCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { createFeed, type Feed } from '../../../sync-server/feed/feed.ts'
import type { ConversationWrite } from '../../../sync-server/storage/conversations.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import { messageWrite, opening } from '../../contracts/storage-samples.ts'
import { openDatabase } from '../../support/database.ts'
import { manualClock } from '../../support/manual-clock.ts'

const store = 'oxford-street' as StoreId
const team = ['ana', 'ben', 'chloe', 'dimitri'] as MemberId[]
const ana = 'ana' as MemberId
const unlocked = (member: MemberId) => ({ member, isLocked: false })

type Step = { readonly chat: number; readonly member: number; readonly does: (typeof deeds)[number] }
const deeds = [
  'ask',
  'deliver',
  'claim',
  'decline',
  'write',
  'end',
  'wish',
  'wait',
  'policy',
  'hours',
  'leave',
  'contact',
  'erase',
  'rename',
] as const

test('property: the rows told piece by piece are those that somebody who comes new is told', async () => {
  const step: fc.Arbitrary<Step> = fc.record({
    chat: fc.nat(4),
    member: fc.nat(team.length - 1),
    does: fc.constantFrom(...deeds, 'ask', 'deliver', 'claim'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const shop = await openShop()
      try {
        for (const one of steps) {
          await shop.take(one)
          expect(await shop.told()).toEqual(await shop.freshFor(ana))
          const locked = await shop.freshFor(ana, true)
          expect(shop.toldLocked()).toEqual(locked)
          // A locked device has words of nothing but chats of its member's.
          const wordless = locked.filter(({ kind }) => kind === 'offer' || kind === 'missed')
          expect(JSON.stringify(wordless)).not.toMatch(/linen|a@b/)
        }
      } finally {
        await shop.close()
      }
    }),
    { numRuns: 25 },
  )
})

test('one flush is one batch, whatever it decided', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  await shop.told()
  const before = shop.batches
  await Promise.all([0, 1, 2].map((chat) => shop.take({ chat, member: 0, does: 'ask' })))
  await shop.told()
  expect(shop.batches).toBe(before + 1)
})

test('a store whose words cannot be read is read anew for whoever comes next, and nobody goes on listening for the first', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  let listeners = 0
  let isBroken = true
  const { coordinator, storage } = shop.parts
  const feed = createFeed({
    ...shop.parts,
    coordinator: {
      ...coordinator,
      subscribe(id, listener) {
        const stop = coordinator.subscribe(id, listener)
        listeners += 1
        return () => {
          listeners -= 1
          stop()
        }
      },
    },
    storage: {
      ...storage,
      conversations: {
        ...storage.conversations,
        findMany: (chats) =>
          isBroken ? Promise.reject(new StorageFailure('The disk is gone.')) : storage.conversations.findMany(chats),
      },
    },
  })
  await expect(feed.join(store, unlocked(ana), null, () => {})).rejects.toThrow('The disk is gone.')
  expect(listeners).toBe(0)
  isBroken = false
  await feed.join(store, unlocked(ana), null, () => {})
  expect(listeners).toBe(1)
})

/** A feed of the shop's whose reading of the directory waits for `open`, and fails where it says so. */
function gatedFeed({ parts }: Awaited<ReturnType<typeof openShop>>) {
  const gate = { open: () => {}, isShut: false, isBroken: false }
  const { directory } = parts.storage
  const gated: typeof directory = {
    ...directory,
    async everybody(id) {
      const found = await directory.everybody(id)
      if (gate.isShut)
        await new Promise<void>((resolve) => {
          gate.open = resolve
        })
      if (gate.isBroken) throw new StorageFailure('The disk is gone.')
      return found
    },
  }
  return { gate, feed: createFeed({ ...parts, storage: { ...parts.storage, directory: gated } }) }
}

/** What a device does with what it is told; a batch that does not follow the one before fails the test. */
async function aDevice(feed: Feed, position: Position | null = null, kept: readonly Row[] = [], isLocked = false) {
  const rows = new Map<string, Row>(kept.map((row) => [row.key, row]))
  const device = { rows, position, leave: () => {} }
  const joined = await feed.join(store, { member: ana, isLocked }, position, (batch) => {
    if (batch.from === null) rows.clear()
    else expect({ epoch: batch.epoch, version: batch.from }).toEqual(device.position)
    for (const row of batch.rows) rows.set(row.key, row)
    for (const key of batch.removed) rows.delete(key)
    device.position = { epoch: batch.epoch, version: batch.version }
  })
  if (joined !== 'ahead') device.leave = joined.leave
  return device
}

const nameOf = (rows: ReadonlyMap<string, Row>, member: string) => {
  const row = rows.get(`member/${member}`)
  return row?.kind === 'member' ? row.name : null
}

test('what commits while the names are read is told once, and the newest names stay', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  const { gate, feed } = gatedFeed(shop)
  const device = await aDevice(feed)
  const rename = async (name: string) => {
    await shop.parts.storage.setUp.changeMember('ben' as MemberId, { name })
    feed.namesChanged(store)
    await shop.told()
  }
  gate.isShut = true
  await rename('Benedict')
  await shop.take({ chat: 0, member: 0, does: 'ask' })
  await rename('Benjamin')
  await shop.take({ chat: 0, member: 0, does: 'claim' })
  gate.isShut = false
  gate.open()
  await shop.told()
  expect(nameOf(device.rows, 'ben')).toBe('Benjamin')
  expect([...device.rows.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(await shop.freshFor(ana))
})

test('a device that was away while a name changed is told everything; a PIN that changes is told nobody', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  const { feed, storage } = { ...shop.parts, feed: createFeed(shop.parts) }
  const before = await aDevice(feed)
  before.leave()
  await storage.setUp.changeMember('ben' as MemberId, { name: 'Benedict' })
  feed.namesChanged(store)
  await shop.told()
  const back = await aDevice(feed, before.position, [...before.rows.values()])
  expect(nameOf(back.rows, 'ben')).toBe('Benedict')
  const { position } = back
  await storage.setUp.changeMember('ben' as MemberId, { pinHash: 'another' })
  feed.namesChanged(store)
  await shop.told()
  expect(back.position).toEqual(position)
})

test('names that could not be read are read again with the next thing that happens', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  const { gate, feed } = gatedFeed(shop)
  const device = await aDevice(feed)
  gate.isBroken = true
  await shop.parts.storage.setUp.changeMember('ben' as MemberId, { name: 'Benedict' })
  feed.namesChanged(store)
  await shop.told()
  gate.isBroken = false
  await shop.take({ chat: 0, member: 0, does: 'ask' })
  await shop.told()
  expect(nameOf(device.rows, 'ben')).toBe('Benedict')
})

test('who has left is in nobody’s team, sees nothing, and keeps the name at what they did', async () => {
  const shop = await openShop()
  onTestFinished(shop.close)
  await shop.take({ chat: 0, member: 1, does: 'ask' })
  await shop.take({ chat: 0, member: 1, does: 'claim' })
  const feed = createFeed(shop.parts)
  await shop.parts.storage.setUp.removeMember('ben' as MemberId, 1)
  const device = await aDevice(feed)
  expect(nameOf(device.rows, 'ben')).toBeNull()
  expect([...device.rows.values()].find((row) => row.kind === 'offer')?.takenBy).toEqual({ id: 'ben', name: 'ben' })
  expect(await shop.freshFor('ben' as MemberId)).toEqual([])
})

async function openShop() {
  const clock = manualClock(1_763_800_000_000)
  const database = await openDatabase()
  const { storage } = database
  const log = pino({ level: 'silent' })
  const heardAt = () => Object.fromEntries(team.map((member) => [member, clock.now()]))
  const coordinator = createCoordinator({ storage, clock, log, heardAt })
  await coordinator.start()
  const retailer = 'marlow' as RetailerId
  const { directory } = storage
  await directory.addRetailer({
    id: retailer,
    name: 'M',
    locale: 'en-GB',
    currency: 'GBP',
    signingSecret: 's',
    allowedSites: [],
    isDemo: false,
  })
  await directory.addStore({ id: store, retailer, name: 'Oxford Street', idleLockMs: 120_000 })
  for (const id of team)
    await directory.addMember({ id, store, name: id, role: 'associate', pinHash: 'none', language: null, removedAt: null })
  const give = (command: Command, words: readonly ConversationWrite[] = []) =>
    coordinator.submit({ store, command, asked: null, words: () => words })
  for (const member of team) {
    await give({ type: 'AddMember', member })
    await give({ type: 'MergeWish', member, wish: { on: clock.now(), off: 0 } })
  }
  const parts = { storage, coordinator, log, newIdentifier }
  const feed = createFeed(parts)
  const rows = new Map<string, Row>()
  const counted = { batches: 0 }
  await feed.join(store, unlocked(ana), null, (batch) => {
    counted.batches += 1
    if (batch.from === null) rows.clear()
    for (const row of batch.rows) rows.set(row.key, row)
    for (const key of batch.removed) rows.delete(key)
  })
  const lockedDevice = await aDevice(feed, null, [], true)
  const erased = new Set<ChatId>()
  const sorted = (some: Iterable<Row>) => [...some].toSorted((a, b) => (a.key < b.key ? -1 : 1))

  async function take({ chat: number, member: whose, does }: Step): Promise<void> {
    const chat = `chat-${number}` as ChatId
    const member = team[whose] ?? ana
    const known = (await coordinator.state(store)).chats[chat]
    const shopper = `shopper-${number}` as ShopperId
    switch (does) {
      case 'ask':
        if (erased.has(chat)) return
        await give({ type: 'AskQuestion', chat, shopper, isReturning: false, spokenTo: [] }, [opening({ chat, store, shopper })])
        return
      case 'deliver':
      case 'decline': {
        const offer = known?.request.offers.findLast((one) => one.member === member)?.id
        if (!offer) return
        await give(
          does === 'decline'
            ? { type: 'DeclineOffer', member, offer, wish: null }
            : { type: 'ReportOffer', member, offer, seen: 'displayed' },
        )
        return
      }
      case 'claim':
        await give({ type: 'ClaimChat', member, chat, asksUntil: null })
        return
      case 'write':
        await give({ type: 'WriteAsShopper', chat }, known ? [messageWrite(known.messages + 1, { chat })] : [])
        return
      case 'end':
        await give({ type: 'EndChat', chat, by: { is: 'shopper' } })
        return
      case 'erase':
        await give({ type: 'EraseChat', chat })
        // A shopper who was erased asks again as another.
        if (known) erased.add(chat)
        return
      case 'wish':
        await give({ type: 'MergeWish', member, wish: { on: clock.now(), off: clock.now() + (number % 2) } })
        return
      case 'policy':
        await give({ type: 'ChangePolicy', policy: { ...defaultPolicy, countdownMs: 10_000 + number } })
        return
      case 'hours':
        await give(
          number % 2 === 0 ? { type: 'OpenStore' } : { type: 'CloseStore', opensAt: number, goUnavailable: number === 3 },
        )
        return
      case 'rename':
        await storage.setUp.changeMember(member, { name: `${member} ${number}` })
        feed.namesChanged(store)
        return
      case 'leave':
        await give({ type: 'NoteShopperStream', chat, isOpen: number % 2 === 0 })
        return
      case 'contact':
        await give({ type: 'LeaveContact', chat }, known ? [{ write: 'contact', chat, address: 'a@b', text: '', at: 1 }] : [])
        return
      case 'wait':
        clock.moveTo(clock.now() + 7_000 * (number + 1))
        await give({ type: 'LookAtTime' })
    }
  }

  return {
    parts,
    take,
    get batches() {
      return counted.batches
    },
    /** After whatever is under way has been told. */
    async told() {
      await give({ type: 'LookAtTime' })
      await new Promise((resolve) => setImmediate(resolve))
      return sorted(rows.values())
    },
    /** On a device of theirs that is locked; to be asked after {@link told}. */
    toldLocked: () => sorted(lockedDevice.rows.values()),
    async freshFor(reader: MemberId, isLocked = false) {
      const fresh: Row[] = []
      const joined = await createFeed(parts).join(store, { member: reader, isLocked }, null, (batch) => fresh.push(...batch.rows))
      if (joined !== 'ahead') joined.leave()
      return sorted(fresh)
    },
    async close() {
      await coordinator.stop()
      await database.end()
    },
  }
}
