/** What pages of other sites may do with ours, and what a script that got into ours may not: frames, and Trusted Types. */
import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BrowserContext, expect, type Frame, type Page, test } from '@playwright/test'
import { folderWith, testRetailer } from '../support/retailers.ts'
import { startServer } from '../support/server.ts'
import { Member, Shopper } from './people.ts'

/** Whatever a page of the context does that its policy forbids. */
async function violationsIn(context: BrowserContext): Promise<string[]> {
  const found: string[] = []
  await context.exposeFunction('tellViolation', (violation: string) => void found.push(violation))
  await context.addInitScript(() => {
    const { tellViolation } = window as unknown as { tellViolation: (violation: string) => void }
    document.addEventListener('securitypolicyviolation', ({ documentURI, effectiveDirective, blockedURI, sample }) =>
      tellViolation(`${documentURI}: ${effectiveDirective} ${blockedURI} ${sample}`),
    )
  })
  return found
}

/**
 * Words of ours that stand behind somebody's in one paragraph, and would be turned around with them: a mark does not reach out of
 * its own. A closing quotation mark is nothing that anybody could mistake, and what is only read out has no direction.
 */
function turnedIn(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const turned: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? ''
      if (!/[\u202a-\u202e\u2066-\u2069]/.test(text) || node.parentElement?.closest('.unseen')) continue
      let paragraph = node.parentElement
      while (paragraph && getComputedStyle(paragraph).display === 'inline') paragraph = paragraph.parentElement
      const whole = paragraph?.textContent ?? ''
      const behind = whole
        .slice(whole.indexOf(text) + text.search(/[\u202a-\u202e\u2066-\u2069]+/))
        .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
      if (/[^\s”"»]/.test(behind)) turned.push(whole)
    }
    return turned
  })
}

test.describe('Trusted Types', () => {
  test('from the sign-in to a claimed chat and its answer, nothing on any page is forbidden by its policy, and no words are turned around', async ({
    browser,
  }) => {
    const server = await startServer()
    const contexts = [
      await browser.newContext({ baseURL: server.url }),
      await browser.newContext({ baseURL: server.url }),
    ] as const
    try {
      const found = await Promise.all(contexts.map(violationsIn))
      const ana = await Member.signInOn(await contexts[0].newPage(), 'Ana')
      await ana.goAvailable()
      const shopPage = await contexts[1].newPage()
      await shopPage.goto('/demo/')
      const shopper = new Shopper(shopPage)
      // Marks that turn the direction of all that follows, and are never taken back.
      const turning = '\u202e\u2067'
      await shopper.ask(`Does it come in <b>green</b>?${turning}`, `<img src=x onerror=alert(1)>${turning}`)
      await ana.isRung()
      expect(await turnedIn(ana.page)).toEqual([])
      await ana.claim.click()
      await ana.isTalking()
      await expect(ana.page.getByText('Does it come in <b>green</b>?').first()).toBeVisible()
      await ana.page.getByRole('textbox', { name: /Write to/ }).fill(`<script>alert(1)</script> it does${turning}`)
      await ana.button('Send').click()
      await shopper.sees('<script>alert(1)</script> it does')
      expect(await turnedIn(ana.page)).toEqual([])
      expect(await turnedIn(shopPage.frames()[1] ?? shopPage)).toEqual([])
      for (const path of ['/demo/garden-lantern.html', '/']) await shopPage.goto(path)
      // The worker's script is registered by its policy as well.
      await ana.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state)
      expect(found.flat()).toEqual([])
      await isRefusedEverywhere(ana.page)
    } finally {
      await Promise.all(contexts.map((context) => context.close()))
      await server.end()
    }
  })

  test('a text that would become HTML or a script’s address is refused in the staff app, the panel and the demo shop', async ({
    page,
  }) => {
    const server = await startServer()
    try {
      for (const path of ['/', '/widget/panel.html?store=oxford-street', '/demo/']) {
        await page.goto(`${server.url}${path}`)
        await isRefusedEverywhere(page)
      }
    } finally {
      await server.end()
    }
  })
})

/** Tries what an injected script would, and what a careless one of ours might. */
async function isRefusedEverywhere(page: Page): Promise<void> {
  const refusals = await page.evaluate(() => {
    const refused = (attempt: () => unknown): string => {
      try {
        attempt()
        return 'done'
      } catch (failure) {
        return failure instanceof TypeError ? 'refused' : `${failure}`
      }
    }
    const div = document.createElement('div')
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
    return {
      html: refused(() => {
        div.innerHTML = '<img src=x onerror=alert(1)>'
      }),
      adjacent: refused(() => div.insertAdjacentHTML('beforeend', '<b>x</b>')),
      script: refused(() => {
        document.createElement('script').src = 'https://elsewhere.example/x.js'
      }),
      frame: refused(() => {
        document.createElement('iframe').srcdoc = '<script>alert(1)</script>'
      }),
      worker: refused(() => new Worker('/service-worker.js')),
      policy: refused(() => trustedTypes.createPolicy('default', { createHTML: (text: string) => text })),
      again: refused(() => trustedTypes.createPolicy('solid', { createHTML: (text: string) => text })),
    }
  })
  const { again, ...others } = refusals
  expect(new Set(Object.values(others))).toEqual(new Set(['refused']))
  // A name is given once: whoever comes after our own code does not get it.
  expect([again, page.url().includes('/demo/')]).toContainEqual('refused')
}

test.describe('frames', () => {
  let shop: Server
  let site: string
  const pages = new Map<string, string>()
  test.beforeEach(async () => {
    shop = createServer(({ url = '' }, answer) => answer.setHeader('content-type', 'text/html').end(pages.get(url) ?? ''))
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    // Another name for this machine, and so another site.
    site = `http://localhost:${(shop.address() as AddressInfo).port}`
  })
  test.afterEach(() => void shop.close())

  test('the panel of a real retailer stands on a site that it has named; on any other, and the staff app on all, it is blank', async ({
    page,
  }) => {
    const folder = await folderWith([testRetailer('elm', [site]), testRetailer('oak', ['https://oak.example'])])
    const server = await startServer({ data: folder, args: ['--no-demo'] })
    try {
      const widget = (store: string) =>
        `<!doctype html><script src="${server.url}/widget/loader.js" data-store="${store}"></script>`
      pages.set('/elm', widget('elm-store-1'))
      pages.set('/oak', widget('oak-store-1'))
      pages.set('/app', `<iframe src="${server.url}/"></iframe>`)
      // A frame that its server forbids is the browser's own error page.
      const inFrame = () => page.frames()[1]?.url().split(':')[0]
      await page.goto(`${site}/elm`)
      const shopper = new Shopper(page)
      await shopper.openPanel()
      await expect(shopper.panel.getByLabel('Your question')).toBeVisible()
      await page.goto(`${site}/oak`)
      await shopper.openPanel()
      await expect.poll(inFrame).toBe('chrome-error')
      await page.goto(`${site}/app`)
      await expect.poll(inFrame).toBe('chrome-error')
    } finally {
      await server.end()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
