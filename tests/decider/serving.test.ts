/** OF2, OF3, OF6: who is rung, when, in which order, and who is passed over. */
import { expect, test } from 'vitest'
import { aStore, t0 } from './test-store.ts'

const team = ['ann', 'ben', 'cat', 'dan', 'eve']

test('OF2: a request rings in three places at once', () => {
  const store = aStore(team)
  store.ask('c')
  expect(store.ringing('c')).toEqual(['ann', 'ben', 'cat'])
})

test('OF2: a place is given on the moment its offer lapses', () => {
  const store = aStore(team)
  store.ask('c')
  store.deliverAll('c')
  store.passTo(14_999)
  expect(store.ringing('c')).toEqual(['ann', 'ben', 'cat'])
  store.passTo(15_000)
  expect(store.ringing('c')).toEqual(['dan', 'eve'])
  expect(store.offerOf('dan', 'c').servedAt).toBe(t0 + 15_000)
})

test('OF2: an offer that reaches no device within 5 s gives its place on', () => {
  const store = aStore(team)
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.passTo(5_000)
  expect(store.offerOf('ben', 'c').ring).toEqual({ is: 'undelivered', stoppedAt: t0 + 5_000 })
  expect(store.ringing('c')).toEqual(['ann', 'dan', 'eve'])
})

test('OF2: an empty place is given the moment somebody becomes available', () => {
  const store = aStore(['ann', 'ben']).goUnavailable('ben')
  store.ask('c')
  store.passTo(3_000)
  expect(store.ringing('c')).toEqual(['ann'])
  store.goAvailable('ben')
  expect(store.ringing('c')).toEqual(['ann', 'ben'])
})

test('OF2: an empty place is given the moment somebody has capacity again', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.ask('d')
  expect(store.ringing('d')).toEqual([])
  store.end('ann', 'c')
  expect(store.ringing('d')).toEqual(['ann'])
})

test('OF2: those not yet asked come before those asked before', () => {
  const store = aStore(team, { places: 1 })
  store.ask('c')
  for (const [index, member] of [...team, 'ann', 'ben'].entries()) {
    expect(store.ringing('c')).toEqual([member])
    store.passTo((index + 1) * 5_000)
  }
})

test('OF2: nobody is asked again sooner than 10 s after their ring stopped', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(24_999)
  expect(store.ringing('c')).toEqual([])
  store.passTo(25_000)
  expect(store.ringing('c')).toEqual(['ann'])
  expect(store.offersOf('ann', 'c').map((offer) => offer.id)).toEqual(['c.1.1', 'c.1.2'])
})

test('OF2: who went unavailable and came back is asked again by a new offer', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(2_000).goUnavailable('ann')
  store.passTo(3_000).goAvailable('ann')
  expect(store.ringing('c')).toEqual([])
  store.passTo(12_000)
  expect(store.offersOf('ann', 'c').map((offer) => offer.ring.is)).toEqual(['withdrawn', 'awaited'])
})

test('OF2: nobody is rung with less than 8 s of the request left', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(82_001).goAvailable('ann')
  expect(store.ringing('c')).toEqual([])
  const other = aStore(['ann']).goUnavailable('ann')
  other.ask('c')
  other.passTo(82_000).goAvailable('ann')
  expect(other.ringing('c')).toEqual(['ann'])
})

test('OF2: of two requests the one with the fewest ringing comes first', () => {
  const store = aStore(team)
  store.ask('c')
  store.ask('d')
  expect([store.ringing('c'), store.ringing('d')]).toEqual([
    ['ann', 'ben', 'cat'],
    ['dan', 'eve'],
  ])
  store.ask('e')
  expect(store.ringing('e')).toEqual([])
  store.decline('ann', 'c')
  expect(store.ringing('e')).toEqual(['ann'])
})

test('OF2: of two requests with as many ringing, one with somebody unasked comes first', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(10_000)
  store.goUnavailable('ann')
  store.ask('d')
  store.passTo(30_000)
  store.goAvailable('ann')
  expect([store.ringing('c'), store.ringing('d')]).toEqual([[], ['ann']])
})

test('OF2: of two requests that are alike the oldest comes first', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('z')
  store.passTo(1)
  store.ask('a')
  store.goAvailable('ann')
  expect([store.ringing('z'), store.ringing('a')]).toEqual([['ann'], []])
})

test('OF3: whom the shopper last spoke to is asked first', () => {
  const store = aStore(team, { places: 1 })
  store.ask('c', { spokenTo: ['dan', 'cat'] })
  expect(store.ringing('c')).toEqual(['dan'])
})

test('OF3: preference is not assignment', () => {
  const store = aStore(team)
  store.ask('c', { spokenTo: ['dan'] })
  expect(store.ringing('c')).toEqual(['dan', 'ann', 'ben'])
  expect(store.claim('ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('OF3: then who has the fewest open chats', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.passTo(1_000)
  store.ask('d')
  store.claim('ben', 'd')
  store.end('ben', 'd')
  store.ask('e')
  expect(store.ringing('e')).toEqual(['ben'])
})

test('OF3: then who claimed longest ago; who never did comes first', () => {
  const store = aStore(['ann', 'ben', 'cat'], { places: 1 })
  const holdAndEnd = (chat: string) => {
    store.pass(1_000).ask(chat)
    const [member = ''] = store.ringing(chat)
    store.claim(member, chat)
    store.end(member, chat)
    return member
  }
  expect(['c', 'd', 'e', 'f', 'g'].map(holdAndEnd)).toEqual(['ann', 'ben', 'cat', 'ann', 'ben'])
})

test('OF3: a pick-up counts like a claim', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.goUnavailable('ann', 'ben')
  store.ask('c')
  store.passTo(90_000)
  store.pickUp('ann', 'c')
  store.end('ann', 'c')
  store.goAvailable('ann', 'ben')
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ben'])
})

test('OF3: each serving records who was passed over and why', () => {
  const store = aStore(['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus'], { places: 1, capacity: 1 })
  store.goUnavailable('ann')
  store.silence('ben').pass(6_000)
  store.ask('x')
  store.claim('cat', 'x')
  store.ask('y')
  store.report('dan', 'y', 'delivered')
  store.ask('c')
  store.decline('eve', 'c')
  store.pass(5_000)
  const last = store
    .happened('OfferServed')
    .filter((served) => served.chat === 'c')
    .at(-1)
  expect(last).toMatchObject({
    member: 'gus',
    passedOver: [
      { member: 'ann', why: 'unavailable' },
      { member: 'ben', why: 'unreachable' },
      { member: 'cat', why: 'atCapacity' },
      { member: 'dan', why: 'ringing' },
      { member: 'eve', why: 'declined' },
      { member: 'fay', why: 'askedRecently' },
    ],
  })
  const first = store.happened('OfferServed').find((served) => served.chat === 'x')
  expect(first?.passedOver).toContainEqual({ member: 'gus', why: 'laterInOrder' })
})

test('OF6: a member has at most one ringing offer', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.ask('d')
  expect([store.ringing('c'), store.ringing('d')]).toEqual([['ann'], []])
})

test('OF6: nobody is asked beyond their capacity', () => {
  const store = aStore(['ann'])
  for (const chat of ['c', 'd', 'e']) {
    store.ask(chat)
    store.claim('ann', chat)
  }
  store.ask('f')
  expect(store.ringing('f')).toEqual([])
})

test('OF6: a claim that fills the capacity withdraws what rings elsewhere', () => {
  const store = aStore(['ann', 'ben'], { capacity: 1 })
  store.ask('c')
  store.passTo(5_000)
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ann', 'ben'])
  store.claim('ann', 'c')
  expect(store.offerOf('ann', 'd').ring).toEqual({ is: 'withdrawn', stoppedAt: t0 + 5_000, why: 'atCapacity' })
  expect(store.ringing('d')).toEqual(['ben'])
})

test('OF6: a pick-up that fills the capacity withdraws what rings', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.goUnavailable('ann')
  store.ask('c')
  store.passTo(90_000).goAvailable('ann')
  store.ask('d')
  store.pickUp('ann', 'c')
  expect(store.offerOf('ann', 'd').ring).toMatchObject({ is: 'withdrawn', why: 'atCapacity' })
})

test('OF6: a reopening that fills the capacity withdraws what rings', () => {
  const store = aStore(['ann'], { capacity: 1 })
  store.ask('c')
  store.claim('ann', 'c')
  store.end('ann', 'c')
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ann'])
  store.write('c')
  expect(store.holder('c')).toBe('ann')
  expect(store.offerOf('ann', 'd').ring).toMatchObject({ is: 'withdrawn', why: 'atCapacity' })
})

test('OF6: a smaller capacity withdraws what rings for those who are at it now', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.claim('ann', 'c')
  store.ask('d')
  store.changePolicy({ capacity: 1 })
  expect(store.offerOf('ann', 'd').ring).toMatchObject({ is: 'withdrawn', why: 'atCapacity' })
  expect(store.holder('c')).toBe('ann')
})
