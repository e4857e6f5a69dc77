/** What a form does with the times at which a store is open: what it begins with, where a break goes, and how midnight is typed. */
import type { OpenSpan, Week } from '../../protocol/hours.ts'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly (keyof Week)[]

/** For a day that has been closed so far. */
export const usualDay: readonly OpenSpan[] = [{ from: '09:00', to: '18:00' }]

/** For a store that has been always open so far: shops are closed on Sundays rather than not. */
export const usualWeek = (): Week => ({
  monday: [...usualDay],
  tuesday: [...usualDay],
  wednesday: [...usualDay],
  thursday: [...usualDay],
  friday: [...usualDay],
  saturday: [...usualDay],
  sunday: [],
})

const mostSpans = 6
const leastMinutesToPart = 120

/** With an hour's break in the middle of the last of them; `null` where that is too short, or there are as many as there can be. */
export function withBreak(spans: readonly OpenSpan[]): readonly OpenSpan[] | null {
  const last = spans.at(-1)
  if (!last || spans.length >= mostSpans) return null
  const [from, to] = [minutesOf(last.from), minutesOf(last.to)]
  if (!(to - from >= leastMinutesToPart)) return null
  const middle = Math.round((from + to) / 60) * 30
  return [...spans.slice(0, -1), { from: last.from, to: timeOf(middle - 30) }, { from: timeOf(middle + 30), to: last.to }]
}

/** A field for a time knows no 24:00: at the end of a day, midnight is typed as 00:00. */
export const shownEnd = (to: string): string => (to === '24:00' ? '00:00' : to)
export const readEnd = (typed: string): string => (typed === '00:00' ? '24:00' : typed)

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
