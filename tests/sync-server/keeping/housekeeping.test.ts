/** What is done by itself: what retention lets go of, logs that lose their oldest events, erasures that were begun elsewhere. */
import { isDeepStrictEqual } from 'node:util'
import pino from 'pino'
import { v7 as newIdentifier } from 'uuid'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { evolveAll, initialState } from '../../../src/decider/evolve.ts'
import type { ChatId, StoreId } from '../../../src/identifiers.ts'
import type { Clock } from '../../../sync-server/clock.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { createEraser } from '../../../sync-server/keeping/eraser.ts'
import { createHousekeeping } from '../../../sync-server/keeping/housekeeping.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { until } from '../../support/until.ts'
import { kindOf, openShop, oxfordStreet, type Shop, type TestMember } from '../http/shop.ts'

const dayMs = 86_400_000

/** Runs as the real one does, as many days ahead as a test says. */
function clockAhead(): Clock & { pass(days: number): void } {
  const real = systemClock()
  let aheadMs = 0
  return {
    now: () => real.now() + aheadMs,
    at: (time, callback) => real.at(time - aheadMs, callback),
    pass: (days) => {
      aheadMs += days * dayMs
    },
  }
}

let clock: ReturnType<typeof clockAhead>
let shop: Shop
beforeEach(async () => {
  clock = clockAhead()
  shop = await openShop({ clock })
})
afterEach(() => shop.close())

const keep = (greta: TestMember, body: object) => greta.ask('PUT', '/api/v1/retention', { body })
const stateOf = (store: StoreId) => shop.coordinator.state(store)

/** Of the time that it is here. */
const identifier = () => newIdentifier({ msecs: Math.floor(clock.now()) })

async function aChatThatEnded(): Promise<ChatId> {
  const shopper = await shop.visit()
  const chat = await shopper.asks('Is it warm?', { name: 'Crystal', id: identifier() })
  await shopper.post(`chats/${chat}/end`, { id: identifier() })
  return chat
}

describe('retention', () => {
  test('is a year unless an admin says otherwise, within bounds, and its change is told', async () => {
    const greta = await shop.signIn('greta')
    expect((await greta.ask('GET', '/api/v1/retention')).body).toEqual({ conversationDays: 365, logDays: 365 })
    const changed = await keep(greta, { conversationDays: 30, logDays: 60 })
    expect([changed.status, changed.body]).toEqual([200, { conversationDays: 30, logDays: 60 }])
    expect((await greta.ask('GET', '/api/v1/retention')).body).toEqual({ conversationDays: 30, logDays: 60 })
    for (const body of [
      { conversationDays: 0, logDays: 60 },
      { conversationDays: 30, logDays: 6 },
      { conversationDays: 3_651, logDays: 60 },
    ])
      expect(kindOf(await keep(greta, body))).toBe('out-of-bounds')
    for (const body of [{ conversationDays: 30 }, { conversationDays: 1.5, logDays: 60 }, {}])
      expect(kindOf(await keep(greta, body))).toBe('malformed-request')
    expect(shop.keeping.records).toMatchObject([
      {
        action: 'retentionChanged',
        by: { is: 'member', member: 'greta' },
        from: { conversationDays: 365, logDays: 365 },
        to: { conversationDays: 30, logDays: 60 },
      },
    ])
  })

  test('a chat whose time is over goes with its words and its shopper; a younger one and an open one stay', async () => {
    const old = await aChatThatEnded()
    const oldShopper = (await shop.storage.conversations.find(old))?.shopper
    clock.pass(20)
    const young = await aChatThatEnded()
    const someone = await shop.visit()
    const open = await someone.asks('Are you there?')
    await shop.keeping.tidy()
    expect(await shop.storage.conversations.find(old)).not.toBeNull()
    await keep(await shop.signIn('greta'), { conversationDays: 15, logDays: 3_650 })
    await shop.keeping.tidy()
    expect(await shop.storage.conversations.find(old)).toBeNull()
    expect(await shop.storage.conversations.messages(old, 0, 10)).toEqual([])
    expect(oldShopper && (await shop.storage.shoppers.find(oldShopper))).toBeNull()
    for (const chat of [young, open]) expect(await shop.storage.conversations.find(chat)).not.toBeNull()
    expect(await shop.storage.shoppers.find(someone.session.shopper)).not.toBeNull()
  })

  test('EN2: one that still waits under Missed goes from there too', async () => {
    const shopper = await shop.visit()
    const chat = await shopper.asks('Is it warm?')
    await shopper.post(`chats/${chat}/contact`, { address: 'crystal@example.org' })
    await shopper.post(`chats/${chat}/end`, {})
    clock.pass(364)
    await shop.keeping.tidy()
    expect((await stateOf(oxfordStreet)).chats[chat]).toBeDefined()
    clock.pass(2)
    await shop.keeping.tidy()
    expect((await stateOf(oxfordStreet)).chats[chat]).toBeUndefined()
    expect(await shop.storage.conversations.find(chat)).toBeNull()
  })
})

describe('the log', () => {
  const whole = async () => {
    const { base, events } = await shop.storage.keeping.oldestEvents(oxfordStreet, Number.POSITIVE_INFINITY, 1_000_000)
    return { base, events, state: evolveAll(base ?? initialState(), events) }
  }

  test('loses what is older than its retention; what is left still gives the live state, from its beginning and when it is loaded', async () => {
    for (let count = 0; count < 120; count++) await aChatThatEnded()
    const before = await whole()
    expect(before.events.length).toBeGreaterThan(500)
    clock.pass(366)
    const late = await aChatThatEnded()
    const live = await stateOf(oxfordStreet)
    await shop.keeping.tidy()
    const { base, events, state } = await whole()
    expect(base?.version).toBe(before.state.version)
    expect(events.every(({ at }) => at > clock.now() - 365 * dayMs)).toBe(true)
    expect(isDeepStrictEqual(state, live)).toBe(true)
    const loaded = await shop.storage.log.load(oxfordStreet)
    expect(isDeepStrictEqual(evolveAll(loaded?.snapshot ?? initialState(), loaded?.events ?? []), live)).toBe(true)
    // The store goes on, and says of its newest chat what became of it.
    expect(events.some((event) => event.type === 'ChatOpened' && event.chat === late)).toBe(true)
    const next = await aChatThatEnded()
    expect((await whole()).state.chats[next]).toEqual((await stateOf(oxfordStreet)).chats[next])
  })

  test('a log that is old altogether begins with all that is known', async () => {
    const live = await stateOf(oxfordStreet)
    clock.pass(400)
    await shop.keeping.tidy()
    expect(await whole()).toMatchObject({ base: { version: live.version }, events: [] })
    expect(isDeepStrictEqual((await shop.storage.log.load(oxfordStreet))?.snapshot, live)).toBe(true)
  })
})

test('an erasure that another process began is taken up by itself, also where the first attempt fails', async () => {
  const shopper = await shop.visit()
  const chat = await shopper.asks('Is it warm?')
  let failures = 1
  const { keeping } = shop.storage
  const storage = {
    ...shop.storage,
    keeping: {
      ...keeping,
      remove: (...given: Parameters<typeof keeping.remove>) =>
        failures-- > 0 ? Promise.reject(new Error('The disk is full.')) : keeping.remove(...given),
    },
  }
  const parts = { storage, coordinator: shop.coordinator, clock, log: pino({ level: 'silent' }) }
  const housekeeping = createHousekeeping({ ...parts, eraser: createEraser(parts) })
  housekeeping.start()
  onTestFinished(() => housekeeping.stop())
  await keeping.beginErasure({ retailer: demoRetailer.id, shoppers: [shopper.session.shopper], ordersOf: null, at: 1 })
  await until(async () => expect(await shop.storage.conversations.find(chat)).toBeNull())
  expect(failures).toBeLessThan(0)
  await housekeeping.stop()
})
