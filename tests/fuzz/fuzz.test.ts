/** A small fuzz with everything in it. What many more inputs find is `npm run fuzz`'s business. */
import { describe, expect, test } from 'vitest'
import { runFuzz } from './run.ts'

describe('fuzz', () => {
  test('a few seconds of what nobody honest sends: no 5xx, no crash, no row of another retailer’s, and honest work goes on', async () => {
    const { violations, inputs, byKind, crashes, serverErrors } = await runFuzz({ seed: 20_261_128, seconds: 8, say: () => {} })
    expect(violations).toEqual([])
    expect({ crashes, serverErrors }).toEqual({ crashes: 0, serverErrors: 0 })
    // A kind that was not sent has shown nothing.
    expect(Math.min(...Object.values(byKind))).toBeGreaterThan(0)
    expect(inputs).toBeGreaterThan(50)
  }, 180_000)
})
