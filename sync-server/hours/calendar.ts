/**
 * What a store's hours come to on the clock: pure, from the hours and a time. Local times are taken as people take them who read
 * them off the wall: one that the clocks skip in spring is as much later, one that comes twice in autumn is the first of the two.
 */
/// <reference lib="esnext.temporal" />
import type { OpenSpan, StoreHours, Week } from '../../src/protocol/hours.ts'

export interface Moments {
  readonly isOpen: boolean
  /** When it next opens or closes (milliseconds since 1970); `null` where that is not in sight, or never. */
  readonly changesAt: number | null
  /** When it last closed, if that was within about a week. */
  readonly closedAt: number | null
}

/** A closing that was longer ago is nothing that anybody still has to be told of. */
const daysBack = 8
const daysAhead = 366

const weekdays: readonly (keyof Week)[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const allDay: readonly OpenSpan[] = [{ from: '00:00', to: '24:00' }]

interface Interval {
  readonly from: number
  readonly to: number
}

/** At the given time (milliseconds since 1970). At the very instant of a closing it is closed, at that of an opening open. */
export function momentsAt(hours: StoreHours, time: number): Moments {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(time)).toZonedDateTimeISO(hours.timeZone).toPlainDate()
  const first = today.subtract({ days: daysBack })
  if (neverChanges(hours, first)) return { isOpen: usual(hours, today).length > 0, changesAt: null, closedAt: null }
  const last = today.add({ days: daysAhead })
  // What is open at the edge of what is looked at goes on beyond it.
  const endOfSight = startOf(last, hours.timeZone)
  let closedAt: number | null = null
  for (const { from, to } of openIntervals(hours, first, last)) {
    if (to <= time) closedAt = to
    else if (time < from) return { isOpen: false, changesAt: from, closedAt }
    else return { isOpen: true, changesAt: to < endOfSight ? to : null, closedAt }
  }
  return { isOpen: false, changesAt: null, closedAt }
}

/** Most stores have no hours at all, and need not be looked at day by day for a year. */
function neverChanges({ week, exceptions }: StoreHours, first: Temporal.PlainDate): boolean {
  const days = week === null ? [] : Object.values(week)
  const isSteady = days.every(isAllDay) || days.every((spans) => spans.length === 0)
  // Dates of this form are in order where their texts are.
  return isSteady && exceptions.every(({ date }) => date < first.toString())
}

function isAllDay([span, ...more]: readonly OpenSpan[]): boolean {
  return span?.from === '00:00' && span.to === '24:00' && more.length === 0
}

/** Of the days from `first` until before `last`; those that touch are one. Days are read only as far as somebody asks. */
function* openIntervals(hours: StoreHours, first: Temporal.PlainDate, last: Temporal.PlainDate): Generator<Interval> {
  const exceptions = new Map(hours.exceptions.map(({ date, open }) => [date, open]))
  let current: Interval | null = null
  for (let day = first; Temporal.PlainDate.compare(day, last) < 0; day = day.add({ days: 1 })) {
    for (const span of exceptions.get(day.toString()) ?? usual(hours, day)) {
      const next = intervalOf(span, day, hours.timeZone)
      if (current && next.from <= current.to) current = { from: current.from, to: Math.max(current.to, next.to) }
      // A change of clocks may leave nothing of it.
      else if (next.from < next.to) {
        if (current) yield current
        current = next
      }
    }
  }
  if (current) yield current
}

function usual({ week }: StoreHours, day: Temporal.PlainDate): readonly OpenSpan[] {
  return week === null ? allDay : week[weekdays[day.dayOfWeek - 1] ?? 'monday']
}

function intervalOf({ from, to }: OpenSpan, day: Temporal.PlainDate, timeZone: string): Interval {
  const end = to === '24:00' ? startOf(day.add({ days: 1 }), timeZone) : at(day, to, timeZone)
  return { from: from === '00:00' ? startOf(day, timeZone) : at(day, from, timeZone), to: end }
}

function at(day: Temporal.PlainDate, time: string, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

/** Where the clocks skip midnight, the day begins when they go on. */
function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds
}
