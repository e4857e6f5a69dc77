/**
 * What a browser must download of the built product, compressed as a good web server would (brotli, quality 11), beside the
 * design's budgets. For the staff app a browser is asked, not the files: every script that the page has asked for by the
 * moment its screen stands, once for somebody who has never been there and once for a member who is signed in. What comes
 * later, when the page is idle, is in the sum of all chunks only.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { cookiesFor, signedInCookie } from './device.ts'
import { chromiumArguments, ensureChromium } from './find-chromium.ts'
import { startServer } from './server.ts'
import { noteWhenItStands } from './standing.ts'

const dist = join(import.meta.dirname, '../../dist')

export interface Part {
  readonly what: string
  /** `null`: told, and bound by nothing. */
  readonly budgetKB: number | null
  /** Name and compressed bytes. */
  readonly files: readonly (readonly [name: string, bytes: number])[]
}

/** Of 1,000 bytes each. `staffKB` is the larger first load. */
export interface Sizes {
  readonly staffKB: number
  readonly signInKB: number
  readonly homeKB: number
  readonly allKB: number
  readonly loaderKB: number
  readonly widgetKB: number
}

/** Measures what `npm run build` has made. */
export async function measureSizes(): Promise<readonly Part[]> {
  const widget = widgetFiles()
  const [toSignIn, toHome] = await scriptsOfFirstLoads()
  return [
    { what: 'staff app, until the sign-in screen', budgetKB: 90, files: toSignIn },
    { what: 'staff app, until Home', budgetKB: 90, files: toHome },
    { what: 'staff app, all scripts', budgetKB: null, files: staffScripts() },
    { what: 'widget, loader', budgetKB: 3, files: widget.filter(([name]) => name === 'loader.js') },
    { what: 'widget, all', budgetKB: 15, files: widget },
  ]
}

/** A line for each part with its budget, and one for each file of it. */
export function linesOf(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    const verdict =
      part.budgetKB === null ? '' : `of ${String(part.budgetKB).padStart(2)} KB  ${isOverBudget(part) ? '✗ over' : '✓'}`
    return [
      `${part.what.padEnd(38)} ${kilobytes(part).toFixed(2).padStart(7)} KB ${verdict}`,
      ...part.files.map(([name, bytes]) => `    ${name.padEnd(34)} ${String(bytes).padStart(6)} bytes`),
    ]
  })
}

export function sizesOf(parts: readonly Part[]): Sizes {
  const [signInKB = 0, homeKB = 0, allKB = 0, loaderKB = 0, widgetKB = 0] = parts.map(kilobytes)
  return { staffKB: Math.max(signInKB, homeKB), signInKB, homeKB, allKB, loaderKB, widgetKB }
}

export function isOverBudget(part: Part): boolean {
  return part.budgetKB !== null && kilobytes(part) > part.budgetKB
}

/** Of 1,000 bytes. */
function kilobytes({ files }: Part): number {
  return Math.round(files.reduce((all, [, bytes]) => all + bytes, 0) / 10) / 100
}

function compressed(content: Buffer): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

/** Opens the app as somebody who has never been there, then as a member who has just signed in on an empty browser. */
async function scriptsOfFirstLoads(): Promise<[signIn: [string, number][], home: [string, number][]]> {
  const server = await startServer({ args: ['--log-level', 'warn'] })
  const browser = await chromium.launch({
    executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
    args: chromiumArguments,
  })
  try {
    const stranger = await browser.newContext()
    const member = await browser.newContext()
    await member.addCookies(cookiesFor(server.url, await signedInCookie(server.url, 'ana', '1111')))
    return [
      await scriptsUntil(stranger, server.url, '.store-choice, .face-choice'),
      await scriptsUntil(member, server.url, '.availability-button'),
    ]
  } finally {
    await browser.close()
    await server.end()
  }
}

/** The scripts that the page asked for before it first showed what the selector finds. */
async function scriptsUntil(context: BrowserContext, url: string, selector: string): Promise<[string, number][]> {
  const page = await context.newPage()
  const stoodAt = await noteWhenItStands(page, selector)
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body().then(compressed))
  })
  await page.goto(url)
  const asked = await page.evaluate(
    (stood) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => startTime <= stood && new URL(name).pathname.endsWith('.js'))
        .map(({ name }) => name),
    await stoodAt(),
  )
  await page.waitForLoadState('networkidle')
  return Promise.all(
    asked.map(async (name): Promise<[string, number]> => {
      const bytes = await scripts.get(name)
      if (bytes === undefined) throw new Error(`The page asked for ${name}, and no answer was seen.`)
      return [new URL(name).pathname.slice(1), bytes]
    }),
  )
}

/** Without the service worker, which no page waits for. */
function staffScripts(): [string, number][] {
  const folder = join(dist, 'staff')
  return globSync('assets/*.js', { cwd: folder })
    .sort()
    .map((name) => [name, compressed(readFileSync(join(folder, name)))])
}

function widgetFiles(): [string, number][] {
  const folder = join(dist, 'widget')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(map|br)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length + 1), compressed(readFileSync(file))])
}
