/** CL7: chats that were claimed by mistake. */
import { describe, expect, test } from 'vitest'
import { aStore, t0 } from './test-store.ts'

describe('CL7: handing back', () => {
  test('opens a new request with a fresh life, and asks everybody but who handed back', () => {
    const store = aStore(['ann', 'ben', 'cat'])
    store.ask('c')
    store.passTo(10_000).claim('ben', 'c')
    store.passTo(15_000)
    expect(store.handBack('ben', 'c')).toEqual({ is: 'accepted' })
    expect(store.chat('c')).toMatchObject({
      fence: 1,
      messages: 1,
      standing: { is: 'unheld' },
      request: { number: 2, why: 'handedBack', openedAt: t0 + 15_000, endsAt: t0 + 105_000, end: null },
    })
    expect(store.ringing('c')).toEqual(['ann', 'cat'])
    expect(store.claim('ben', 'c')).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
    expect(store.claim('cat', 'c')).toEqual({ is: 'accepted', fence: 2 })
  })

  test('within its time, and at its very end no longer', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(4_000).claim('ann', 'c')
    store.passTo(24_000)
    expect(store.handBack('ann', 'c')).toEqual({ is: 'refused', why: 'TooLateToHandBack' })
    expect(store.holder('c')).toBe('ann')
    const another = aStore(['ann'])
    another.ask('c')
    another.passTo(4_000).claim('ann', 'c')
    another.passTo(23_999)
    expect(another.handBack('ann', 'c')).toEqual({ is: 'accepted' })
  })

  test('by nobody but the holder, with the fence of the time they got it', () => {
    const store = aStore(['ann', 'ben'])
    store.ask('c')
    expect(store.handBack('ann', 'c', 0)).toEqual({ is: 'refused', why: 'NotHolder', holder: null })
    store.claim('ann', 'c')
    expect(store.handBack('ben', 'c')).toEqual({ is: 'refused', why: 'NotHolder', holder: 'ann' })
    expect(store.handBack('ann', 'c', 0)).toEqual({ is: 'refused', why: 'StaleFence', holder: 'ann' })
    store.endAsShopper('c')
    expect(store.handBack('ann', 'c')).toEqual({ is: 'refused', why: 'ChatEnded' })
  })

  test('of a chat that was picked up; not of one that was reopened', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(90_000).pickUp('ann', 'c')
    expect(store.handBack('ann', 'c')).toEqual({ is: 'accepted' })
    store.ask('d')
    store.claim('ann', 'd')
    store.end('ann', 'd')
    store.write('d')
    expect(store.holder('d')).toBe('ann')
    expect(store.handBack('ann', 'd')).toEqual({ is: 'refused', why: 'TooLateToHandBack' })
  })

  test('also after having written, and with room for another chat at once', () => {
    const store = aStore(['ann'], { capacity: 1 })
    store.ask('c')
    store.claim('ann', 'c')
    store.reply('ann', 'c')
    store.ask('d')
    expect(store.ringing('d')).toEqual([])
    store.handBack('ann', 'c')
    expect(store.chat('c').messages).toBe(2)
    expect(store.ringing('d')).toEqual(['ann'])
  })

  test('asks those last who had declined', () => {
    const store = aStore(['ann', 'ben', 'cat'], { places: 1 })
    store.ask('c')
    store.decline('ann', 'c')
    store.claim('ben', 'c')
    store.handBack('ben', 'c')
    expect(store.ringing('c')).toEqual(['cat'])
    store.decline('cat', 'c')
    expect(store.ringing('c')).toEqual(['ann'])
  })

  test('is no miss, and who handed back may be asked in a later request, last', () => {
    const store = aStore(['ann', 'ben'], { places: 1 })
    store.ask('c')
    store.deliverAll('c').passTo(16_000)
    store.claim('ann', 'c')
    store.handBack('ann', 'c')
    store.stream('c', false)
    store.pass(20_000)
    expect(store.happened('MissCounted')).toEqual([])
    store.stream('c', true)
    expect(store.chat('c').request).toMatchObject({ number: 3, why: 'shopperBack' })
    expect(store.ringing('c')).toEqual(['ben'])
    store.decline('ben', 'c')
    expect(store.ringing('c')).toEqual(['ann'])
  })

  test('asks one who handed back earlier, last, when another hands back', () => {
    const store = aStore(['ann', 'ben', 'cat'], { places: 1 })
    store.ask('c')
    store.claim('ann', 'c')
    store.handBack('ann', 'c')
    store.claim('ben', 'c')
    store.handBack('ben', 'c')
    expect(store.ringing('c')).toEqual(['cat'])
    store.decline('cat', 'c')
    expect(store.ringing('c')).toEqual(['ann'])
  })

  test('tells the shopper where that leaves nobody who can be asked (OF7)', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.claim('ann', 'c')
    store.handBack('ann', 'c')
    expect(store.chat('c').request.isNobodyTold).toBe(true)
    store.pass(90_000)
    expect(store.chat('c').request.end).toMatchObject({ how: 'missed' })
    expect(store.happened('MissCounted')).toEqual([])
    expect(store.pickUp('ann', 'c')).toEqual({ is: 'accepted', fence: 2 })
  })

  test('of a shopper who has left is a missed chat at once, and asks anew when they are back', () => {
    const store = aStore(['ann', 'ben'], { handBackWithinMs: 60_000 })
    store.ask('c')
    store.claim('ann', 'c')
    store.stream('c', false)
    store.pass(30_000)
    store.handBack('ann', 'c')
    expect(store.chat('c').request).toMatchObject({ number: 2, end: { how: 'withdrawn', why: 'shopperLeft', at: t0 + 30_000 } })
    expect(store.happened('OfferServed').filter(({ request }) => request === 2)).toEqual([])
    store.stream('c', true)
    expect(store.ringing('c')).toEqual(['ben', 'ann'])
  })

  test('has as much more time as the server was down', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.claim('ann', 'c')
    store.pass(10_000)
    store.restart(15_000)
    expect(store.handBack('ann', 'c')).toEqual({ is: 'accepted' })
  })

  test('is never possible where the policy gives no time for it', () => {
    const store = aStore(['ann'], { handBackWithinMs: 0 })
    store.ask('c')
    store.claim('ann', 'c')
    expect(store.handBack('ann', 'c')).toEqual({ is: 'refused', why: 'TooLateToHandBack' })
  })
})
