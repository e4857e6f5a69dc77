/** A store's hours, as its manager gives them: `GET` and `PUT /api/v1/stores/<store>/hours` (OF7, AV1). */
import { type Static, Type } from 'typebox'
import { Milliseconds } from './text.ts'

const nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Local times of the store, to the minute. */
export const OpenSpan = Type.Object(
  {
    from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'Opens', examples: ['09:30'] }),
    to: Type.String({
      pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
      description: 'Closes, on the same day; 24:00 is the end of the day, and joins what begins the next at 00:00',
      examples: ['18:00'],
    }),
  },
  { additionalProperties: false },
)
export type OpenSpan = Static<typeof OpenSpan>

const spans = (description: string) => Type.Array(OpenSpan, { maxItems: 6, description })
const weekday = spans('In their order, without touching or crossing; none where the store stays closed')

export const Week = Type.Object(
  {
    monday: weekday,
    tuesday: weekday,
    wednesday: weekday,
    thursday: weekday,
    friday: weekday,
    saturday: weekday,
    sunday: weekday,
  },
  { additionalProperties: false },
)
export type Week = Static<typeof Week>

const HoursException = Type.Object(
  {
    date: Type.String({ pattern: '^20\\d\\d-[01]\\d-[0-3]\\d$', description: 'A local date', examples: ['2026-12-25'] }),
    open: spans('In place of what the weekday has; none for a holiday'),
  },
  { additionalProperties: false },
)

const hours = {
  timeZone: Type.String({ maxLength: 64, description: 'Of the IANA database', examples: ['Europe/London'] }),
  week: nullable(Week),
  exceptions: Type.Array(HoursException, { maxItems: 400, description: 'Dates on which it is otherwise, each once' }),
  makesUnavailable: Type.Boolean({
    description: 'Closing makes everybody unavailable (AV1). So does ending shifts, whatever is said here.',
  }),
  closesShifts: Type.Boolean({
    description:
      'Closing ends the shifts that began before it: at once where the member has no open chat, else once their last one has ended, and half an hour later at the latest (AV1).',
  }),
}

/** `week: null` is open all day, every day, but for the exceptions. */
export const StoreHours = Type.Object(hours, { additionalProperties: false })
export type StoreHours = Static<typeof StoreHours>

/** What the server answers: the hours, and what follows from them at this moment. */
export const StoreHoursNow = Type.Object(
  {
    ...hours,
    now: Type.Object({
      isOpen: Type.Boolean(),
      changesAt: nullable(Milliseconds('When it next opens or closes; null where that is not within a year, or never')),
    }),
  },
  { additionalProperties: false },
)
export type StoreHoursNow = Static<typeof StoreHoursNow>

/** A store whose hours nobody has given. */
export const alwaysOpen: StoreHours = { timeZone: 'UTC', week: null, exceptions: [], makesUnavailable: true, closesShifts: false }
