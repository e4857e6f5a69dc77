/** How an export writes its dates: a pattern of year, month, day, hour, minute and second, read without a time zone as UTC. */

/** Milliseconds since 1970, or `null` where the text does not fit the pattern or names no day or time that exists. */
export type ReadDate = (text: string) => number | null

const tokens: Readonly<Record<string, { readonly digits: string; readonly part: DatePart }>> = {
  YYYY: { digits: '\\d{4}', part: 'year' },
  MM: { digits: '\\d{2}', part: 'month' },
  M: { digits: '\\d{1,2}', part: 'month' },
  DD: { digits: '\\d{2}', part: 'day' },
  D: { digits: '\\d{1,2}', part: 'day' },
  HH: { digits: '\\d{2}', part: 'hour' },
  H: { digits: '\\d{1,2}', part: 'hour' },
  mm: { digits: '\\d{2}', part: 'minute' },
  ss: { digits: '\\d{2}', part: 'second' },
}
type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

export const defaultDateFormat = 'YYYY-MM-DD HH:mm:ss'

/** `null` where the pattern names no year, month and day, or one part twice. */
export function dateReader(format: string): ReadDate | null {
  const parts: DatePart[] = []
  const pattern = format
    .split(/(YYYY|MM|M|DD|D|HH|H|mm|ss)/)
    .map((piece) => {
      const token = tokens[piece]
      if (!token) return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      parts.push(token.part)
      return `(?<${token.part}>${token.digits})`
    })
    .join('')
  const isComplete = (['year', 'month', 'day'] as const).every((part) => parts.includes(part))
  if (!isComplete || new Set(parts).size !== parts.length) return null
  const whole = new RegExp(`^${pattern}$`, 'u')
  return (text) => {
    const found = whole.exec(text)?.groups
    if (!found) return null
    const { year, month, day, hour = 0, minute = 0, second = 0 } = found
    const figures = [year, month, day, hour, minute, second].map(Number)
    const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = figures
    const time = new Date(Date.UTC(y, m - 1, d, h, min, s))
    const isReal = time.getUTCMonth() === m - 1 && time.getUTCDate() === d && time.getUTCHours() === h && min < 60 && s < 60
    return isReal ? time.getTime() : null
  }
}
