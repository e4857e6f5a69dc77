/** DE1, DE2: what a decline does, and that none is lost. */
import { expect, test } from 'vitest'
import { aMember, anOffer, aStore, t0 } from './test-store.ts'

test('DE1: decline, stay available', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(2_000)
  expect(store.decline('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'declined', stoppedAt: t0 + 2_000 })
  expect(store.chat('c').request.declinedBy).toEqual(['ann'])
  expect(store.isAvailable('ann')).toBe(true)
})

test('DE1: decline, go unavailable is one command, with the stamp the device wrote', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(2_000)
  expect(store.decline('ann', 'c', { on: t0, off: t0 + 1_234 })).toEqual({ is: 'accepted' })
  expect(store.member('ann')).toMatchObject({ wish: { on: t0, off: t0 + 1_234 }, wishChangedAt: t0 + 2_000 })
  expect(store.log.slice(-3).map((event) => event.type)).toEqual(['OfferDeclined', 'WishMerged', 'NobodyCouldBeAsked'])
})

test('DE1, AV2: a wish stamped too far ahead is not counted, the decline is', () => {
  const store = aStore(['ann'])
  store.ask('c')
  expect(store.decline('ann', 'c', { on: t0, off: t0 + 60_001 })).toEqual({ is: 'accepted' })
  expect(store.chat('c').request.declinedBy).toEqual(['ann'])
  expect(store.isAvailable('ann')).toBe(true)
})

test('DE1: the wish counts even where the offer is unknown or over', () => {
  const store = aStore(['ann', 'ben'])
  const answer = store.submit({
    type: 'DeclineOffer',
    member: aMember('ann'),
    offer: anOffer('gone.1.1'),
    wish: { on: t0, off: t0 + 1 },
  }).answer
  expect(answer).toEqual({ is: 'refused', why: 'UnknownOffer' })
  expect(store.isAvailable('ann')).toBe(false)
  store.ask('c')
  store.passTo(90_000)
  expect(store.decline('ben', 'c', { on: t0, off: t0 + 1 })).toEqual({ is: 'accepted' })
  expect(store.isAvailable('ben')).toBe(false)
})

test('DE2: a decline empties the place at once', () => {
  const store = aStore(['ann', 'ben', 'cat', 'dan'])
  store.ask('c')
  store.decline('ben', 'c')
  expect(store.ringing('c')).toEqual(['ann', 'cat', 'dan'])
})

test('DE2: who declined is not asked again for this request', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.decline('ann', 'c')
  store.passTo(89_999)
  expect(store.offersOf('ann', 'c')).toHaveLength(1)
})

test('DE2: a later request of the chat may ask them', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.decline('ann', 'c')
  store.passTo(20_000).stream('c', true)
  expect(store.ringing('c')).toEqual(['ann'])
  expect(store.claim('ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
})

test('DE2: a later request of the chat asks them last, after those who were asked in it before', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c', { isHere: false, spokenTo: ['ann'] })
  store.decline('ann', 'c')
  store.passTo(20_000).stream('c', true)
  expect(store.chat('c').request).toMatchObject({ number: 2, declinedBy: [], declinedEarlier: ['ann'] })
  expect(store.ringing('c')).toEqual(['ben'])
  store.pass(5_000)
  expect(store.ringing('c')).toEqual(['ann'])
  store.report('ann', 'c', 'delivered')
  store.pass(15_000)
  expect(store.ringing('c')).toEqual(['ben'])
})

test('DE2: a decline after the ring lapsed counts for the request', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.passTo(20_000).decline('ann', 'c')
  store.passTo(90_000)
  expect(store.offersOf('ann', 'c')).toHaveLength(1)
  expect(store.happened('MissCounted')).toEqual([])
})

test('DE2: declining an earlier offer of the request stops what rings now', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(15_000)
  expect(store.ringing('c')).toEqual(['ann'])
  store.submit({ type: 'DeclineOffer', member: aMember('ann'), offer: anOffer('c.1.1'), wish: null })
  expect(store.offersOf('ann', 'c').map((offer) => offer.ring.is)).toEqual(['declined', 'declined'])
})

test('DE2: a second decline is accepted and changes nothing', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.decline('ann', 'c')
  const before = store.state
  expect(store.decline('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
})

test('DE2: a decline that comes too late is accepted and takes nothing back', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  store.claim('ann', 'c')
  const before = store.state
  expect(store.decline('ann', 'c')).toEqual({ is: 'accepted' })
  expect(store.decline('ben', 'c')).toEqual({ is: 'accepted' })
  expect(store.state).toEqual(before)
})

test('DE2: a decline of an earlier request’s offer is a late answer', () => {
  const store = aStore(['ann'])
  store.ask('c', { isHere: false })
  store.passTo(20_000).stream('c', true)
  const decline = (offer: string) =>
    store.submit({ type: 'DeclineOffer', member: aMember('ann'), offer: anOffer(offer), wish: null }).answer
  expect(decline('c.1.1')).toEqual({ is: 'accepted' })
  expect(store.ringing('c')).toEqual(['ann'])
  expect(decline('c.3.1')).toEqual({ is: 'refused', why: 'UnknownOffer' })
})

test('DE2: nobody declines for somebody else', () => {
  const store = aStore(['ann', 'ben'])
  store.ask('c')
  const offer = store.offerOf('ann', 'c').id
  const { answer } = store.submit({ type: 'DeclineOffer', member: aMember('ben'), offer, wish: null })
  expect(answer).toEqual({ is: 'refused', why: 'UnknownOffer' })
  expect(store.ringing('c')).toContain('ann')
})
