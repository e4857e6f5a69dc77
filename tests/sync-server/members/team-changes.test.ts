/** A store's decisions and its directory, after something came between the two. */
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { MemberId } from '../../../src/identifiers.ts'
import { createTeamChanges } from '../../../sync-server/members/team-changes.ts'
import { StorageFailure } from '../../../sync-server/storage/storage.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { until } from '../../support/until.ts'
import { openShop, oxfordStreet, type Shop } from '../http/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Whether the directory can be read. */
let isBroken = false
beforeEach(() => {
  isBroken = false
})

function changes() {
  const clock = manualClock(1_763_800_000_000)
  const { everybody } = shop.storage.directory
  const directory: { everybody: typeof everybody } = {
    everybody: (store) => (isBroken ? Promise.reject(new StorageFailure('The disk is gone.')) : everybody(store)),
  }
  const teams = createTeamChanges({ directory, coordinator: shop.coordinator, clock, log: pino({ level: 'silent' }) })
  onTestFinished(() => teams.stop())
  return { clock, teams }
}

const state = () => shop.coordinator.state(oxfordStreet)
const team = async () => Object.keys((await state()).members).sort()
const add = (id: string) =>
  shop.storage.setUp.addMember({
    ...{ id: id as MemberId, store: oxfordStreet, name: id, role: 'associate' },
    ...{ pinHash: '', language: null, removedAt: null },
  })
const remove = (id: string) => shop.storage.setUp.removeMember(id as MemberId, 1)

test('AV5: the decisions learn who has joined and who has left, and nothing where they know', async () => {
  const { teams } = changes()
  await add('zoe')
  await remove('ben')
  await shop.coordinator.submit({
    ...{ store: oxfordStreet, command: { type: 'AddMember', member: 'nobody' as MemberId }, asked: null },
  })
  await teams.changed(oxfordStreet)
  expect(await team()).toEqual(['ana', 'chloe', 'dimitri', 'emma', 'nobody', 'zoe'])
  const { version } = await state()
  await teams.changed(oxfordStreet)
  expect((await state()).version).toBe(version)
})

test('what a crash left undone is done once, when the first of the store comes', async () => {
  const { teams } = changes()
  await add('yan')
  teams.comes(oxfordStreet)
  await until(async () => expect(await team()).toContain('yan'))
  await remove('yan')
  teams.comes(oxfordStreet)
  await shop.coordinator.submit({ store: oxfordStreet, command: { type: 'LookAtTime' }, asked: null })
  expect(await team()).toContain('yan')
})

test('what the disk would not tell is tried again until it does', async () => {
  const { clock, teams } = changes()
  await remove('chloe')
  isBroken = true
  await teams.changed(oxfordStreet)
  expect(await team()).toContain('chloe')
  clock.moveTo(clock.now() + 1_000)
  isBroken = false
  await until(async () => {
    clock.moveTo(clock.now() + 1_000)
    expect(await team()).not.toContain('chloe')
  })
})

test('one who is added and removed at the same time has left', async () => {
  const { teams } = changes()
  await add('xia')
  const joining = teams.changed(oxfordStreet)
  await remove('xia')
  await Promise.all([joining, teams.changed(oxfordStreet)])
  expect(await team()).not.toContain('xia')
})
