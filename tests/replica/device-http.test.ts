/** The browser as a device, against the real server's routes: keys that stay, proofs that count once, and what is lost. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { DeviceId, MemberId } from '../../src/identifiers.ts'
import { type DeviceKeys, deviceHttp } from '../../src/replica/device-http.ts'
import { kindOf, type Reply } from '../../src/replica/http.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { openShop, type Shop } from '../sync-server/http/shop.ts'

let clock: ManualClock
let shop: Shop
beforeEach(async () => {
  clock = manualClock(1_763_800_000_000)
  shop = await openShop({ clock })
  return () => shop.close()
})

const ana = 'ana' as MemberId
const problemIn = (reply: Reply<unknown>) => (reply.is === 'problem' ? kindOf(reply.problem) : reply.is)

/** A browser with a cookie jar and a disk, which a test may tell to fail. */
function browser() {
  const jar = new Map<string, string>()
  const disk = { key: null as CryptoKey | null, device: null as DeviceId | null, fails: false }
  const keys: DeviceKeys = {
    deviceKey: async () => disk.key,
    async keepDevice(device, key) {
      if (disk.fails) throw new Error('The disk is full.')
      Object.assign(disk, { device, key })
    },
    dropDeviceKey: async () => {
      disk.key = null
    },
  }
  const asked: string[] = []
  const hooks = new Map<string, () => void>()
  const fetcher: typeof fetch = async (address, init) => {
    asked.push(`${init?.method} ${address}`)
    for (const [end, hook] of hooks) if (String(address).endsWith(end)) hook()
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await shop.app.inject({
      method: init?.method as 'GET' | 'POST',
      url: String(address),
      headers: { cookie, ...(init?.headers as Record<string, string>) },
      ...(init?.body ? { payload: String(init.body) } : {}),
    })
    for (const { name, value } of response.cookies) jar.set(name, value)
    return new Response(response.statusCode === 204 ? null : response.body, {
      status: response.statusCode,
      headers: { 'content-type': String(response.headers['content-type'] ?? '') },
    })
  }
  return { http: deviceHttp(keys, fetcher), disk, asked, before: (end: string, hook: () => void) => void hooks.set(end, hook) }
}

describe('a browser', () => {
  test('is enrolled, keeps a key that nobody can read, signs in, locks and unlocks', async () => {
    const { http, disk } = browser()
    expect(problemIn(await http.device())).toBe('not-enrolled')
    expect(problemIn(await http.signIn(ana, '1111'))).toBe('not-enrolled')
    const enrolled = await http.enrol(null)
    expect(enrolled.is === 'ok' && enrolled.value.device.id).toBe(disk.device)
    expect(disk.key?.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('pkcs8', disk.key as CryptoKey)).rejects.toThrow()
    expect(await http.device()).toEqual(enrolled)
    const session = await http.signIn(ana, '1111')
    expect(session.is === 'ok' && session.value.device).toBe(disk.device)
    expect((await http.lock()).is).toBe('ok')
    expect(problemIn(await http.unlock(ana, '2222'))).toBe('wrong-pin')
    expect((await http.unlock(ana, '1111')).is).toBe('ok')
  })

  test('whose challenge is too old when its proof arrives asks for another, once', async () => {
    const { http, asked, before } = browser()
    await http.enrol(null)
    const sent = (from: number) => asked.slice(from).map((one) => one.split('/v1/')[1])
    let slow = 1
    before('/session', () => {
      if (slow-- > 0) clock.moveTo(clock.now() + 60_000)
    })
    expect((await http.signIn(ana, '1111')).is).toBe('ok')
    expect(sent(1)).toEqual(['device/challenge', 'session', 'device/challenge', 'session'])
    slow = Number.POSITIVE_INFINITY
    expect(problemIn(await http.signIn(ana, '1111'))).toBe('challenge-refused')
    expect(sent(5)).toHaveLength(4)
  })

  test('that kept nothing works until it is closed, and is no device afterwards', async () => {
    const { http, disk } = browser()
    disk.fails = true
    await http.enrol(null)
    expect((await http.signIn(ana, '1111')).is).toBe('ok')
    expect(disk.key).toBeNull()
  })

  test('that has lost its key and not its cookie is none; a key that proves nothing goes', async () => {
    const { http, disk } = browser()
    await http.enrol(null)
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    disk.key = privateKey
    expect(problemIn(await http.signIn(ana, '1111'))).toBe('proof-refused')
    expect(disk.key).toBeNull()
    const reply = await http.device()
    expect(reply).toMatchObject({ is: 'problem', problem: { type: '/problems/not-enrolled', enrolsItself: true } })
    expect((await http.enrol(null)).is).toBe('ok')
    expect((await http.signIn(ana, '1111')).is).toBe('ok')
  })
})
