/** Hours that have the right shape and still mean nothing. */
import { describe, expect, test } from 'vitest'
import { alwaysOpen, type OpenSpan, type StoreHours, type Week } from '../../../src/protocol/hours.ts'
import { mistakesIn } from '../../../sync-server/hours/mistakes.ts'

const week = (monday: readonly OpenSpan[]) =>
  ({ monday, tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }) as unknown as Week
const places = (change: Partial<StoreHours>) => mistakesIn({ ...alwaysOpen, ...change }).map(({ at }) => at)
const span = (from: string, to: string) => ({ from, to })

describe('sound', () => {
  test.each(['UTC', 'Europe/London', 'Asia/Kolkata', 'America/Argentina/Ushuaia'])('%s', (timeZone) => {
    expect(places({ timeZone })).toEqual([])
  })

  test('breaks, nights until midnight, and a leap day', () => {
    const exceptions = [{ date: '2028-02-29', open: [span('00:00', '24:00')] }]
    expect(places({ week: week([span('09:00', '12:00'), span('12:01', '18:00'), span('20:00', '24:00')]), exceptions })).toEqual(
      [],
    )
  })
})

describe('not sound', () => {
  test.each(['', 'Europe', 'Europe/Lundon', '+01:00', '-08', 'constructor', '../../etc/passwd'])(
    'the time zone “%s”',
    (timeZone) => {
      expect(places({ timeZone })).toEqual(['timeZone'])
    },
  )

  test.each([
    ['a span that ends before it begins', [span('18:00', '09:00')]],
    ['one that ends as it begins', [span('09:00', '09:00')]],
  ])('%s', (_, spans) => {
    expect(places({ week: week(spans) })).toEqual(['week.monday[0]'])
  })

  test.each([
    ['spans that cross', [span('09:00', '13:00'), span('12:00', '18:00')]],
    ['spans that touch', [span('09:00', '12:00'), span('12:00', '18:00')]],
    ['spans out of order', [span('14:00', '18:00'), span('09:00', '12:00')]],
  ])('%s', (_, spans) => {
    expect(places({ week: week(spans) })).toEqual(['week.monday[1]'])
  })

  test('a day that no calendar has, and one that is there twice', () => {
    const exceptions = ['2026-02-29', '2026-04-31', '2026-12-25', '2026-12-25'].map((date) => ({ date, open: [] }))
    expect(places({ exceptions })).toEqual(['exceptions[0].date', 'exceptions[1].date', 'exceptions[3].date'])
  })

  test('no more is told than anybody reads', () => {
    const exceptions = Array.from({ length: 400 }, () => ({ date: '2026-13-01', open: [] }))
    expect(places({ exceptions })).toHaveLength(8)
  })
})
