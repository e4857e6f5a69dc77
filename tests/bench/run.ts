/** What a row of the bench is given, and what it gives back. */
import type { Figure } from './figure.ts'

export interface Run {
  /** A tenth of the work, to see that everything runs; its figures mean little. */
  readonly isQuick: boolean
  /** Random numbers from 0 to 1, the same in every run. */
  readonly chance: () => number
}

export interface Row {
  readonly name: string
  readonly about: string
  measure(run: Run): Promise<readonly Figure[]>
}
