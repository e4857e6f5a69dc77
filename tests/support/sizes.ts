/**
 * `npm run sizes`: what a browser must download, compressed as a good web server would (brotli, quality 11), beside the
 * design's budgets. The last line is one JSON object; ends with 1 where a budget is exceeded. Needs `npm run build`, which
 * the script runs first.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const dist = join(import.meta.dirname, '../../dist')

/** In kilobytes of 1,000 bytes. */
const budgets = { staffKB: 90, loaderKB: 3, widgetKB: 15 }

const staff = scriptsOf(join(dist, 'staff/index.html'))
const loader = [join(dist, 'widget/loader.js')]
const widget = everythingIn(join(dist, 'widget'))

const sizes = { staffKB: kilobytes(staff), loaderKB: kilobytes(loader), widgetKB: kilobytes(widget) }
const rows = [
  ['staff app, scripts of the first load', staff, sizes.staffKB, budgets.staffKB],
  ['widget, loader', loader, sizes.loaderKB, budgets.loaderKB],
  ['widget, all', widget, sizes.widgetKB, budgets.widgetKB],
] as const
for (const [what, files, size, budget] of rows) {
  const verdict = size > budget ? '✗ over' : '✓'
  process.stdout.write(`${what.padEnd(38)} ${size.toFixed(2).padStart(7)} KB of ${String(budget).padStart(2)} KB  ${verdict}\n`)
  for (const file of files) process.stdout.write(`    ${file.slice(dist.length + 1).padEnd(48)} ${compressed(file)} bytes\n`)
}
process.stdout.write(`${JSON.stringify(sizes)}\n`)
process.exitCode = rows.some(([, , size, budget]) => size > budget) ? 1 : 0

function compressed(file: string): number {
  return brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

function kilobytes(files: readonly string[]): number {
  return Math.round(files.reduce((all, file) => all + compressed(file), 0) / 10) / 100
}

/** The scripts that a page loads before anybody does anything: its own, those preloaded, and what they import statically. */
function scriptsOf(page: string): string[] {
  const html = readFileSync(page, 'utf8')
  const named = [...html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*rel="modulepreload"[^>]*\shref)="([^"]+\.js)"/g)]
  const found = new Set<string>()
  const follow = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(
      /(?:^|[;\n}])(?:import|export)\s*(?:[\w{}*$,\s]+?\s*from\s*)?["'](\.[^"']+)["']/g,
    )
    for (const [, path = ''] of imports) follow(resolve(dirname(file), path))
  }
  // An absolute address of the page starts where the app is served, which is its folder.
  for (const [, address = ''] of named) follow(join(dirname(page), address.replace(/^\//, '')))
  return [...found]
}

function everythingIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
