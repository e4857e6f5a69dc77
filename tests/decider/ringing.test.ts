/** OF5: the countdown, and what late reports of delivery and display do. */
import { expect, test } from 'vitest'
import { aMember, anOffer, aStore, t0 } from './test-store.ts'

test('OF5: the countdown runs 15 s from delivery', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(4_000).report('ann', 'c', 'delivered')
  expect(store.offerOf('ann', 'c')).toMatchObject({
    deliveredAt: t0 + 4_000,
    rangFrom: t0 + 4_000,
    ring: { is: 'ringing', until: t0 + 19_000 },
  })
  store.passTo(19_000)
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'lapsed', stoppedAt: t0 + 19_000 })
})

test('OF5: the countdown starts afresh with the first display, and the ring goes on unbroken', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.passTo(10_000).report('ann', 'c', 'displayed')
  expect(store.offerOf('ann', 'c')).toMatchObject({ rangFrom: t0, displayedAt: t0 + 10_000, ring: { until: t0 + 25_000 } })
})

test('OF5: display implies delivery', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(1_000).report('ann', 'c', 'displayed')
  expect(store.offerOf('ann', 'c')).toMatchObject({ deliveredAt: t0 + 1_000, displayedAt: t0 + 1_000, rangFrom: t0 + 1_000 })
  expect(store.happened('OfferDelivered')).toHaveLength(1)
})

test('OF5: repeated reports are accepted and change nothing', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.report('ann', 'c', 'displayed')
  store.passTo(3_000)
  const before = store.state
  expect(store.report('ann', 'c', 'delivered')).toEqual({ is: 'accepted' })
  expect(store.report('ann', 'c', 'displayed')).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
})

test('OF5: a ring stops when it was to stop, however late anybody looks', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.stall(60_000)
  store.leaveContact('c')
  expect(store.offersOf('ann', 'c')[0]?.ring).toEqual({ is: 'lapsed', stoppedAt: t0 + 15_000 })
  expect(store.offersOf('ben', 'c')[0]?.ring).toEqual({ is: 'undelivered', stoppedAt: t0 + 5_000 })
})

test('OF5: no ring goes on in the last 2 s of its request', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(80_000).goAvailable('ann')
  store.report('ann', 'c', 'delivered')
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 88_000 })
  store.passTo(85_000).report('ann', 'c', 'displayed')
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 88_000 })
})

test('OF5: a first delivery after the ring stopped rings again, beside the others where no place is empty', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.passTo(5_000)
  expect(store.ringing('c')).toEqual(['ben'])
  store.passTo(6_000).report('ann', 'c', 'delivered')
  expect(store.ringing('c')).toEqual(['ann', 'ben'])
  expect(store.offerOf('ann', 'c')).toMatchObject({ rangFrom: t0 + 6_000, ring: { is: 'ringing', until: t0 + 21_000 } })
})

test('OF5: a first display after the ring lapsed rings again from then', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.report('ann', 'c', 'delivered')
  store.passTo(20_000).report('ann', 'c', 'displayed')
  expect(store.offerOf('ann', 'c')).toMatchObject({ rangFrom: t0 + 20_000, ring: { is: 'ringing', until: t0 + 35_000 } })
})

test('OF5: a late report by somebody who is not eligible stays silent, and the offer claimable', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(6_000).goUnavailable('ann')
  expect(store.report('ann', 'c', 'displayed')).toEqual({ is: 'accepted' })
  expect(store.offerOf('ann', 'c')).toMatchObject({
    deliveredAt: t0 + 6_000,
    displayedAt: t0 + 6_000,
    rangFrom: null,
    ring: { is: 'undelivered', stoppedAt: t0 + 5_000 },
  })
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('OF5: a late report by somebody who is rung for another chat stays silent', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(5_000)
  store.ask('d')
  expect(store.ringing('d')).toEqual(['ann'])
  store.report('ann', 'c', 'delivered')
  expect(store.ringing('c')).toEqual([])
})

test('OF5: a late report with less than 8 s of the request left stays silent', () => {
  const store = aStore(['ann']).goUnavailable('ann')
  store.ask('c')
  store.passTo(77_500).goAvailable('ann')
  store.passTo(82_500).report('ann', 'c', 'delivered')
  expect(store.offerOf('ann', 'c').ring.is).toBe('undelivered')
})

test('OF5: a silent delivery may still ring with its first display', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(6_000).goUnavailable('ann')
  store.report('ann', 'c', 'delivered')
  store.goAvailable('ann')
  store.report('ann', 'c', 'displayed')
  expect(store.ringing('c')).toEqual(['ann'])
})

test('OF5: a report of an offer that was answered or is over is accepted and changes nothing', () => {
  const store = aStore(['ann', 'ben', 'cat'])
  store.ask('c')
  store.decline('ann', 'c')
  store.goUnavailable('ben')
  const before = store.state
  expect(store.report('ann', 'c', 'displayed')).toEqual({ is: 'accepted' })
  expect(store.report('ben', 'c', 'displayed')).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
  store.claim('cat', 'c')
  const claimed = store.state
  expect(store.report('cat', 'c', 'displayed')).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(claimed)
})

test('OF5: a report of an earlier request’s offer is accepted and changes nothing', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(20_000).stream('c', true)
  const before = store.state
  const report = { type: 'ReportOffer', member: aMember('ann'), offer: anOffer('c.1.1'), seen: 'displayed' } as const
  expect(store.submit(report).answer).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
})

test('OF5: somebody else’s offer, or one that there is not, is unknown', () => {
  const store = aStore(['ann', 'ben']).goUnavailable('ben')
  store.ask('c')
  for (const offer of ['c.1.1', 'c.1.9', 'c.2.1', 'd.1.1', 'nonsense', '']) {
    const report = { type: 'ReportOffer', member: aMember('ben'), offer: anOffer(offer), seen: 'delivered' } as const
    expect(store.submit(report).answer).toEqual({ is: 'refused', why: 'UnknownOffer' })
  }
})

test('OF5: a shorter request under a new policy keeps a ring that was promised', () => {
  const store = aStore(['ann'], { requestLifeMs: 20_000, answerMarginMs: 0 })
  store.ask('c')
  store.passTo(4_000).report('ann', 'c', 'delivered')
  store.changePolicy({ answerMarginMs: 10_000 })
  store.passTo(15_000).report('ann', 'c', 'displayed')
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'ringing', until: t0 + 19_000 })
})
