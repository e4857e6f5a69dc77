/** Signing in and out: faces, PINs, cookies, and who is told when a shift ends. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { Session, SignInFaces } from '../../../src/protocol/staff.ts'
import { demoRetailer, demoStores } from '../../../sync-server/demo/demo-data.ts'
import { hashPin, isPinRight } from '../../../sync-server/members/pin.ts'
import { PinGuard } from '../../../sync-server/members/pin-guard.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { type Answered, kindOf, openShop, type Shop } from '../http/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ config: { trustProxy: ['127.0.0.1'] } })
})
afterAll(() => shop.close())

const cookieIn = ({ headers }: Answered) => String([headers['set-cookie']].flat()[0] ?? '')
const signIn = (body: object, headers: Readonly<Record<string, string>> = {}) =>
  shop.ask('POST', '/api/v1/session', { body, headers })
const ana = { member: 'ana', pin: '1111', device: 'tablet-1' }

describe('faces', () => {
  test('the stores of the retailer and their teams, and nothing of a PIN', async () => {
    const answered = await shop.ask('GET', '/api/v1/stores')
    const { retailer, stores } = answered.body as SignInFaces
    expect(retailer.name).toBe(demoRetailer.name)
    const namesOf = ({ name, members }: { name: string; members: readonly { name: string; role: string }[] }) => [
      name,
      members.map((member) => [member.name, member.role]),
    ]
    expect(stores.map(namesOf)).toEqual(demoStores.map(namesOf))
    expect(answered.text).not.toMatch(/scrypt|pin|secret/i)
  })

  test('of a retailer by name, and of one that is not there', async () => {
    expect((await shop.ask('GET', '/api/v1/stores?retailer=marlow-finch')).status).toBe(200)
    expect(kindOf(await shop.ask('GET', '/api/v1/stores?retailer=nobody'))).toBe('not-found')
  })
})

describe('signing in', () => {
  test('starts a shift that only this browser can use and no script can read', async () => {
    const answered = await signIn(ana)
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
    const again = await shop.ask('GET', '/api/v1/session', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(again.body).toEqual(session)
  })

  test('over HTTPS, as a trusted proxy says, the cookie is for HTTPS only', async () => {
    expect(cookieIn(await signIn(ana))).not.toContain('Secure')
    expect(cookieIn(await signIn(ana, { 'x-forwarded-proto': 'https' }))).toContain('Secure')
  })

  test('the token is kept as its hash', async () => {
    const token =
      cookieIn(await signIn(ana))
        .slice('shopbell_session='.length)
        .split(';')[0] ?? ''
    expect(await shop.storage.shifts.find(token)).toBeNull()
  })

  test('again in the same browser ends the shift before', async () => {
    const before = await shop.signIn('ana')
    const ended: string[] = []
    onTestFinished(shop.sessions.onEnd((shift) => void ended.push(shift)))
    const now = await before.ask('POST', '/api/v1/session', { body: { member: 'ben', pin: '2222', device: 'tablet-1' } })
    expect((now.body as Session).member.name).toBe('Ben')
    expect(kindOf(await before.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
    expect(ended).toEqual([before.session.shift])
  })

  test.each([
    [{ ...ana, pin: '1112' }, 401, 'wrong-pin'],
    [{ ...ana, member: 'nobody' }, 404, 'unknown-member'],
    [{ ...ana, pin: 1111 }, 400, 'malformed-request'],
    [{ ...ana, pin: '11' }, 400, 'malformed-request'],
    [{ ...ana, pin: '1111; DROP TABLE' }, 400, 'malformed-request'],
    [{ ...ana, device: '../../etc' }, 400, 'malformed-request'],
    [{ ...ana, more: true }, 400, 'malformed-request'],
  ])('not with %j', async (body, status, kind) => {
    const answered = await signIn(body)
    expect([answered.status, kindOf(answered), answered.headers['set-cookie']]).toEqual([status, kind, undefined])
  })
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
      () => member.ask('POST', '/api/v1/session', { body: ana, headers }),
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

describe('PINs', () => {
  test('are kept so that equal ones look different, and only the right one fits', async () => {
    const [one, other] = [await hashPin('1234'), await hashPin('1234')]
    expect(one).not.toBe(other)
    expect(one).not.toContain('1234')
    expect([await isPinRight('1234', one), await isPinRight('1234', other), await isPinRight('1235', one)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test.each(['', '1234', 'scrypt$16384$8$1', 'bcrypt$16384$8$1$AAAA$AAAA'])(
    'a kept text that is none fits nothing: %j',
    async (kept) => {
      expect(await isPinRight('1234', kept)).toBe(false)
    },
  )

  const [member, device] = ['ana' as MemberId, 'tablet-1' as DeviceId]
  const start = 1_763_800_000_000

  test('three wrong ones are free; then each costs a wait that doubles, and a right one forgives', () => {
    const clock = manualClock(start)
    const guard = new PinGuard(clock)
    const waits = []
    for (let n = 0; n < 6; n += 1) {
      expect(guard.begin(member, device)).toBe(0)
      const wait = guard.waitAfterWrong(member, device)
      waits.push(wait)
      clock.moveTo(clock.now() + wait)
    }
    expect(waits).toEqual([0, 0, 2_000, 4_000, 8_000, 16_000])
    expect(guard.begin(member, device)).toBe(0)
    guard.right(member, device)
    expect([guard.begin(member, device), guard.waitAfterWrong(member, device)]).toEqual([0, 0])
  })

  test('a try before the wait is over is refused and does not count', () => {
    const clock = manualClock(start)
    const guard = new PinGuard(clock)
    for (let n = 0; n < 3; n += 1) guard.begin(member, device)
    expect([guard.begin(member, device), guard.begin(member, device)]).toEqual([2_000, 2_000])
    clock.moveTo(start + 1_999)
    expect(guard.begin(member, device)).toBe(1)
    clock.moveTo(start + 2_000)
    expect(guard.begin(member, device)).toBe(0)
  })

  test('many tries at once gain nothing', () => {
    const guard = new PinGuard(manualClock(start))
    const begun = Array.from({ length: 50 }, () => guard.begin(member, device)).filter((wait) => wait === 0)
    expect(begun).toHaveLength(3)
  })

  test('a device does not lock a colleague on another out, until guessing goes on over many devices', () => {
    const guard = new PinGuard(manualClock(start))
    for (let n = 0; n < 3; n += 1) guard.begin(member, device)
    expect(guard.begin(member, device)).toBeGreaterThan(0)
    expect(guard.begin('ben' as MemberId, device)).toBe(0)
    const elsewhere = Array.from({ length: 30 }, (_, n) => guard.begin(member, `phone-${n}` as DeviceId))
    expect(elsewhere[0]).toBe(0)
    expect(elsewhere.at(-1)).toBeGreaterThan(0)
  })

  test('after half an hour of quiet all is forgiven', () => {
    const clock = manualClock(start)
    const guard = new PinGuard(clock)
    for (let n = 0; n < 3; n += 1) guard.begin(member, device)
    clock.moveTo(start + 1_800_001)
    expect([guard.begin(member, device), guard.waitAfterWrong(member, device)]).toEqual([0, 0])
  })

  test('over the interface: the fourth try waits, whatever the PIN, and says for how long', async () => {
    const wrong = { member: 'farid', pin: '0000', device: 'tablet-9' }
    for (let n = 0; n < 3; n += 1) expect(kindOf(await signIn(wrong))).toBe('wrong-pin')
    const answered = await signIn({ ...wrong, pin: '6666' })
    expect([answered.status, kindOf(answered)]).toEqual([429, 'too-many-requests'])
    expect((answered.body as Problem).retryAfterMs).toBeGreaterThan(0)
    expect(Number(answered.headers['retry-after'])).toBeGreaterThan(0)
    expect((await signIn({ ...wrong, pin: '6666', device: 'tablet-10' })).status).toBe(201)
  })
})
