/** When a store is open by its hours, wherever it stands and whatever its clocks do. */
import { describe, expect, test } from 'vitest'
import { alwaysOpen, type OpenSpan, type StoreHours, type Week } from '../../../src/protocol/hours.ts'
import { momentsAt } from '../../../sync-server/hours/calendar.ts'

const nine = [{ from: '09:00', to: '18:00' }]
const closed: readonly OpenSpan[] = []
const every = (spans: readonly OpenSpan[]): Week =>
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, spans]),
  ) as unknown as Week
const hours = (week: Week | null, more: Partial<StoreHours> = {}): StoreHours => ({
  ...alwaysOpen,
  timeZone: 'Europe/London',
  week,
  ...more,
})
const utc = (time: string) => Date.parse(`${time}Z`)
const said = (time: number | null) => (time === null ? null : new Date(time).toISOString().slice(0, 16))
/** Everything as text, which is read more easily than milliseconds. */
const at = (of: StoreHours, time: string) => {
  const { isOpen, changesAt, closedAt } = momentsAt(of, utc(time))
  return [isOpen ? 'open' : 'closed', said(changesAt), said(closedAt)]
}

describe('an ordinary day', () => {
  const shop = hours(every(nine))

  test('is open from its first instant until before its last', () => {
    expect(at(shop, '2026-01-14T08:59:59.999')).toEqual(['closed', '2026-01-14T09:00', '2026-01-13T18:00'])
    expect(at(shop, '2026-01-14T09:00:00.000')).toEqual(['open', '2026-01-14T18:00', '2026-01-13T18:00'])
    expect(at(shop, '2026-01-14T17:59:59.999')).toEqual(['open', '2026-01-14T18:00', '2026-01-13T18:00'])
    expect(at(shop, '2026-01-14T18:00:00.000')).toEqual(['closed', '2026-01-15T09:00', '2026-01-14T18:00'])
  })

  test('is the store’s own, not the server’s', () => {
    const sydney = hours(every(nine), { timeZone: 'Australia/Sydney' })
    expect(at(sydney, '2026-01-13T22:00')).toEqual(['open', '2026-01-14T07:00', '2026-01-13T07:00'])
  })

  test('may have breaks', () => {
    const siesta = hours(
      every([
        { from: '09:00', to: '13:00' },
        { from: '16:30', to: '20:00' },
      ]),
      { timeZone: 'Europe/Madrid' },
    )
    expect(at(siesta, '2026-01-14T13:00')).toEqual(['closed', '2026-01-14T15:30', '2026-01-14T12:00'])
  })

  test('that ends at midnight goes on where the next begins then', () => {
    const late = hours({ ...every(closed), friday: [{ from: '20:00', to: '24:00' }], saturday: [{ from: '00:00', to: '02:00' }] })
    expect(at(late, '2026-01-16T23:59')).toEqual(['open', '2026-01-17T02:00', '2026-01-10T02:00'])
    expect(at(late, '2026-01-17T00:00')).toEqual(['open', '2026-01-17T02:00', '2026-01-10T02:00'])
  })
})

describe('weeks and exceptions', () => {
  const weekdays = hours({ ...every(nine), saturday: [], sunday: [] })

  test('a weekend is passed over', () => {
    expect(at(weekdays, '2026-01-16T18:00')).toEqual(['closed', '2026-01-19T09:00', '2026-01-16T18:00'])
  })

  test('a holiday is closed, a short day is short, and an extra day is open', () => {
    const christmas = {
      ...weekdays,
      exceptions: [
        { date: '2026-12-24', open: [{ from: '09:00', to: '14:00' }] },
        { date: '2026-12-25', open: [] },
        { date: '2026-12-27', open: [{ from: '11:00', to: '16:00' }] },
      ],
    }
    expect(at(christmas, '2026-12-24T10:00')).toEqual(['open', '2026-12-24T14:00', '2026-12-23T18:00'])
    expect(at(christmas, '2026-12-25T10:00')).toEqual(['closed', '2026-12-27T11:00', '2026-12-24T14:00'])
  })

  test('a store that is away for weeks says when it is back', () => {
    const dates = Array.from({ length: 21 }, (_, day) => `2026-08-${String(day + 1).padStart(2, '0')}`)
    const holidays = { ...hours(every(nine)), exceptions: dates.map((date) => ({ date, open: [] })) }
    expect(at(holidays, '2026-07-31T20:00')).toEqual(['closed', '2026-08-22T08:00', '2026-07-31T17:00'])
    expect(at(holidays, '2026-08-20T12:00')).toEqual(['closed', '2026-08-22T08:00', null])
  })

  test('a store that never opens has nothing to wait for', () => {
    expect(at(hours(every(closed)), '2026-01-14T12:00')).toEqual(['closed', null, null])
  })

  test('a store without a week is open all the time, but for its exceptions', () => {
    expect(at(alwaysOpen, '2026-01-14T12:00')).toEqual(['open', null, null])
    const butOneDay = { ...alwaysOpen, exceptions: [{ date: '2026-01-16', open: [] }] }
    expect(at(butOneDay, '2026-01-14T12:00')).toEqual(['open', '2026-01-16T00:00', null])
    expect(at(butOneDay, '2026-01-16T12:00')).toEqual(['closed', '2026-01-17T00:00', '2026-01-16T00:00'])
    expect(at(butOneDay, '2026-01-17T12:00')).toEqual(['open', null, '2026-01-16T00:00'])
  })

  test('twenty-four hours of every day are one', () => {
    expect(at(hours(every([{ from: '00:00', to: '24:00' }])), '2026-03-29T12:00')).toEqual(['open', null, null])
  })
})

describe('when the clocks change', () => {
  const shop = hours(every(nine))

  test('the hours stay those on the wall', () => {
    expect(at(shop, '2026-03-28T20:00')).toEqual(['closed', '2026-03-29T08:00', '2026-03-28T18:00'])
    expect(at(shop, '2026-10-24T20:00')).toEqual(['closed', '2026-10-25T09:00', '2026-10-24T17:00'])
  })

  test('a time that is skipped is as much later', () => {
    const night = hours({ ...every(closed), sunday: [{ from: '00:30', to: '01:30' }] })
    expect(at(night, '2026-03-29T00:45')).toEqual(['open', '2026-03-29T01:30', '2026-03-22T01:30'])
  })

  test('a time that comes twice is the first of the two', () => {
    const night = hours({ ...every(closed), sunday: [{ from: '00:30', to: '01:30' }] })
    expect(at(night, '2026-10-24T23:45')).toEqual(['open', '2026-10-25T00:30', '2026-10-18T00:30'])
    expect(at(night, '2026-10-25T01:15')).toEqual(['closed', '2026-11-01T00:30', '2026-10-25T00:30'])
  })

  test('hours that fall into the gap wholly are as much later', () => {
    const inTheGap = hours({ ...every(closed), sunday: [{ from: '01:10', to: '01:50' }] })
    expect(at(inTheGap, '2026-03-29T00:00')).toEqual(['closed', '2026-03-29T01:10', '2026-03-22T01:50'])
  })

  test('where midnight is skipped, the day begins when the clocks go on', () => {
    const beirut = hours(every([{ from: '00:00', to: '10:00' }]), { timeZone: 'Asia/Beirut' })
    expect(at(beirut, '2026-03-28T21:30')).toEqual(['closed', '2026-03-28T22:00', '2026-03-28T08:00'])
  })
})
