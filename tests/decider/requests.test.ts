/** OF1: how requests begin and end, what decision time is, and what becomes of the time the server was down. */
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/decider/decide.ts'
import { aChat, aMember, aStore, t0 } from './test-store.ts'

test('OF1: a question opens a chat and a request that lives 90 s', () => {
  const store = aStore(['ann'])
  expect(store.ask('c')).toEqual({ is: 'accepted', number: 1 })
  expect(store.chat('c').request).toMatchObject({ number: 1, openedAt: t0, endsAt: t0 + 90_000, end: null })
  expect(store.chat('c').messages).toBe(1)
})

test('OF1: a request is open until just before its end and missed at it', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(89_999)
  expect(store.chat('c').request.end).toBeNull()
  store.passTo(90_000)
  expect(store.chat('c').request.end).toEqual({ how: 'missed', at: t0 + 90_000 })
})

test('OF1: a request that is looked at late ended when it should have, and a claim after its end comes too late', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.stall(90_000)
  expect(store.claim('ann', 'c')).toEqual({ is: 'refused', why: 'RequestEnded' })
  expect(store.chat('c').request.end).toEqual({ how: 'missed', at: t0 + 90_000 })
})

test('OF1: a claim in the last millisecond of a request counts', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.stall(89_999)
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('OF1: a request is withdrawn once the shopper has been without a stream for 20 s', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(10_000).stream('c', false)
  store.passTo(29_999)
  expect(store.chat('c').request.end).toBeNull()
  store.passTo(30_000)
  expect(store.chat('c').request.end).toEqual({ how: 'withdrawn', at: t0 + 30_000, why: 'shopperLeft' })
  expect(store.ringing('c')).toEqual([])
})

test('OF1: a shopper whose stream never opened has left 20 s after asking', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(20_000)
  expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', why: 'shopperLeft' })
})

test('OF1: a reload survives, however often', () => {
  const store = aStore(['ann'])
  store.ask('c')
  for (let reload = 0; reload < 4; reload++) {
    store.stream('c', false)
    store.pass(19_999).stream('c', true)
  }
  expect(store.chat('c').request.end).toBeNull()
})

test('OF1: at the last instant missed comes before withdrawn', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(70_000).stream('c', false)
  store.passTo(90_000)
  expect(store.chat('c').request.end).toEqual({ how: 'missed', at: t0 + 90_000 })
})

test('OF1: a shopper who had left before the request’s end gave up, however late anybody looks', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.stall(100_000)
  store.leaveContact('c')
  expect(store.chat('c').request.end).toEqual({ how: 'withdrawn', at: t0 + 20_000, why: 'shopperLeft' })
})

test('OF1: a request ends once, whatever comes after', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.passTo(10_000).stream('c', false)
  store.passTo(100_000)
  store.endAsShopper('c')
  expect(store.happened('RequestMissed')).toEqual([])
  expect(store.happened('RequestWithdrawn')).toEqual([])
})

test('OF1: decision time does not run back with the clock', () => {
  const store = aStore(['ann'])
  store.passTo(50_000)
  store.ask('c')
  const { events } = decide(store.state, { type: 'LeaveContact', chat: aChat('c') }, { ...store.circumstances(), now: t0 })
  expect(events).toEqual([{ type: 'ContactLeft', chat: 'c', at: t0 + 50_000 }])
})

test('OF1: decision time is in whole milliseconds', () => {
  const store = aStore(['ann'])
  store.stall(0.7)
  store.ask('c')
  expect(store.chat('c').openedAt).toBe(t0)
})

test('OF1: what was due is settled in the order of its times, whatever is asked for', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(75_000).deliverAll('c')
  store.passTo(80_000).stream('c', false)
  const before = store.log.length
  store.stall(3_600_000)
  store.pickUp('ann', 'c')
  expect(store.log.slice(before).map((event) => [event.type, event.at - t0])).toEqual([
    ['OfferLapsed', 3_680_000],
    ['RequestMissed', 3_680_000],
    ['ChatEnded', 3_680_000],
    ['ChatForgotten', 3_680_000],
  ])
})

test('OF1: a shopper has one open chat per store', () => {
  const store = aStore(['ann'])
  store.ask('c', { shopper: 's' })
  expect(store.ask('d', { shopper: 's', isHere: false })).toEqual({ is: 'refused', why: 'ShopperHasOpenChat', chat: 'c' })
  expect(store.ask('c', { shopper: 't', isHere: false })).toEqual({ is: 'refused', why: 'ChatExists' })
  store.endAsShopper('c')
  expect(store.ask('d', { shopper: 's' })).toEqual({ is: 'accepted', number: 1 })
})

test('OF1: time the server was down is given back', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(10_000)
  store.restart(20_000)
  expect(store.happened('TimeGivenBack')).toEqual([{ type: 'TimeGivenBack', ms: 20_000, downMs: 20_000 }])
  expect(store.chat('c').request.endsAt).toBe(t0 + 110_000)
})

test('OF1: what the time given back saves is not due', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(80_000)
  store.restart(15_000)
  expect(store.chat('c').request.end).toBeNull()
  store.stream('c', true)
  store.passTo(104_999)
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('OF1: what was due before the server went down stays due', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.stall(90_000 + 500)
  store.restart(10_000)
  expect(store.chat('c').request.end).toEqual({ how: 'missed', at: t0 + 90_000 })
})

test('OF1: no more than 30 s are given back', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(10_000)
  store.restart(200_000)
  expect(store.happened('TimeGivenBack')).toEqual([{ type: 'TimeGivenBack', ms: 30_000, downMs: 200_000 }])
  expect(store.chat('c').request.end).toEqual({ how: 'missed', at: t0 + 120_000 })
})

test('OF1: rings are given the time back too', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.pass(2_000)
  store.restart(20_000)
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 35_000 })
  expect(store.offerOf('ben', 'c').ring).toEqual({ is: 'awaited', until: t0 + 25_000 })
})

test('OF1: the time of the last event bounds how long the server can have been down', () => {
  const store = aStore(['ann'])
  store.passTo(10_000).ask('c')
  store.restart(500)
  store.submit({ type: 'ResumeStore', downMs: 60_000, areStreamsLost: true })
  expect(store.happened('TimeGivenBack')).toEqual([{ type: 'TimeGivenBack', ms: 500, downMs: 500 }])
})

test('OF1: shoppers who were here when the server went down have 20 s to come back', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(5_000)
  store.restart(10_000)
  expect(store.chat('c').awaySince).toBe(t0 + 15_000)
  store.passTo(34_999)
  expect(store.chat('c').request.end).toBeNull()
  store.passTo(35_000)
  expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', why: 'shopperLeft' })
})

describe('OF1: a shopper whose device died, so that only their silence tells', () => {
  test('has left 20 s after they were last heard, however late that was noticed', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(25_000).loseShopper('c', 10_000.7)
    expect(store.chat('c').awaySince).toBe(t0 + 10_000)
    expect(store.passTo(29_999).chat('c').request.end).toBeNull()
    expect(store.passTo(30_000).chat('c').request.end).toMatchObject({ how: 'withdrawn', at: t0 + 30_000, why: 'shopperLeft' })
  })

  test('has left at once where that is past, and not before', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(50_000).loseShopper('c', 10_000)
    expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', at: t0 + 50_000, why: 'shopperLeft' })
  })

  test('was not heard in the future, and not since they went by themselves', () => {
    const store = aStore(['ann'])
    store.ask('c')
    store.passTo(5_000).loseShopper('c', 60_000)
    expect(store.chat('c').awaySince).toBe(t0 + 5_000)
    store.passTo(8_000).loseShopper('c', 7_000)
    expect(store.chat('c').awaySince).toBe(t0 + 5_000)
  })
})

test('OF1: time the server was down does not count as absence', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(5_000).stream('c', false)
  store.passTo(20_000)
  store.restart(60_000)
  expect(store.chat('c').awaySince).toBe(t0 + 65_000)
})

test('OF1: a stall that loses no time changes nothing but the streams', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  const { events } = store.submit({ type: 'ResumeStore', downMs: 0, areStreamsLost: true })
  expect(events).toEqual([{ type: 'ShopperStreamLost', chat: 'c', at: t0 }])
  expect(store.submit({ type: 'ResumeStore', downMs: -5, areStreamsLost: true }).events).toEqual([])
})

test('OF1: after a stall the time is given back, and whoever was here is here', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(5_000)
  store.stall(10_000)
  store.submit({ type: 'ResumeStore', downMs: 10_000, areStreamsLost: false })
  expect(store.chat('c')).toMatchObject({ awaySince: null, request: { endsAt: t0 + 100_000 } })
})

test('OF4: a chat says whether the shopper is returning and whom of the team they have spoken to', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c', { spokenTo: ['ben'] })
  expect(store.chat('c')).toMatchObject({ isReturning: true, spokenTo: [aMember('ben')] })
  expect(store.ringing('c')).toHaveLength(2)
})
