/** CL3, switch and claim: who picks up a ringing tablet, signs in on it in their own name, and takes what rang there. */
import { describe, expect, test } from 'vitest'
import { aChat, aMember, anOffer, aStore, t0 } from './test-store.ts'

const neverServed = { is: 'refused', why: 'NeverServed' }

/** The only place is Ann's; her tablet has been ringing for four seconds. */
function annsTabletRings() {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.deliverAll('c')
  store.passTo(4_000)
  return store
}

describe('a stand-in', () => {
  test('CL3: claims the offer that rang for whoever had the device before', () => {
    const store = annsTabletRings()
    expect(store.claim('ben', 'c')).toEqual(neverServed)
    expect(store.claimInPlaceOf('ann', 'ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
    expect(store.holder('c')).toBe('ben')
    expect(store.happened('ChatClaimed')).toMatchObject([{ member: 'ben', by: store.offerOf('ann', 'c').id }])
  })

  test('CL3: needs not be available, and claiming does not make them so', () => {
    const store = annsTabletRings().goUnavailable('ben')
    expect(store.claimInPlaceOf('ann', 'ben', 'c')).toEqual({ is: 'accepted', fence: 1 })
    expect(store.isAvailable('ben')).toBe(false)
  })

  test('CL3: claims as well after the ring has lapsed, or was withdrawn because the colleague went unavailable', () => {
    const lapsed = annsTabletRings()
    lapsed.passTo(20_000)
    expect(lapsed.claimInPlaceOf('ann', 'ben', 'c')).toMatchObject({ is: 'accepted' })
    const withdrawn = annsTabletRings().silence('ben')
    withdrawn.goUnavailable('ann')
    expect(withdrawn.claimInPlaceOf('ann', 'ben', 'c')).toMatchObject({ is: 'accepted' })
  })

  test('CL3: does not by an offer that was served once the colleague had given the device up', () => {
    const store = annsTabletRings()
    expect(store.claimInPlaceOf('ann', 'ben', 'c', 0)).toEqual(neverServed)
    expect(store.claimInPlaceOf('ann', 'ben', 'c', 1)).toMatchObject({ is: 'accepted' })
  })

  test('CL3: does not by an offer that was another colleague’s, of another request, or of nothing', () => {
    const store = aStore(['ann', 'ben', 'cat'], { places: 1 }).goUnavailable('cat')
    store.ask('c', { isHere: false })
    const { id: past } = store.offerOf('ann', 'c')
    store.passTo(20_000).silence('ann').passTo(30_000)
    store.stream('c', true)
    const claim = (offer: string, inPlaceOf: string) =>
      store.submit({
        type: 'ClaimChat',
        member: aMember('cat'),
        chat: aChat('c'),
        asksUntil: null,
        standingIn: { offer: anOffer(offer), inPlaceOf: aMember(inPlaceOf), until: t0 + store.now + 1 },
      }).answer
    const { id: current } = store.offerOf('ben', 'c')
    for (const [offer, colleague] of [
      [past, 'ann'],
      [current, 'ann'],
      [current, 'zoe'],
      ['nonsense', 'ben'],
      ['c.9.9', 'ben'],
    ] as const) {
      expect(claim(offer, colleague)).toEqual(neverServed)
    }
    expect(claim(current, 'ben')).toMatchObject({ is: 'accepted' })
  })

  test('CL3, DE2: does not where the colleague has declined, nor where they have themselves', () => {
    const byAnn = annsTabletRings().goUnavailable('ben')
    byAnn.decline('ann', 'c')
    expect(byAnn.claimInPlaceOf('ann', 'ben', 'c')).toEqual(neverServed)
    const byBen = aStore(['ann', 'ben'])
    byBen.ask('c')
    byBen.decline('ben', 'c')
    expect(byBen.claimInPlaceOf('ann', 'ben', 'c')).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
  })

  test('CL3, OF6: needs capacity', () => {
    const store = aStore(['ann', 'ben'], { places: 1, capacity: 1 })
    store.goUnavailable('ann')
    store.ask('d')
    store.claim('ben', 'd')
    store.goAvailable('ann')
    store.ask('c')
    expect(store.claimInPlaceOf('ann', 'ben', 'c', 1)).toEqual({ is: 'refused', why: 'AtCapacity', capacity: 1 })
  })

  test('CL3, CL4: who comes too late is told what anybody is', () => {
    const taken = aStore(['ann', 'ben', 'cat'], { places: 2 })
    taken.ask('c')
    taken.claim('ben', 'c')
    expect(taken.claimInPlaceOf('ann', 'cat', 'c', 1)).toEqual({ is: 'refused', why: 'AlreadyClaimed', by: 'ben' })
    const over = annsTabletRings()
    over.passTo(90_000)
    expect(over.claimInPlaceOf('ann', 'ben', 'c')).toEqual({ is: 'refused', why: 'RequestEnded' })
  })

  test('CL3, RE3: may rescue, but not take from themselves', () => {
    const store = aStore(['ann', 'ben', 'cat'], { places: 1 })
    store.ask('c')
    store.claim('ann', 'c')
    store.silence('ann').passTo(60_000)
    expect(store.ringing('c')).toEqual(['ben'])
    store.passTo(61_000)
    expect(store.claimInPlaceOf('ben', 'ann', 'c')).toEqual({ is: 'accepted', fence: 1 })
    expect(store.claimInPlaceOf('ben', 'cat', 'c')).toEqual({ is: 'accepted', fence: 2 })
  })

  test('CL7: has the time that anybody has to hand it back', () => {
    const store = annsTabletRings()
    store.claimInPlaceOf('ann', 'ben', 'c')
    store.handBack('ben', 'c')
    expect(store.ringing('c')).toEqual(['ann'])
    expect(store.claimInPlaceOf('ann', 'ben', 'c', store.now + 1)).toEqual({ is: 'refused', why: 'AlreadyDeclined' })
  })
})

describe('the colleague for whom it rang', () => {
  test('CL3, MI2: has no miss where the stand-in got it', () => {
    const store = annsTabletRings()
    store.claimInPlaceOf('ann', 'ben', 'c')
    expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'withdrawn', stoppedAt: t0 + 4_000, why: 'requestEnded' })
    store.passTo(200_000)
    expect(store.happened('MissCounted')).toEqual([])
  })

  test('CL3, MI2: has none either where the ring lost its only device, and nobody took the chat', () => {
    const store = aStore(['ann', 'ben'], { places: 1, capacity: 1, missesInRow: 1 })
    store.goUnavailable('ann').ask('d')
    store.claim('ben', 'd')
    store.goAvailable('ann').ask('c')
    store.deliverAll('c')
    // From here on the tablet is Ben's, and no other device of Ann's is heard.
    store.passTo(4_000).silence('ann')
    expect(store.claimInPlaceOf('ann', 'ben', 'c')).toMatchObject({ is: 'refused', why: 'AtCapacity' })
    store.passTo(200_000)
    expect(store.happened('OfferLapsed')).toHaveLength(1)
    expect(store.happened('MissCounted')).toEqual([])
  })

  test('CL3, MI4: nor does a refused stand-in’s try count as an answer of anybody’s', () => {
    const store = annsTabletRings()
    store.claimInPlaceOf('ann', 'ben', 'c', 0)
    expect(store.happened('AnsweredInVain')).toEqual([])
  })
})
