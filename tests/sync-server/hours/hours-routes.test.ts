/** A store's hours over the interface: who may read and change them, and what everybody hears of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alwaysOpen, type StoreHours, type StoreHoursNow, type Week } from '../../../src/protocol/hours.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { ShopperChat, ShopperSession } from '../../../src/protocol/shopper.ts'
import { brightonLanes, kindOf, openShop, oxfordStreet, type Shop, type TestMember } from '../http/shop.ts'

const never: Week = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const closed: StoreHours = { ...alwaysOpen, timeZone: 'Europe/London', week: never, makesUnavailable: false }
const hours = `/api/v1/stores/${oxfordStreet}/hours`

let shop: Shop
let ana: TestMember
let emma: TestMember

beforeAll(async () => {
  shop = await openShop()
  ana = await shop.signIn('ana', 'tablet-1')
  emma = await shop.signIn('emma', 'tablet-2')
  await ana.goAvailable()
})
afterAll(() => shop.close())
beforeEach(async () => {
  await emma.ask('PUT', hours, { body: alwaysOpen })
})

const put = (body: unknown, by = emma) => by.ask('PUT', hours, { body })

describe('a store’s hours', () => {
  test('are those of a store that is always open, until somebody gives others', async () => {
    const { status, body } = await ana.ask('GET', hours)
    expect([status, body]).toEqual([200, { ...alwaysOpen, now: { isOpen: true, changesAt: null } }])
  })

  test('OF7: are changed by managers, and take effect at once', async () => {
    const { status, body } = await put(closed)
    expect([status, body]).toEqual([200, { ...closed, now: { isOpen: false, changesAt: null } }])
    expect((await shop.coordinator.state(oxfordStreet)).opening.is).toBe('closed')
    expect((await ana.ask('GET', hours)).body).toEqual(body)
    const opened = (await put({ ...closed, week: null })).body as StoreHoursNow
    expect(opened.now.isOpen).toBe(true)
    expect((await shop.coordinator.state(oxfordStreet)).opening.is).toBe('open')
  })

  test('not by associates, nor from another store', async () => {
    const refused = await put(closed, ana)
    expect([refused.status, kindOf(refused)]).toEqual([403, 'not-yours'])
    for (const method of ['GET', 'PUT'] as const) {
      const ask = { ...(method === 'PUT' ? { body: closed } : {}) }
      expect(kindOf(await emma.ask(method, `/api/v1/stores/${brightonLanes}/hours`, ask))).toBe('not-yours')
      expect(kindOf(await emma.ask(method, '/api/v1/stores/nowhere/hours', ask))).toBe('unknown-store')
    }
    expect(kindOf(await shop.ask('GET', hours))).toBe('not-signed-in')
  })

  test('not on a locked tablet, and that is described', async () => {
    const manager = await shop.signIn('emma', 'left-on-the-counter')
    await manager.ask('POST', '/api/v1/session/lock')
    const answered = await manager.ask('PUT', `/api/v1/stores/${oxfordStreet}/hours`, { body: alwaysOpen })
    expect([answered.status, kindOf(answered)]).toEqual([423, 'shift-locked'])
  })

  test('make no sense: refused with the place, and nothing changes', async () => {
    const refused = await put({
      ...closed,
      timeZone: 'Europe/Lundon',
      week: { ...never, friday: [{ from: '18:00', to: '09:00' }] },
    })
    expect([refused.status, kindOf(refused)]).toEqual([422, 'out-of-bounds'])
    expect((refused.body as Problem).errors?.map(({ at }) => at)).toEqual(['timeZone', 'week.friday[0]'])
    expect((await ana.ask('GET', hours)).body).toMatchObject(alwaysOpen)
  })

  test.each([
    {},
    { ...closed, week: {} },
    { ...closed, week: { ...never, friday: [{ from: '9:00', to: '18:00' }] } },
    { ...closed, week: { ...never, friday: [{ from: '24:00', to: '24:00' }] } },
    { ...closed, exceptions: [{ date: '25.12.2026', open: [] }] },
    { ...closed, closesShifts: 'yes' },
    { ...closed, secret: true },
  ])('nor %j', async (body) => {
    expect(kindOf(await put(body))).toBe('malformed-request')
  })
})

describe('while the store is closed', () => {
  test('OF7: a shopper is told so before they ask, and at once when they have', async () => {
    await put(closed)
    const shopper = await shop.visit()
    expect(shopper.session.closed).toEqual({ opensAt: null })
    const chat = await shopper.asks('Is anybody there?')
    const stands = async () => (await shopper.get(`chats/${chat}`)).body as ShopperChat
    expect(await stands()).toMatchObject({ stands: 'nobody', askedInAll: 0, closed: { opensAt: null } })
    await emma.ask('PUT', hours, { body: alwaysOpen })
    const now = await stands()
    expect([now.stands, 'closed' in now]).toEqual(['asking', false])
    await shopper.post(`chats/${chat}/end`, {})
  })

  test('of an open store they hear nothing of hours', async () => {
    const answered = await shop.ask('POST', '/api/v1/shopper/session', { body: { store: oxfordStreet } })
    expect('closed' in (answered.body as ShopperSession)).toBe(false)
  })
})
