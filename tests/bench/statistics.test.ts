/** The bench's arithmetic; nothing here is timed. */
import { expect, test } from 'vitest'
import { percentile, ratiosOf, spreadOf } from './statistics.ts'

const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)

test('a percentile is a value that was measured, by the nearest rank', () => {
  expect([0, 0.01, 0.5, 0.99, 0.999, 1].map((share) => percentile(hundred, share))).toEqual([1, 1, 50, 99, 100, 100])
  expect(percentile([7], 0.5)).toBe(7)
  expect(percentile([10, 9, 100], 0.5)).toBe(10)
})

test('nothing has no percentile', () => {
  expect(() => percentile([], 0.5)).toThrow('nothing')
})

test('several repetitions are their middle, their least and their most', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 })
})

test('each ratio is taken beside its own floor', () => {
  expect(ratiosOf([2, 9], [1, 3])).toEqual([2, 3])
  expect(() => ratiosOf([1], [])).toThrow('floor')
})
