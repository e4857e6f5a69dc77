/**
 * A new version while people work: two real builds with two real service workers, and a server whose pages are changed under
 * the open app. Nothing is lost, nothing is interrupted, and the person is asked.
 */
import { cp, mkdtemp, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { build } from 'vite'
import { oldestServer, protocolVersion } from '../../src/protocol/version.ts'
import { startFaultyProxy } from '../support/faulty-proxy.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { Member, Shopper } from './people.ts'

const root = join(import.meta.dirname, '../..')
/** What only the new version says. */
const newWords = 'You are available, newly'

// Two builds and several first visits take their time on a busy machine; this only bounds a test that hangs.
test.setTimeout(300_000)

let folder: string
let server: TestServer
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopbell-versions-'))
  await cp(join(root, 'dist'), join(folder, 'old'), { recursive: true })
  await cp(join(root, 'dist'), join(folder, 'new'), { recursive: true })
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder, 'new', 'staff') },
    plugins: [
      {
        name: 'newer',
        enforce: 'pre',
        transform: (code, id) => (id.includes('/locales/staff/en') ? code.replace("'You are available'", `'${newWords}'`) : null),
      },
    ],
  })
})
test.afterAll(() => rm(folder, { recursive: true }))

test.beforeEach(async () => {
  await serve('old')
  server = await startServer({ args: ['--pages', join(folder, 'served')] })
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

/** From one request to the next, as a deployment does it. */
async function serve(version: 'old' | 'new'): Promise<void> {
  await symlink(join(folder, version), join(folder, 'next'))
  await rename(join(folder, 'next'), join(folder, 'served'))
}

/** Has the worker of the first visit take the page, as on every later one. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  // The page listens for newer versions from here on.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('workbox-window')))
}

/** The app looks by itself once an hour, and after each new connection; the test does not wait for either. */
async function findNew(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration?.update()
  })
  await expect
    .poll(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)), {
      timeout: 60_000,
    })
    .toBe(true)
}

const ready = (page: Page) => page.getByText('A new version is ready.')
const isNew = (page: Page) => expect(page.getByText(newWords)).toBeVisible()
/** Marks the page, so that it can be seen whether it was loaded again. */
const mark = (page: Page) => page.evaluate(() => void document.body.setAttribute('data-first-load', ''))
const isUntouched = (page: Page) => expect(page.locator('body[data-first-load]')).toHaveCount(1)

test('ringing, then with an unsent message: a new version waits, the person is asked, and nothing is lost', async ({
  browser,
}) => {
  const proxy = await startFaultyProxy(server.url)
  const ana = await Member.available(browser, proxy.url, 'Ana')
  await settled(ana.page)
  await ana.isHome()
  await mark(ana.page)
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()

  // It rings: nothing is said of the new version, and nothing is taken.
  await serve('new')
  await findNew(ana.page)
  await expect(ready(ana.page)).toBeHidden()
  await ana.claim.click()
  await ana.isTalking()
  await expect(ready(ana.page)).toBeHidden()

  // A message that cannot leave: the new version is announced, and cannot be taken.
  proxy.silence()
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Yes, from Kent.')
  await ana.page.keyboard.press('Enter')
  await ana.page.getByRole('link', { name: 'Back' }).click()
  await expect(ana.page.getByText('You can load it once everything is sent.')).toBeVisible()
  await expect(ana.button('Load it')).toBeHidden()
  await isUntouched(ana.page)

  proxy.heal()
  await shopper.sees('Yes, from Kent.')
  await ana.button('Load it').click()
  await isNew(ana.page)
  await expect(ana.page.locator('body[data-first-load]')).toHaveCount(0)
  // The chat and its words are all there, once.
  await ana.page.getByRole('link', { name: /Crystal Minh/ }).click()
  await expect(ana.page.getByText('Yes, from Kent.')).toHaveCount(1)
  await shopper.write('Lovely.')
  await expect(ana.page.getByText('Lovely.').first()).toBeVisible()
  await proxy.end()
})

test('several tabs: the one that agrees gets the new version, one that is seen is asked too, one that is not goes along', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  await settled(ana.page)
  const second = await ana.page.context().newPage()
  await second.goto('/')
  await expect(second.getByText('You are available')).toBeVisible()
  await settled(second)
  await mark(second)
  const unseen = await ana.page.context().newPage()
  await unseen.goto('/')
  await expect(unseen.getByText('You are available')).toBeVisible()
  await settled(unseen)

  await serve('new')
  await findNew(ana.page)
  await expect(ready(second)).toBeVisible()
  await expect(ready(ana.page)).toBeVisible()
  await ana.button('Load it').click()
  await isNew(ana.page)

  // What is seen stays as it is until the person says so here too.
  await expect(ready(second)).toBeVisible()
  await unseen.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await isNew(unseen)
  await isUntouched(second)
  await second.getByRole('button', { name: 'Load it' }).click()
  await isNew(second)
})

test('a person who would rather not is left alone, and the old version goes on working', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  await settled(ana.page)
  await mark(ana.page)
  await serve('new')
  await findNew(ana.page)
  await ana.button('Later').click()
  await expect(ready(ana.page)).toBeHidden()
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?')
  await ana.claim.click()
  await ana.isTalking()
  await isUntouched(ana.page)
})

test('an app that is too old for the server says so, and its button brings the new one', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  await settled(ana.page)
  await serve('new')
  await answerAs(ana.page.context(), protocolVersion + 1)
  await ana.page.reload()
  await expect(ana.page.getByText('A newer Shopbell is needed')).toBeVisible()
  await ana.page.context().unrouteAll()
  await ana.button('Load again').click()
  await isNew(ana.page)
})

test('an app that stayed open while its server became too new for it says so as soon as it connects', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  await ana.page.routeWebSocket(/\/api\/v1\/rooms\//, (socket) => {
    expect(new URL(socket.url()).searchParams.get('protocol')).toBe(String(protocolVersion))
    void socket.close({ code: 4426 })
  })
  await server.restart()
  await expect(ana.page.getByText('A newer Shopbell is needed')).toBeVisible()
})

test('a new app before a server that is too old says so, and goes on by itself once that is replaced', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const context = ana.page.context()
  await answerAs(context, oldestServer - 1)
  await ana.page.reload()
  await expect(ana.page.getByText('The server is older than this app')).toBeVisible()
  await context.unrouteAll()
  await ana.isHome()
})

/** The server's session, as a server of another protocol version would say it. */
async function answerAs(context: BrowserContext, version: number): Promise<void> {
  await context.route('**/api/v1/session', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), protocolVersion: version } })
  })
}
