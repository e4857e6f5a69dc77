/** One figure of the bench: what was measured, what it is measured against, and how it is shown. */
import type { Spread } from './statistics.ts'

export interface Figure {
  /** The row it belongs to, as `--only` names it: `claims`. */
  readonly row: string
  readonly what: string
  readonly unit: string
  readonly measured: Spread
  /** The floor or the peer that was measured in the same run. */
  readonly beside?: { readonly what: string; readonly value: Spread; readonly ratio: Spread }
  /** A figure without a budget is there to explain another. */
  readonly budget?: Budget
  /** What a reader of the figure has to know. */
  readonly note?: string
}

export interface Budget {
  readonly of: 'measured' | 'ratio'
  readonly is: 'atMost' | 'atLeast'
  readonly value: number
}

/** By how much a budget is missed, as a factor above 1; 1 or less where it is kept, `null` where there is none. */
export function missedBy({ measured, beside, budget }: Figure): number | null {
  if (!budget) return null
  const value = budget.of === 'measured' ? measured.median : beside?.ratio.median
  if (value === undefined) throw new Error('A budget for a ratio needs something to be measured beside.')
  return budget.is === 'atMost' ? value / budget.value : budget.value / value
}

/** The readable table, a line a figure. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['what', 'median', 'least–most', 'unit', 'beside it', 'ratio', 'budget', '']
  const lines = figures.map((figure) => [
    `${figure.row}: ${figure.what}`,
    short(figure.measured.median),
    `${short(figure.measured.least)}–${short(figure.measured.most)}`,
    figure.unit,
    figure.beside ? `${figure.beside.what} ${short(figure.beside.value.median)}` : '',
    figure.beside ? `${short(figure.beside.ratio.median)}×` : '',
    budgetText(figure),
    verdict(figure),
  ])
  const widths = head.map((title, column) => Math.max(...[head, ...lines].map((line) => (line[column] ?? title).length)))
  const aligned = [head, ...lines].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const notes = figures.flatMap(({ row, what, note }) => (note ? [`${row}: ${what} – ${note}`] : []))
  return [...aligned, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

/** The whole run as one line of JSON. */
export function jsonOf(figures: readonly Figure[], around: Readonly<Record<string, unknown>>): string {
  const rows = figures.map((figure) => ({
    row: figure.row,
    what: figure.what,
    unit: figure.unit,
    median: exact(figure.measured.median),
    least: exact(figure.measured.least),
    most: exact(figure.measured.most),
    ...(figure.beside && {
      beside: figure.beside.what,
      besideMedian: exact(figure.beside.value.median),
      ratio: exact(figure.beside.ratio.median),
    }),
    ...(figure.budget && { budget: figure.budget, missedBy: exact(missedBy(figure) ?? 0) }),
    ...(figure.note && { note: figure.note }),
  }))
  return JSON.stringify({ ...around, missed: figures.filter(isMissed).map(({ row, what }) => `${row}: ${what}`), figures: rows })
}

function isMissed(figure: Figure): boolean {
  return (missedBy(figure) ?? 0) > 1
}

function budgetText({ budget, unit }: Figure): string {
  if (!budget) return ''
  return `${budget.is === 'atMost' ? '≤' : '≥'} ${short(budget.value)}${budget.of === 'ratio' ? '×' : ` ${unit}`}`
}

function verdict(figure: Figure): string {
  const by = missedBy(figure)
  if (by === null) return ''
  return by > 1 ? `✗ missed by ${short(by)}×` : '✓'
}

/** Three figures that count. */
function short(value: number): string {
  return Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(exact(value))
}

function exact(value: number): number {
  return Number(value.toPrecision(3))
}
