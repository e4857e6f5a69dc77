/** What managers and admins set up: stores, members, accounts, devices, the retailer. Each change is in the audit trail. */
import { v7 as newIdentifier } from 'uuid'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { DeviceId, MemberId } from '../../../src/identifiers.ts'
import type {
  AuditPage,
  ManagedDevices,
  ManagedMember,
  ManagedMembers,
  ManagedRetailer,
  ManagedStore,
  ManagedStores,
  OfferedEnrolment,
  SigningSecret,
} from '../../../src/protocol/console.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import type { BellCheck } from '../../../src/protocol/push.ts'
import { tokenHash } from '../../../sync-server/http/secrets.ts'
import type { Device } from '../../../sync-server/storage/devices.ts'
import { brightonLanes, kindOf, openShop, oxfordStreet, type Shop } from '../http/shop.ts'
import { emma, enter, greta, type TestManager } from './in-the-console.ts'

let shop: Shop
let admin: TestManager
let manager: TestManager
/** One shop for each part below; what leaves people or roles changed opens one of its own. */
async function open(): Promise<void> {
  shop = await openShop()
  admin = await enter(shop, greta)
  manager = await enter(shop, emma)
}
async function ownShop(): Promise<void> {
  const shared = { shop, admin, manager }
  await open()
  const mine = shop
  onTestFinished(async () => {
    await mine.close()
    ;({ shop, admin, manager } = shared)
  })
}
const errorsOf = (answered: { body: unknown }) => (answered.body as Problem).errors?.map(({ at }) => at)
const members = async (who: TestManager, store: string = oxfordStreet) =>
  (await who.granted<ManagedMembers>('GET', `/stores/${store}/members`)).members

describe('stores', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  test('an admin sees all and adds one; a manager sees their own', async () => {
    const added = await admin.granted<ManagedStore>('POST', '/stores', { name: '  King’s   Road ' })
    expect(added).toMatchObject({ name: 'King’s Road', members: 0, devices: 0 })
    const all = await admin.granted<ManagedStores>('GET', '/stores')
    expect(all.stores.map(({ name }) => name)).toEqual(['Oxford Street', 'Brighton Lanes', 'Covent Garden', 'King’s Road'])
    const own = await manager.granted<ManagedStores>('GET', '/stores')
    expect(own.stores.map(({ name }) => name)).toEqual(['Oxford Street'])
    expect(kindOf(await manager.ask('POST', '/stores', { name: 'Mine' }))).toBe('not-yours')
    expect(await admin.actions()).toContain('storeAdded')
  })

  test('are renamed, and lock their tablets sooner or later', async () => {
    const changed = await manager.granted<ManagedStore>('PUT', `/stores/${oxfordStreet}`, { idleLockMs: 60_000 })
    expect(changed).toMatchObject({ name: 'Oxford Street', idleLockMs: 60_000 })
    await manager.granted('PUT', `/stores/${oxfordStreet}`, { name: 'Oxford Circus' })
    expect(await shop.storage.directory.store(oxfordStreet)).toMatchObject({ name: 'Oxford Circus', idleLockMs: 60_000 })
    expect((await manager.actions()).filter((action) => action === 'storeChanged')).toHaveLength(2)
    await manager.granted('PUT', `/stores/${oxfordStreet}`, { name: 'Oxford Street' })
    expect(errorsOf(await manager.ask('PUT', `/stores/${oxfordStreet}`, { idleLockMs: 1_000 }))).toEqual(['idleLockMs'])
  })

  test('their policy changes within its bounds, with the old figure and the new in the trail', async () => {
    const path = `/stores/${oxfordStreet}/policy`
    const before = await manager.granted<{ bounds: Record<string, [number, number]> }>('GET', path)
    expect(before).toMatchObject({ policy: { places: 3 }, usual: { places: 3 }, bounds: { places: [1, 20] } })
    await manager.granted('PUT', path, { places: 2 })
    expect((await shop.coordinator.state(oxfordStreet)).policy.places).toBe(2)
    expect(errorsOf(await manager.ask('PUT', path, { places: 21 }))).toEqual(['places'])
    expect(errorsOf(await manager.ask('PUT', path, { leastRingMs: 60_000, requestLifeMs: 30_000 }))).toEqual(['leastRingMs'])
    // Nothing changes, so nothing is to be told.
    await manager.granted('PUT', path, { places: 2 })
    const { entries } = await manager.granted<AuditPage>('GET', '/audit')
    const changes = entries.filter(({ action }) => action === 'policyChanged')
    expect(changes.map(({ details }) => details)).toEqual([{ places: 2, placesBefore: 3 }])
  })

  test('a policy changed from the team’s own app is in the trail too', async () => {
    const onShift = await shop.signIn('emma')
    await onShift.ask('PUT', `/api/v1/stores/${oxfordStreet}/policy`, { body: { capacity: 4 } })
    const [newest] = (await manager.granted<AuditPage>('GET', '/audit')).entries
    expect(newest).toMatchObject({
      action: 'policyChanged',
      by: { is: 'member', name: 'Emma' },
      subject: 'Oxford Street',
      details: { capacity: 4, capacityBefore: 3 },
    })
  })
})

describe('members', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  const add = (who: TestManager, change: object = {}) =>
    who.ask('POST', `/stores/${oxfordStreet}/members`, { name: 'Zora', role: 'associate', pin: '4729', ...change })

  test('who is added can sign in and be rung', async () => {
    const added = (await add(manager)).body as ManagedMember
    expect(added).toMatchObject({ name: 'Zora', role: 'associate', account: null, lockedOn: [], isYou: false })
    expect((await shop.coordinator.state(oxfordStreet)).members).toHaveProperty(added.id)
    expect((await shop.storage.directory.member(added.id))?.pinHash).not.toContain('4729')
    expect(await manager.actions()).toContain('memberAdded')
  })

  test.each(['0000', '1234', '9876', '1212', '123', '123456789'])('the PIN %s is not given to anybody', async (pin) => {
    expect(errorsOf(await add(manager, { pin }))).toEqual(['pin'])
  })

  test.each(['', '   ', 'Zo\u202Era', 'Zo\u0007ra', 'x'.repeat(81)])('nor the name %j', async (name) => {
    expect(errorsOf(await add(manager, { name }))).toEqual(['name'])
    expect((await members(manager)).filter((one) => one.name.includes('x'))).toEqual([])
  })

  test('are renamed, promoted, and given another PIN', async () => {
    await ownShop()
    await shop.storage.pinTries.countWrong('tablet-1' as DeviceId, 'ana' as MemberId, 1)
    await manager.granted('PUT', '/members/ana', { name: 'Ana Lucía' })
    await manager.granted('PUT', '/members/ana', { role: 'manager' })
    await manager.granted('PUT', '/members/ana/pin', { pin: '80412' })
    expect(await shop.storage.directory.member('ana' as MemberId)).toMatchObject({ name: 'Ana Lucía', role: 'manager' })
    expect(await shop.storage.pinTries.ofStore(oxfordStreet)).toEqual([])
    const { entries } = await manager.granted<AuditPage>('GET', '/audit')
    expect(entries.slice(0, 3).map(({ action, details }) => [action, details])).toEqual([
      ['pinChanged', {}],
      ['memberChanged', { role: 'manager' }],
      ['memberChanged', { renamed: true }],
    ])
  })

  test('locked out by wrong PINs, they are unlocked', async () => {
    for (let wrong = 0; wrong < 10; wrong += 1) {
      await shop.storage.pinTries.countWrong('tablet-1' as DeviceId, 'ana' as MemberId, wrong)
    }
    const ana = async () => (await members(manager)).find(({ id }) => id === 'ana')
    expect((await ana())?.lockedOn).toEqual([{ device: 'tablet-1', name: 'tablet-1' }])
    await manager.granted('POST', '/members/ana/unlock')
    await manager.granted('POST', '/members/ana/unlock')
    expect((await ana())?.lockedOn).toEqual([])
    expect((await manager.actions()).filter((action) => action === 'pinUnlocked')).toHaveLength(1)
  })

  test('who leaves is signed out at once, rung no more, and keeps the name in the trail', async () => {
    await ownShop()
    const ended: string[] = []
    shop.sessions.onEnd((shift) => ended.push(shift))
    const ana = await shop.signIn('ana')
    await ana.goAvailable()
    await manager.granted('DELETE', '/members/ana')
    expect(ended).toEqual([ana.session.shift])
    expect(kindOf(await ana.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
    expect((await shop.coordinator.state(oxfordStreet)).members).not.toHaveProperty('ana')
    expect((await members(manager)).map(({ id }) => id)).not.toContain('ana')
    expect(kindOf(await manager.ask('PUT', '/members/ana', { name: 'Ana' }))).toBe('unknown-member')
    await expect(shop.signIn('ana')).rejects.toThrow('unknown-member')
    const [newest] = (await manager.granted<AuditPage>('GET', '/audit')).entries
    expect(newest).toMatchObject({ action: 'memberRemoved', subject: 'Ana' })
  })

  test('a manager makes nobody an admin, and changes none', async () => {
    await ownShop()
    expect(kindOf(await add(manager, { role: 'admin' }))).toBe('not-yours')
    expect(kindOf(await manager.ask('PUT', '/members/emma', { role: 'admin' }))).toBe('not-yours')
    await admin.granted('PUT', '/members/ben', { role: 'admin' })
    for (const [method, path, body] of [
      ['PUT', '/members/ben', { role: 'associate' }],
      ['PUT', '/members/ben/pin', { pin: '4729' }],
      ['PUT', '/members/ben/account', { login: 'x@y.example' }],
      ['DELETE', '/members/ben/account', undefined],
      ['DELETE', '/members/ben', undefined],
    ] as const) {
      expect([path, kindOf(await manager.ask(method, path, body))]).toEqual([path, 'not-yours'])
    }
  })

  test('the last admin who can get in stays one', async () => {
    await ownShop()
    await admin.granted('PUT', '/members/ben', { role: 'admin' })
    const tries = () =>
      Promise.all([
        admin.ask('PUT', '/members/greta', { role: 'manager' }),
        admin.ask('DELETE', '/members/greta/account'),
        admin.ask('DELETE', '/members/greta'),
      ])
    expect((await tries()).map(kindOf)).toEqual(['last-admin', 'last-admin', 'last-admin'])
    await admin.granted('PUT', '/members/ben/account', { login: 'ben@shop.example' })
    await admin.granted('DELETE', '/members/greta')
    expect((await admin.ask('GET', '/session')).status).toBe(401)
  })

  test('an account is one person’s, for managers and admins, and goes when the role does', async () => {
    expect(kindOf(await manager.ask('PUT', '/members/ana/account', { login: 'ana@shop.example' }))).toBe('not-yours')
    await manager.granted('PUT', '/members/ana', { role: 'manager' })
    expect(kindOf(await manager.ask('PUT', '/members/ana/account', { login: greta }))).toBe('login-taken')
    await manager.granted('PUT', '/members/ana/account', { login: 'ana@shop.example' })
    const ana = async () => (await members(manager)).find(({ id }) => id === 'ana')
    expect((await ana())?.account).toEqual({ login: 'ana@shop.example', hasPassword: false, passkeys: 0 })
    await manager.granted('PUT', '/members/ana', { role: 'associate' })
    expect((await ana())?.account).toBeNull()
    expect(await manager.actions()).toEqual(expect.arrayContaining(['accountChanged', 'accountRemoved']))
  })
})

describe('devices', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  const device = (id: string, change: Partial<Device> = {}): Device => ({
    id: id as DeviceId,
    store: oxfordStreet,
    owner: null,
    name: 'Till',
    tokenHash: `hash-of-${id}`,
    publicKey: 'spki',
    enrolledAt: 1,
    enrolledBy: 'emma' as MemberId,
    lastSeenAt: 1,
    revokedAt: null,
    ...change,
  })
  const devices = async () => (await manager.granted<ManagedDevices>('GET', `/stores/${oxfordStreet}/devices`)).devices

  test('a code for one is told once, and kept as its hash for ten minutes', async () => {
    const path = `/stores/${oxfordStreet}/enrolments`
    const { code, expiresAt } = await manager.granted<OfferedEnrolment>('POST', path, { name: 'Till', owner: null })
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const kept = await shop.storage.devices.enrolment(tokenHash(code.replace('-', '')))
    expect(kept).toMatchObject({ name: 'Till', owner: null, store: oxfordStreet, createdBy: 'emma', expiresAt })
    expect(expiresAt - shop.clock.now()).toBeGreaterThan(590_000)
    expect(expiresAt - shop.clock.now()).toBeLessThanOrEqual(600_000)
    const phone = await manager.granted<OfferedEnrolment>('POST', path, { name: 'Ana’s phone', owner: 'ana' })
    expect(await shop.storage.devices.enrolment(tokenHash(code.replace('-', '')))).toBeNull()
    expect(await shop.storage.devices.enrolment(tokenHash(phone.code.replace('-', '')))).toMatchObject({ owner: 'ana' })
    expect(kindOf(await manager.ask('POST', path, { name: 'Phone', owner: 'farid' }))).toBe('unknown-member')
    expect((await manager.actions()).filter((action) => action === 'enrolmentOffered')).toHaveLength(2)
  })

  test('are listed with who is on them, renamed, and taken away at once', async () => {
    const { id: _, tokenHash: __, publicKey: ___, ...asTablet } = device('tablet-1')
    await shop.device('tablet-1', asTablet)
    await shop.storage.devices.add(device('phone', { owner: 'ben' as MemberId, name: 'Ben’s phone' }))
    const ana = await shop.signIn('ana', 'tablet-1')
    const ended: string[] = []
    shop.sessions.onEnd((shift) => ended.push(shift))
    expect(await devices()).toMatchObject([
      { id: 'tablet-1', name: 'Till', owner: null, enrolledBy: 'Emma', onShift: { member: { name: 'Ana' }, lockedAt: null } },
      { id: 'phone', owner: { id: 'ben', name: 'Ben' }, onShift: null },
    ])
    await manager.granted('PUT', '/devices/tablet-1', { name: 'Window' })
    await manager.granted('DELETE', '/devices/tablet-1')
    expect(ended).toEqual([ana.session.shift])
    expect((await devices()).map(({ id }) => id)).toEqual(['phone'])
    expect(kindOf(await manager.ask('DELETE', '/devices/tablet-1'))).toBe('unknown-device')
    expect((await manager.actions()).slice(-2)).toEqual(['deviceRenamed', 'deviceRevoked'])
  })
})

describe('who is signed in where', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  const devices = async () => (await manager.granted<ManagedDevices>('GET', `/stores/${oxfordStreet}/devices`)).devices
  const onTill = async () => (await devices()).find(({ id }) => id === 'till')
  const out = (shift: string, by = manager) => by.ask('DELETE', `/stores/${oxfordStreet}/shifts/${shift}`)

  test('is told with since when and whether it is locked; of what was left behind there, the newest', async () => {
    await shop.device('till', { name: 'Till' })
    expect(await onTill()).toMatchObject({ onShift: null })
    await shop.signIn('ben', 'till')
    const ana = await shop.signIn('ana', 'till')
    expect((await onTill())?.onShift).toEqual({
      shift: ana.session.shift,
      member: { id: 'ana', name: 'Ana' },
      startedAt: expect.any(Number),
      lockedAt: null,
    })
    await shop.storage.shifts.setLocked(ana.session.shift, 5)
    expect((await onTill())?.onShift?.lockedAt).toBe(5)
  })

  test('one is signed out there, with what was left behind before them, and nobody elsewhere or later', async () => {
    const [, ana] = [await shop.signIn('ben', 'till'), await shop.signIn('ana', 'till')]
    const elsewhere = await shop.signIn('ana', 'phone')
    const ended: string[] = []
    shop.sessions.onEnd((shift) => ended.push(shift))
    expect((await out(ana.session.shift)).status).toBe(204)
    expect(ended[0]).toBe(ana.session.shift)
    expect(ended).not.toContain(elsewhere.session.shift)
    expect(await onTill()).toMatchObject({ onShift: null })
    expect((await ana.ask('GET', '/api/v1/session')).status).toBe(401)
    expect((await elsewhere.ask('GET', '/api/v1/session')).status).toBe(200)
    expect(kindOf(await out(ana.session.shift))).toBe('not-found')
    const before = await shop.signIn('ben', 'till')
    const later = await shop.signIn('ana', 'till')
    await out(before.session.shift)
    expect((await onTill())?.onShift?.shift).toBe(later.session.shift)
    const { entries } = await manager.granted<AuditPage>('GET', '/audit')
    expect(entries[0]).toMatchObject({ action: 'shiftRevoked', by: { name: 'Emma' }, subject: 'Ben' })
  })
})

describe('whether a device would ring', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  const bellOf = async (id: string) =>
    (await manager.granted<ManagedDevices>('GET', `/stores/${oxfordStreet}/devices`)).devices.find((one) => one.id === id)?.bell
  const ring = (id: string, check: string = newIdentifier()) => manager.ask('POST', `/devices/${id}/bell-checks`, { id: check })

  test('is told before it was ever rung, and what came of it afterwards, whoever looks and whenever', async () => {
    await shop.device('till', { name: 'Till' })
    expect(await bellOf('till')).toEqual({ isLive: false, push: 'none', lastCheck: null })
    expect(kindOf(await ring('till'))).toBe('not-found')
    const ana = await shop.signIn('ana', 'till')
    const { id } = (await ring('till')).body as BellCheck
    expect((await bellOf('till'))?.lastCheck).toMatchObject({
      by: 'Emma',
      check: { id, shift: ana.session.shift, page: null, push: null },
    })
    await shop.signIn('ben', 'till')
    expect((await bellOf('till'))?.lastCheck?.check.id).toBe(id)
  })

  test('a retry rings nothing anew, and one identifier is one check of one device', async () => {
    await shop.device('window', { name: 'Window' })
    await shop.signIn('ana', 'till')
    await shop.signIn('ben', 'window')
    const id = newIdentifier()
    const first = (await ring('till', id)).body as BellCheck
    expect((await ring('till', id)).body).toMatchObject({ id, startedAt: first.startedAt })
    expect(kindOf(await ring('window', id))).toBe('identifier-reused')
  })
})

describe('the retailer', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  test('is renamed by an admin, in a language and a currency that there are', async () => {
    const changed = await admin.granted<ManagedRetailer>('PUT', '/retailer', { name: 'Finch', locale: 'fr-ca', currency: 'CAD' })
    expect(changed).toMatchObject({ name: 'Finch', locale: 'fr-CA', currency: 'CAD' })
    expect(errorsOf(await admin.ask('PUT', '/retailer', { currency: 'QQQ' }))).toEqual(['currency'])
    for (const locale of ['en-12', 'en-', 'und', 'tlh', 'x-private', 'xx-YY'])
      expect([locale, errorsOf(await admin.ask('PUT', '/retailer', { locale }))]).toEqual([locale, ['locale']])
    expect(kindOf(await manager.ask('PUT', '/retailer', { name: 'Mine' }))).toBe('not-yours')
    const { entries } = await admin.granted<AuditPage>('GET', '/audit')
    expect(entries[0]).toMatchObject({ action: 'retailerChanged', store: null, details: { locale: 'fr-CA', currency: 'CAD' } })
  })

  test.each([
    ['https://www.shop.example/some/page?x#y', 'https://www.shop.example'],
    ['shop.example', 'https://shop.example'],
    ['SHOP.example:8443', 'https://shop.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('may be carried by %s, as its origin', async (typed, site) => {
    const { allowedSites } = await admin.granted<ManagedRetailer>('PUT', '/retailer/allowed-sites', {
      allowedSites: [typed, typed],
    })
    expect(allowedSites).toEqual([site])
  })

  test.each([
    'http://shop.example',
    'javascript:alert(1)',
    'https://*.shop.example',
    '*',
    'https://a:b@shop.example',
    'shop',
    'ftp://shop.example',
  ])('not by %s', async (typed) => {
    const answered = await admin.ask('PUT', '/retailer/allowed-sites', { allowedSites: ['https://shop.example', typed] })
    expect(errorsOf(answered)).toEqual(['allowedSites[1]'])
  })

  test('its signing secret is shown and renewed to admins; tokens of the old one are refused', async () => {
    const { signingSecret } = await admin.granted<SigningSecret>('GET', '/retailer/signing-secret')
    const identity = (await shop.ask('GET', '/demo/identity?customer=20417')).body as { identity: string }
    await shop.visit(oxfordStreet, identity.identity)
    const renewed = await admin.granted<SigningSecret>('POST', '/retailer/signing-secret')
    expect(renewed.signingSecret).toMatch(/^[\w-]{43}$/)
    expect(renewed.signingSecret).not.toBe(signingSecret)
    await expect(shop.visit(oxfordStreet, identity.identity)).rejects.toThrow('identity-refused')
    for (const method of ['GET', 'POST'] as const) {
      expect(kindOf(await manager.ask(method, '/retailer/signing-secret'))).toBe('not-yours')
    }
    const { entries } = await admin.granted<AuditPage>('GET', '/audit')
    expect(JSON.stringify(entries)).not.toContain(renewed.signingSecret)
    expect(entries[0]).toMatchObject({ action: 'signingSecretChanged', store: null })
  })
})

describe('the audit trail', () => {
  beforeAll(open)
  afterAll(() => shop.close())

  test('is read a page at a time, by store, by a manager for their own', async () => {
    for (let nth = 0; nth < 60; nth += 1) await manager.granted('PUT', `/stores/${oxfordStreet}`, { name: `Oxford ${nth}` })
    await admin.granted('PUT', `/stores/${brightonLanes}`, { name: 'Brighton' })
    const first = await manager.granted<AuditPage>('GET', '/audit')
    expect([first.entries.length, first.hasMore]).toEqual([50, true])
    expect(first.entries.every(({ store }) => store?.id === oxfordStreet)).toBe(true)
    const second = await manager.granted<AuditPage>('GET', `/audit?before=${first.entries.at(-1)?.number}`)
    expect(second.hasMore).toBe(false)
    expect(second.entries).toHaveLength(10)
    const brighton = await admin.granted<AuditPage>('GET', `/audit?store=${brightonLanes}`)
    expect(brighton.entries.map(({ action }) => action)).toEqual(['storeChanged'])
    expect(kindOf(await manager.ask('GET', `/audit?store=${brightonLanes}`))).toBe('unknown-store')
  })

  test('no route changes it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) expect((await admin.ask(method, '/audit')).status).toBe(404)
  })
})
