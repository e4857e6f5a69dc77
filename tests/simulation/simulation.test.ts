/**
 * A handful of seeds without a violation, the same bytes for the same seed, and each deliberate bug found. What many more seeds
 * find is `npm run simulate`'s business; seeds that once found something stand here by name.
 */
import { expect, test } from 'vitest'
import { bugNames } from './bugs.ts'
import { run } from './run.ts'

test('what goes wrong around a store breaks no promise: twelve seeds', async () => {
  const crashes: number[] = []
  for (let seed = 1; seed <= 12; seed++) {
    const result = await run(seed)
    expect({ seed, violation: result.violation }).toEqual({ seed, violation: null })
    crashes.push(result.crashes + result.partitions)
  }
  expect(Math.max(...crashes)).toBeGreaterThan(5)
})

test('the same seed gives the same bytes, another seed others', async () => {
  const first = await run(77)
  const again = await run(77)
  const other = await run(78)
  expect(again.hash).toBe(first.hash)
  expect(other.hash).not.toBe(first.hash)
})

/** Far more than any of them needs, far fewer than a person waits for. */
const mostSeeds = 80

test.each(bugNames)('a deliberate bug is found: %s', async (bug) => {
  const found: string[] = []
  for (let seed = 1; seed <= mostSeeds && found.length === 0; seed++) {
    const { violation } = await run(seed, { bug })
    if (violation !== null) found.push(violation)
  }
  expect(found).not.toEqual([])
})
