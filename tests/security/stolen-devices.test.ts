/** What is stolen of a device, or of what it once sent, signs nobody in from elsewhere. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MemberId } from '../../src/identifiers.ts'
import type { DeviceHere } from '../../src/protocol/device.ts'
import type { Session } from '../../src/protocol/staff.ts'
import { DeviceKey } from '../support/device.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { type Answered, brightonLanes, kindOf, openShop, oxfordStreet, type Shop, TestDevice } from '../sync-server/http/shop.ts'

let clock: ManualClock
let shop: Shop
let tablet: TestDevice
let tablets = 0
beforeAll(async () => {
  // Commands are named by the time of this machine.
  clock = manualClock(Date.now())
  shop = await openShop({ clock })
  return () => shop.close()
})
// Each test has a tablet of its own.
beforeEach(async () => {
  tablets += 1
  tablet = await shop.device(`tablet-${tablets}`)
})

const ana = 'ana' as MemberId
const refusal = (answered: Answered) => [answered.status, kindOf(answered), answered.headers['set-cookie']]
const signIn = (device: TestDevice, body: object) => device.ask('POST', '/api/v1/session', { body })

describe('signing in from elsewhere', () => {
  test('with the device’s cookie and not its key', async () => {
    const thief = new TestDevice(shop, tablet.id, await DeviceKey.make(), tablet.cookie)
    expect(refusal(await thief.signIn('ana', '1111'))).toEqual([401, 'proof-refused', undefined])
  })

  test('with the device’s key and not its cookie', async () => {
    const thief = new TestDevice(shop, tablet.id, tablet.key, 'shopbell_device=guessed')
    const body = await tablet.signInBody('ana', '1111')
    expect(refusal(await signIn(thief, body))).toEqual([401, 'not-enrolled', undefined])
    expect(kindOf(await thief.ask('POST', '/api/v1/device/challenge'))).toBe('not-enrolled')
  })

  test('a stolen cookie neither looks at PINs nor locks anybody out', async () => {
    const thief = new TestDevice(shop, tablet.id, await DeviceKey.make(), tablet.cookie)
    for (let n = 0; n < 12; n += 1) await thief.signIn('ana', '0000')
    expect(await shop.storage.pinTries.of(tablet.id, ana)).toBeNull()
    expect((await tablet.signIn('ana', '1111')).status).toBe(201)
  })

  test('with what the device sent before', async () => {
    const body = await tablet.signInBody('ana', '1111')
    expect((await signIn(tablet, body)).status).toBe(201)
    expect(refusal(await signIn(tablet, body))).toEqual([401, 'challenge-refused', undefined])
  })

  test('with what the device sent and the server answered with a wrong PIN: the challenge is used all the same', async () => {
    const body = await tablet.signInBody('ana', '0000')
    expect(kindOf(await signIn(tablet, body))).toBe('wrong-pin')
    expect(kindOf(await signIn(tablet, { ...body, pin: '1111' }))).toBe('challenge-refused')
  })

  test('with a challenge that another device was given', async () => {
    const other = await shop.device(`other-${tablets}`)
    const proven = await tablet.key.proof('sign-in', await other.challenge(), ana)
    expect(kindOf(await signIn(tablet, { member: 'ana', pin: '1111', ...proven }))).toBe('challenge-refused')
  })

  test('with a challenge of more than a minute ago, or of before the server was started again', async () => {
    const body = await tablet.signInBody('ana', '1111')
    clock.moveTo(clock.now() + 60_000)
    expect(kindOf(await signIn(tablet, body))).toBe('challenge-refused')
    const neverGiven = await tablet.key.proof('sign-in', 'x'.repeat(43), ana)
    expect(kindOf(await signIn(tablet, { member: 'ana', pin: '1111', ...neverGiven }))).toBe('challenge-refused')
  })

  test('with a proof that was given for somebody else, or for something else', async () => {
    const forBen = await tablet.key.proof('sign-in', await tablet.challenge(), 'ben' as MemberId)
    expect(kindOf(await signIn(tablet, { member: 'ana', pin: '1111', ...forBen }))).toBe('proof-refused')
    const forUnlocking = await tablet.key.proof('unlock', await tablet.challenge(), ana)
    expect(kindOf(await signIn(tablet, { member: 'ana', pin: '1111', ...forUnlocking }))).toBe('proof-refused')
    const challenge = await tablet.challenge()
    const bare = { challenge, proof: await tablet.key.sign(challenge) }
    expect(kindOf(await signIn(tablet, { member: 'ana', pin: '1111', ...bare }))).toBe('proof-refused')
  })

  test('from a device that was revoked', async () => {
    const body = await tablet.signInBody('ana', '1111')
    await shop.storage.devices.revoke(tablet.id, 1)
    expect(refusal(await signIn(tablet, body))).toEqual([401, 'device-revoked', undefined])
    expect(kindOf(await tablet.ask('GET', '/api/v1/device'))).toBe('device-revoked')
    expect(kindOf(await tablet.ask('POST', '/api/v1/device/challenge'))).toBe('device-revoked')
  })
})

describe('whom a device may sign in', () => {
  const faces = async (device: TestDevice) =>
    ((await device.ask('GET', '/api/v1/device')).body as DeviceHere).stores.map(({ id, members }) => [
      id,
      members.map((member) => member.id),
    ])

  test('a tablet that a manager had enrolled: the team of its store, and nobody of another', async () => {
    const lanes = await shop.device('lanes', { store: brightonLanes, enrolledBy: 'greta' as MemberId })
    const shown = await faces(lanes)
    expect(shown.map(([id]) => id)).toEqual([brightonLanes])
    expect(shown[0]?.[1]).toContain('greta')
    expect(kindOf(await lanes.signIn('ana', '1111'))).toBe('unknown-member')
    expect(await shop.storage.pinTries.of(lanes.id, ana)).toBeNull()
    expect((await lanes.signIn('greta', '7777')).status).toBe(201)
  })

  test('somebody’s own phone: its owner alone', async () => {
    const phone = await shop.device('phone', { owner: ana, enrolledBy: 'emma' as MemberId })
    expect(await faces(phone)).toEqual([[oxfordStreet, ['ana']]])
    expect(kindOf(await phone.signIn('ben', '2222'))).toBe('unknown-member')
    expect((await phone.signIn('ana', '1111')).status).toBe(201)
  })

  test('nobody asks for faces who is no device', async () => {
    const answered = await shop.ask('GET', '/api/v1/device')
    expect(refusal(answered)).toEqual([401, 'not-enrolled', undefined])
    expect(answered.text).not.toMatch(/Ana|Oxford/)
  })

  test('nothing of a PIN, a key or a token is told with the faces', async () => {
    const { text } = await tablet.ask('GET', '/api/v1/device')
    expect(text).not.toMatch(/scrypt|pin|secret|token|publicKey/i)
  })
})

describe('a locked shift', () => {
  test('shows no words and takes commands; its own device and PIN unlock it, and nothing else', async () => {
    const member = await shop.signIn('ana', tablet.id)
    await member.goAvailable()
    const shopper = await shop.visit()
    const chat = await shopper.asks('Is it waterproof?')
    const words = () => Promise.all([`messages`, `history`].map((what) => member.ask('GET', `/api/v1/chats/${chat}/${what}`)))
    expect((await member.ask('POST', '/api/v1/session/lock')).status).toBe(204)
    const { lockedAt } = (await member.ask('GET', '/api/v1/session')).body as Session
    expect(lockedAt).toBe(clock.now())
    expect((await member.command({ kind: 'claimChat', chat })).status).toBe(200)
    for (const answered of await words()) expect([answered.status, kindOf(answered)]).toEqual([423, 'shift-locked'])
    clock.moveTo(clock.now() + 5)
    expect((await member.ask('POST', '/api/v1/session/lock')).status).toBe(204)
    expect(((await member.ask('GET', '/api/v1/session')).body as Session).lockedAt).toBe(lockedAt)

    const unlock = async (key: DeviceKey, over: object = {}, cookie = member.cookie) => {
      const proven = await key.proof('unlock', await tablet.challenge(), ana)
      const body = { pin: '1111', ...proven, ...over }
      return shop.ask('POST', '/api/v1/session/unlock', { body, headers: { cookie } })
    }
    const other = await shop.device(`other-${tablets}`)
    expect(kindOf(await unlock(tablet.key, { pin: '2222' }))).toBe('wrong-pin')
    expect(kindOf(await unlock(other.key))).toBe('proof-refused')
    expect(kindOf(await unlock(tablet.key, {}, `${member.cookie.split('; ')[0]}; ${other.cookie}`))).toBe('not-yours')
    const forTheDoor = await tablet.key.proof('sign-in', await tablet.challenge(), ana)
    expect(kindOf(await unlock(tablet.key, forTheDoor))).toBe('proof-refused')
    for (const answered of await words()) expect(kindOf(answered)).toBe('shift-locked')
    expect((await unlock(tablet.key)).status).toBe(204)
    for (const answered of await words()) expect(answered.status).toBe(200)
    expect(((await member.ask('GET', '/api/v1/session')).body as Session).lockedAt).toBeNull()
  })

  test('of a manager changes no policy and unlocks nobody', async () => {
    const emma = await shop.signIn('emma', tablet.id)
    await emma.ask('POST', '/api/v1/session/lock')
    const asked = [
      emma.ask('PUT', `/api/v1/stores/${oxfordStreet}/policy`, { body: { places: 2 } }),
      emma.ask('POST', '/api/v1/devices/tablet/members/ana/unlock'),
    ]
    for (const answered of await Promise.all(asked)) expect(kindOf(answered)).toBe('shift-locked')
  })
})

test('signing in keeps the device for longer, and notes that it was seen', async () => {
  clock.moveTo(clock.now() + 86_400_000)
  const answered = await tablet.signIn('ana', '1111')
  const cookie = [answered.headers['set-cookie']]
    .flat()
    .map(String)
    .find((line) => line.startsWith('shopbell_device='))
  for (const attribute of [tablet.cookie, 'HttpOnly', 'SameSite=Strict', 'Max-Age=34560000']) expect(cookie).toContain(attribute)
  expect((await shop.storage.devices.find(tablet.id))?.lastSeenAt).toBe(clock.now())
})
