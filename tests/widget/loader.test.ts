/** The loader in a real Chromium, on pages of another origin than Shopbell’s, as on a retailer’s website. */
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchChromium, browserTest as test } from '../support/browser.ts'
import { until } from '../support/until.ts'
import { type Built, buildWidget } from './built-widget.ts'
import { type ShopServer, startShop } from './shop-server.ts'

let built: Built
let shop: ShopServer
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  built = await buildWidget()
  shop = await startShop(built.folder, null)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await shop.stop()
  built.remove()
})
beforeEach(async () => {
  shop.fault = () => null
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  page = await context.newPage()
})
afterEach(() => context.close())

const jug = `<script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'Stoneware jug',
  url: 'https://shop.example/jug',
  offers: { price: '36.00', priceCurrency: 'GBP' },
})}</script>`
const tag = () => `<script src="${shop.url}/widget/loader.js" data-store="oxford-street" async></script>`

/** The shop is one origin, Shopbell another. */
async function visit(html = '', path = '/page'): Promise<void> {
  const policy = `default-src 'self'; script-src ${shop.url} 'unsafe-inline'; frame-src ${shop.url}; style-src 'self' 'unsafe-inline'`
  shop.page(path, `<!doctype html><html lang="en-GB"><head>${tag()}</head><body>${html}</body></html>`, policy)
  await page.goto(shop.otherUrl + path)
  await launcher().waitFor({ state: 'attached' })
}
const launcher = () => page.locator('button.launcher')
const dialog = () => page.locator('dialog')
const frame = () => page.frames().find((one) => one.url().includes('/widget/panel.html'))
const open = async () => {
  await launcher().click()
  await panelIsThere()
}
const panelIsThere = () => page.frameLocator('iframe').getByRole('button', { name: 'Close chat' }).waitFor()
const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem('shopbell.page.oxford-street') ?? 'null'))

test('the button is reached and pressed with the keyboard; the panel takes the focus; Escape gives it back', async () => {
  await visit('<h1>A shop</h1>')
  await page.keyboard.press('Tab')
  await expect.poll(() => launcher().evaluate((button) => button.matches(':focus-visible'))).toBe(true)
  expect(await page.getByRole('button', { name: 'Chat with the store' }).count()).toBe(1)
  await page.keyboard.press('Enter')
  await panelIsThere()
  await expect.poll(() => frame()?.evaluate(() => document.hasFocus())).toBe(true)
  expect(await launcher().isVisible()).toBe(false)
  await page.keyboard.press('Escape')
  await expect
    .poll(() => launcher().evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button))
    .toBe(true)
  expect(await dialog().isVisible()).toBe(false)
})

test('a page’s own style cannot break the button', async () => {
  await visit(`<style>
    * { all: unset !important; color: red !important; font: 3px serif !important }
    div, button, span, dialog, iframe { display: none !important; position: static !important; opacity: 0 !important }
    body > div { transform: scale(3) !important; visibility: hidden !important }
  </style><div>gone</div>`)
  expect(await launcher().isVisible()).toBe(true)
  const box = await launcher().boundingBox()
  expect(box).toMatchObject({ height: 56, y: 800 - 24 - 56 })
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(1280 - 24)
})

test('nothing on the page moves', async () => {
  await context.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await visit(`${'<p>A paragraph.</p>'.repeat(60)}`)
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)
  const before = await height()
  await open()
  expect(await height()).toBe(before)
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
})

test('a strict policy that names only our origin, Trusted Types included, is enough', async () => {
  const refused: string[] = []
  page.on('console', (message) => refused.push(message.text()))
  shop.page(
    '/strict',
    `<!doctype html><html lang="en"><head>${tag()}</head><body></body></html>`,
    `default-src 'none'; script-src ${shop.url}; frame-src ${shop.url}; require-trusted-types-for 'script'`,
  )
  await page.goto(`${shop.otherUrl}/strict`)
  await open()
  expect(refused.filter((text) => /policy|trusted/i.test(text))).toEqual([])
})

const products = [
  ['JSON-LD', jug, { title: 'Stoneware jug', url: 'https://shop.example/jug', price: '£36.00' }],
  [
    'a graph, a list of types, pictures and prices as lists',
    `<script type="application/ld+json">{"@graph":[{"@type":"BreadcrumbList"},{"@type":["Thing","http://schema.org/Product"],
      "name":" Jug ","image":[{"url":"/jug.jpg"}],"offers":[{"@type":"AggregateOffer","lowPrice":36,"priceCurrency":"EUR"}]}]}</script>`,
    { title: 'Jug', imageUrl: 'http://localhost/jug.jpg', url: 'http://localhost/page', price: '€36.00' },
  ],
  [
    'a page whose main thing is a product, and its canonical address',
    `<link rel="canonical" href="/the-jug"><script type="application/ld+json">{"@type":"ItemPage","mainEntity":{"@type":"Product","name":"Jug","image":"x.png"}}</script>`,
    { title: 'Jug', imageUrl: 'http://localhost/x.png', url: 'http://localhost/the-jug' },
  ],
  [
    'Open Graph',
    `<meta property="og:type" content="product"><meta property="og:title" content="Jug"><meta property="og:image" content="https://cdn.example/j.jpg">
     <meta property="product:price:amount" content="36"><meta property="product:price:currency" content="GBP">`,
    { title: 'Jug', imageUrl: 'https://cdn.example/j.jpg', url: 'http://localhost/page', price: '£36.00' },
  ],
  [
    'broken JSON beside good',
    `<script type="application/ld+json">{oops</script>${jug}`,
    { title: 'Stoneware jug', url: 'https://shop.example/jug', price: '£36.00' },
  ],
  [
    'addresses that are no addresses',
    `<script type="application/ld+json">{"@type":"Product","name":"Jug","url":"javascript:alert(1)","image":"data:image/png;base64,AA","offers":{"price":"call us","priceCurrency":"???"}}</script>`,
    { title: 'Jug' },
  ],
  [
    'a title that never ends',
    `<script type="application/ld+json">{"@type":"Product","name":"${'x'.repeat(500)}","url":"https://shop.example/x"}</script>`,
    { title: 'x'.repeat(200), url: 'https://shop.example/x' },
  ],
] as const

test('the product of a page is read from JSON-LD and Open Graph, within bounds', async () => {
  for (const [what, html, expected] of products) {
    await page.goto('about:blank')
    await visit(`<script>localStorage.clear()</script>${html}`)
    const [{ viewedAt, ...viewed }] = (await kept()).viewed
    expect(viewedAt, what).toBeTypeOf('number')
    expect(JSON.parse(JSON.stringify(viewed).replaceAll(shop.otherUrl, 'http://localhost')), what).toEqual(expected)
  }
})

const noProducts = [
  ['nothing', ''],
  ['a list of products', jug + jug],
  ['an article', '<meta property="og:type" content="article"><meta property="og:title" content="News">'],
  ['a product without a name', '<script type="application/ld+json">{"@type":"Product"}</script>'],
  ['data of another shape', '<script type="application/ld+json">[null,7,"Product",{"@type":null}]</script>'],
] as const

test('a list, an article or nonsense is no look at a product', async () => {
  for (const [what, html] of noProducts) {
    await visit(html)
    expect((await kept()).viewed, what).toEqual([])
  }
})

test('the query of a page’s address stays on the page', async () => {
  shop.page(
    '/secret',
    `<!doctype html><head>${tag()}</head><body><meta property="og:type" content="product"><meta property="og:title" content="Jug">`,
    '',
  )
  await page.goto(`${shop.otherUrl}/secret?token=abc#part`)
  await launcher().waitFor()
  expect((await kept()).viewed[0].url).toBe(`${shop.otherUrl}/secret`)
})

test('a page that changes without loading says what is looked at; whatever it says is bounded', async () => {
  await visit()
  await page.evaluate(() => {
    const anything = window.shopbell as unknown as { view(product: unknown): void }
    anything.view({ title: 'Lamp', url: '/lamp', price: '£9', imageUrl: 5 })
    for (const nonsense of [undefined, null, 7, 'Lamp', {}, { title: 5 }, { title: '  ' }]) anything.view(nonsense)
  })
  expect((await kept()).viewed).toEqual([
    { title: 'Lamp', url: `${shop.otherUrl}/lamp`, price: '£9', viewedAt: expect.any(Number) },
  ])
})

test('what the shopper looked at does not leave the page before they want to see it or start a chat', async () => {
  await context.addInitScript(() => {
    if (parent === self) return
    const heard: unknown[] = []
    Object.assign(window, { heard })
    addEventListener('message', ({ data }) => heard.push(data))
  })
  const heard = () => frame()?.evaluate(() => (window as unknown as { heard: { is: string }[] }).heard) ?? Promise.resolve([])
  shop.fault = (_, path) => (path.endsWith('/session') ? { is: 'answer', status: 200, body: session } : null)
  await visit(jug)
  await open()
  const panel = page.frameLocator('iframe')
  await panel.getByRole('textbox', { name: 'Your question' }).fill('How big is it?')
  expect((await heard()).map(({ is }) => is)).toEqual(['hello', 'opened'].slice(0, (await heard()).length))
  expect(JSON.stringify(await heard())).not.toContain('jug')
  await panel.getByText('See what').click()
  await panel.getByText('Stoneware jug').waitFor()
  expect((await heard()).at(-1)).toMatchObject({
    is: 'shopping',
    lookingAt: { title: 'Stoneware jug' },
    isReturningVisitor: false,
  })
})

test('only the panel’s window on its origin is believed', async () => {
  await visit()
  await open()
  await frame()?.evaluate(() => parent.postMessage({ is: 'close' }, '*'))
  await expect.poll(() => dialog().isVisible()).toBe(false)
  // Another window of our own origin is as much a stranger as the page itself.
  const claim = '<script>parent.postMessage({ is: "unread", count: 9 }, "*"); parent.postMessage("told", "*")</script>'
  shop.page('/stranger', claim, '')
  await page.evaluate((src) => {
    postMessage({ is: 'unread', count: 9 }, '*')
    postMessage(null, '*')
    document.body.appendChild(Object.assign(document.createElement('iframe'), { src }))
    return new Promise<void>((resolve) =>
      addEventListener('message', ({ data }) => {
        if (data === 'told') resolve()
      }),
    )
  }, `${shop.url}/stranger`)
  expect(await page.locator('.badge').isVisible()).toBe(false)
  await frame()?.evaluate(() => parent.postMessage({ is: 'unread', count: 2 }, '*'))
  await expect.poll(() => page.locator('.badge').textContent()).toBe('2')
  expect(await page.getByRole('button', { name: 'Chat with the store, 2 new messages' }).count()).toBe(1)
  // The panel in turn believes its parent alone: this message comes from itself.
  await frame()?.evaluate(() => postMessage({ is: 'opened' }, '*'))
  await frame()?.evaluate(() => parent.postMessage({ is: 'unread', count: 3 }, '*'))
  await expect.poll(() => page.locator('.badge').textContent()).toBe('3')
})

test('an open panel opens again by itself on the next page, and leaves the focus where it is', async () => {
  await visit()
  await open()
  await visit('<input autofocus>', '/next')
  await panelIsThere()
  expect(await dialog().isVisible()).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
})

test('a closed panel is not loaded, unless there is a chat to hear of', async () => {
  await visit()
  expect(page.frames()).toHaveLength(1)
  await page.evaluate(() => localStorage.setItem('shopbell.page.oxford-street', '{"hasChat":true}'))
  await page.reload()
  await expect.poll(() => page.frames().length).toBe(2)
  expect(await dialog().isVisible()).toBe(false)
})

test('a panel that cannot be loaded says so, can be tried again, and can be closed', async () => {
  await page.clock.install()
  await page.route('**/panel.html*', (route) => route.abort())
  await visit()
  await launcher().click()
  await page.getByText('One moment…').waitFor()
  await page.clock.fastForward(8_000)
  await page.getByText('The chat cannot be reached right now.').waitFor()
  await page.getByRole('button', { name: 'Close chat' }).click()
  expect(await launcher().isVisible()).toBe(true)
  await launcher().click()
  await page.unroute('**/panel.html*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await panelIsThere()
  expect(await page.getByText('cannot be reached right now').isVisible()).toBe(false)
})

test('storage that throws is survived', async () => {
  await context.addInitScript(() => {
    const forbidden = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    Object.defineProperty(window, 'localStorage', { get: forbidden })
  })
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await visit(jug)
  await open()
  await page.frameLocator('iframe').getByRole('button', { name: 'Close chat' }).click()
  await open()
  expect(errors).toEqual([])
})

test('the script tag twice is one button; without a store there is none', async () => {
  shop.page('/twice', `<!doctype html><head>${tag()}${tag()}</head><body></body>`, '')
  await page.goto(`${shop.otherUrl}/twice`, { waitUntil: 'networkidle' })
  expect(await launcher().count()).toBe(1)
  shop.page('/none', `<!doctype html><head><script src="${shop.url}/widget/loader.js"></script></head><body></body>`, '')
  await page.goto(`${shop.otherUrl}/none`, { waitUntil: 'networkidle' })
  expect(await launcher().count()).toBe(0)
})

test('a language that is none, or is written with an underscore, stops neither the panel nor the price', async () => {
  shop.fault = (_, path) => (path.endsWith('/session') ? { is: 'answer', status: 200, body: session } : null)
  const told = `<script type="application/ld+json">{"@type":"Product","name":"Jug","offers":{"price":36,"priceCurrency":"GBP"}}</script>`
  for (const [locale, price] of [
    ['en_GB', '£36.00'],
    ['', '£36.00'],
    ['no language!', undefined],
  ] as const) {
    const head = tag().replace('async', `data-locale="${locale}" async`)
    shop.page('/language', `<!doctype html><html lang="${locale}"><head>${head}</head><body>${told}</body></html>`, '')
    await page.goto(`${shop.otherUrl}/language`)
    await page.evaluate(() => window.shopbell?.open())
    await page.frameLocator('iframe').getByRole('textbox', { name: 'Your question' }).waitFor()
    expect((await kept()).viewed[0].price, locale).toBe(price)
    await page.evaluate(() => window.shopbell?.forget())
  }
})

test('on a phone the panel is the whole screen, and nothing behind it can be reached', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await visit('<button id="behind">Buy</button>')
  await open()
  // It slides in.
  await expect.poll(() => dialog().boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  expect(await page.evaluate(() => document.elementFromPoint(60, 20)?.id)).not.toBe('behind')
  await page.evaluate(() => document.getElementById('behind')?.focus())
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('behind')
  await page.frameLocator('iframe').getByRole('button', { name: 'Close chat' }).click()
  await expect.poll(() => launcher().isVisible()).toBe(true)
})

/** Chromium blocks the storage of what is embedded from another site in a window like this one. */
test('a panel without storage of its own is given its things back by the page; after “forget” there are none', async () => {
  shop.fault = (_, path) => (path.endsWith('/session') ? { is: 'answer', status: 200, body: session } : null)
  await visit(jug)
  await open()
  const question = () => page.frameLocator('iframe').getByRole('textbox', { name: 'Your question' })
  await question().fill('Half a question')
  await until(async () => expect((await kept()).panel).toContain('Half a question'))
  await page.reload()
  await expect.poll(() => question().inputValue()).toBe('Half a question')

  await page.evaluate(() => window.shopbell?.forget())
  await expect.poll(() => page.frames().length).toBe(1)
  expect(await kept()).toMatchObject({ viewed: [], panel: null, startAfresh: true, isOpen: false })
  await open()
  await expect.poll(() => question().inputValue()).toBe('')
  expect(await kept()).toMatchObject({ startAfresh: false })
})

const session = {
  token: 't',
  shopper: 's',
  name: null,
  isReturning: false,
  store: { id: 'oxford-street', name: 'Oxford Street' },
  chat: null,
}
