/** AV1, AV2, AV4, RE1: what members wish, and what the server knows of where they are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAvailable, mergeWishes, noWish, type Wish, wishFor } from '../../src/decider/wish.ts'
import { aMember, aStore, t0 } from './test-store.ts'

const aStamp = fc.oneof(fc.nat(5), fc.nat({ max: Number.MAX_SAFE_INTEGER }))
const aWish = fc.record({ on: aStamp, off: aStamp })

test('AV1: nobody is available before they wish it', () => {
  const store = aStore(['ann'])
  store.submit({ type: 'AddMember', member: aMember('ben') })
  store.hear('ben').ask('c')
  expect(store.member('ben').wish).toEqual(noWish)
  expect(store.ringing('c')).toEqual(['ann'])
})

test('AV1: falling silent and being heard again do not change a wish', () => {
  const store = aStore(['ann'])
  const { wish } = store.member('ann')
  store.silence('ann').pass(60_000)
  store.hear('ann')
  store.restart(60_000)
  expect(store.member('ann').wish).toEqual(wish)
})

test('AV2: merging is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(aWish, aWish, aWish, (a, b, c) => {
      expect(mergeWishes(a, b)).toEqual(mergeWishes(b, a))
      expect(mergeWishes(a, mergeWishes(b, c))).toEqual(mergeWishes(mergeWishes(a, b), c))
      expect(mergeWishes(a, a)).toEqual(a)
    }),
  )
})

test('AV2: the log ends up the same in whatever order and however often wishes arrive', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.record({ on: fc.nat(9), off: fc.nat(9) }), { maxLength: 6 })
        .chain((wishes) =>
          fc.tuple(fc.constant(wishes), fc.shuffledSubarray([...wishes, ...wishes], { minLength: wishes.length * 2 })),
        ),
      ([once, twiceShuffled]) => {
        const afterAll = (wishes: Wish[]) => {
          const store = aStore([])
          store.submit({ type: 'AddMember', member: aMember('ann') })
          for (const wish of wishes) store.submit({ type: 'MergeWish', member: aMember('ann'), wish })
          return store.member('ann').wish
        }
        expect(afterAll(twiceShuffled)).toEqual(afterAll(once))
        expect(afterAll(once)).toEqual(once.reduce(mergeWishes, noWish))
      },
    ),
    { numRuns: 50 },
  )
})

test('AV2: going either way beats every stamp seen, whatever the device’s clock says', () => {
  fc.assert(
    fc.property(aWish, fc.boolean(), fc.double({ min: 0, max: 1e15, noNaN: true }), (seen, isToBeAvailable, time) => {
      fc.pre(Math.max(seen.on, seen.off) < Number.MAX_SAFE_INTEGER)
      const wish = wishFor(isToBeAvailable, seen, time)
      expect(isAvailable(wish)).toBe(isToBeAvailable)
      expect(isAvailable(mergeWishes(seen, wish))).toBe(isToBeAvailable)
      expect(isToBeAvailable ? wish.off : wish.on).toBe(isToBeAvailable ? seen.off : seen.on)
    }),
  )
})

test('AV2: ties are unavailable', () => {
  expect(isAvailable({ on: 7, off: 7 })).toBe(false)
})

test('AV2: a drawer tablet’s old toggles do not beat today’s', () => {
  const store = aStore(['ann'])
  const { events } = store.submit({ type: 'MergeWish', member: aMember('ann'), wish: { on: t0 - 9_000, off: t0 - 1 } })
  expect(events.map((event) => event.type)).toEqual(['WishMerged'])
  expect(store.isAvailable('ann')).toBe(true)
})

test('AV2: a wish that brings nothing new leaves no trace', () => {
  const store = aStore(['ann'])
  expect(store.submit({ type: 'MergeWish', member: aMember('ann'), wish: { on: t0 - 5, off: 0 } })).toMatchObject({
    events: [],
    answer: { is: 'accepted' },
  })
})

test('AV2: a stamp more than a minute ahead of the server is not counted, and the device is told by how much', () => {
  const store = aStore(['ann'])
  const merge = (wish: Wish) => store.submit({ type: 'MergeWish', member: aMember('ann'), wish }).answer
  expect(merge({ on: 0, off: t0 + 60_001 })).toEqual({ is: 'refused', why: 'StampAhead', aheadMs: 60_001 })
  expect(merge({ on: t0 + 90_000, off: t0 + 1 })).toEqual({ is: 'refused', why: 'StampAhead', aheadMs: 90_000 })
  expect(store.member('ann').wish).toEqual({ on: t0, off: 0 })
  expect(merge({ on: 0, off: t0 + 60_000 })).toEqual({ is: 'accepted' })
  expect(store.isAvailable('ann')).toBe(false)
})

test('AV4: going unavailable withdraws the member’s ringing offer, and its place is given on', () => {
  const store = aStore(['ann', 'ben'], { places: 1 })
  store.ask('c')
  store.passTo(3_000).goUnavailable('ann')
  expect(store.offerOf('ann', 'c').ring).toEqual({ is: 'withdrawn', stoppedAt: t0 + 3_000, why: 'unavailable' })
  expect(store.ringing('c')).toEqual(['ben'])
})

test('AV4: a wish that changes its stamps but not its sense leaves rings alone', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.passTo(3_000).goAvailable('ann')
  expect(store.ringing('c')).toEqual(['ann'])
  expect(store.member('ann').wishChangedAt).toBe(t0)
})

test('RE1: who has not been heard for 6 s is not asked', () => {
  const store = aStore(['ann', 'ben']).silence('ann')
  store.pass(5_999).ask('c')
  expect(store.ringing('c')).toEqual(['ann', 'ben'])
  const other = aStore(['ann', 'ben']).silence('ann')
  other.pass(6_000).ask('c')
  expect(other.ringing('c')).toEqual(['ben'])
})

test('RE1: an empty place is given the moment somebody is heard', () => {
  const store = aStore(['ann', 'ben']).silence('ann', 'ben')
  store.pass(10_000).ask('c')
  expect(store.ringing('c')).toEqual([])
  store.pass(2_000).hear('ben')
  expect(store.ringing('c')).toEqual(['ben'])
})

test('RE1: who falls silent while rung keeps ringing until it ends by itself', () => {
  const store = aStore(['ann'])
  store.ask('c')
  store.deliverAll('c')
  store.silence('ann').pass(14_999)
  expect(store.ringing('c')).toEqual(['ann'])
})

test('RE1: reachability is not state of the log', () => {
  const store = aStore(['ann'])
  const before = store.state
  store.silence('ann').pass(60_000)
  store.hear('ann')
  expect(store.state).toEqual(before)
})
