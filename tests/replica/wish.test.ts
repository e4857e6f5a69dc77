/** The device's half of the availability register, as properties over any wishes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAvailable, merge, noWish, readWish, type Wish, wishAfter } from '../../src/replica/wish.ts'

const stamp = fc.integer({ min: 0, max: 8_640_000_000_000_000 })
const wish: fc.Arbitrary<Wish> = fc.record({ on: stamp, off: stamp })

describe('AV2: the register', () => {
  test('AV2: merging is commutative', () => {
    fc.assert(
      fc.property(wish, wish, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a))
      }),
    )
  })

  test('AV2: merging is associative', () => {
    fc.assert(
      fc.property(wish, wish, wish, (a, b, c) => {
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)))
      }),
    )
  })

  test('AV2: merging is idempotent, and the wish that nobody made changes nothing', () => {
    fc.assert(
      fc.property(wish, (a) => {
        expect(merge(a, a)).toEqual(a)
        expect(merge(a, noWish)).toEqual(a)
      }),
    )
  })

  test('AV2: going a way beats every stamp seen, whatever the clock says', () => {
    fc.assert(
      fc.property(wish, fc.boolean(), stamp, (seen, way, serverTime) => {
        const made = wishAfter(seen, way, serverTime)
        expect(isAvailable(made)).toBe(way)
        expect(isAvailable(merge(seen, made))).toBe(way)
        expect(Math.max(made.on, made.off)).toBeGreaterThanOrEqual(serverTime)
      }),
    )
  })

  test('AV2: a drawer tablet’s older toggle does not beat today’s', () => {
    const old = wishAfter(noWish, true, 1_000)
    const today = wishAfter(noWish, false, 2_000)
    expect(isAvailable(merge(old, today))).toBe(false)
  })

  test('AV2: a tie is unavailable', () => {
    fc.assert(
      fc.property(stamp, (both) => {
        expect(isAvailable({ on: both, off: both })).toBe(false)
      }),
    )
  })

  test('what is no wish is read as none', () => {
    for (const odd of [null, 1, 'on', {}, { on: 1 }, { on: '1', off: 2 }, { on: Number.NaN, off: 0 }]) {
      expect(readWish(odd)).toBeNull()
    }
    expect(readWish({ on: 1, off: 2, more: 3 })).toEqual({ on: 1, off: 2 })
  })
})
