/** The tablet's lock without a browser: it locks at once, opens with the PIN, with a network and without, in all tabs. */
import { createRoot, createSignal } from 'solid-js'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ShiftId } from '../../src/identifiers.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import type { PinCheck } from '../../src/replica/database.ts'
import type { Reply } from '../../src/replica/http.ts'
import { isIdle } from '../../src/staff/lock/idle.ts'
import { createLock } from '../../src/staff/lock/lock.ts'
import { mostWrongOffline, pinCheckFor } from '../../src/staff/lock/pin-check.ts'
import { settled } from '../replica/page-time.ts'

const shift = 'shift-1' as ShiftId
const ok: Reply<null> = { is: 'ok', value: null }
const unreachable: Reply<null> = { is: 'unreachable', retryAfterMs: null, isTooMany: false }
const refused = (kind: string): Reply<null> => ({
  is: 'problem',
  problem: { type: `/problems/${kind}`, title: '', status: 401, detail: '' } as Problem,
})

/** A tablet whose owner's PIN is 1111, and what its server heard. */
async function setUp({ isLockedAtFirst = false, isLive = true, check = true } = {}) {
  const [live, setLive] = createSignal(isLive)
  const [lockedAtServer, setLockedAtServer] = createSignal(false)
  const heard: string[] = []
  const kept = { isLocked: isLockedAtFirst, check: check ? await pinCheckFor('1111', shift) : (null as PinCheck | null) }
  const server = { answer: (pin: string): Reply<null> => (pin === '1111' ? ok : refused('wrong-pin')), isThere: isLive }
  const listeners: ((event: MessageEvent) => void)[] = []
  const told: unknown[] = []
  const { lock, dispose } = createRoot((dispose) => ({
    dispose,
    lock: createLock({
      shift,
      isLockedAtFirst,
      isLive: live,
      isLockedAtServer: lockedAtServer,
      server: {
        async lock() {
          if (!server.isThere) return unreachable
          heard.push('lock')
          return ok
        },
        async unlock(pin) {
          if (!server.isThere) return unreachable
          heard.push(`unlock ${pin}`)
          return server.answer(pin)
        },
      },
      disk: {
        keepLocked: async (_shift, isLocked) => {
          kept.isLocked = isLocked
        },
        pinCheck: async () => kept.check,
        keepPinCheck: async (check) => {
          kept.check = check
        },
      },
      tabs: {
        postMessage: (message) => void told.push(message),
        addEventListener: (_: string, listener: unknown) => void listeners.push(listener as (event: MessageEvent) => void),
        close: () => {},
      },
    }),
  }))
  const goes = (there: boolean, answers = there) => {
    server.isThere = answers
    setLive(there)
  }
  const fromTab = (data: unknown) => {
    for (const listener of listeners) listener({ data } as MessageEvent)
  }
  return { lock, dispose, heard, kept, told, goes, server, fromTab, setLockedAtServer }
}

describe('the lock', () => {
  test('locks at once, on the disk, in the other tabs and at the server', async () => {
    const { lock, heard, kept, told } = await setUp()
    lock.lock()
    expect(lock.isLocked()).toBe(true)
    await settled()
    expect([kept.isLocked, heard, told]).toEqual([true, ['lock'], [{ shift, isLocked: true }]])
  })

  test('locks without a network, and tells the server once there is one', async () => {
    const { lock, heard, goes } = await setUp({ isLive: false })
    lock.lock()
    await settled()
    expect([lock.isLocked(), heard]).toEqual([true, []])
    goes(true)
    await settled()
    expect(heard).toEqual(['lock'])
  })

  test('opens with the PIN that the server finds right, and with no other', async () => {
    const { lock, kept } = await setUp({ isLockedAtFirst: true })
    expect(await lock.unlock('2222')).toEqual({ is: 'wrongPin' })
    expect(lock.isLocked()).toBe(true)
    expect(await lock.unlock('1111')).toEqual({ is: 'in' })
    expect([lock.isLocked(), kept.isLocked]).toEqual([false, false])
  })

  test('opens without a network, and the server hears of it when there is one', async () => {
    const { lock, heard, goes } = await setUp({ isLockedAtFirst: true, isLive: false })
    expect(await lock.unlock('2222')).toEqual({ is: 'wrongPin' })
    expect(await lock.unlock('1111')).toEqual({ is: 'in' })
    goes(true)
    await settled()
    expect(heard).toEqual(['unlock 1111'])
    expect(lock.isLocked()).toBe(false)
  })

  test('a server that goes on taking it for locked hears the PIN until it has heard it', async () => {
    const { lock, heard, goes, server, setLockedAtServer } = await setUp({ isLockedAtFirst: true, isLive: false })
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    setLockedAtServer(true)
    await lock.unlock('1111')
    goes(true, false)
    await vi.advanceTimersByTimeAsync(3_000)
    expect([lock.isLocked(), heard]).toEqual([false, []])
    server.isThere = true
    await vi.advanceTimersByTimeAsync(3_000)
    expect([lock.isLocked(), heard]).toEqual([false, ['unlock 1111']])
  })

  test('a server that takes it for locked is believed where no PIN is left to tell it, but not at once', async () => {
    const { lock, goes, setLockedAtServer } = await setUp({ isLive: false })
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    setLockedAtServer(true)
    goes(true)
    await vi.advanceTimersByTimeAsync(7_999)
    expect(lock.isLocked()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(lock.isLocked()).toBe(true)
  })

  test('what the server said before it heard the PIN locks nothing', async () => {
    const { lock, setLockedAtServer } = await setUp({ isLockedAtFirst: true })
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    setLockedAtServer(true)
    await lock.unlock('1111')
    await vi.advanceTimersByTimeAsync(1_000)
    setLockedAtServer(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(lock.isLocked()).toBe(false)
  })

  test('what opened it without a network and is refused with one locks it again', async () => {
    const { lock, server, goes } = await setUp({ isLockedAtFirst: true, isLive: false })
    await lock.unlock('1111')
    server.answer = () => refused('wrong-pin')
    goes(true)
    await settled()
    expect(lock.isLocked()).toBe(true)
  })

  test('a PIN is guessed a few times without a network and no more, also after a reload', async () => {
    const { lock, kept } = await setUp({ isLockedAtFirst: true, isLive: false })
    for (let nth = 0; nth < mostWrongOffline; nth++) expect(await lock.unlock('9999')).toEqual({ is: 'wrongPin' })
    expect(kept.check?.wrong).toBe(mostWrongOffline)
    expect(await lock.unlock('1111')).toEqual({ is: 'unreachable' })
    expect(lock.isLocked()).toBe(true)
  })

  test('without a network and without anything to check a PIN against it stays locked', async () => {
    const nothing = await setUp({ isLockedAtFirst: true, isLive: false, check: false })
    expect(await nothing.lock.unlock('1111')).toEqual({ is: 'unreachable' })
    const others = await setUp({ isLockedAtFirst: true, isLive: false })
    others.kept.check = await pinCheckFor('1111', 'shift-before' as ShiftId)
    expect(await others.lock.unlock('1111')).toEqual({ is: 'unreachable' })
  })

  test('what another tab does, this one does; what another shift’s tab does, not', async () => {
    const { lock, fromTab, heard } = await setUp()
    fromTab({ shift: 'another', isLocked: true })
    expect(lock.isLocked()).toBe(false)
    fromTab({ shift, isLocked: true })
    expect(lock.isLocked()).toBe(true)
    await settled()
    expect(heard).toEqual([])
  })

  test('a server that says that it is locked is believed, but not over a PIN that it has not heard of yet', async () => {
    const { lock } = await setUp()
    lock.heardLocked()
    expect(lock.isLocked()).toBe(true)
    const alone = await setUp({ isLockedAtFirst: true, isLive: false })
    await alone.lock.unlock('1111')
    alone.lock.heardLocked()
    expect(alone.lock.isLocked()).toBe(false)
  })
})

test('a tablet is idle after the time that the store sets, and where its clock was set back by as much', () => {
  expect(isIdle(1_000, 60_999, 60_000)).toBe(false)
  expect(isIdle(1_000, 61_000, 60_000)).toBe(true)
  expect(isIdle(100_000, 40_001, 60_000)).toBe(false)
  expect(isIdle(100_000, 40_000, 60_000)).toBe(true)
})
