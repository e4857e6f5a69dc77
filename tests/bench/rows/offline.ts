/**
 * How soon the staff app is of use when it is opened cold and without a network, on a processor six times as slow: from the tap
 * to Home with its large button. Beside it a page with nothing but a button, opened the same way.
 */
import { type BrowserContext, chromium } from '@playwright/test'
import { cookiesFor, signedInCookie } from '../../support/device.ts'
import { chromiumArguments, ensureChromium } from '../../support/find-chromium.ts'
import { startServer } from '../../support/server.ts'
import { noteWhenItStands } from '../../support/standing.ts'
import { onAllCores } from '../child.ts'
import type { Figure } from '../figure.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'

const slowdown = 6
const home = '.availability-button'

export const offline: Row = {
  name: 'offline',
  about: 'the staff app opened without a network, on a slow tablet',
  measure: (run) => onAllCores(() => measure(run)),
}

async function measure({ isQuick }: Run): Promise<readonly Figure[]> {
  const server = await startServer({ args: ['--log-level', 'warn'] })
  const browser = await chromium.launch({
    executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
    args: chromiumArguments,
  })
  const measured: number[] = []
  const beside: number[] = []
  try {
    const context = await browser.newContext()
    await context.addCookies(cookiesFor(server.url, await signedInCookie(server.url, 'ana', '1111')))
    const first = await context.newPage()
    await first.goto(server.url)
    await first.waitForSelector(home)
    await first.evaluate(async () => void (await navigator.serviceWorker.ready))
    // The second visit is the first that the worker serves; by then it has kept everything.
    await first.reload()
    await first.waitForSelector(home)
    await first.goto('about:blank')
    await context.setOffline(true)
    for (let repetition = 0; repetition < (isQuick ? 3 : 11); repetition++) {
      await stopWorkers(context)
      beside.push(await timeToSee(context, 'data:text/html,<button class="availability-button">Go available</button>'))
      measured.push(await timeToSee(context, server.url))
    }
  } finally {
    await browser.close()
    await server.end()
  }
  return [
    {
      row: 'offline',
      what: `opened cold without a network, ${slowdown} × slower`,
      unit: 'ms',
      measured: spreadOf(measured),
      beside: { what: 'a bare page', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
      budget: { of: 'measured', is: 'atMost', value: 1_000 },
    },
  ]
}

/** A service worker that has been idle for a while is not running either. */
async function stopWorkers(context: BrowserContext): Promise<void> {
  const [page] = context.pages()
  if (!page) throw new Error('The first page stays open.')
  const devtools = await context.newCDPSession(page)
  await devtools.send('ServiceWorker.enable')
  await devtools.send('ServiceWorker.stopAllWorkers')
  await devtools.detach()
}

/** Milliseconds from the navigation's start until the button stands. */
async function timeToSee(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  const stoodAt = await noteWhenItStands(page, home)
  await page.goto(address, { waitUntil: 'commit' })
  const took = await stoodAt()
  await page.close()
  return took
}
