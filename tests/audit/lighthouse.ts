/**
 * One page as Lighthouse sees it: an emulated phone on a slow network, in a browser that has never been there, signed in by its
 * cookie alone.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import lighthouse, { auditFlowArtifacts, type Config, generateReport, type Result, type RunnerResult } from 'lighthouse'
import { cookiesFor, signedInCookie } from '../support/device.ts'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'
import { withoutOthers } from './own-time.ts'
import type { AuditedPage } from './pages.ts'

const categories = ['performance', 'accessibility', 'best-practices'] as const
export type Category = (typeof categories)[number]

export interface Measured {
  /** 0 to 100; performance without what other programs took of the machine. */
  readonly scores: Readonly<Record<Category, number>>
  /** Performance as Lighthouse gives it by the clock, which on a busy machine measures the machine. */
  readonly performanceByClock: number
  /** First and largest paint and blocked time in milliseconds, and how far things moved. */
  readonly timings: { readonly fcpMs: number; readonly lcpMs: number; readonly tbtMs: number; readonly cls: number }
  /** What costs points, in Lighthouse's words. */
  readonly findings: readonly string[]
  /** Lighthouse's own page about it. */
  readonly report: string
}

const config: Config = { extends: 'lighthouse:default', settings: { onlyCategories: [...categories] } }

/** Loads the page once. Throws where it never showed what was to be measured. */
export async function measure(server: string, page: AuditedPage): Promise<Measured> {
  const profile = await mkdtemp(join(tmpdir(), 'shopbell-audit-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
    args: [...chromiumArguments, '--remote-debugging-port=0'],
    // The size is Lighthouse's to set.
    viewport: null,
  })
  try {
    if (page.signedInAs) await signIn(context, server, page.signedInAs)
    const end = await page.begin()
    const sight = watchFor(context, page.shows)
    const port = await debuggingPort(profile)
    const run = await lighthouse(`${server}${page.path}`, { port, logLevel: 'error' }, config)
    sight.stop()
    if (!run) throw new Error('Lighthouse had nothing to say.')
    if (run.lhr.runtimeError) throw new Error(run.lhr.runtimeError.message)
    if (!sight.isSeen()) throw new Error(`The page never showed ${page.shows}.`)
    await end()
    return measuredFrom(await judgeWithoutOthers(run), run.lhr)
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

async function signIn(
  context: BrowserContext,
  server: string,
  credentials: NonNullable<AuditedPage['signedInAs']>,
): Promise<void> {
  await context.addCookies(cookiesFor(server, await signedInCookie(server, credentials.member, credentials.pin)))
}

/** Where Lighthouse reaches the browser: Chromium writes the port that it took into its profile, soon after its start. */
async function debuggingPort(profile: string): Promise<number> {
  for (let patience = 100; patience > 0; patience--) {
    const written = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const [port, rest] = written.split('\n')
    if (rest !== undefined) return Number(port)
    await delay(100)
  }
  throw new Error('Chromium did not say where its debugger listens.')
}

/** Looks now and then whether a page of the browser shows what the selector finds, and leaves as little there as it can. */
function watchFor(context: BrowserContext, selector: string): { isSeen(): boolean; stop(): void } {
  let isSeen = false
  const expression = `document.querySelector(${JSON.stringify(selector)}) !== null`
  const look = async (page: Page) => {
    const devtools = await context.newCDPSession(page)
    const { result } = await devtools.send('Runtime.evaluate', { expression })
    if (result.value === true) isSeen = true
    await devtools.detach()
  }
  const timer = setInterval(() => {
    if (isSeen) clearInterval(timer)
    // While it navigates or closes there is nothing to ask, and that is no finding.
    else for (const page of context.pages()) look(page).catch(() => {})
  }, 500)
  return { isSeen: () => isSeen, stop: () => clearInterval(timer) }
}

/** Has Lighthouse judge the same load once more, by what the page itself took of the processor. */
async function judgeWithoutOthers({ artifacts }: RunnerResult): Promise<Result> {
  const { Trace: trace } = artifacts
  const own = { ...artifacts, Trace: { ...trace, traceEvents: withoutOthers(trace.traceEvents) } }
  const { steps } = await auditFlowArtifacts({ gatherSteps: [{ artifacts: own }] }, config)
  const [step] = steps
  if (!step) throw new Error('Lighthouse had nothing to say.')
  return step.lhr
}

function measuredFrom(own: Result, byClock: Result): Measured {
  const { categories: judged, audits } = own
  const score = (of: Result, category: Category) => Math.round((of.categories[category]?.score ?? 0) * 100)
  const figure = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const findings = categories.flatMap((category) =>
    (judged[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < (category === 'performance' ? 0.9 : 1))
      .map(({ id }) => `${category}: ${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ''}`.trim()),
  )
  return {
    scores: {
      performance: score(own, 'performance'),
      accessibility: score(own, 'accessibility'),
      'best-practices': score(own, 'best-practices'),
    },
    performanceByClock: score(byClock, 'performance'),
    timings: {
      fcpMs: Math.round(figure('first-contentful-paint')),
      lcpMs: Math.round(figure('largest-contentful-paint')),
      tbtMs: Math.round(figure('total-blocking-time')),
      cls: Number(figure('cumulative-layout-shift').toFixed(3)),
    },
    findings,
    report: generateReport(own),
  }
}
