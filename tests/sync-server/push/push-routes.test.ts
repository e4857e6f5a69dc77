/** Web push over HTTP: what is refused and why, what a report does, and that nothing outlives its shift. */
import { createECDH } from 'node:crypto'
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChatId, offerId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { BellCheck, PushKey, PushMessage, RingableDevices } from '../../../src/protocol/push.ts'
import { readConfig } from '../../../sync-server/config.ts'
import { type PushService, startPushService } from '../../support/push-service.ts'
import { until } from '../../support/until.ts'
import { type Answered, kindOf, openShop, oxfordStreet, type Shop, type TestMember } from '../http/shop.ts'

let service: PushService
let shop: Shop
let publicKey: string

beforeAll(async () => {
  service = await startPushService()
  const read = readConfig(['--push-hosts', `${service.host},fcm.googleapis.com`], {})
  if (read.is !== 'config') throw new Error('No configuration.')
  const { pushHosts } = read.config
  shop = await openShop({ config: { pushHosts }, isHeard: false, network: { ca: service.certificate.cert } })
  publicKey = ((await (await shop.signIn('emma')).ask('GET', '/api/v1/push/key')).body as PushKey).publicKey
})
afterAll(async () => {
  await shop.close()
  await service.close()
})

const bound = async () => (await shop.storage.push.all()).map(({ shift, device }) => [shift, device])
const save = (member: TestMember, body: unknown = service.subscribe(publicKey).subscription) =>
  member.ask('PUT', '/api/v1/push/subscription', { body })
const report = (member: TestMember, push: string, more: object = {}) =>
  member.ask('POST', '/api/v1/push/received', { body: { push, shift: member.session.shift, seen: 'delivered', ...more } })
const placesIn = (answered: Answered) => (answered.body as Problem).errors?.map(({ at }) => at)
let devices = 0
const newDevice = () => {
  devices += 1
  return `device-${devices}`
}

describe('a subscription', () => {
  test('is bound to device and shift, and told from no other by the key that all subscribe with', async () => {
    const ana = await shop.signIn('ana', newDevice())
    expect((await save(ana)).status).toBe(204)
    expect(await bound()).toContainEqual([ana.session.shift, `device-${devices}`])
    expect(((await ana.ask('GET', '/api/v1/push/key')).body as PushKey).publicKey).toBe(publicKey)
  })

  test('ends by itself, with its shift, or where somebody else signs in on the device', async () => {
    const device = newDevice()
    const ana = await shop.signIn('ana', device)
    await save(ana)
    expect((await ana.ask('DELETE', '/api/v1/push/subscription')).status).toBe(204)
    expect((await ana.ask('DELETE', '/api/v1/push/subscription')).status).toBe(204)
    await save(ana)
    const ben = await shop.signIn('ben', device)
    expect(await bound()).not.toContainEqual([ana.session.shift, device])
    await save(ben)
    await ben.ask('DELETE', '/api/v1/session')
    expect((await bound()).filter(([, its]) => its === device)).toEqual([])
  })

  const subscription = { endpoint: 'https://fcm.googleapis.com/x', keys: keysOf() }
  const changed = (change: object) => ({ ...subscription, keys: { ...subscription.keys, ...change } })
  const offTheCurve = Buffer.from(subscription.keys.p256dh, 'base64url').fill(7, 33).toString('base64url')

  test.each([
    ['an address inside', { ...subscription, endpoint: 'https://10.0.0.1/x' }, 'endpoint'],
    ['this machine', { ...subscription, endpoint: 'https://127.0.0.1:8443/x' }, 'endpoint'],
    ['a machine of the network', { ...subscription, endpoint: 'https://printer.local/x' }, 'endpoint'],
    ['another port', { ...subscription, endpoint: 'https://fcm.googleapis.com:8080/x' }, 'endpoint'],
    ['a user in the address', { ...subscription, endpoint: 'https://u:p@fcm.googleapis.com/x' }, 'endpoint'],
    ['a host that nobody allowed', { ...subscription, endpoint: 'https://push.example/x' }, 'endpoint'],
    ['a point that is not on the curve', changed({ p256dh: offTheCurve }), 'keys.p256dh'],
    ['a point that is too short', changed({ p256dh: `${'A'.repeat(86)}=` }), 'keys.p256dh'],
    ['a compressed point', changed({ p256dh: `Ag${'A'.repeat(85)}` }), 'keys.p256dh'],
    ['a secret of 17 bytes', changed({ auth: Buffer.alloc(17).toString('base64url') }), 'keys.auth'],
  ])('with %s is refused, with the place', async (_, body, at) => {
    const ana = await shop.signIn('ana', newDevice())
    const answered = await save(ana, body)
    expect([answered.status, kindOf(answered), placesIn(answered)]).toEqual([422, 'push-refused', [at]])
    expect(await bound()).not.toContainEqual([ana.session.shift, `device-${devices}`])
  })

  test.each([
    ['no keys', { endpoint: subscription.endpoint }],
    ['keys that are no text', changed({ p256dh: 5 })],
    ['keys that are not base64url', changed({ auth: '*'.repeat(22) })],
    ['no secret', changed({ auth: '' })],
    ['an endpoint that is none', { ...subscription, endpoint: 'nonsense' }],
    ['an endpoint without TLS', { ...subscription, endpoint: 'http://fcm.googleapis.com/x' }],
    ['an endpoint of 3,000 characters', { ...subscription, endpoint: `https://fcm.googleapis.com/${'x'.repeat(3_000)}` }],
    ['more than there is', { ...subscription, expirationTime: null }],
  ])('with %s is no subscription', async (_, body) => {
    const answered = await save(await shop.signIn('ana', newDevice()), body)
    expect(['malformed-request', 'out-of-bounds']).toContain(kindOf(answered))
  })

  test('is for those who are signed in, from our own pages', async () => {
    const ana = await shop.signIn('ana', newDevice())
    const headers = { origin: 'https://elsewhere.example' }
    expect(kindOf(await ana.ask('PUT', '/api/v1/push/subscription', { body: subscription, headers }))).toBe('wrong-origin')
    expect(kindOf(await shop.ask('PUT', '/api/v1/push/subscription', { body: subscription }))).toBe('not-signed-in')
    expect(kindOf(await shop.ask('GET', '/api/v1/push/key'))).toBe('not-signed-in')
  })
})

describe('a report', () => {
  test('RE1, OF5: of a ring starts its countdown, although no page was ever open', async () => {
    const ana = await shop.signIn('ana', newDevice())
    const pocket = service.subscribe(publicKey)
    await save(ana, pocket.subscription)
    await ana.goAvailable()
    const chat = await (await shop.visit()).asks('Hello?')
    const ring = await pocket.until<PushMessage>('a ring', ({ is }) => is === 'ring')
    expect((await report(ana, ring.push)).status).toBe(204)
    expect(await offer(chat)).toMatchObject({ displayedAt: null, ring: { is: 'ringing' } })
    expect((await report(ana, ring.push, { seen: 'tapped' })).status).toBe(204)
    expect((await report(ana, ring.push, { seen: 'displayed' })).status).toBe(204)
    expect((await offer(chat))?.displayedAt).not.toBeNull()
    await ana.command({ kind: 'claimChat', chat })
    expect(await pocket.until<PushMessage>('what became of it', ({ is }) => is === 'outcome')).toMatchObject({ how: 'mine' })
    expect((await report(ana, ring.push)).status).toBe(204)
    await ana.command({ kind: 'endChat', chat, fence: 1 })
    await ana.ask('DELETE', '/api/v1/session')
  })

  const offer = async (chat: ChatId) => (await shop.coordinator.state(oxfordStreet)).chats[chat]?.request.offers[0]

  test('under another shift is refused', async () => {
    const ana = await shop.signIn('ana', newDevice())
    const answered = await report(ana, newIdentifier(), { shift: newIdentifier() })
    expect([answered.status, kindOf(answered)]).toEqual([403, 'wrong-shift'])
  })

  test.each(['ring.c.1.1', `ring.${newIdentifier()}.1.1`, 'ring.x', 'ring...'])(
    'of an offer that was never made is refused: %s',
    async (push) => expect(kindOf(await report(await shop.signIn('ana', newDevice()), push))).toBe('unknown-offer'),
  )

  test('of a colleague’s offer is refused, and moves nothing', async () => {
    const ana = await shop.signIn('ana', newDevice())
    await save(ana)
    await ana.goAvailable()
    const chat = await (await shop.visit()).asks('Hello?')
    await until(async () => expect(await offer(chat)).toMatchObject({ member: 'ana' }))
    const ben = await shop.signIn('ben', newDevice())
    expect(kindOf(await report(ben, `ring.${offerId(chat, 1, 1)}`))).toBe('unknown-offer')
    expect((await offer(chat))?.deliveredAt).toBeNull()
    await ana.command({ kind: 'claimChat', chat })
  })

  test.each([newIdentifier(), 'check.nothing', 'nonsense'])('of anything else is heard and changes nothing: %s', async (push) => {
    const before = (await shop.coordinator.state(oxfordStreet)).version
    expect((await report(await shop.signIn('ben', newDevice()), push)).status).toBe(204)
    expect((await shop.coordinator.state(oxfordStreet)).version).toBe(before)
  })

  test.each([{ push: '' }, { push: '../x' }, { push: 'x'.repeat(101) }, { seen: 'clicked' }, { more: 1 }])(
    'that is none: %j',
    async (more) => expect(kindOf(await report(await shop.signIn('ben', newDevice()), 'x', more))).toMatch(/malformed|bounds/),
  )
})

describe('the bell check', () => {
  const start = (member: TestMember, shift: string, id: string = newIdentifier()) =>
    member.ask('POST', '/api/v1/bell-checks', { body: { id, shift } })
  const listed = async (member: TestMember) => ((await member.ask('GET', '/api/v1/devices')).body as RingableDevices).devices

  test('a member sees their own devices; a manager those of the store, and of no other', async () => {
    const device = newDevice()
    const [ana, emma] = [await shop.signIn('ana', device), await shop.signIn('emma', newDevice())]
    expect((await listed(ana)).every((one) => one.member.id === 'ana')).toBe(true)
    expect((await listed(ana)).find(({ isThis }) => isThis)).toMatchObject({
      device,
      push: 'none',
      isLive: false,
      lastHeardAt: null,
    })
    await save(ana)
    const [seen] = (await listed(emma)).filter((one) => one.shift === ana.session.shift)
    expect(seen).toMatchObject({ member: { id: 'ana', name: 'Ana' }, isThis: false, push: 'working' })
    const elsewhere = await shop.signIn('greta', newDevice())
    expect((await listed(elsewhere)).map((one) => one.member.id)).not.toContain('ana')
  })

  test('of several shifts that were left on a device the newest is shown', async () => {
    const device = newDevice()
    await shop.signIn('ana', device)
    const newest = await shop.signIn('ana', device)
    expect((await listed(newest)).filter((one) => one.device === device).map(({ shift }) => shift)).toEqual([
      newest.session.shift,
    ])
  })

  test('rings by push, and tells each step with its time', async () => {
    const [ana, emma] = [await shop.signIn('ana', newDevice()), await shop.signIn('emma', newDevice())]
    const pocket = service.subscribe(publicKey)
    await save(ana, pocket.subscription)
    const answered = await start(emma, ana.session.shift)
    expect(answered.status).toBe(201)
    const { id, page } = answered.body as BellCheck
    expect(page).toBeNull()
    const pushed = await pocket.until<PushMessage>('the check', ({ is }) => is === 'bellCheck')
    expect(pushed).toMatchObject({ check: id, by: 'Emma', shift: ana.session.shift })
    const now = async () => ((await emma.ask('GET', `/api/v1/bell-checks/${id}`)).body as BellCheck).push
    await until(async () => expect((await now())?.sentAt).not.toBeNull())
    expect(await now()).toMatchObject({ deliveredAt: null, failure: null })
    await report(ana, pushed.push)
    expect((await now())?.deliveredAt).not.toBeNull()
    await report(ana, pushed.push, { seen: 'tapped' })
    const { deliveredAt, displayedAt, tappedAt } = (await now()) as NonNullable<BellCheck['push']>
    expect([deliveredAt, displayedAt, tappedAt].every((at) => Number.isInteger(at))).toBe(true)
    const kept = await shop.storage.devices.bellChecks(oxfordStreet)
    expect(kept.find(({ device }) => device === ana.device.id)).toMatchObject({
      startedBy: 'emma',
      check: { id, push: { tappedAt } },
    })
  })

  test('is not moved by another device', async () => {
    const [ana, ben] = [await shop.signIn('ana', newDevice()), await shop.signIn('ben', newDevice())]
    await save(ana)
    const { id } = (await start(ana, ana.session.shift)).body as BellCheck
    await report(ben, `check.${id}`, { seen: 'tapped' })
    expect((await ana.ask('GET', `/api/v1/bell-checks/${id}`)).body).toMatchObject({ push: { tappedAt: null } })
  })

  test('says why a push could not be sent', async () => {
    const ana = await shop.signIn('ana', newDevice())
    const pocket = service.subscribe(publicKey)
    pocket.registration.isGone = true
    await save(ana, pocket.subscription)
    const { id } = (await start(ana, ana.session.shift)).body as BellCheck
    const read = async () => ((await ana.ask('GET', `/api/v1/bell-checks/${id}`)).body as BellCheck).push
    await until(async () => expect((await read())?.failure).toContain('knows this browser no more'))
    expect(await read()).toMatchObject({ sentAt: null, failureKind: 'gone' })
    expect((await listed(ana)).find(({ isThis }) => isThis)?.push).toBe('none')
  })

  test('a retry rings nothing, and an identifier is used for one check', async () => {
    const [ana, ben] = [await shop.signIn('ana', newDevice()), await shop.signIn('ben', newDevice())]
    const pocket = service.subscribe(publicKey)
    await save(ana, pocket.subscription)
    const id = newIdentifier()
    const first = (await start(ana, ana.session.shift, id)).body as BellCheck
    expect((await start(ana, ana.session.shift, id)).body).toMatchObject({ id, startedAt: first.startedAt })
    expect(kindOf(await start(ben, ben.session.shift, id))).toBe('identifier-reused')
    await pocket.until<PushMessage>('the check', ({ is }) => is === 'bellCheck')
    expect(pocket.received).toHaveLength(1)
  })

  test('of a colleague’s device is for managers, of another store’s for nobody, and is theirs to read', async () => {
    const [ana, ben, emma] = [
      await shop.signIn('ana', newDevice()),
      await shop.signIn('ben', newDevice()),
      await shop.signIn('emma', newDevice()),
    ]
    const elsewhere = await shop.signIn('greta', newDevice())
    expect(kindOf(await start(ben, ana.session.shift))).toBe('not-yours')
    expect(kindOf(await start(emma, elsewhere.session.shift))).toBe('not-found')
    expect(kindOf(await start(emma, newIdentifier()))).toBe('not-found')
    const { id } = (await start(ana, ana.session.shift)).body as BellCheck
    expect((await emma.ask('GET', `/api/v1/bell-checks/${id}`)).status).toBe(200)
    expect(kindOf(await ben.ask('GET', `/api/v1/bell-checks/${id}`))).toBe('not-found')
    expect(kindOf(await elsewhere.ask('GET', `/api/v1/bell-checks/${id}`))).toBe('not-found')
    expect(kindOf(await ana.ask('GET', '/api/v1/bell-checks/nonsense'))).toBe('malformed-request')
  })
})

function keysOf() {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  return { p256dh: keys.getPublicKey('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') }
}
