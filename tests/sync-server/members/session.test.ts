/** Signing in and out: cookies, who may sign in where, and who is told when a shift ends. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId } from '../../../src/identifiers.ts'
import type { Session } from '../../../src/protocol/staff.ts'
import { type Answered, kindOf, openShop, oxfordStreet, type Shop, type TestDevice } from '../http/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ config: { trustProxy: ['127.0.0.1'] } })
})
afterAll(() => shop.close())

const cookieIn = (answered: Answered, name = 'shopbell_session') =>
  [answered.headers['set-cookie']]
    .flat()
    .map(String)
    .find((line) => line.startsWith(`${name}=`)) ?? ''
let tablet: TestDevice
beforeAll(async () => {
  tablet = await shop.device('tablet-1')
})

test('an app of version 1 is shown nobody to sign in as, so that it looks for its newer version', async () => {
  expect((await shop.ask('GET', '/api/v1/stores')).body).toMatchObject({ stores: [] })
})

describe('signing in', () => {
  test('starts a shift that only this browser can use and no script can read', async () => {
    const answered = await tablet.signIn('ana', '1111')
    const session = answered.body as Session
    expect([answered.status, session.member.name, session.store.name, session.retailer.currency]).toEqual([
      201,
      'Ana',
      'Oxford Street',
      'GBP',
    ])
    const cookie = cookieIn(answered)
    expect(cookie).toMatch(/^shopbell_session=[A-Za-z0-9_-]{43};/)
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=57600']) expect(cookie).toContain(attribute)
    expect(answered.text).not.toContain(cookie.slice(17, 60))
    expect(session).toMatchObject({ device: 'tablet-1', lockedAt: null, idleLockMs: 600_000 })
    const again = await shop.ask('GET', '/api/v1/session', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(again.body).toEqual(session)
  })

  test('over HTTPS, as a trusted proxy says, the cookie is for HTTPS only', async () => {
    const headers = { 'x-forwarded-proto': 'https' }
    const [plain, safe] = [await tablet.signIn('ana', '1111'), await tablet.signIn('ana', '1111', { headers })]
    for (const name of ['shopbell_session', 'shopbell_device']) {
      expect(cookieIn(plain, name)).not.toContain('Secure')
      expect(cookieIn(safe, name)).toContain('Secure')
    }
  })

  test('the token is kept as its hash', async () => {
    const token =
      cookieIn(await tablet.signIn('ana', '1111'))
        .slice('shopbell_session='.length)
        .split(';')[0] ?? ''
    expect(await shop.storage.shifts.find(token)).toBeNull()
  })

  test('again in the same browser ends the shift before', async () => {
    const before = await shop.signIn('ana')
    const ended: string[] = []
    onTestFinished(shop.sessions.onEnd((shift) => void ended.push(shift)))
    const now = await before.ask('POST', '/api/v1/session', { body: await tablet.signInBody('ben', '2222') })
    expect((now.body as Session).member.name).toBe('Ben')
    expect(kindOf(await before.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
    expect(ended).toEqual([before.session.shift])
  })

  test.each([
    [{ pin: '1112' }, 401, 'wrong-pin'],
    [{ pin: 1111 }, 400, 'malformed-request'],
    [{ pin: '11' }, 400, 'malformed-request'],
    [{ pin: '1111; DROP TABLE' }, 400, 'malformed-request'],
    [{ proof: 'none' }, 400, 'malformed-request'],
    [{ device: 'tablet-1' }, 400, 'malformed-request'],
    [{ more: true }, 400, 'malformed-request'],
  ])('not with %j', async (over, status, kind) => {
    const body = { ...(await tablet.signInBody('ana', '1111')), ...over }
    const answered = await tablet.ask('POST', '/api/v1/session', { body })
    expect([answered.status, kindOf(answered), answered.headers['set-cookie']]).toEqual([status, kind, undefined])
  })

  test('not as nobody, nor as somebody who has left the team', async () => {
    expect(kindOf(await tablet.signIn('nobody', '1111'))).toBe('unknown-member')
    await shop.storage.setUp.removeMember('pia' as MemberId, 1)
    expect(kindOf(await tablet.signIn('pia', '8888'))).toBe('unknown-member')
  })
})

test('who was taken off the team in the moment in which they signed in is not signed in', async () => {
  const { directory, setUp } = shop.storage
  const id = 'zoe' as MemberId
  const rest = { store: oxfordStreet, role: 'associate', pinHash: '', language: null, removedAt: null } as const
  await setUp.addMember({ ...rest, id, name: 'Zoé' })
  const [member, store] = [await directory.member(id), await directory.store(oxfordStreet)]
  const retailer = store && (await directory.retailer(store.retailer))
  if (!member || !retailer) throw new Error('She was not added.')
  await setUp.removeMember(id, Math.floor(shop.clock.now()))
  const { token } = await shop.sessions.start({ member, store, retailer }, 'tablet-1' as DeviceId)
  expect(await shop.sessions.findByToken(token)).toBeNull()
})

describe('signing out', () => {
  test('ends the shift for good and tells whoever holds something for it', async () => {
    const member = await shop.signIn('chloe')
    const ended: string[] = []
    onTestFinished(shop.sessions.onEnd((shift) => void ended.push(shift)))
    const answered = await member.ask('DELETE', '/api/v1/session')
    expect([answered.status, cookieIn(answered)]).toEqual([204, expect.stringContaining('shopbell_session=;')])
    expect(ended).toEqual([member.session.shift])
    expect(kindOf(await member.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
  })

  test('where nobody is signed in is no mistake', async () => {
    expect((await shop.ask('DELETE', '/api/v1/session')).status).toBe(204)
  })

  test('AV1: changes no availability', async () => {
    const member = await shop.signIn('dimitri')
    await member.goAvailable()
    const wishOf = async () => (await shop.coordinator.state(member.session.store.id)).members[member.id]?.wish
    const wish = await wishOf()
    await member.ask('DELETE', '/api/v1/session')
    expect(await wishOf()).toEqual(wish)
  })
})

describe('pages of other sites', () => {
  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:81' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('cannot use a cookie: %j', async (headers) => {
    const member = await shop.signIn('ana')
    const asked = [
      () => member.ask('POST', '/api/v1/commands', { body: {}, headers }),
      () => member.ask('PUT', '/api/v1/stores/oxford-street/policy', { body: { places: 2 }, headers }),
      () => member.ask('DELETE', '/api/v1/session', { headers }),
      async () => member.ask('POST', '/api/v1/session', { body: await tablet.signInBody('ana', '1111'), headers }),
      () => member.ask('POST', '/api/v1/session/lock', { headers }),
      () => member.ask('POST', '/api/v1/device/challenge', { headers }),
      async () => member.ask('POST', '/api/v1/devices', { body: await tablet.key.enrolment(), headers }),
    ]
    for (const ask of asked) expect(kindOf(await ask())).toBe('wrong-origin')
    expect((await member.ask('GET', '/api/v1/session')).status).toBe(200)
  })

  test('our own page can', async () => {
    const member = await shop.signIn('ana')
    const headers = { host: 'bell.example:8443', origin: 'https://bell.example:8443', 'sec-fetch-site': 'same-origin' }
    expect((await member.ask('DELETE', '/api/v1/session', { headers })).status).toBe(204)
  })
})
