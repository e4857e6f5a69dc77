/** What many runs come to, taken together. */
import { createHash } from 'node:crypto'
import type { Looked, RunResult } from './run.ts'

export interface Totals {
  seeds: number
  offers: number
  claims: number
  misses: number
  crashes: number
  partitions: number
  violations: number
  simulatedSeconds: number
  looked: Partial<Record<keyof Looked, number>>
}

export const nothingYet = (): Totals => ({
  seeds: 0,
  offers: 0,
  claims: 0,
  misses: 0,
  crashes: 0,
  partitions: 0,
  violations: 0,
  simulatedSeconds: 0,
  looked: {},
})

export function add(totals: Totals, result: RunResult): void {
  totals.seeds += 1
  totals.offers += result.offers
  totals.claims += result.claims
  totals.misses += result.misses
  totals.crashes += result.crashes
  totals.partitions += result.partitions
  totals.violations += result.violation === null ? 0 : 1
  totals.simulatedSeconds += result.simulatedMs / 1_000
  for (const [what, times] of Object.entries(result.looked) as [keyof Looked, number][]) {
    totals.looked[what] = (totals.looked[what] ?? 0) + times
  }
}

/** One hash of all traces, the same in whatever order the runs came to their end. */
export function hashOfAll(hashes: ReadonlyMap<number, string>): string {
  const all = createHash('sha256')
  for (const [, hash] of [...hashes].sort(([a], [b]) => a - b)) all.update(hash)
  return all.digest('hex')
}
