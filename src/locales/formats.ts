/** Dates, times and money as the retailer's part of the world writes them. */
import { createContext, useContext } from 'solid-js'
import { onFirstUse } from './on-first-use.ts'

export interface Formats {
  /** “14:02” */
  time(at: number): string
  /** “14:02:07” */
  clock(at: number): string
  /** “Sunday 22 November” */
  day(at: number): string
  /** “22 Nov”, with the year if it is not that of `now`. */
  date(at: number, now: number): string
  /** “1:05” of minutes and seconds */
  countdown(ms: number): string
  /** An amount in the currency's smallest unit. */
  money(minor: number, currency: string): string
  isSameDay(a: number, b: number): boolean
}

export function formatsFor(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) => onFirstUse(() => new Intl.DateTimeFormat(locale, options))
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const clock = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const date = format({ day: 'numeric', month: 'short' })
  const dateWithYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const currencies = new Map<string, Intl.NumberFormat>()
  const currencyOf = (code: string): Intl.NumberFormat => {
    const found =
      currencies.get(code) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: code,
        // “£”, not “GBP” or “£GB”: one retailer, one currency, and little room.
        currencyDisplay: 'narrowSymbol',
      })
    currencies.set(code, found)
    return found
  }

  return {
    time: (at) => time().format(at),
    clock: (at) => clock().format(at),
    day: (at) => day().format(at),
    date: (at, now) => (new Date(at).getFullYear() === new Date(now).getFullYear() ? date() : dateWithYear()).format(at),
    countdown: (ms) => {
      const left = Math.max(0, Math.ceil(ms / 1000))
      return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
    },
    money: (minor, code) => {
      const format = currencyOf(code)
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
    },
    isSameDay: (a, b) => new Date(a).toDateString() === new Date(b).toDateString(),
  }
}

export const FormatsContext = createContext<Formats>(formatsFor('en-GB'))

export const useFormats = (): Formats => useContext(FormatsContext)
