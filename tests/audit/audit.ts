/**
 * `npm run audit`: Lighthouse on four pages of the built product, axe on every screen in both themes, and the sizes. Prints what
 * was found, and one JSON object as its last line; ends with 1 where something misses its aim. `--loads 5` takes the median of
 * as many loads of each page (3), `--reports FOLDER` keeps Lighthouse's own pages.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isOverBudget, linesOf, measureSizes, sizesOf } from '../support/measured-sizes.ts'
import { startServer } from '../support/server.ts'
import { type Category, type Measured, measure } from './lighthouse.ts'
import { type AuditedPage, openPages } from './pages.ts'
import { lookAtScreens } from './screens.ts'

const aims: Readonly<Record<Category, number>> = { performance: 95, accessibility: 100, 'best-practices': 100 }

const { values: options } = parseArgs({
  options: { loads: { type: 'string', default: '3' }, reports: { type: 'string' } },
})
const loads = Number(options.loads)
if (!Number.isInteger(loads) || loads < 1) {
  say('--loads takes how often each page is loaded: 1 or more.')
  process.exit(2)
}

const parts = await measureSizes()
for (const line of linesOf(parts)) say(line)

const pages = await measurePages()
say(`\n${tableOf(pages)}`)
for (const [name, { findings }] of pages) for (const finding of findings) say(`    ${name}: ${finding}`)

const { screens, violations } = await lookAtScreens()
say(`\naxe: ${screens} screens looked at, ${violations.length} violations`)
for (const violation of violations) say(`    ${violation}`)

const lowest = (category: Category) => Math.min(...pages.map(([, { scores }]) => scores[category]))
const accessibility = lowest('accessibility')
const bestPractices = lowest('best-practices')
const performance = lowest('performance')
say(
  JSON.stringify({
    accessibility,
    bestPractices,
    performance,
    performanceByClock: Math.min(...pages.map(([, { performanceByClock }]) => performanceByClock)),
    axeViolations: violations.length,
    ...sizesOf(parts),
    pages: Object.fromEntries(pages.map(([name, { scores, timings }]) => [name, { ...scores, ...timings }])),
  }),
)
const isMissed =
  accessibility < aims.accessibility ||
  bestPractices < aims['best-practices'] ||
  performance < aims.performance ||
  violations.length > 0 ||
  parts.some(isOverBudget)
process.exit(isMissed ? 1 : 0)

async function measurePages(): Promise<(readonly [name: string, Measured])[]> {
  const server = await startServer({ args: ['--log-level', 'warn'] })
  try {
    const { pages, leave } = await openPages(server.url)
    const measured: (readonly [name: string, Measured])[] = []
    for (const page of pages) measured.push([page.name, await medianOf(server.url, page)])
    leave()
    return measured
  } finally {
    await server.end()
  }
}

/** Of several loads the one in the middle, by its performance. */
async function medianOf(server: string, page: AuditedPage): Promise<Measured> {
  const all: Measured[] = []
  while (all.length < loads) all.push(await measure(server, page))
  const [middle] = all.sort((a, b) => a.scores.performance - b.scores.performance).slice(Math.floor((loads - 1) / 2))
  if (!middle) throw new Error('A page is loaded at least once.')
  if (options.reports !== undefined) {
    await mkdir(options.reports, { recursive: true })
    await writeFile(join(options.reports, `${page.name}.html`), middle.report)
  }
  return middle
}

function tableOf(measured: readonly (readonly [name: string, Measured])[]): string {
  const heads = ['page', 'performance', '(by the clock)', 'accessibility', 'best practices', 'FCP', 'LCP', 'TBT', 'CLS']
  const rows = measured.map(([name, { scores, performanceByClock, timings }]) => [
    name,
    String(scores.performance),
    `(${performanceByClock})`,
    String(scores.accessibility),
    String(scores['best-practices']),
    `${timings.fcpMs} ms`,
    `${timings.lcpMs} ms`,
    `${timings.tbtMs} ms`,
    String(timings.cls),
  ])
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)))
  return [heads, ...rows]
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '))
    .join('\n')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
