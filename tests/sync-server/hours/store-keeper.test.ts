/** Stores that are opened and closed by their hours, over a real database file: on time, after a restart, after a change. */
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../../src/decider/commands.ts'
import { isAvailable } from '../../../src/decider/wish.ts'
import type { ChatId, DeviceId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { alwaysOpen, type StoreHours, type Week } from '../../../src/protocol/hours.ts'
import { createCoordinator, type RunningCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { createStoresHours, type StoresHours } from '../../../sync-server/hours/store-hours.ts'
import { graceMs } from '../../../sync-server/hours/store-keeper.ts'
import { createSessions, type Sessions, shiftLifeMs } from '../../../sync-server/members/sessions.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { member, retailer, store as sampleStore } from '../../contracts/storage-samples.ts'
import { openDatabase, type TestDatabase } from '../../support/database.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const store = 'store-1' as StoreId
const [ann, bob] = ['ann', 'bob'] as unknown as readonly [MemberId, MemberId]
const hour = 3_600_000
/** A Wednesday, at a time at which all clocks of Europe are in order. */
const noon = Date.UTC(2026, 0, 14, 12)
const closing = noon + 6 * hour
const opening = noon + 21 * hour

const day = [{ from: '09:00', to: '18:00' }]
const week: Week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day }
const nineToSix: StoreHours = { ...alwaysOpen, timeZone: 'Europe/London', week }

let database: TestDatabase
let clock: ManualClock
let storage: Storage
let coordinator: RunningCoordinator
let sessions: Sessions
let hours: StoresHours

beforeEach(async () => {
  clock = manualClock(noon)
  database = await openDatabase()
  storage = database.storage
  await storage.directory.addRetailer(retailer())
  await storage.directory.addStore(sampleStore('store-1'))
  for (const name of ['ann', 'bob']) await storage.directory.addMember(member(name))
  await begin()
  for (const id of [ann, bob]) {
    await submit({ type: 'AddMember', member: id })
    await goAvailable(id)
  }
})
afterEach(async () => {
  await stop()
  await database.end()
})

/** As the composition root does it. */
async function begin(): Promise<void> {
  const log = pino({ level: 'silent' })
  coordinator = createCoordinator({ storage, clock, log, heardAt: () => ({ [ann]: clock.now(), [bob]: clock.now() }) })
  await coordinator.start()
  sessions = createSessions({ storage, clock, newIdentifier: uuid, randomToken: uuid })
  hours = createStoresHours({ storage, coordinator, sessions, clock, log })
  await hours.start()
}

async function stop(): Promise<void> {
  hours.stop()
  await coordinator.stop()
}

async function restart(time: number): Promise<void> {
  await stop()
  clock.set(time)
  await begin()
}

const submit = (command: Command) => coordinator.submit({ store, command, asked: null })
const goAvailable = (id: MemberId) => submit({ type: 'MergeWish', member: id, wish: { on: Math.floor(clock.now()) + 1, off: 0 } })
const state = () => coordinator.state(store)
const isOpen = async () => (await state()).opening.is === 'open'
const untilOpen = (is: boolean) => until(async () => expect(await isOpen()).toBe(is))
const available = async () => Object.values((await state()).members).flatMap(({ id, wish }) => (isAvailable(wish) ? [id] : []))

async function change(to: StoreHours): Promise<void> {
  await storage.hours.keep({ store, hours: to, changedAt: clock.now() })
  await hours.changed(store)
}

async function signIn(id: MemberId, device = `tablet of ${id}`) {
  const found = await storage.directory.member(id)
  const at = await storage.directory.store(store)
  const of = at && (await storage.directory.retailer(at.retailer))
  if (!found || !at || !of) throw new Error('Nobody to sign in.')
  return sessions.start({ member: found, store: at, retailer: of }, device as DeviceId)
}
const signedIn = async () => (await storage.shifts.ofStore(store, clock.now())).map((shift) => shift.member).sort()

async function talk(id: MemberId, name: string): Promise<ChatId> {
  const chat = name as ChatId
  await submit({ type: 'AskQuestion', chat, shopper: `shopper of ${name}` as ShopperId, isReturning: false, spokenTo: [] })
  await submit({ type: 'NoteShopperStream', chat, isOpen: true })
  await submit({ type: 'ClaimChat', member: id, chat, asksUntil: null })
  return chat
}
const endByShopper = (chat: ChatId) => submit({ type: 'EndChat', chat, by: { is: 'shopper' } })

describe('a day', () => {
  test('OF7: a store closes and opens at its instants, and says when it opens', async () => {
    await change(nineToSix)
    clock.moveTo(closing - 1)
    await submit({ type: 'LookAtTime' })
    expect(await isOpen()).toBe(true)
    clock.moveTo(closing)
    await untilOpen(false)
    expect((await state()).opening).toEqual({ is: 'closed', since: closing, opensAt: opening })
    clock.moveTo(opening)
    await untilOpen(true)
    expect((await state()).opening).toEqual({ is: 'open', since: opening })
    clock.moveTo(closing + 24 * hour)
    await untilOpen(false)
  })

  test('AV1: everybody goes unavailable at the closing, and nobody available at the opening', async () => {
    await change(nineToSix)
    clock.moveTo(closing)
    await until(async () => expect(await available()).toEqual([]))
    clock.moveTo(opening)
    await untilOpen(true)
    expect(await available()).toEqual([])
  })

  test('AV1: where the store does not want that, everybody stays as they are', async () => {
    await change({ ...nineToSix, makesUnavailable: false })
    clock.moveTo(closing)
    await untilOpen(false)
    expect(await available()).toEqual([ann, bob])
  })

  test('a store without hours is always open', async () => {
    clock.moveTo(noon + 48 * hour)
    expect(await isOpen()).toBe(true)
    await restart(noon + 49 * hour)
    expect(await isOpen()).toBe(true)
  })
})

describe('after a restart', () => {
  beforeEach(() => change(nineToSix))

  test('OF7, AV1: a store that should have closed meanwhile closes at once', async () => {
    await restart(closing + hour)
    await untilOpen(false)
    expect(await available()).toEqual([])
    clock.moveTo(opening)
    await untilOpen(true)
  })

  test('OF7: one that should have opened opens', async () => {
    clock.moveTo(closing)
    await untilOpen(false)
    await restart(opening + hour)
    await untilOpen(true)
  })

  test('AV1: a closing that nobody was there for has sent everybody home all the same', async () => {
    await restart(opening + hour)
    await until(async () => expect(await available()).toEqual([]))
    await untilOpen(true)
    expect((await state()).opening.since).toBe(opening + hour)
    await goAvailable(ann)
    await restart(opening + 2 * hour)
    await hours.changed(store)
    expect(await available()).toEqual([ann])
  })
})

describe('a change of hours', () => {
  test('OF7: takes effect at once, either way', async () => {
    await change({ ...nineToSix, week: { ...week, wednesday: [] } })
    expect((await state()).opening).toEqual({ is: 'closed', since: noon, opensAt: opening })
    await change(nineToSix)
    expect(await isOpen()).toBe(true)
  })

  test('OF7: of a closed store moves what is told of its opening', async () => {
    await change({ ...nineToSix, week: { ...week, wednesday: [] } })
    await change({ ...nineToSix, week: { ...week, wednesday: [], thursday: [] } })
    expect((await state()).opening).toMatchObject({ is: 'closed', since: noon, opensAt: opening + 24 * hour })
  })

  test('AV1: makes no closing of what was long past when they came', async () => {
    await change({ ...nineToSix, closesShifts: true })
    await signIn(ann)
    await hours.changed(store)
    expect(await available()).toEqual([ann, bob])
    expect(await signedIn()).toEqual([ann])
  })

  test('OF7: a failure of the disk is told, and mends by itself where nobody waits', async () => {
    await change(nineToSix)
    const { of } = storage.hours
    let failures = 0
    storage = {
      ...storage,
      hours: { ...storage.hours, of: (id) => (failures++ < 2 ? Promise.reject(new StorageFailure('No disk.')) : of(id)) },
    }
    await stop()
    clock.set(closing + hour)
    await begin()
    await expect(hours.changed(store)).rejects.toThrow(StorageFailure)
    await until(() => {
      clock.moveTo(clock.now() + 1_000)
      expect(failures).toBeGreaterThan(2)
    })
    await untilOpen(false)
  })
})

describe('shifts at closing time', () => {
  beforeEach(() => change({ ...nineToSix, makesUnavailable: false, closesShifts: true }))

  test('AV1: end once the wishes are off', async () => {
    await signIn(ann)
    const ends: (readonly MemberId[])[] = []
    sessions.onEnd(() => void available().then((who) => ends.push(who)))
    clock.moveTo(closing)
    await until(async () => expect(await signedIn()).toEqual([]))
    await until(() => expect(ends).toEqual([[]]))
  })

  test('AV1: of whoever talks to a shopper go on until their last chat has ended', async () => {
    await signIn(ann)
    await signIn(bob)
    const chats = [await talk(ann, 'c'), await talk(ann, 'd')] as const
    clock.moveTo(closing)
    await until(async () => expect(await signedIn()).toEqual([ann]))
    await endByShopper(chats[0])
    await hours.changed(store)
    expect(await signedIn()).toEqual([ann])
    await endByShopper(chats[1])
    await until(async () => expect(await signedIn()).toEqual([]))
  })

  test('AV1: go on for half an hour at most, also over a restart', async () => {
    await signIn(ann)
    await talk(ann, 'c')
    clock.moveTo(closing)
    await untilOpen(false)
    await restart(closing + graceMs - 1)
    await hours.changed(store)
    expect(await signedIn()).toEqual([ann])
    clock.moveTo(closing + graceMs)
    await until(async () => expect(await signedIn()).toEqual([]))
    expect(Object.values((await state()).chats)[0]?.standing).toMatchObject({ is: 'held', holder: ann })
  })

  test('AV1: that began after the closing are of people who came back to work', async () => {
    clock.moveTo(closing)
    await untilOpen(false)
    await signIn(ann)
    await hours.changed(store)
    clock.moveTo(closing + hour)
    await restart(closing + 2 * hour)
    await hours.changed(store)
    expect(await signedIn()).toEqual([ann])
    expect(shiftLifeMs).toBeGreaterThan(2 * hour)
  })
})
