/** A server that could not run for a while blames nobody for it: the coordinator over a real database file, on a clock that jumps. */
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Chat, StoreState } from '../../../src/decider/state.ts'
import type { ChatId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import { createCoordinator, type RunningCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { openDatabase, type TestDatabase } from '../../support/database.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'

const store = 'oxford-street' as StoreId
const ana = 'ana' as MemberId
const chat = 'chat' as ChatId

let database: TestDatabase
let clock: ManualClock
let storage: Storage
let coordinator: RunningCoordinator
let start: () => RunningCoordinator
let heardAt: number
let isDiskFull: boolean
let duringCommit: () => void

beforeEach(async () => {
  clock = manualClock(1_763_800_000_000)
  isDiskFull = false
  duringCommit = () => {}
  database = await openDatabase()
  storage = database.storage
  const commit: Storage['log']['commit'] = (decisions) => {
    duringCommit()
    return isDiskFull ? Promise.reject(new StorageFailure('disk full')) : storage.log.commit(decisions)
  }
  start = () =>
    createCoordinator({
      storage: { ...storage, log: { ...storage.log, commit } },
      clock,
      log: pino({ level: 'silent' }),
      heardAt: () => ({ [ana]: heardAt }),
    })
  coordinator = start()
  await coordinator.start()
  heardAt = clock.now()
  const submit = (command: Parameters<RunningCoordinator['submit']>[0]['command']) =>
    coordinator.submit({ store, command, asked: null })
  await submit({ type: 'AddMember', member: ana })
  await submit({ type: 'MergeWish', member: ana, wish: { on: clock.now(), off: 0 } })
  await submit({ type: 'AskQuestion', chat, shopper: 'shopper' as ShopperId, isReturning: false, spokenTo: [] })
  await submit({ type: 'NoteShopperStream', chat, isOpen: true })
  const [offer] = (await now()).request.offers
  if (!offer) throw new Error('Nobody was served.')
  await submit({ type: 'ReportOffer', member: ana, offer: offer.id, seen: 'delivered' })
})
afterEach(async () => {
  await coordinator.stop()
  await database.end()
})

const state = async (): Promise<StoreState> => coordinator.state(store)
async function now(): Promise<Chat> {
  return (await state()).chats[chat] ?? expect.fail('no chat')
}

describe('a stall', () => {
  test('OF1, MI2: is given back before anything is decided, to requests and rings alike; whoever was here still is', async () => {
    const before = await now()
    clock.set(clock.now() + 20_000)
    const asked = { type: 'ClaimChat', member: ana, chat, asksUntil: null } as const
    expect(await coordinator.submit({ store, command: asked, asked: null })).toMatchObject({ answer: { is: 'accepted' } })
    const after = await now()
    expect(after.awaySince).toBeNull()
    expect(after.request.endsAt).toBe(before.request.endsAt + 20_000)
    expect(after.request.offers.map(({ ring }) => ring.is)).toEqual(['claimed'])
  })

  test('MI2: through a ring’s end and the request’s is nobody’s miss', async () => {
    clock.set(clock.now() + 100_000)
    heardAt = clock.now()
    clock.moveTo(clock.now() + 1)
    await until(async () => expect((await now()).request.endsAt).toBeGreaterThan(clock.now()))
    clock.moveTo(clock.now() + 300_000)
    await until(async () => expect((await now()).request.end).toMatchObject({ how: 'missed' }))
    expect((await state()).members[ana]?.missesInRow).toBe(0)
  })

  test('OF7: nobody is called unreachable before they could be heard again', async () => {
    clock.set(clock.now() + 20_000)
    coordinator.look(store)
    await until(async () => expect((await now()).request.endsAt).toBeGreaterThan(clock.now() + 80_000))
    expect((await now()).request.isNobodyTold).toBe(false)
    clock.moveTo(clock.now() + 30_000)
    await until(async () => expect((await now()).request.isNobodyTold).toBe(true))
  })

  test('OF1: is given back once, and once it can be kept', async () => {
    const before = await now()
    isDiskFull = true
    clock.set(clock.now() + 20_000)
    const leave = { type: 'LeaveContact', chat } as const
    await expect(coordinator.submit({ store, command: leave, asked: null })).rejects.toThrow('disk full')
    isDiskFull = false
    await coordinator.submit({ store, command: leave, asked: null })
    await coordinator.submit({ store, command: leave, asked: null })
    expect((await now()).request.endsAt).toBe(before.request.endsAt + 20_000)
  })

  test('OF1: while the one before is being given back is given back as well', async () => {
    const before = await now()
    duringCommit = () => {
      duringCommit = () => {}
      clock.set(clock.now() + 20_000)
      clock.moveTo(clock.now())
    }
    clock.set(clock.now() + 20_000)
    await coordinator.submit({ store, command: { type: 'LeaveContact', chat }, asked: null })
    await until(async () => expect((await now()).request.endsAt).toBe(before.request.endsAt + 40_000))
  })

  test('OF1: is given back by the next server where this one dies before it could', async () => {
    const before = await now()
    clock.moveTo(clock.now() + 1_000)
    await until(async () => expect(await storage.log.lastAlive()).toBe(clock.now()))
    let attempts = 0
    duringCommit = () => {
      attempts += 1
    }
    isDiskFull = true
    clock.set(clock.now() + 20_000)
    clock.moveTo(clock.now())
    await until(async () => expect(attempts).toBeGreaterThan(0))
    await coordinator.stop()
    isDiskFull = false
    coordinator = start()
    await coordinator.start()
    expect((await now()).request.endsAt).toBe(before.request.endsAt + 20_000)
  })

  test('of less than two seconds is none', async () => {
    const before = await now()
    clock.set(clock.now() + 1_900)
    await coordinator.submit({ store, command: { type: 'LeaveContact', chat }, asked: null })
    expect((await now()).request.endsAt).toBe(before.request.endsAt)
  })
})
