/** CL6 over time: claims given here and before the page was loaded, and what becomes of them when somebody waits or does not. */
import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatId } from '../../src/identifiers.ts'
import type { Answer } from '../../src/replica/outbox.ts'
import { createIncoming } from '../../src/staff/incoming/incoming.ts'
import type { AskedChat } from '../../src/staff/model.ts'
import { fixtureModel } from './fixtures/model.ts'
import { chat, missed, now, offer } from './fixtures/rows.ts'

const c1 = 'c1' as ChatId
const asked = (of = c1): AskedChat => ({ chat: of, asksUntil: now + 30_000 })

/** A shift whose claims and answers the test holds in its hands. */
function shift(earlier: readonly AskedChat[] = []) {
  const model = fixtureModel({ rows: [offer()] })
  const [claims, setClaims] = createSignal(earlier)
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const told: string[] = []
  const incoming = createRoot((dispose) => {
    ends.push(dispose)
    return createIncoming({
      model: { ...model, claims, claim: () => promise, pickUp: () => promise },
      onClaimed: (of) => told.push(`goes to ${of}`),
      onLateClaimed: (of) => told.push(`is told of ${of}`),
    })
  })
  const answer = async (its: Answer) => {
    resolve(its)
    await promise
  }
  return { model, incoming, told, setClaims, answer }
}
const ends: (() => void)[] = []
// The stage looks at the time twice a second; here only the test does.
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const end of ends.splice(0)) end()
  vi.useRealTimers()
})

describe('a claim', () => {
  test('CL5: the winner who waits goes straight to the conversation', async () => {
    const { incoming, told, answer } = shift()
    incoming.claim(offer())
    expect(incoming.stage().is).toBe('trying')
    await answer({ is: 'accepted', fence: 1 })
    expect(told).toEqual(['goes to c1'])
    expect(incoming.stage().is).toBe('quiet')
  })

  test('CL6: the winner who went on with Done is told and not carried away', async () => {
    const { incoming, told, answer } = shift()
    incoming.claim(offer())
    incoming.close(offer())
    await answer({ is: 'accepted', fence: 1 })
    expect(told).toEqual(['is told of c1'])
  })

  test('CL5: its row is enough where the answer is lost, and the answer then changes nothing', async () => {
    const { incoming, model, told, answer } = shift()
    incoming.claim(offer())
    model.put(offer({ state: 'claimed' }), chat({ id: c1 }))
    expect(told).toEqual(['goes to c1'])
    await answer({ is: 'accepted', fence: 1 })
    expect(told).toEqual(['goes to c1'])
  })
})

describe('a claim of before the page was loaded', () => {
  test('CL6: is tried for, and takes whoever waits to the conversation', () => {
    const { incoming, model, told, setClaims } = shift([asked()])
    expect(incoming.stage()).toMatchObject({ is: 'trying', isLate: false })
    setClaims([])
    expect(incoming.stage().is).toBe('trying')
    model.put(offer({ state: 'claimed' }), chat({ id: c1 }))
    expect(told).toEqual(['goes to c1'])
  })

  test('CL6: is found also where the device remembers it a moment later', () => {
    const { incoming, model, told, setClaims } = shift()
    expect(incoming.stage().is).toBe('ringing')
    setClaims([asked()])
    expect(incoming.stage().is).toBe('trying')
    setClaims([])
    model.put(offer({ state: 'taken' }))
    expect(incoming.stage()).toMatchObject({ outcome: { is: 'taken' } })
    expect(told).toEqual([])
  })

  test('CL6, MI1: a pick-up of which nothing stands on this screen is told of', () => {
    const { model, told, setClaims } = shift([asked('c8' as ChatId)])
    model.put(missed())
    setClaims([])
    model.put(chat({ id: 'c8' as ChatId }))
    expect(told).toEqual(['is told of c8'])
  })

  test('a chat that a colleague has taken over is nobody\u2019s news', () => {
    const { model, told, setClaims } = shift([asked('c8' as ChatId)])
    setClaims([])
    model.put(chat({ id: 'c8' as ChatId, takenOver: { by: { id: 'ben' as never, name: 'Ben' }, at: now } }))
    expect(told).toEqual([])
  })
})

test('MI1: a pick-up is answered to whoever waits, and told to whoever has gone on', async () => {
  const waits = shift()
  const first = waits.incoming.pickUp(c1, () => true)
  await waits.answer({ is: 'accepted', fence: 2 })
  await first
  const gone = shift()
  const second = gone.incoming.pickUp(c1, () => false)
  await gone.answer({ is: 'accepted', fence: 2 })
  await second
  expect([waits.told, gone.told]).toEqual([['goes to c1'], ['is told of c1']])
})
