/** The door without a browser: who gets in, who is let out, and what then stays on the device. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatId, DeviceId, MemberId, OfferId, ShiftId } from '../../src/identifiers.ts'
import type { DeviceHere } from '../../src/protocol/device.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import type { Session } from '../../src/protocol/staff.ts'
import { oldestServer, protocolVersion } from '../../src/protocol/version.ts'
import type { Database } from '../../src/replica/database.ts'
import type { DeviceHttp } from '../../src/replica/device-http.ts'
import type { Reply, ServerHttp } from '../../src/replica/http.ts'
import { painted } from '../../src/staff/later.ts'
import { createLiveDoor } from '../../src/staff/live-door.ts'
import type { LiveModel, LiveParts } from '../../src/staff/live-model.ts'
import { settled } from '../replica/page-time.ts'
import { fixtureModel } from './fixtures/model.ts'
import { session as anasSession, faces } from './fixtures/rows.ts'

const ana: Session = anasSession
const ben: Session = { ...ana, shift: 'shift-2' as ShiftId, member: { ...ana.member, id: 'ben' as MemberId, name: 'Ben' } }
const unreachable = { is: 'unreachable', retryAfterMs: null, isTooMany: false } as const
const nobody: Reply<Session> = { is: 'problem', problem: { type: '/problems/not-signed-in', title: '', status: 401, detail: '' } }
const never = new Promise<never>(() => {})

/** A browser in which `kept` was signed in, and a server at which `there` is. */
function setUp({
  kept = null as Session | null,
  there = unreachable as Reply<Session>,
  hangs = false,
  /** What the server says of the browser, one answer after the other; the last stays. */
  devices = [{ is: 'ok', value: faces }] as Reply<DeviceHere>[],
  enrols = { is: 'ok', value: faces } as Reply<DeviceHere>,
  isDrawn = Promise.resolve(),
} = {}) {
  const disk = { session: kept, forgotten: [] as string[] }
  const server = { there }
  const opened: LiveParts[] = []
  const forget = (what: string) => async (member: MemberId) => void disk.forgotten.push(`${what} ${member}`)
  const database = {
    session: () => (hangs ? never : Promise.resolve(disk.session)),
    device: () => (hangs ? never : Promise.resolve('tablet' as DeviceId)),
    clockOffsetMs: () => (hangs ? never : Promise.resolve(7)),
    keepSession: async (session: Session) => {
      disk.session = session
    },
    dropSession: async (shift: ShiftId) => {
      if (disk.session?.shift === shift) disk.session = null
    },
    lastStore: async () => null,
    keepLastStore: async () => {},
    forgetRows: forget('rows of'),
    forgetMember: forget('all of'),
    async forgetDevice() {
      disk.session = null
      disk.forgotten.push('everything')
      return 3
    },
  } as unknown as Database
  const http = {
    session: async () => server.there,
  } as unknown as ServerHttp
  const enrolled: (string | null)[] = []
  const deviceHttp = {
    signIn: async () => server.there,
    device: async () => (devices.length > 1 ? devices.shift() : devices[0]),
    async enrol(code: string | null) {
      enrolled.push(code)
      return enrols
    },
  } as unknown as DeviceHttp
  const door = createLiveDoor({
    origin: 'https://shop.example',
    http,
    deviceHttp,
    offeredCode: null,
    database,
    newId: () => 'fresh',
    leaveDevice: async () => {},
    isDrawn,
    open: async (parts) => {
      opened.push(parts)
      return { ...fixtureModel(), close: () => {} } as LiveModel
    },
  })
  const latest = () => {
    const parts = opened.at(-1)
    if (!parts) throw new Error('No shift was opened.')
    return parts
  }
  return { door, disk, server, opened, latest, enrolled }
}

// What is put off until the screen is painted is put off here until the next turn.
beforeEach(() => void vi.stubGlobal('requestAnimationFrame', setImmediate))

describe('the door', () => {
  test('opens with the shift that was kept, also where the server cannot be reached', async () => {
    const { door, latest } = setUp({ kept: ana })
    await settled()
    expect(door.state().is).toBe('in')
    expect(latest()).toMatchObject({ session: ana, device: 'tablet', keptOffsetMs: 7 })
  })

  test('what comes after Home waits until Home is drawn, also where the shift is open before there are words', async () => {
    let draw = () => {}
    const isDrawn = new Promise<void>((resolve) => {
      draw = resolve
    })
    const { door, latest } = setUp({ kept: ana, isDrawn })
    await settled()
    expect(door.state().is).toBe('in')
    let isShown = false
    void latest().isShown.then(() => {
      isShown = true
    })
    await painted()
    await settled()
    expect(isShown).toBe(false)
    draw()
    await expect.poll(() => isShown).toBe(true)
  })

  test('a disk that does not answer keeps nobody out', async () => {
    const { door, latest } = setUp({ there: { is: 'ok', value: ana }, hangs: true })
    await expect.poll(() => door.state().is, { timeout: 10_000 }).toBe('in')
    expect(latest()).toMatchObject({ device: 'fresh', keptOffsetMs: 0 })
  })

  test('a page that finds somebody else signed in on this browser becomes theirs, and keeps them signed in', async () => {
    const { door, disk, server, latest } = setUp({ kept: ana })
    await settled()
    disk.session = ben
    server.there = { is: 'ok', value: ben }
    latest().onRefused(closeCodes.notYours)
    await expect.poll(() => latest().session.member.id).toBe('ben')
    expect(disk.session).toEqual(ben)
    expect(disk.forgotten).toEqual(['rows of ana'])
    await expect.poll(() => door.state().is).toBe('in')
  })

  test('a page whose shift is over does not sign out who has come since, also where the server cannot be asked', async () => {
    const { disk, latest } = setUp({ kept: ana })
    await settled()
    disk.session = ben
    latest().onOver(true)
    await settled()
    expect(disk.session).toEqual(ben)
  })

  test('signing out leaves nothing; being signed out leaves what was written', async () => {
    const asked = setUp({ kept: ana, there: nobody })
    asked.server.there = { is: 'ok', value: ana }
    await settled()
    asked.latest().onOver(false)
    await settled()
    expect(asked.door.state()).toEqual({ is: 'out', isUnasked: false })
    expect(asked.disk).toEqual({ session: null, forgotten: ['all of ana'] })

    const unasked = setUp({ kept: ana, there: nobody })
    await expect.poll(() => unasked.door.state()).toEqual({ is: 'out', isUnasked: true })
    expect(unasked.disk).toEqual({ session: null, forgotten: ['rows of ana'] })
  })

  test('a shift that begins waits until the one before it has been taken off the device', async () => {
    const { door, server, latest, opened } = setUp({ kept: ana })
    await settled()
    let done = () => {}
    const database = latest().database as { -readonly [Key in keyof Database]: Database[Key] }
    database.forgetMember = () =>
      new Promise((resolve) => {
        done = resolve
      })
    latest().onOver(false)
    const again = { ...ana, shift: 'shift-3' as ShiftId }
    server.there = { is: 'ok', value: again }
    const signedIn = door.signIn('os', ana.member.id, '1111')
    await settled()
    expect(opened).toHaveLength(1)
    done()
    await signedIn
    expect(latest().session).toEqual(again)
  })

  test('CL3: whoever takes over for a ring comes with it, and nothing of the one before stays', async () => {
    const ring = { chat: 'c1' as ChatId, offer: 'c1.1.1' as OfferId }
    const { door, server, disk, latest } = setUp({ kept: ana })
    await settled()
    server.there = { is: 'ok', value: ben }
    expect(await door.signIn('os', ben.member.id, '2222', ring)).toEqual({ is: 'in' })
    expect(latest()).toMatchObject({ session: ben, cameFor: ring })
    expect(disk.forgotten).toContain('all of ana')
  })

  test('CL3: so they do where the end of the shift before is all that is heard of it', async () => {
    const ring = { chat: 'c1' as ChatId, offer: 'c1.1.1' as OfferId }
    const { door, server, disk, latest } = setUp({ kept: ana })
    await settled()
    // The answer to the PIN is lost; the server has begun the shift.
    expect(await door.signIn('os', ben.member.id, '2222', ring)).toEqual({ is: 'unreachable' })
    server.there = { is: 'ok', value: ben }
    latest().onOver(true)
    await expect.poll(() => latest().session).toEqual(ben)
    expect(latest().cameFor).toEqual(ring)
    expect(disk.forgotten).toContain('all of ana')
  })

  test('a server that speaks another version than this app is said to', async () => {
    for (const [version, why] of [
      [protocolVersion + 1, 'outdated'],
      [oldestServer - 1, 'olderServer'],
    ] as const) {
      const { door } = setUp({ there: { is: 'ok', value: { ...ana, protocolVersion: version } } })
      await settled()
      expect(door.state()).toEqual({ is: 'stuck', why })
    }
  })
})

describe('this browser', () => {
  const refused = (kind: string, more: object = {}): Reply<never> => ({
    is: 'problem',
    problem: { type: `/problems/${kind}`, title: '', status: 401, detail: '', ...more },
  })
  beforeEach(() => void vi.stubGlobal('isSecureContext', true))

  test('is what the server says, and is enrolled by the code that was typed', async () => {
    expect(await setUp().door.here()).toEqual({ is: 'enrolled', device: faces })
    const { door, enrolled } = setUp({ devices: [refused('not-enrolled')] })
    expect(await door.here()).toEqual({ is: 'notEnrolled' })
    expect(enrolled).toEqual([])
    expect(await door.enrol('7k3m-x9pa')).toEqual({ is: 'enrolled', device: faces })
    expect(enrolled).toEqual(['7k3m-x9pa'])
    const { door: wrong } = setUp({ enrols: refused('enrolment-refused') })
    expect(await wrong.enrol('7k3m-x9pa')).toEqual({ is: 'refused' })
  })

  test('enrols itself where the server says so, unless another tab has done it meanwhile', async () => {
    const itself = refused('not-enrolled', { enrolsItself: true })
    const { door, enrolled } = setUp({ devices: [itself] })
    expect(await door.here()).toEqual({ is: 'enrolled', device: faces })
    expect(enrolled).toEqual([null])
    const second = setUp({ devices: [itself, { is: 'ok', value: faces }] })
    expect(await second.door.here()).toEqual({ is: 'enrolled', device: faces })
    expect(second.enrolled).toEqual([])
    const lostKey = setUp({ devices: [itself], enrols: refused('enrolment-refused') })
    expect(await lostKey.door.here()).toEqual({ is: 'notEnrolled' })
  })

  test('that was revoked keeps nothing, and says how much was not sent', async () => {
    const { door, disk } = setUp({ there: nobody, devices: [refused('device-revoked')] })
    expect(await door.here()).toEqual({ is: 'revoked', dropped: 3 })
    expect(disk.forgotten).toEqual(['everything'])
  })

  test('cannot be enrolled by a page that did not come over HTTPS', async () => {
    vi.stubGlobal('isSecureContext', false)
    const { door, enrolled } = setUp()
    expect(await door.enrol('7k3m-x9pa')).toEqual({ is: 'insecure' })
    expect(enrolled).toEqual([])
  })

  test('before a server that knows no devices waits for its newer version', async () => {
    const { door } = setUp({ there: nobody, devices: [refused('not-found')] })
    await settled()
    await door.here()
    expect(door.state()).toEqual({ is: 'stuck', why: 'olderServer' })
  })

  test('opens no shift of before devices were enrolled', async () => {
    const { opened } = setUp({ kept: { ...ana, protocolVersion: 1 } })
    await settled()
    expect(opened).toEqual([])
  })
})
