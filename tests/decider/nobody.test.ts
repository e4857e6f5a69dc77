/** OF7: when the shopper is told that nobody can be asked. */
import { expect, test } from 'vitest'
import { decide } from '../../src/decider/decide.ts'
import { aStore, t0 } from './test-store.ts'

test('OF7: where nobody is available the shopper is told at once, and the request runs on', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  expect(store.times('NobodyCouldBeAsked')).toEqual([0])
  expect(store.chat('c').request).toMatchObject({ isNobodyTold: true, end: null })
})

test('OF7: a store without a team says so too', () => {
  const store = aStore([])
  store.ask('c')
  expect(store.chat('c').request.isNobodyTold).toBe(true)
})

test('OF7: the next offer takes it back', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(10_000).goAvailable('ann')
  expect(store.chat('c').request.isNobodyTold).toBe(false)
})

test('OF7: an old offer that rings again because it was reported late takes it back too', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.pass(15_000).silence('ann').pass(6_000)
  expect(store.chat('c').request.isNobodyTold).toBe(true)
  store.hear('ann').report('ann', 'c', 'displayed')
  expect(store.ringing('c')).toEqual(['ann'])
  expect(store.chat('c').request.isNobodyTold).toBe(false)
})

test('OF7: the shopper is told when the last one declines', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.decline('ann', 'c')
  expect(store.chat('c').request.isNobodyTold).toBe(false)
  store.decline('ben', 'c')
  expect(store.chat('c').request.isNobodyTold).toBe(true)
})

test('OF7: the shopper is told when all are at capacity', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.ask('d')
  expect(store.chat('d').request.isNobodyTold).toBe(true)
})

test('OF7: who is rung for another chat, or was asked a moment ago, can be asked', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.ask('d')
  store.passTo(7_000)
  expect(store.happened('NobodyCouldBeAsked')).toEqual([])
})

test('OF7: the shopper is told once the last one who could be asked has fallen silent', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(1_000).silence('ann')
  store.passTo(6_999)
  expect(store.chat('c').request.isNobodyTold).toBe(false)
  store.passTo(7_000)
  expect(store.chat('c').request.isNobodyTold).toBe(true)
})

test('OF7: a server that has not listened long enough does not take silence for absence', () => {
  const store = aStore(['ann']).silence('ann')
  store.pass(60_000)
  const question = { type: 'AskQuestion', chat: 'c', shopper: 's', isReturning: false, spokenTo: [] } as never
  const told = (listenedForMs: number) => {
    const now = t0 + store.now
    const { events } = decide(store.state, question, {
      now,
      heardAt: {},
      push: {},
      reportedAt: {},
      listeningSince: now - listenedForMs,
    })
    return events.some((event) => event.type === 'NobodyCouldBeAsked')
  }
  expect([told(0), told(5_999), told(6_000)]).toEqual([false, false, true])
})

test('OF7: where nobody is willing there is nothing to listen for', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  const question = { type: 'AskQuestion', chat: 'c', shopper: 's', isReturning: false, spokenTo: [] } as never
  const { events } = decide(store.state, question, { now: t0, heardAt: {}, push: {}, reportedAt: {}, listeningSince: t0 })
  expect(events.map((event) => event.type)).toContain('NobodyCouldBeAsked')
})

test('OF7: the shopper is told once, not at every look', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(80_000)
  expect(store.happened('NobodyCouldBeAsked')).toHaveLength(1)
})
