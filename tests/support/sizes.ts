/**
 * `npm run sizes`: what a browser must download, compressed as a good web server would (brotli, quality 11), beside the
 * design's budgets. For the staff app a browser is asked, not the files: whatever scripts the page fetches by itself are its
 * first load. The last line is one JSON object; ends with 1 where a budget is exceeded.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { chromium } from '@playwright/test'
import { chromiumArguments, ensureChromium } from './find-chromium.ts'
import { startServer } from './server.ts'

const dist = join(import.meta.dirname, '../../dist')

interface Part {
  readonly what: string
  readonly budgetKB: number
  /** Name and compressed bytes. */
  readonly files: readonly (readonly [name: string, bytes: number])[]
}

const widget = widgetFiles()
const parts: readonly Part[] = [
  { what: 'staff app, scripts of the first load', budgetKB: 90, files: await scriptsOfFirstLoad() },
  { what: 'widget, loader', budgetKB: 3, files: widget.filter(([name]) => name === 'loader.js') },
  { what: 'widget, all', budgetKB: 15, files: widget },
]
for (const part of parts) {
  const size = kilobytes(part)
  const verdict = size > part.budgetKB ? '✗ over' : '✓'
  say(`${part.what.padEnd(38)} ${size.toFixed(2).padStart(7)} KB of ${String(part.budgetKB).padStart(2)} KB  ${verdict}`)
  for (const [name, bytes] of part.files) say(`    ${name.padEnd(34)} ${String(bytes).padStart(6)} bytes`)
}
const [staffKB, loaderKB, widgetKB] = parts.map(kilobytes)
say(JSON.stringify({ staffKB, loaderKB, widgetKB }))
process.exitCode = parts.some((part) => kilobytes(part) > part.budgetKB) ? 1 : 0

/** Of 1,000 bytes. */
function kilobytes({ files }: Part): number {
  return Math.round(files.reduce((all, [, bytes]) => all + bytes, 0) / 10) / 100
}

function compressed(content: Buffer): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

/** Opens the app as somebody who has never been there, and notes the scripts that arrive until it is quiet. */
async function scriptsOfFirstLoad(): Promise<[string, number][]> {
  const server = await startServer({ args: ['--log-level', 'warn'] })
  const browser = await chromium.launch({ executablePath: ensureChromium(say), args: chromiumArguments })
  try {
    const page = await browser.newPage()
    const scripts: Promise<[string, number]>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return
      const name = new URL(response.url()).pathname.slice(1)
      scripts.push(response.body().then((body) => [name, compressed(body)]))
    })
    await page.goto(server.url, { waitUntil: 'networkidle' })
    return await Promise.all(scripts)
  } finally {
    await browser.close()
    await server.end()
  }
}

function widgetFiles(): [string, number][] {
  const folder = join(dist, 'widget')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length + 1), compressed(readFileSync(file))])
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
