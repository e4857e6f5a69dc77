/** A push on its way to the screen: reported before it is shown, and shown whatever else fails. */
import { describe, expect, test } from 'vitest'
import type { ShiftId } from '../../src/identifiers.ts'
import { workerWordsFor } from '../../src/locales/worker/dictionary.ts'
import type { ReportPush } from '../../src/protocol/push.ts'
import type { Session } from '../../src/protocol/staff.ts'
import type { Reply } from '../../src/replica/http.ts'
import type { Shown } from '../../src/service-worker/notification.ts'
import { type ShowingParts, showPush } from '../../src/service-worker/show-push.ts'

const shift = 'shift-1' as ShiftId
const message = JSON.stringify({ version: 1, push: 'p1', shift, is: 'bellCheck', check: 'k1', by: 'Emma' })
const ok: Reply<number | null> = { is: 'ok', value: null }
const never = new Promise<never>(() => {})

function device(
  more: { readonly shift?: ShiftId | null | 'noDisk'; readonly answer?: () => Promise<Reply<number | null>> } = {},
) {
  const done: string[] = []
  const offsets: number[] = []
  const session = more.shift === undefined ? shift : more.shift
  const parts: ShowingParts = {
    database: {
      session: async () => {
        if (session === 'noDisk') throw new Error('The disk is gone.')
        return session === null ? null : ({ shift: session } as Session)
      },
      bell: async () => ({ volume: 1, vibrates: true }),
      clockOffsetMs: async () => 0,
      keepClockOffsetMs: async (ms) => void offsets.push(ms),
    },
    http: {
      report({ push, seen }: ReportPush) {
        done.push(`${push} ${seen}`)
        return more.answer?.() ?? Promise.resolve(ok)
      },
    },
    words: async () => workerWordsFor(['en']),
    show: async ({ title }: Shown) => void done.push(`shows ${title}`),
    standing: async () => null,
    unsubscribe: async () => void done.push('unsubscribes'),
  }
  return { done, offsets, parts }
}

test('OF5: delivered is said before it is shown, displayed after', async () => {
  const { done, parts } = device()
  await showPush(message, parts)
  expect(done).toEqual(['p1 delivered', 'shows Bell check from Emma', 'p1 displayed'])
})

test('OF5: a server that never answers keeps nothing from the screen', async () => {
  const { done, parts } = device({ answer: () => never })
  void showPush(message, parts)
  await expect.poll(() => done).toEqual(['p1 delivered', 'shows Bell check from Emma'])
})

test('a network that fails once is asked again', async () => {
  const replies: Reply<number | null>[] = [{ is: 'unreachable', retryAfterMs: null, isTooMany: false }]
  const { done, parts } = device({ answer: async () => replies.shift() ?? ok })
  await showPush(message, parts)
  expect(done.filter((one) => one === 'p1 delivered')).toHaveLength(2)
  expect(done.at(-1)).toBe('p1 displayed')
})

test('of another shift nothing is reported; where nobody is signed in nothing more is to come', async () => {
  const other = device({ shift: 'shift-2' as ShiftId })
  await showPush(message, other.parts)
  expect(other.done).toEqual(['shows Shopbell'])
  const nobody = device({ shift: null })
  await showPush(message, nobody.parts)
  expect(nobody.done).toEqual(['shows Shopbell', 'unsubscribes'])
})

test('storage that is gone takes no ring away', async () => {
  const { done, parts } = device({ shift: 'noDisk' })
  await showPush(message, parts)
  expect(done).toContain('shows Bell check from Emma')
})

describe('a clock that somebody has set', () => {
  const minute = 60_000
  const day = 86_400_000
  /** By the device's clock it was claimable until then, and by the server's it is so much earlier or later. */
  const ringUntil = (claimableUntil: number) =>
    JSON.stringify({
      version: 1,
      push: 'p1',
      shift,
      is: 'ring',
      chat: 'c1',
      offer: 'c1.1.1',
      isReturning: false,
      hasChattedBefore: false,
      ringing: 1,
      claimableUntil,
    })
  const serverAt = (at: () => number) => async () => ({ is: 'ok', value: at() }) as const

  test('CL3: a day ahead, it silences no ring that the server still has open', async () => {
    const { done, offsets, parts } = device({ answer: serverAt(() => Date.now() - day) })
    await showPush(ringUntil(Date.now() - day + minute), parts)
    expect(done).toEqual(['p1 delivered', 'shows Incoming chat', 'p1 displayed'])
    expect(offsets).toHaveLength(1)
    expect(offsets[0]).toBeCloseTo(-day, -3)
  })

  test('CL3: right, it leaves a ring of before as silent as it was, and is not kept again', async () => {
    const { done, offsets, parts } = device({ answer: serverAt(() => Date.now() + 900) })
    await showPush(ringUntil(Date.now() - minute), parts)
    expect(done).toContain('shows No longer open')
    expect(offsets).toEqual([])
  })

  test('CL6: a day behind, it is set right for the buttons, which say until when they ask', async () => {
    const { done, offsets, parts } = device({ answer: serverAt(() => Date.now() + day) })
    await showPush(ringUntil(Date.now() + day + minute), parts)
    expect(done).toContain('shows Incoming chat')
    expect(offsets[0]).toBeCloseTo(day, -3)
  })

  test('where the server does not answer, the device’s own clock is all there is', async () => {
    const { done, parts } = device({ answer: () => never })
    void showPush(ringUntil(Date.now() - minute), parts)
    await expect.poll(() => done, { timeout: 10_000 }).toContain('shows No longer open')
  })
})
