/** The estimate of the server's clock, against simulated exchanges whose truth is known. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClockDown } from '../../src/protocol/socket.ts'
import { type ClockEstimate, hear, noEstimate, offset } from '../../src/replica/clock.ts'

interface Exchange {
  /** How long the page's last echo took to reach the server. */
  readonly upMs: number
  /** How long the server's message took to reach the page. */
  readonly downMs: number
}

/** Runs exchanges two seconds apart over a connection with these delays, the server's clock ahead by `aheadMs`. */
function run(exchanges: readonly Exchange[], aheadMs: number, from = 0, estimate: ClockEstimate = noEstimate): ClockEstimate {
  let previous: ClockDown['previous'] = null
  exchanges.forEach(({ upMs, downMs }, n) => {
    const sentAt = from + n * 2_000
    const arrivedAt = sentAt + downMs
    estimate = hear(estimate, { n, serverTime: sentAt + aheadMs, previous }, arrivedAt)
    previous = { pageTime: arrivedAt, receivedAt: arrivedAt + upMs + aheadMs }
  })
  return estimate
}

const exchange = fc.record({ upMs: fc.integer({ min: 1, max: 900 }), downMs: fc.integer({ min: 1, max: 900 }) })

describe('the clock', () => {
  test('nothing is known before anything was heard', () => {
    expect(offset(noEstimate)).toBeNull()
  })

  test('the first message gives a first idea, late by the way it came', () => {
    expect(offset(run([{ upMs: 5, downMs: 40 }], 86_400_000))).toBe(86_400_000 - 40)
  })

  test('the lowest round trip wins, and the error is at most half of it', () => {
    fc.assert(
      fc.property(
        fc.array(exchange, { minLength: 2, maxLength: 25 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (exchanges, ahead) => {
          const roundTrips = exchanges.slice(1).map((next, n) => next.downMs + (exchanges[n]?.upMs ?? 0))
          const error = Math.abs((offset(run(exchanges, ahead)) ?? Number.NaN) - ahead)
          expect(error).toBeLessThanOrEqual(Math.min(...roundTrips) / 2 + 1e-6)
        },
      ),
    )
  })

  test('one quick exchange among slow ones brings the countdown within 100 ms on a device a day off', () => {
    const slow = { upMs: 20, downMs: 800 }
    const quick = { upMs: 15, downMs: 25 }
    const estimate = run([slow, slow, quick, quick, slow, slow], -86_400_000)
    expect(Math.abs((offset(estimate) ?? 0) + 86_400_000)).toBeLessThanOrEqual(100)
  })

  test('a page clock that stood still while the tablet slept is noticed at once', () => {
    const before = run(
      [
        { upMs: 2, downMs: 2 },
        { upMs: 2, downMs: 2 },
      ],
      0,
    )
    const slow = { upMs: 100, downMs: 120 }
    const woken = run([slow, slow], 3_600_000, 10_000, before)
    expect(Math.abs((offset(woken) ?? 0) - 3_600_000)).toBeLessThanOrEqual(110)
  })

  test('AV2: the first message after a sleep is enough for a stamp that is not from before it', () => {
    const quick = { upMs: 2, downMs: 2 }
    const woken = run([{ upMs: 100, downMs: 120 }], 3_600_000, 10_000, run([quick, quick], 0))
    expect(offset(woken)).toBe(3_600_000 - 120)
  })

  test('the first message of a new connection, however late, leaves a better estimate as it was', () => {
    const quick = { upMs: 2, downMs: 2 }
    const again = run([{ upMs: 100, downMs: 9_000 }], 0, 10_000, run([quick, quick], 0))
    expect(Math.abs(offset(again) ?? Number.NaN)).toBeLessThanOrEqual(2)
  })
})
