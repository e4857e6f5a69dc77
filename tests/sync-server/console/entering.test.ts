/** Into the console and out of it: passwords, waits, sessions, one-time links. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { MemberId } from '../../../src/identifiers.ts'
import type { OfferedLink } from '../../../src/protocol/console-entry.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { passwordWeakness } from '../../../sync-server/console/password.ts'
import { demoPassword } from '../../../sync-server/demo/demo-data.ts'
import { manualClock } from '../../support/manual-clock.ts'
import { kindOf, openShop, type Shop } from '../http/shop.ts'
import { cookieOf, emma, enter, greta, signIn, tryToEnter } from './in-the-console.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function shopAt(time: number) {
  const clock = manualClock(time)
  const opened = await openShop({ clock })
  onTestFinished(() => opened.close())
  return { shop: opened, clock }
}

describe('the session', () => {
  test('its cookie is for the console’s routes, for no script and no other site, and for HTTPS where that is there', async () => {
    const set = async (more: object) => String((await tryToEnter(shop, greta, demoPassword, more)).headers['set-cookie'])
    const plain = await set({})
    expect(plain).toMatch(/^shopbell_console=[\w-]{43}; /)
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/console', 'Max-Age=43200']) expect(plain).toContain(part)
    expect(plain).not.toContain('Secure')
    const behindProxy = await openShop({ config: { trustProxy: ['127.0.0.1'] } })
    onTestFinished(() => behindProxy.close())
    const secure = await tryToEnter(behindProxy, greta, demoPassword, { headers: { 'x-forwarded-proto': 'https' } })
    expect(String(secure.headers['set-cookie'])).toContain('Secure')
  })

  test('lasts twelve hours, and ends by signing out', async () => {
    const { shop, clock } = await shopAt(Date.now())
    const manager = await signIn(shop, emma)
    const other = await enter(shop, emma)
    clock.moveTo(clock.now() + 12 * 3_600_000 - 1)
    expect((await manager.ask('GET', '/session')).status).toBe(200)
    expect((await other.ask('DELETE', '/session')).status).toBe(204)
    expect(kindOf(await other.ask('GET', '/session'))).toBe('not-signed-in')
    clock.moveTo(clock.now() + 1)
    expect(kindOf(await manager.ask('GET', '/stores'))).toBe('not-signed-in')
  })

  test('is of who may be in the console now: nobody demoted, removed or without an account', async () => {
    const { shop } = await shopAt(Date.now())
    const manager = await enter(shop, emma)
    await shop.storage.setUp.changeMember('emma' as MemberId, { role: 'associate' })
    expect(kindOf(await manager.ask('GET', '/stores'))).toBe('not-signed-in')
    expect(kindOf(await tryToEnter(shop, emma, demoPassword))).toBe('wrong-password')
    await shop.storage.setUp.changeMember('emma' as MemberId, { role: 'manager' })
    await shop.storage.setUp.removeMember('emma' as MemberId, 1)
    expect(kindOf(await tryToEnter(shop, emma, demoPassword))).toBe('wrong-password')
  })

  test('a shift’s cookie is none of the console’s, and the other way round', async () => {
    const manager = await enter(shop, emma)
    const member = await shop.signIn('emma')
    expect(kindOf(await member.ask('GET', '/api/v1/console/stores'))).toBe('not-signed-in')
    const token = manager.cookie.split('=')[1]
    const asShift = await shop.ask('GET', '/api/v1/session', { headers: { cookie: `shopbell_session=${token}` } })
    expect(kindOf(asShift)).toBe('not-signed-in')
  })

  test('no page of another site can use it', async () => {
    const manager = await enter(shop, greta)
    const elsewhere = { headers: { origin: 'https://evil.example', host: 'shopbell.example' } }
    for (const [method, path, body] of [
      ['POST', '/stores', { name: 'Evil' }],
      ['PUT', '/retailer', { name: 'Evil' }],
      ['DELETE', '/session', undefined],
      ['DELETE', '/members/ana', undefined],
    ] as const) {
      expect([path, kindOf(await manager.ask(method, path, body, elsewhere))]).toEqual([path, 'wrong-origin'])
    }
    expect((await manager.ask('GET', '/session')).status).toBe(200)
  })
})

describe('wrong passwords', () => {
  test('say the same for an account that is not there', async () => {
    const [wrong, nobody] = [await tryToEnter(shop, emma, 'not the password'), await tryToEnter(shop, 'no@body.example', 'x')]
    expect([wrong.status, kindOf(wrong)]).toEqual([401, 'wrong-password'])
    expect(wrong.body).toEqual(nobody.body)
  })

  test('cost a wait that doubles, for this account from this address only', async () => {
    const { shop, clock } = await shopAt(Date.now())
    const guess = (from = '192.0.2.7') => tryToEnter(shop, emma, 'not the password', { from })
    const waits: (number | undefined)[] = []
    for (let tries = 0; tries < 6; tries += 1) {
      const { retryAfterMs } = (await guess()).body as Problem
      waits.push(retryAfterMs)
      clock.moveTo(clock.now() + (retryAfterMs ?? 0))
    }
    expect(waits).toEqual([undefined, undefined, 2_000, 4_000, 8_000, 16_000])
    await guess()
    const early = await tryToEnter(shop, emma, demoPassword, { from: '192.0.2.7' })
    expect([early.status, kindOf(early)]).toEqual([429, 'too-many-requests'])
    // Whoever is at home elsewhere is not locked out, and other accounts are not there.
    expect((await tryToEnter(shop, emma, demoPassword, { from: '198.51.100.3' })).status).toBe(201)
    expect((await tryToEnter(shop, greta, demoPassword, { from: '192.0.2.7' })).status).toBe(201)
  })

  test('many at once gain nothing', async () => {
    const { shop } = await shopAt(Date.now())
    const all = await Promise.all(Array.from({ length: 10 }, (_, nth) => tryToEnter(shop, emma, `guess ${nth}`)))
    expect(all.filter(({ status }) => status === 401)).toHaveLength(3)
  })
})

describe('a password', () => {
  test.each([
    'short',
    'aaaaaaaaaaaaaaaa',
    '1029384756102938',
    'abcdefghijklmnop',
    'Password12345678!',
    'emma-emma-emma-1',
    'marlow & finch 1',
  ])('is not taken where it is easily guessed: %s', async (password) => {
    const manager = await enter(shop, emma)
    const answered = await manager.ask('PUT', '/account/password', { current: demoPassword, password })
    expect([answered.status, kindOf(answered)]).toEqual([422, 'out-of-bounds'])
    expect((answered.body as Problem).errors?.[0]?.at).toBe('password')
  })

  test.each(['correct horse battery', 'Xk9!vQ2#mLp8$zR', 'the lantern by the window', 'Überraschungsgäste 4'])(
    'is taken where it is not: %s',
    (password) => {
      expect(passwordWeakness(password, ['Emma', emma, 'Marlow & Finch'])).toBeNull()
    },
  )

  test('is changed by who knows the old one, and ends the other sessions', async () => {
    const { shop } = await shopAt(Date.now())
    const [manager, elsewhere] = [await enter(shop, emma), await enter(shop, emma)]
    const wrong = await manager.ask('PUT', '/account/password', { current: 'not it', password: 'a brand new lantern' })
    expect(kindOf(wrong)).toBe('wrong-password')
    await manager.granted('PUT', '/account/password', { current: demoPassword, password: 'a brand new lantern' })
    expect((await manager.ask('GET', '/session')).status).toBe(200)
    expect((await elsewhere.ask('GET', '/session')).status).toBe(401)
    expect((await tryToEnter(shop, emma, demoPassword)).status).toBe(401)
    expect((await signIn(shop, emma, 'a brand new lantern')).session.login).toBe(emma)
    expect(await manager.actions()).toContain('accountChanged')
  })
})

describe('a one-time link', () => {
  test('is told once to who gives the account, chooses a password once, and ends the sessions of before', async () => {
    const { shop } = await shopAt(Date.now())
    const admin = await enter(shop, greta)
    const before = await enter(shop, emma)
    const { token } = await admin.granted<OfferedLink>('PUT', '/members/emma/account', { login: 'Emma@Marlow-Finch.example' })
    const look = () => shop.ask('POST', '/api/v1/console/password-link', { body: { token } })
    const choose = (password: string) => shop.ask('POST', '/api/v1/console/password-link/password', { body: { token, password } })
    expect((await look()).body).toEqual({ name: 'Emma', login: emma })
    expect(kindOf(await choose('emma emma emma'))).toBe('out-of-bounds')
    expect((await choose('the lantern by the window')).status).toBe(204)
    expect((await before.ask('GET', '/session')).status).toBe(401)
    expect([kindOf(await look()), kindOf(await choose('another long phrase'))]).toEqual(['link-over', 'link-over'])
    expect((await signIn(shop, emma, 'the lantern by the window')).session.member.name).toBe('Emma')
    expect(await shop.storage.oneTimeLinks.find(token)).toBeNull()
  })

  test('is over after three days, and when there is a newer one', async () => {
    const { shop, clock } = await shopAt(Date.now())
    const admin = await enter(shop, greta)
    const offer = async () => (await admin.granted<OfferedLink>('PUT', '/members/emma/account', { login: emma })).token
    const look = (token: string) => shop.ask('POST', '/api/v1/console/password-link', { body: { token } })
    const [first, second] = [await offer(), await offer()]
    expect([(await look(first)).status, (await look(second)).status]).toEqual([410, 200])
    clock.moveTo(clock.now() + 3 * 86_400_000)
    expect((await look(second)).status).toBe(410)
    expect((await look('A'.repeat(43))).status).toBe(410)
  })
})

test('a passkey that nobody has lets nobody in, nor does one without a challenge of ours', async () => {
  const challenge = await shop.ask('POST', '/api/v1/console/session/passkey-challenge')
  expect(challenge.body).toMatchObject({ userVerification: 'required', challenge: expect.stringMatching(/^[\w-]{20,}$/) })
  await shop.storage.accounts.addPasskey({
    id: 'bm9ib2R5cw',
    member: 'emma' as MemberId,
    publicKey: 'cGs',
    counter: 0,
    name: 'Laptop',
    createdAt: 1,
    lastUsedAt: null,
  })
  const clientData = { type: 'webauthn.get', challenge: 'bm90LW91cnM', origin: 'http://localhost:80' }
  const assertion = (id: string) => ({
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: Buffer.from(JSON.stringify(clientData)).toString('base64url'),
      authenticatorData: Buffer.alloc(37).toString('base64url'),
      signature: 'c2ln',
    },
  })
  for (const id of ['bm9ib2R5cw', 'dW5rbm93bg']) {
    const answered = await shop.ask('POST', '/api/v1/console/session/passkey', { body: assertion(id) })
    expect([answered.status, kindOf(answered)]).toEqual([401, 'passkey-refused'])
  }
})

test('signing in again in one browser ends the session that it had', async () => {
  const first = await enter(shop, emma)
  const again = await tryToEnter(shop, emma, demoPassword, { headers: { cookie: first.cookie } })
  expect(cookieOf(again)).not.toBe(first.cookie)
  expect((await first.ask('GET', '/session')).status).toBe(401)
})
