/** The identifiers that the panel makes. */
import { expect, test } from 'vitest'
import { madeAt, timeOrderedPattern } from '../src/identifiers.ts'
import { timeOrderedId } from '../src/time-ordered.ts'

test('CL2: an identifier looks as the server asks, says when it was made, and is never made twice', () => {
  const now = 1_795_355_668_270
  const made = Array.from({ length: 2_000 }, () => timeOrderedId(now))
  for (const id of made) {
    expect(id).toMatch(new RegExp(timeOrderedPattern))
    expect(madeAt(id)).toBe(now)
  }
  expect(new Set(made).size).toBe(made.length)
})

test('CL2: later identifiers sort after earlier ones, from the first millisecond to the year 10889', () => {
  const times = [0, 1, 255, 65_536, 1_795_355_668_270, 2 ** 48 - 1]
  const made = times.map(timeOrderedId)
  expect(made.toSorted()).toEqual(made)
  expect(made.map(madeAt)).toEqual(times)
})
