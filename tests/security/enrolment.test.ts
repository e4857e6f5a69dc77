/** Codes with which browsers become devices: used once and in time, or refused without a word about why. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import type { DeviceHere } from '../../src/protocol/device.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import { readEnrolmentCode } from '../../src/protocol/proofs.ts'
import { enrolmentCodeHash, enrolmentLifeMs, newEnrolmentCode } from '../../sync-server/devices/enrolment-code.ts'
import type { Enrolment } from '../../sync-server/storage/devices.ts'
import { DeviceKey } from '../support/device.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { startServer } from '../support/server.ts'
import { type Answered, cookieOf, kindOf, openShop, oxfordStreet, type Shop } from '../sync-server/http/shop.ts'

let clock: ManualClock
let shop: Shop
let key: DeviceKey
let addresses = 0
beforeAll(async () => {
  clock = manualClock(1_763_800_000_000)
  shop = await openShop({ clock })
  return () => shop.close()
})
// Each test is a browser of its own, somewhere else.
beforeEach(async () => {
  addresses += 2
  key = await DeviceKey.make()
})

/** As a manager's page does it. */
async function offer(over: Partial<Enrolment> = {}): Promise<string> {
  const { code, codeHash } = newEnrolmentCode(randomBytes)
  await shop.storage.devices.offer({
    codeHash,
    store: oxfordStreet,
    owner: null,
    name: 'Tablet at the till',
    createdBy: 'emma' as MemberId,
    expiresAt: clock.now() + enrolmentLifeMs,
    ...over,
  })
  return code
}
const send = (body: object, headers: Readonly<Record<string, string>> = {}, from = `192.0.2.${addresses}`) =>
  shop.ask('POST', '/api/v1/devices', { body, headers, from })
const enrol = async (code: string, from?: string) => send(await key.enrolment(code), {}, from)
/** All that whoever asks is told. */
const told = ({ status, body, headers }: Answered) => [status, body, headers['set-cookie']]

describe('a code', () => {
  test('makes a browser a device of its store, once, under the manager’s name for it', async () => {
    const code = await offer()
    const answered = await enrol(code)
    expect(answered.status).toBe(201)
    const { device, stores } = answered.body as DeviceHere
    expect([device.name, device.isShared, stores.map(({ id }) => id)]).toEqual(['Tablet at the till', true, [oxfordStreet]])
    const cookie = [answered.headers['set-cookie']].flat().join()
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(attribute)
    const headers = { cookie: cookieOf(answered, 'shopbell_device') }
    expect((await shop.ask('GET', '/api/v1/device', { headers })).body).toEqual(answered.body)
    const [kept] = (await shop.storage.devices.ofStore(oxfordStreet)).filter(({ id }) => id === device.id)
    expect(kept).toMatchObject({ enrolledBy: 'emma', owner: null, publicKey: key.publicKey })
    const [entry] = await shop.storage.audit.of(
      { retailer: 'marlow-finch' as RetailerId, store: oxfordStreet },
      { before: null, most: 1 },
    )
    expect(entry).toMatchObject({ action: 'deviceEnrolled', subject: device.id, by: { is: 'member', member: 'emma' } })
  })

  test('is told from no other by whoever tries it: wrong, used and late are one and the same', async () => {
    const [used, late] = [await offer(), await offer({ createdBy: 'quentin' as MemberId })]
    expect((await enrol(used)).status).toBe(201)
    clock.moveTo(clock.now() + enrolmentLifeMs)
    const answers = await Promise.all([used, late, '0000-0000', 'no code'].map((code) => enrol(code)))
    for (const answered of answers) expect(told(answered)).toEqual(told(answers[0] as Answered))
    expect([answers[0]?.status, kindOf(answers[0] as Answered)]).toEqual([403, 'enrolment-refused'])
  })

  test('is used by one of two browsers that type it at once', async () => {
    const code = await offer()
    const keys = await Promise.all(Array.from({ length: 4 }, () => DeviceKey.make()))
    const answers = await Promise.all(keys.map(async (one) => send(await one.enrolment(code))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403])
  })

  test('is withdrawn by the next one of the same manager', async () => {
    const before = await offer()
    await offer()
    expect(kindOf(await enrol(before))).toBe('enrolment-refused')
  })

  test('may be typed in small letters, with letters for digits, and without its dash', async () => {
    const code = await offer()
    expect((await enrol(code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).status).toBe(201)
  })

  test('for a phone is worth nothing once its owner has left the team', async () => {
    const code = await offer({ owner: 'farid' as MemberId })
    await shop.storage.setUp.removeMember('farid' as MemberId, 1)
    expect(kindOf(await enrol(code))).toBe('enrolment-refused')
  })

  test('needs a browser that holds the key it sends, and uses nothing up otherwise', async () => {
    const code = await offer()
    const other = await DeviceKey.make()
    const { proof } = await other.enrolment(code)
    expect(kindOf(await send({ ...(await key.enrolment(code)), proof }))).toBe('proof-refused')
    const forOther = await key.enrolment('0000-0000')
    expect(kindOf(await send({ ...forOther, code }))).toBe('proof-refused')
    const rsa = Buffer.alloc(120, 7).toString('base64url')
    expect(kindOf(await send({ ...(await key.enrolment(code)), publicKey: rsa }))).toBe('proof-refused')
    expect((await enrol(code)).status).toBe(201)
  })

  test('ends the shift that the browser had', async () => {
    const ana = await shop.signIn('ana')
    const answered = await ana.ask('POST', '/api/v1/devices', { body: await key.enrolment(await offer()) })
    expect(answered.status).toBe(201)
    expect(kindOf(await ana.ask('GET', '/api/v1/session'))).toBe('not-signed-in')
  })
})

describe('guessing', () => {
  test('waits, longer each time, and only at its own address', async () => {
    const tries = []
    for (let n = 0; n < 7; n += 1) tries.push(await enrol('0000-0000'))
    expect(tries.map(kindOf)).toEqual([...Array<string>(5).fill('enrolment-refused'), 'too-many-requests', 'too-many-requests'])
    expect(tries[5]?.body).toMatchObject({ retryAfterMs: 2_000 })
    const code = await offer()
    expect(kindOf(await enrol(code))).toBe('too-many-requests')
    expect((await enrol(code, `192.0.2.${addresses + 1}`)).status).toBe(201)
    clock.moveTo(clock.now() + 2_000)
    expect(kindOf(await enrol('0000-0000'))).toBe('enrolment-refused')
    expect(((await enrol('0000-0000')).body as Problem).retryAfterMs).toBe(4_000)
  })

  test('finds forty bits, drawn evenly and kept as a hash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (bytes) => {
        const { code, codeHash } = newEnrolmentCode(() => bytes)
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
        expect(readEnrolmentCode(code)).toBe(code.replace('-', ''))
        expect(enrolmentCodeHash(code)).toBe(codeHash)
        expect(codeHash).not.toContain(code)
      }),
    )
    const different = new Set(Array.from({ length: 500 }, () => newEnrolmentCode(randomBytes).code))
    expect(different.size).toBe(500)
  })

  test('leaves no code in the log', async () => {
    const server = await startServer({ args: ['--log-level', 'trace'] })
    onTestFinished(() => server.end())
    const url = `${server.url}/api/v1/devices`
    const body = JSON.stringify(await key.enrolment('7K3M-X9PA'))
    const answered = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(answered.status).toBe(403)
    await fetch(`${server.url}/?enrol=7K3M-X9PA`)
    expect(server.log).toContain('an enrolment code was refused')
    expect(server.log).not.toMatch(/7K3M-?X9PA/i)
  })
})

describe('without a code', () => {
  test('a browser becomes a device of a demo server, and of all its stores', async () => {
    const refused = await shop.ask('GET', '/api/v1/device')
    expect((refused.body as Problem).enrolsItself).toBe(true)
    const answered = await send(await key.enrolment())
    expect(answered.status).toBe(201)
    expect((answered.body as DeviceHere).stores.length).toBeGreaterThan(1)
  })

  test('no browser becomes a device of a real retailer', async () => {
    const real = await openShop({ clock, hasDemo: false })
    onTestFinished(() => real.close())
    await real.storage.directory.addRetailer({
      id: 'own' as RetailerId,
      name: 'Own',
      locale: 'en-GB',
      currency: 'GBP',
      signingSecret: 'x',
      allowedSites: [],
      isDemo: false,
    })
    await real.storage.directory.addStore({ id: 'os' as StoreId, retailer: 'own' as RetailerId, name: 'OS', idleLockMs: 1 })
    expect(((await real.ask('GET', '/api/v1/device')).body as Problem).enrolsItself).toBeUndefined()
    const answered = await real.ask('POST', '/api/v1/devices', { body: await key.enrolment() })
    expect([answered.status, kindOf(answered)]).toEqual([403, 'enrolment-refused'])
  })
})
