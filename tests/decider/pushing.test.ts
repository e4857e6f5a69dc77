/** RE1: who is rung by push, and what a push that is not received costs: nothing. */
import { expect, test } from 'vitest'
import { aStore, t0 } from './test-store.ts'

test('RE1: who has no live page but a push that works is eligible like anybody else', () => {
  const store = aStore(['ann', 'ben']).silence('ann').pass(6_000).push('ann', 'working')
  store.ask('c')
  expect(store.ringing('c')).toEqual(['ann', 'ben'])
})

test('RE1: who has neither is not rung', () => {
  const store = aStore(['ann', 'ben']).silence('ann').pass(6_000)
  store.ask('c')
  expect(store.ringing('c')).toEqual(['ben'])
  expect(store.happened('OfferServed')[0]?.passedOver).toEqual([{ member: 'ann', why: 'unreachable' }])
})

test('RE1: who becomes reachable by push while a place is empty is rung at once', () => {
  const store = aStore(['ann']).silence('ann').pass(6_000)
  store.ask('c')
  expect(store.ringing('c')).toEqual([])
  store.push('ann', 'working')
  expect(store.ringing('c')).toEqual(['ann'])
})

test('RE1: a silent push is rung only where nobody eligible is left', () => {
  const store = aStore(['ann', 'ben', 'cat'], { places: 1 }).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('c')
  expect(store.ringing('c')).toEqual(['ben'])
  store.decline('ben', 'c')
  expect(store.ringing('c')).toEqual(['cat'])
  store.decline('cat', 'c')
  expect(store.ringing('c')).toEqual(['ann'])
})

test('RE1: silent ones fill the places that are left, in the order of service', () => {
  const store = aStore(['ann', 'ben', 'cat', 'dan']).silence('ann', 'ben', 'cat').pass(6_000)
  for (const member of ['cat', 'ann', 'ben']) store.push(member, 'silent')
  store.ask('c')
  expect(store.ringing('c')).toEqual(['dan', 'ann', 'ben'])
})

test('RE1: a silent one who is unavailable, at capacity or has declined is not rung for that', () => {
  const store = aStore(['ann', 'ben', 'cat'], { capacity: 1 })
  store.ask('b')
  store.claim('ben', 'b')
  store.ask('c')
  store.decline('cat', 'c')
  store.goUnavailable('ann').silence('ann', 'ben', 'cat').pass(6_000)
  for (const member of ['ann', 'ben', 'cat']) store.push(member, 'silent')
  expect(store.ringing('c')).toEqual([])
})

test('RE1: an offer by push has as long to be delivered as any other, and its place then moves on', () => {
  const store = aStore(['ann', 'ben'], { places: 1 }).silence('ann').pass(6_000).push('ann', 'working')
  store.ask('c', { spokenTo: ['ann'] })
  store.push('ann', 'silent').passTo(10_999)
  expect(store.ringing('c')).toEqual(['ann'])
  store.passTo(11_000)
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'undelivered', stoppedAt: t0 + 11_000 })
  expect(store.ringing('c')).toEqual(['ben'])
})

test('RE1: a silent one is tried once in a request, and again in the next', () => {
  const store = aStore(['ann']).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('c')
  store.pass(60_000)
  expect(store.offersOf('ann', 'c').map(({ ring }) => ring.is)).toEqual(['undelivered'])
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ann'])
})

test('RE1: a push that works again is asked again in the same request', () => {
  const store = aStore(['ann']).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('c')
  store.pass(30_000)
  expect(store.ringing('c')).toEqual([])
  store.hearByPush('ann')
  expect(store.ringing('c')).toEqual(['ann'])
})

test('RE1, OF5: a push that is received late rings after all', () => {
  const store = aStore(['ann'], { askAgainAfterMs: 60_000 }).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('c')
  store.pass(20_000).hearByPush('ann')
  expect(store.ringing('c')).toEqual([])
  store.report('ann', 'c', 'delivered')
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 41_000 })
})

test('RE1, MI2: a push that is never received is nobody’s miss', () => {
  const store = aStore(['ann'], { missesInRow: 1 }).silence('ann').pass(6_000).push('ann', 'working')
  store.ask('c')
  store.push('ann', 'silent').pass(90_000)
  expect(store.chat('c').request.end).toMatchObject({ how: 'missed' })
  expect(store.happened('MissCounted')).toEqual([])
})

test('RE1, MI2: a ring by push that lapsed is a miss where the worker was heard since, and only there', () => {
  const missed = (isHeardSince: boolean) => {
    const store = aStore(['ann'], { askAgainAfterMs: 90_000 }).silence('ann').pass(6_000).push('ann', 'working')
    store.ask('c')
    store.report('ann', 'c', 'delivered')
    store.pass(20_000)
    if (isHeardSince) store.hearByPush('ann')
    store.pass(70_000)
    return store.happened('MissCounted').length
  }
  expect([missed(true), missed(false)]).toEqual([1, 0])
})

test('RE1, OF7: who can be reached by push alone can be asked; who fell silent can, until that was in vain', () => {
  const store = aStore(['ann']).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('c')
  expect(store.chat('c').request.isNobodyTold).toBe(false)
  store.passTo(10_999)
  expect(store.chat('c').request.isNobodyTold).toBe(false)
  store.passTo(11_000)
  expect(store.chat('c').request.isNobodyTold).toBe(true)
  store.passTo(80_000)
  expect(store.happened('NobodyCouldBeAsked')).toHaveLength(1)
})

test('RE1, OF7: a silent one who rings for another chat can be asked', () => {
  const store = aStore(['ann']).silence('ann').pass(6_000).push('ann', 'silent')
  store.ask('b')
  store.ask('c')
  expect(store.ringing('b')).toEqual(['ann'])
  expect(store.chat('c').request.isNobodyTold).toBe(false)
})

test('RE1, RE3: a report by push does not call off a rescue, nor does a push that works', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  store.silence('ann').pass(60_000)
  expect(store.isBeingRescued('c')).toBe(true)
  store.hearByPush('ann')
  expect(store.isBeingRescued('c')).toBe(true)
  store.hear('ann')
  expect(store.isBeingRescued('c')).toBe(false)
})

test('RE1, EN1: a chat is not given back to a holder whom only a push can reach; they are asked', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  store.silence('ann').pass(6_000).push('ann', 'working')
  store.write('c')
  expect(store.holder('c')).toBeNull()
  expect(store.ringing('c')[0]).toBe('ann')
})
