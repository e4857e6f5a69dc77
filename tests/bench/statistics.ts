/** What the bench makes of many measurements: percentiles of one run, and the middle and the spread of several. */

/** The value that `share` (0 to 1) of the values do not exceed, by the nearest rank. Throws where there are no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new Error('There is no percentile of nothing.')
  return found
}

/** Of several repetitions: the middle one, the least and the most. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), least: percentile(values, 0), most: percentile(values, 1) }
}

/** One repetition's ratio is taken beside its own floor, so that a machine whose speed drifts does not make one up. */
export function ratiosOf(measured: readonly number[], beside: readonly number[]): number[] {
  if (measured.length !== beside.length) throw new Error('A ratio needs a floor for each measurement.')
  return measured.map((value, at) => value / (beside[at] ?? Number.NaN))
}
