/**
 * Takes the pictures of every page of the console over a real server, in three sizes, light and dark, after a build:
 * `node tests/console/shoot.ts FOLDER [picture…]`, with `--words de` in another language, `--text 2` in larger letters, `--only
 * phone-dark` one of the six. The shop in them has the longest names that are let in, and some from right to left. They are made to
 * be looked at.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { Manager, printedLink } from '../browser/manager.ts'
import { Member } from '../browser/people.ts'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'
import { startServer } from '../support/server.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    words: { type: 'string', default: 'en' },
    text: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const [folder = 'pictures', ...wanted] = positionals
const sizes = { landscape: [1180, 820], portrait: [820, 1180], phone: [390, 844] } as const
const longest = 'Maximiliane-Hubertine Freifrau von und zu Donnersmarck-Obersc'
const rightToLeft = 'شيماء بنت عبد الرحمن آل خليفة'

const server = await startServer()
const empty = await startServer({ args: ['--no-demo'] })
const browser = await chromium.launch({
  executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: [...chromiumArguments],
})

async function ask(method: string, path: string, cookie: string, body?: object): Promise<Response> {
  const headers = { origin: server.url, cookie, ...(body ? { 'content-type': 'application/json' } : {}) }
  const response = await fetch(`${server.url}/api/v1/console${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  return response
}
const enter = async (who: string) => {
  const answered = await ask('POST', '/session', '', { login: `${who}@marlow-finch.example`, password: 'seven brass lanterns' })
  return answered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
const cookies = { greta: await enter('greta'), emma: await enter('emma') }
const oxford = '/stores/oxford-street'
for (const [name, pin] of [
  [longest, '4729'],
  [rightToLeft, '8305'],
] as const)
  await ask('POST', `${oxford}/members`, cookies.greta, { name, pin, role: 'associate' })
await ask('POST', '/stores', cookies.greta, { name: `Llanfairpwllgwyngyll ${longest}`.slice(0, 80) })
const onShift = [await Member.signIn(browser, server.url, 'Ana'), await Member.signIn(browser, server.url, 'Ben')]
const devices = async () => (await (await ask('GET', `${oxford}/devices`, cookies.greta)).json()).devices as { id: string }[]
for (const [nth, name] of [longest, rightToLeft].entries()) {
  const device = (await devices())[nth]?.id
  await ask('PUT', `/devices/${device}`, cookies.greta, { name })
}
await onShift[1]?.page.close()

/** What is pressed once the page stands. Each leaves the server as it was. */
interface Picture {
  readonly as?: keyof typeof cookies
  readonly at: string
  readonly press?: (page: Page, manager: Manager) => Promise<unknown>
}
const pictures: Readonly<Record<string, Picture>> = {
  'sign-in': { at: '' },
  'sign-in-failed': {
    at: '',
    async press(page) {
      await page.locator('input[type=email]').fill('greta@marlow-finch.example')
      await page.locator('input[type=password]').fill('wrong')
      await page.keyboard.press('Enter')
      await page.locator('[role=alert]:not(:empty)').waitFor()
    },
  },
  stores: { as: 'greta', at: '#/stores' },
  figures: { as: 'greta', at: '#/stores', press: (page) => page.locator('[aria-expanded=false]').first().click() },
  hours: { as: 'greta', at: '#/hours/oxford-street' },
  week: {
    as: 'greta',
    at: '#/hours/oxford-street',
    press: (page) => page.locator('select.field-input').nth(2).selectOption('week'),
  },
  members: { as: 'greta', at: '#/members/oxford-street' },
  devices: {
    as: 'greta',
    at: '#/devices/oxford-street',
    async press(page) {
      if ((await page.locator('.last-check').count()) > 0) return
      await page.locator('.device .row-answers').first().locator('button').first().click()
      await page.locator('.last-check').first().waitFor()
    },
  },
  'sign-out': {
    as: 'greta',
    at: '#/devices/oxford-street',
    press: (page) => page.locator('.device .row-answers').first().locator('button').nth(1).click(),
  },
  'no-devices': { as: 'greta', at: '#/devices/brighton-lanes' },
  code: {
    as: 'greta',
    at: '#/devices/brighton-lanes',
    async press(page) {
      await page.locator('.form-inline input').fill('Till')
      await page.locator('.form-inline button[type=submit]').click()
      await page.locator('.qr').waitFor()
    },
  },
  widget: { as: 'greta', at: '#/widget' },
  shoppers: { as: 'greta', at: '#/shoppers' },
  'shoppers-of-a-manager': { as: 'emma', at: '#/shoppers' },
  retailer: { as: 'greta', at: '#/retailer' },
  'retailer-of-a-manager': { as: 'emma', at: '#/retailer' },
  audit: { as: 'greta', at: '#/audit' },
  account: { as: 'greta', at: '#/account' },
  loading: {
    as: 'greta',
    at: '#/account',
    async press(page) {
      await page.route('**/console/stores/*/members', () => {})
      await page.goto(`${server.url}/console/#/members`)
      await page.locator('.loading').waitFor()
    },
  },
  failed: {
    as: 'greta',
    at: '#/account',
    async press(page) {
      await page.route('**/console/stores/*/members', (route) => route.abort())
      await page.goto(`${server.url}/console/#/members`)
      await page.locator('.state').waitFor()
    },
  },
  'set-up': { at: `${empty.url}${printedLink(empty.log)}` },
  'set-up-you': { at: `${empty.url}${printedLink(empty.log)}`, press: (page) => steps(page, 1) },
  'set-up-store': { at: `${empty.url}${printedLink(empty.log)}`, press: (page) => steps(page, 2) },
  'link-over': { at: `${empty.url}/console/#setup=${'x'.repeat(43)}` },
}
const texts = ['Lantern & Co', 'Asta Lindqvist', 'asta@lantern.example', 'nine quiet harbours']

/** Through the first questions of the set-up. */
async function steps(page: Page, most: number): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    const inputs = page.locator('form input')
    for (let nth = 0; nth < (step === 0 ? 1 : 3); nth += 1) await inputs.nth(nth).fill(texts[step + nth] ?? '')
    await page.locator('form button[type=submit]').click()
  }
}

async function contextFor({ as }: Picture, size: keyof typeof sizes, colorScheme: 'light' | 'dark'): Promise<BrowserContext> {
  const [width, height] = sizes[size]
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: `${values.words}-GB`,
    hasTouch: size !== 'landscape',
  })
  await context.addInitScript(
    ([text, words]) => {
      localStorage.setItem('shopbell.console.language', words ?? 'en')
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = `${Number(text) * 100}%`
      })
    },
    [values.text, values.words],
  )
  const [name = '', value = ''] = as ? cookies[as].split('=') : []
  if (as) await context.addCookies([{ name, value, url: server.url }])
  return context
}

await mkdir(folder, { recursive: true })
const problems = new Set<string>()
try {
  for (const [name, picture] of Object.entries(pictures)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    for (const size of ['landscape', 'portrait', 'phone'] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        if (values.only && values.only !== `${size}-${colorScheme}`) continue
        const context = await contextFor(picture, size, colorScheme)
        const page = await context.newPage()
        page.on('pageerror', (error) => problems.add(`${name}: ${error.message}`))
        await page.goto(picture.at.startsWith('http') ? picture.at : `${server.url}/console/${picture.at}`)
        await page.locator('h1').first().waitFor()
        await page.locator('.loading').waitFor({ state: 'detached' })
        await picture.press?.(page, new Manager(page))
        const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (width > 0) problems.add(`${name}-${size}: ${width} pixels too wide`)
        const small = await page.evaluate(() =>
          [...document.querySelectorAll('a, button, summary, select, input:not([type=checkbox])')]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.getBoundingClientRect(), one.textContent || one.tagName] as const)
            .filter(([{ width: its, height }]) => its > 0 && (its < 44 || height < 44))
            .map(([{ width: its, height }, text]) => `${text}: ${Math.round(its)}×${Math.round(height)}`),
        )
        for (const one of small) problems.add(`${name}-${size}: small target ${one}`)
        await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`), fullPage: true })
        await context.close()
      }
    }
  }
} finally {
  await browser.close()
  await server.end()
  await empty.end()
}
for (const problem of problems) process.stdout.write(`${problem}\n`)
