/** How long something took or ago, as short as the language has it: “4 sec”, “3 min”, “2 Std.”. */
import { onFirstUse } from './on-first-use.ts'

const units = [
  { unit: 'second', ms: 1_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
] as const
/** From here on the next unit, rounded, says it shorter: 59.5 seconds are a minute. */
const mostOfUnit = 59.5

/** For a BCP 47 tag. Rounds to whole seconds, minutes or hours. */
export function durations(locale: string): (ms: number) => string {
  const all = units.map(({ unit, ms }) => ({
    ms,
    format: onFirstUse(
      () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 }),
    ),
  }))
  return (ms) => {
    const fitting = all.find((one) => ms < mostOfUnit * one.ms) ?? all.at(-1)
    return fitting ? fitting.format().format(Math.round(ms / fitting.ms)) : ''
  }
}
