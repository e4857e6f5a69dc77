/** Bell checks by themselves: what a page says of one, how long they are kept, and how many. */
import pino from 'pino'
import { beforeEach, expect, test } from 'vitest'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../../src/identifiers.ts'
import type { BellCheckDown } from '../../../src/protocol/push.ts'
import { type BellChecks, createBellChecks, keptMs, mostKept } from '../../../sync-server/push/bell-checks.ts'
import type { LastBellCheck } from '../../../sync-server/storage/devices.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'

const store = 'store-1' as StoreId
const shift = 'shift-1' as ShiftId
const device = 'tablet-1' as DeviceId
const emma = { id: 'emma' as MemberId, name: 'Emma' }

let clock: ManualClock
let checks: BellChecks
let rung: BellCheckDown[]
let hasPage: boolean
let keptForGood: LastBellCheck[]

beforeEach(() => {
  clock = manualClock(1_000_000.5)
  rung = []
  hasPage = true
  keptForGood = []
  checks = createBellChecks({
    clock,
    subscriptions: { ofShift: () => null },
    bell: { push: () => Promise.reject(new Error('There is nobody to push to.')) },
    devices: { keepBellCheck: async (last) => void keptForGood.push(structuredClone(last)) },
    log: pino({ level: 'silent' }),
    ringPages: (_, __, content) => {
      rung.push(content)
      return hasPage
    },
  })
})

const start = (id: string) => checks.start(id, { store, shift, device }, emma).check
const pageOf = (id: string) => checks.find(store, id)?.check.page

test('a page is rung with the name of whoever asked, and its steps are noted when they come', () => {
  expect(start('a')).toMatchObject({ startedAt: 1_000_000, push: null })
  expect(rung).toEqual([{ is: 'bellCheck', check: 'a', by: 'Emma' }])
  expect(pageOf('a')).toMatchObject({ sentAt: 1_000_000, deliveredAt: null })
  for (const [at, seen] of [
    [1_000_100, 'delivered'],
    [1_000_200, 'displayed'],
    [1_002_000, 'tapped'],
    [1_009_000, 'tapped'],
  ] as const) {
    clock.moveTo(at)
    checks.seen('a', shift, 'page', seen)
  }
  expect(pageOf('a')).toEqual({
    sentAt: 1_000_000,
    deliveredAt: 1_000_100,
    displayedAt: 1_000_200,
    tappedAt: 1_002_000,
    failure: null,
    failureKind: null,
  })
})

test('each step is kept for good with its device and whoever asked, and what is said again is not kept again', () => {
  start('a')
  for (const seen of ['delivered', 'displayed', 'displayed', 'tapped', 'tapped'] as const) {
    clock.moveTo(clock.now() + 100)
    checks.seen('a', shift, 'page', seen)
  }
  expect(keptForGood.map(({ device: its, startedBy, check }) => [its, startedBy, check.id])).toEqual(
    Array.from({ length: 4 }, () => ['tablet-1', 'emma', 'a']),
  )
  expect(keptForGood.map(({ check }) => check.page?.tappedAt ?? null)).toEqual([null, null, null, expect.any(Number)])
})

test('a way that the device does not have is none', () => {
  hasPage = false
  expect(start('a')).toMatchObject({ page: null, push: null })
  checks.seen('a', shift, 'page', 'tapped')
  checks.seen('a', shift, 'push', 'tapped')
  expect(checks.find(store, 'a')?.check).toMatchObject({ page: null, push: null })
})

test('what another shift says of it, or anybody of one that never was, is passed over', () => {
  start('a')
  checks.seen('a', 'another' as ShiftId, 'page', 'tapped')
  checks.seen('b', shift, 'page', 'tapped')
  expect(pageOf('a')?.tappedAt).toBeNull()
})

test('two stores may use the same identifier, and neither hears of the other’s check', () => {
  const [elsewhere, theirShift, greta] = ['store-2' as StoreId, 'shift-2' as ShiftId, { id: 'greta' as MemberId, name: 'Greta' }]
  start('a')
  const { check, startedBy } = checks.start('a', { store: elsewhere, shift: theirShift, device: 'tablet-2' as DeviceId }, greta)
  expect([startedBy, check.shift, rung.length]).toEqual(['greta', theirShift, 2])
  checks.seen('a', theirShift, 'page', 'tapped')
  expect([pageOf('a')?.tappedAt, checks.find(elsewhere, 'a')?.check.page?.tappedAt]).toEqual([null, 1_000_000])
})

test('it is kept for ten minutes, and then forgotten', () => {
  start('a')
  clock.moveTo(1_000_000 + keptMs - 1)
  expect(checks.find(store, 'a')).not.toBeNull()
  clock.moveTo(1_000_000 + keptMs)
  expect(checks.find(store, 'a')).toBeNull()
})

test('so many of a store are kept, the oldest goes first, and a noisy store takes none of another’s', () => {
  const elsewhere = 'store-2' as StoreId
  checks.start('theirs', { store: elsewhere, shift: 'shift-2' as ShiftId, device: 'tablet-2' as DeviceId }, emma)
  for (let nth = 0; nth <= mostKept; nth += 1) start(`check-${nth}`)
  expect([checks.find(store, 'check-0'), checks.find(store, 'check-1')?.check.id]).toEqual([null, 'check-1'])
  expect(checks.find(elsewhere, 'theirs')?.check.id).toBe('theirs')
})
