/**
 * `npm test`: everything that a change must pass, in one go, on a machine with nothing but Node and git. Builds, checks, runs
 * Vitest and then the browser tests, and ends with the line `N passed, N failed, N skipped`.
 *
 * Each check and the build count as one test, so that the line is honest. `npm test -- decider browser/claim` runs only the
 * checks and test files whose name contains one of the words.
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter'
import { startVitest } from 'vitest/node'
import packageJson from '../../package.json' with { type: 'json' }
import { ensureChromium } from './find-chromium.ts'
import { lastLine, nothing, oneFailed, onePassed, type Skip, sum, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')
const wanted = process.argv.slice(2)
const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word))
const filesLike = (pattern: string) => globSync(pattern, { cwd: root }).filter(isWanted).sort()

process.chdir(root)
const nodeEnvironment = process.env.NODE_ENV
const unitFiles = filesLike('tests/**/*.test.{ts,tsx}')
const browserFiles = filesLike('tests/browser/**/*.spec.ts')
const checks = Object.keys(packageJson.scripts).filter((script) => script.startsWith('check:') && isWanted(script))

const tallies: Tally[] = []
for (const check of checks) tallies.push(await runCheck(check))
const hasTests = unitFiles.length + browserFiles.length > 0
if (hasTests) tallies.push(prepareChromium())
if (unitFiles.length > 0) tallies.push(await runVitest(unitFiles))
if (browserFiles.length > 0) tallies.push(await runBrowserTests(browserFiles))
process.exit(report(tallies))

function heading(text: string): void {
  process.stdout.write(`\n── ${text} ${'─'.repeat(Math.max(3, 90 - text.length))}\n`)
}

async function runCheck(script: string): Promise<Tally> {
  heading(`npm run ${script}`)
  const tally = (await run('npm', ['run', '--silent', script])) ? onePassed : oneFailed
  process.stdout.write(tally.failed ? `✗ ${script} found something: see above\n` : `✓ ${script}\n`)
  return tally
}

/** Some of Vitest's files drive a browser too. */
function prepareChromium(): Tally {
  heading('Chromium')
  try {
    process.env.CHROMIUM = ensureChromium((line) => process.stdout.write(`${line}\n`))
    process.stdout.write(`✓ ${process.env.CHROMIUM}\n`)
    return nothing
  } catch (error) {
    process.stdout.write(`✗ ${error instanceof Error ? error.message : error}\n`)
    return oneFailed
  }
}

async function runVitest(files: readonly string[]): Promise<Tally> {
  heading(`Vitest: ${files.length} files`)
  const vitest = await startVitest('test', [...files], { config: 'tests/vitest.config.ts', run: true, watch: false })
  const failed = vitest.state.getUnhandledErrors().length
  const tally = { passed: 0, failed, skipped: [] as Skip[], repeated: [] as string[] }
  for (const module of vitest.state.getTestModules()) {
    const tests = [...module.children.allTests()]
    // A file that cannot be loaded has no tests to fail.
    if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) tally.failed += 1
    for (const test of tests) {
      const result = test.result()
      if (result.state === 'passed') tally.passed += 1
      else if (result.state === 'skipped') tally.skipped.push({ test: test.fullName, why: result.note ?? 'no reason given' })
      else tally.failed += 1
      if (test.diagnostic()?.flaky) tally.repeated.push(test.fullName)
    }
  }
  await vitest.close()
  return tally
}

async function runBrowserTests(files: readonly string[]): Promise<Tally> {
  heading('npm run build')
  if (!(await run('npm', ['run', '--silent', 'build']))) {
    process.stdout.write('✗ The apps cannot be built, so the browser tests did not run\n')
    return oneFailed
  }

  heading(`Playwright: ${files.length} files`)
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-tests-'))
  try {
    const output = join(folder, 'playwright.json')
    const args = ['test', '--config', 'tests/browser/playwright.config.ts', '--reporter', 'list,json', ...files]
    const isGood = await run('playwright', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: output })
    if (!existsSync(output)) return oneFailed
    return sum([onePassed, tallyOfPlaywright(JSON.parse(readFileSync(output, 'utf8')), isGood)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function tallyOfPlaywright(report: JSONReport, isGood: boolean): Tally {
  const { expected, unexpected, flaky } = report.stats
  const tests = report.suites.flatMap(testsOf)
  // A failure outside a test (a file that cannot be loaded, a set-up that failed) shows in the exit code only.
  const failed = unexpected + report.errors.length || (isGood ? 0 : 1)
  return {
    passed: expected + flaky,
    failed,
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ name, why }) => ({ test: name, why })),
    repeated: tests.filter(({ status }) => status === 'flaky').map(({ name }) => name),
  }
}

/** Every test with its status and, where it was skipped, why. */
function testsOf({ title, specs, suites = [] }: JSONReportSuite): { name: string; status: string; why: string }[] {
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => ({
      name: `${title}: ${spec.title}`,
      status,
      why: annotations.find(({ type }) => type === 'skip')?.description ?? 'an earlier failure or no reason given',
    })),
  )
  return [...own, ...suites.flatMap(testsOf)]
}

/**
 * Runs to the end with its output going straight through; true where it ended well. Vitest, which runs in this process, sets
 * NODE_ENV for itself; the apps would be built for development by it.
 */
function run(command: string, args: readonly string[], environment: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_ENV: nodeEnvironment, ...environment }
    const child = spawn(command, args, { stdio: 'inherit', env })
    child.once('error', (error) => {
      process.stdout.write(`${command} did not start: ${error.message}\n`)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Prints the sum; returns the exit code. */
function report(tallies: readonly Tally[]): 0 | 1 {
  const total = tallies.length > 0 ? sum(tallies) : nothing
  heading('in all')
  if (tallies.length === 0) process.stdout.write(`Nothing is named like ${wanted.join(' or ')}.\n`)
  for (const { test, why } of total.skipped) process.stdout.write(`skipped: ${test} (${why})\n`)
  for (const test of total.repeated) process.stdout.write(`passed only when it began anew: ${test}\n`)
  process.stdout.write(`${lastLine(total)}\n`)
  return total.failed > 0 || tallies.length === 0 ? 1 : 0
}
