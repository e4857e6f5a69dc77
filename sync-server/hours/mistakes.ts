/** What is wrong with hours beyond their shape: a place that no map knows, a day that no calendar has, spans that cross. */
import type { OpenSpan, StoreHours, Week } from '../../src/protocol/hours.ts'

interface Mistake {
  /** As in `week.monday[1]`. */
  readonly at: string
  readonly message: string
}

/** The first few; none where a calendar can be made of the hours. */
export function mistakesIn({ timeZone, week, exceptions }: StoreHours): readonly Mistake[] {
  const found: Mistake[] = []
  if (!isTimeZone(timeZone)) found.push({ at: 'timeZone', message: 'is no time zone that this server knows' })
  for (const [day, spans] of Object.entries(week ?? {}) as [keyof Week, readonly OpenSpan[]][]) {
    found.push(...mistakesInDay(`week.${day}`, spans))
  }
  const dates = new Set<string>()
  for (const [nth, { date, open }] of exceptions.entries()) {
    const at = `exceptions[${nth}]`
    if (!isDate(date)) found.push({ at: `${at}.date`, message: 'is no day of the calendar' })
    if (dates.has(date)) found.push({ at: `${at}.date`, message: 'is there twice' })
    dates.add(date)
    found.push(...mistakesInDay(`${at}.open`, open))
  }
  return found.slice(0, mostTold)
}

const mostTold = 8

function mistakesInDay(at: string, spans: readonly OpenSpan[]): readonly Mistake[] {
  return spans.flatMap(({ from, to }, nth) => {
    // Times of this form are in order where their texts are.
    if (from >= to) return [{ at: `${at}[${nth}]`, message: 'closes before it opens; what goes past midnight is two days’' }]
    const before = spans[nth - 1]
    return before && before.to >= from ? [{ at: `${at}[${nth}]`, message: 'does not begin after the one before it' }] : []
  })
}

/** By name only: an offset such as +01:00 would know nothing of summer. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && isSound(() => Temporal.Now.zonedDateTimeISO(name))
}

function isDate(date: string): boolean {
  return isSound(() => Temporal.PlainDate.from(date, { overflow: 'reject' }))
}

function isSound(attempt: () => unknown): boolean {
  try {
    attempt()
    return true
  } catch (failure) {
    if (failure instanceof RangeError) return false
    throw failure
  }
}
