/** The language that a member chose: kept with the person, told with every session. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '../../../src/protocol/staff.ts'
import { kindOf, openShop, type Shop } from '../http/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const choice = '/api/v1/me/language'

test('nobody has chosen one at first; a choice holds on every device, and can be taken back', async () => {
  const [tablet, phone] = [await shop.signIn('ana', 'tablet-1'), await shop.signIn('ana', 'phone-1')]
  expect(tablet.session.language).toBeNull()
  expect((await tablet.ask('PUT', choice, { body: { language: 'de' } })).status).toBe(204)
  expect(((await phone.ask('GET', '/api/v1/session')).body as Session).language).toBe('de')
  expect((await shop.signIn('ana', 'tablet-2')).session.language).toBe('de')
  expect((await phone.ask('PUT', choice, { body: { language: null } })).status).toBe(204)
  expect(((await tablet.ask('GET', '/api/v1/session')).body as Session).language).toBeNull()
})

test('it is the member’s own: a colleague’s stays as it was', async () => {
  const [ana, ben] = [await shop.signIn('ana', 'tablet-1'), await shop.signIn('ben', 'tablet-2')]
  await ana.ask('PUT', choice, { body: { language: 'es' } })
  expect(((await ben.ask('GET', '/api/v1/session')).body as Session).language).toBeNull()
})

test('a language that there is none of, more than a language, and nobody signed in are refused', async () => {
  const ana = await shop.signIn('ana')
  for (const body of [{ language: 'tlh' }, {}, { language: 'de', member: 'ben' }, { language: 'DE' }]) {
    expect((await ana.ask('PUT', choice, { body })).status).toBeGreaterThanOrEqual(400)
  }
  const stranger = await shop.ask('PUT', choice, { body: { language: 'de' } })
  expect([stranger.status, kindOf(stranger)]).toEqual([401, 'not-signed-in'])
  const foreign = await ana.ask('PUT', choice, { body: { language: 'de' }, headers: { origin: 'https://elsewhere.example' } })
  expect(kindOf(foreign)).toBe('wrong-origin')
})
