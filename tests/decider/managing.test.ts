/** What is set up for a store: its team, and a policy within its bounds. */
import { expect, test } from 'vitest'
import { defaultPolicy, type Policy, policyBounds } from '../../src/decider/policy.ts'
import { aMember, aStore, t0 } from './test-store.ts'

test('a member is added once', () => {
  const store = aStore(['ann'])
  const before = store.state
  expect(store.submit({ type: 'AddMember', member: aMember('ann') }).answer).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
})

test('the default policy is within its bounds', () => {
  const store = aStore([])
  expect(store.changePolicy({ ...defaultPolicy, places: 2 })).toEqual({ is: 'accepted' })
  expect(store.changePolicy(defaultPolicy)).toEqual({ is: 'accepted' })
  expect(store.state.policy).toEqual(defaultPolicy)
})

test.each(Object.entries(policyBounds))('a policy’s %s stays within its bounds', (figure, [least, most]) => {
  const store = aStore([])
  const refused = { is: 'refused', why: 'OutOfBounds', figure }
  expect(store.changePolicy({ [figure]: least - 1 })).toEqual(refused)
  expect(store.changePolicy({ [figure]: most + 1 })).toEqual(refused)
  expect(store.changePolicy({ [figure]: least + 0.5 })).toEqual(refused)
  expect(store.changePolicy({ [figure]: Number.NaN })).toEqual(refused)
  expect(store.changePolicy({ [figure]: 'many' as unknown as number })).toEqual(refused)
  expect(store.state.policy).toEqual(defaultPolicy)
})

test('a policy under which nobody could ever be rung is refused', () => {
  const store = aStore([])
  expect(store.changePolicy({ requestLifeMs: 5_000 })).toEqual({ is: 'refused', why: 'OutOfBounds', figure: 'leastRingMs' })
  expect(store.changePolicy({ requestLifeMs: 2_000, leastRingMs: 500 })).toEqual({
    is: 'refused',
    why: 'OutOfBounds',
    figure: 'answerMarginMs',
  })
  expect(store.changePolicy({ requestLifeMs: 2_000, leastRingMs: 500, answerMarginMs: 200 })).toEqual({ is: 'accepted' })
})

test('only figures that there are get into the log, and a policy that changes nothing leaves no trace', () => {
  const store = aStore([])
  expect(store.changePolicy({ places: 5, colour: 'red' } as Partial<Policy>)).toEqual({ is: 'accepted' })
  expect(store.state.policy).toEqual({ ...defaultPolicy, places: 5 })
  const before = store.state
  store.changePolicy({ places: 5 })
  expect(store.state).toEqual(before)
})

test('a new policy rings in the places that it adds, at once', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.changePolicy({ places: 2 })
  expect(store.ringing('c')).toEqual(['ann', 'ben'])
})

test('open requests and running rings keep the times that they were given', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.changePolicy({ requestLifeMs: 20_000, countdownMs: 5_000 })
  expect(store.chat('c').request.endsAt).toBe(t0 + 90_000)
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 15_000 })
})

test('what a shorter policy makes due is settled with it', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(10_000).changePolicy({ shopperLeftAfterMs: 5_000 })
  expect(store.chat('c').request.end).toMatchObject({ how: 'withdrawn', why: 'shopperLeft' })
})
