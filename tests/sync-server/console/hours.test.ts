/** A store's hours in the console: read and changed by those who manage it, and told to the audit trail. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditPage } from '../../../src/protocol/console.ts'
import { alwaysOpen, type StoreHours, type Week } from '../../../src/protocol/hours.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { brightonLanes, kindOf, openShop, oxfordStreet, type Shop } from '../http/shop.ts'
import { addRival, emma, enter, greta, type TestManager, zoe } from './in-the-console.ts'

const never: Week = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const closed: StoreHours = { ...alwaysOpen, timeZone: 'Europe/London', week: never, makesUnavailable: false }
const hoursOf = (store: string) => `/stores/${store}/hours`

let shop: Shop
let admin: TestManager
let manager: TestManager
beforeAll(async () => {
  shop = await openShop()
  await addRival(shop)
  admin = await enter(shop, greta)
  manager = await enter(shop, emma)
})
afterAll(() => shop.close())

const changes = async (who: TestManager) =>
  (await who.granted<AuditPage>('GET', '/audit')).entries.filter(({ action }) => action === 'hoursChanged')

test('OF7: its manager changes them, they hold at once, and the trail says who it was', async () => {
  expect(await manager.granted('GET', hoursOf(oxfordStreet))).toEqual({ ...alwaysOpen, now: { isOpen: true, changesAt: null } })
  const changed = await manager.granted('PUT', hoursOf(oxfordStreet), closed)
  expect(changed).toEqual({ ...closed, now: { isOpen: false, changesAt: null } })
  expect(await manager.granted('GET', hoursOf(oxfordStreet))).toEqual(changed)
  expect((await shop.coordinator.state(oxfordStreet)).opening.is).toBe('closed')
  const [newest] = await changes(manager)
  expect(newest).toMatchObject({
    by: { is: 'member', name: 'Emma' },
    subject: 'Oxford Street',
    store: { id: oxfordStreet },
    details: {},
  })
  await manager.granted('PUT', hoursOf(oxfordStreet), alwaysOpen)
  expect((await shop.coordinator.state(oxfordStreet)).opening.is).toBe('open')
})

test('hours changed from the team’s own app are in the trail too', async () => {
  const before = (await changes(manager)).length
  const onShift = await shop.signIn('emma')
  expect((await onShift.ask('PUT', `/api/v1/stores/${oxfordStreet}/hours`, { body: alwaysOpen })).status).toBe(200)
  expect(await changes(manager)).toHaveLength(before + 1)
})

test('an admin changes those of every store of the retailer’s; others hear of no such store', async () => {
  await admin.granted('PUT', hoursOf(brightonLanes), { ...alwaysOpen, timeZone: 'Europe/London' })
  const rival = await enter(shop, zoe)
  for (const who of [manager, rival]) {
    expect(kindOf(await who.ask('GET', hoursOf(brightonLanes)))).toBe('unknown-store')
    expect(kindOf(await who.ask('PUT', hoursOf(brightonLanes), closed))).toBe('unknown-store')
  }
  expect((await shop.storage.hours.of(brightonLanes))?.hours.timeZone).toBe('Europe/London')
  expect(await changes(rival)).toEqual([])
})

test('nobody without a session of the console, a shift included', async () => {
  expect(kindOf(await shop.ask('GET', `/api/v1/console${hoursOf(oxfordStreet)}`))).toBe('not-signed-in')
  const onShift = await shop.signIn('emma')
  const answered = await onShift.ask('PUT', `/api/v1/console${hoursOf(oxfordStreet)}`, { body: closed })
  expect(kindOf(answered)).toBe('not-signed-in')
})

test('what makes no sense is refused with the place, and neither kept nor told', async () => {
  const before = (await changes(manager)).length
  const week = { ...never, friday: [{ from: '18:00', to: '09:00' }] }
  const refused = await manager.ask('PUT', hoursOf(oxfordStreet), { ...closed, timeZone: 'Europe/Lundon', week })
  expect([refused.status, kindOf(refused)]).toEqual([422, 'out-of-bounds'])
  expect((refused.body as Problem).errors?.map(({ at }) => at)).toEqual(['timeZone', 'week.friday[0]'])
  expect((await shop.storage.hours.of(oxfordStreet))?.hours).toEqual(alwaysOpen)
  expect(await changes(manager)).toHaveLength(before)
})
