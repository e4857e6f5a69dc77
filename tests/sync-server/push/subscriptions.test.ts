/** RE1, the server's side: whose push works, whose is silent, and when a subscription ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeviceId, MemberId, StoreId } from '../../../src/identifiers.ts'
import { createSubscriptions, mostGone, type Subscriptions } from '../../../sync-server/push/subscriptions.ts'
import type { Shift } from '../../../sync-server/storage/shifts.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { member, retailer, shift, store } from '../../contracts/storage-samples.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'

const here = 'store-1' as StoreId
const ann = 'ann' as MemberId
const one = shift('one', { device: 'tablet' as DeviceId, expiresAt: 100_000 })
const two = shift('two', { device: 'phone' as DeviceId, expiresAt: 200_000 })
const withinMs = 5_000

let folder: string
let storage: Storage
let clock: ManualClock
let subscriptions: Subscriptions
/** How often reachability changed. */
let changes: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shopbell-push-'))
  storage = await openSqliteStorage({ file: databaseFile(folder) })
  clock = manualClock(10_000)
  await storage.directory.addRetailer(retailer())
  await storage.directory.addStore(store('store-1'))
  await storage.directory.addMember(member('ann'))
  for (const begun of [one, two]) await storage.shifts.start(begun)
  await start()
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

/** As a server that has just started. */
async function start(): Promise<void> {
  changes = 0
  const onReachability = () => {
    changes += 1
  }
  subscriptions = createSubscriptions({ storage, clock, log: pino({ level: 'silent' }), onReachability })
  await subscriptions.load()
}

const address = (name: string) => ({ endpoint: `https://push.example/${name}`, p256dh: 'point', auth: 'secret' })
const save = (to: Shift, name: string) => subscriptions.save(to, here, address(name))
const state = () => subscriptions.facts(here).push[ann]
const endpoints = async () => (await storage.push.all()).map(({ endpoint }) => endpoint.split('/').at(-1))

test('RE1: a fresh subscription works; a member without one is not among those who can be pushed', async () => {
  expect([state(), subscriptions.hasAny(here), subscriptions.stores()]).toEqual([undefined, false, []])
  await save(one, 'a')
  expect([state(), subscriptions.hasWorkingPush(here, ann), subscriptions.stores()]).toEqual(['working', true, [here]])
  expect(changes).toBe(1)
})

test('RE1: a push that is not received in time makes it silent, also for the next server', async () => {
  await save(one, 'a')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(14_999)
  expect(state()).toBe('working')
  clock.moveTo(15_000)
  expect([state(), subscriptions.hasWorkingPush(here, ann), changes]).toEqual(['silent', false, 2])
  await start()
  expect(state()).toBe('silent')
})

test('RE1: the worker’s report keeps it working, and makes it work again', async () => {
  await save(one, 'a')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(12_000)
  subscriptions.reported(one.id, ann, here)
  clock.moveTo(20_000)
  expect(state()).toBe('working')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(25_000)
  expect(state()).toBe('silent')
  subscriptions.reported(one.id, ann, here)
  expect(state()).toBe('working')
  await start()
  expect(state()).toBe('working')
})

test('RE1: so does a live page of that device, and of no other', async () => {
  await save(one, 'a')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(15_000)
  subscriptions.pageHeard(two.id)
  expect(state()).toBe('silent')
  subscriptions.pageHeard(one.id)
  expect(state()).toBe('working')
})

test('RE1: a second push is waited for by itself once the first was received', async () => {
  await save(one, 'a')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(12_000)
  subscriptions.reported(one.id, ann, here)
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(16_999)
  expect(state()).toBe('working')
  clock.moveTo(17_000)
  expect(state()).toBe('silent')
})

test('RE1: a member has what the best of their subscriptions has', async () => {
  await save(one, 'a')
  await save(two, 'b')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(15_000)
  expect(state()).toBe('working')
  subscriptions.awaited(address('b').endpoint, withinMs)
  clock.moveTo(20_000)
  expect(state()).toBe('silent')
})

test('MI2: when a worker of theirs last reported is known, whatever became of the subscription', async () => {
  subscriptions.reported(one.id, ann, here)
  expect(subscriptions.facts(here).reportedAt).toEqual({ ann: 10_000 })
  clock.moveTo(11_000)
  await save(one, 'a')
  subscriptions.reported(one.id, ann, here)
  expect([subscriptions.facts(here).reportedAt, subscriptions.reportedAt(one.id)]).toEqual([{ ann: 11_000 }, 11_000])
})

test('what was told of the facts does not change afterwards', async () => {
  const before = subscriptions.facts(here)
  await save(one, 'a')
  expect(before.push).toEqual({})
  const after = subscriptions.facts(here)
  expect(subscriptions.facts(here)).toBe(after)
})

test('a renewed address takes the place of the earlier one, and was bound when that was', async () => {
  await save(one, 'a')
  clock.moveTo(12_000)
  await save(one, 'b')
  expect(subscriptions.ofMember(here, ann)).toMatchObject([{ ...address('b'), boundAt: 10_000, device: 'tablet', shift: one.id }])
  expect(await endpoints()).toEqual(['b'])
})

test('the same one again writes nothing, and shows that its device is there', async () => {
  await save(one, 'a')
  subscriptions.awaited(address('a').endpoint, withinMs)
  clock.moveTo(15_000)
  await storage.push.drop(address('a').endpoint)
  await save(one, 'a')
  expect([state(), await endpoints()]).toEqual(['working', []])
})

test('one browser is bound to one shift, whichever saved it last', async () => {
  await save(one, 'a')
  await save(two, 'a')
  expect([subscriptions.ofShift(one.id), subscriptions.ofShift(two.id)?.device]).toEqual([null, 'phone'])
  expect(await endpoints()).toEqual(['a'])
})

test('it ends with its shift, where another begins on the device, and where nobody wants it', async () => {
  await save(one, 'a')
  subscriptions.shiftEnded(one.id)
  expect(state()).toBeUndefined()
  await save(one, 'a')
  subscriptions.shiftStarted({ ...two, device: one.device })
  expect(state()).toBeUndefined()
  await save(one, 'a')
  await subscriptions.remove(one.id)
  await subscriptions.remove(one.id)
  expect([state(), await endpoints()]).toEqual([undefined, []])
})

test('it ends when its shift expires', async () => {
  await save(one, 'a')
  clock.moveTo(99_999)
  expect(state()).toBe('working')
  clock.moveTo(100_000)
  expect(state()).toBeUndefined()
  await start()
  expect(state()).toBeUndefined()
})

test('one that the push service knows no more is dropped, for the next server too', async () => {
  await save(one, 'a')
  subscriptions.gone(address('a').endpoint)
  expect(state()).toBeUndefined()
  await start()
  expect(state()).toBeUndefined()
})

test('it is known again when it is offered again, as are so many and no more', () => {
  for (let nth = 0; nth <= mostGone; nth++) subscriptions.gone(address(`dead-${nth}`).endpoint)
  const isGone = (name: string) => subscriptions.isGone(address(name).endpoint)
  expect([isGone('dead-0'), isGone('dead-1'), isGone(`dead-${mostGone}`), isGone('a')]).toEqual([false, true, true, false])
})

test('one that could not be kept is not believed in', async () => {
  await storage.shifts.end(one.id, 0)
  await expect(save(one, 'a')).rejects.toThrow(/shift one/)
  expect(state()).toBeUndefined()
})

test('nothing is left to wait for once it stops', async () => {
  await save(one, 'a')
  await save(two, 'b')
  subscriptions.awaited(address('a').endpoint, withinMs)
  subscriptions.stop()
  expect(clock.waiting).toBe(0)
})
