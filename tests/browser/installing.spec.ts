/** The app as something that is installed: its manifest, its shortcut, and the hint that it can be. */
import { expect, type Page, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { Member } from './people.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

interface Manifest {
  readonly id: string
  readonly scope: string
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[]
  readonly screenshots: readonly { readonly src: string; readonly sizes: string; readonly form_factor: string }[]
  readonly shortcuts: readonly {
    readonly url: string
    readonly icons: readonly { readonly src: string; readonly sizes: string }[]
  }[]
}

test('Chromium finds nothing to object to in the manifest, and every picture has the size that it says', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.url })
  await page.goto('/')
  const devtools = await page.context().newCDPSession(page)
  const { errors, data } = await devtools.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // An incognito window, which a test's always is, installs nothing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])

  const { id, scope, icons, screenshots, shortcuts }: Manifest = JSON.parse(data ?? '{}')
  expect({ id, scope }).toEqual({ id: '/', scope: '/' })
  expect(icons.map(({ sizes, purpose = 'any' }) => `${purpose} ${sizes}`)).toEqual([
    'any 192x192',
    'any 512x512',
    'maskable 512x512',
  ])
  expect(screenshots.map(({ form_factor }) => form_factor).toSorted()).toEqual(['narrow', 'narrow', 'wide', 'wide'])
  for (const { src, sizes } of [...icons, ...screenshots, ...shortcuts.flatMap((one) => one.icons)]) {
    expect(`${src} ${await sizeOf(page, src)}`).toBe(`${src} ${sizes}`)
  }
})

function sizeOf(page: Page, address: string): Promise<string> {
  return page.evaluate(async (src) => {
    const { width, height } = await createImageBitmap(await (await fetch(src)).blob())
    return `${width}x${height}`
  }, address)
}

const goAvailable = '/?go=available'
const isUnavailable = (page: Page) => expect(page.getByText('You are unavailable')).toBeVisible()
const isAvailable = (page: Page) => expect(page.getByText('You are available')).toBeVisible()

const question = (page: Page) => page.getByRole('dialog', { name: 'Go available?' })
/** Its answer lives half a second after it appeared. */
const agree = (page: Page) =>
  expect(async () => {
    await question(page).getByRole('button', { name: 'Go available' }).click({ timeout: 1_000 })
    await expect(question(page)).toBeHidden({ timeout: 200 })
  }).toPass()

test('the shortcut makes whoever is signed in available with one tap, once, also without a network', async ({ browser }) => {
  const { page } = await Member.signIn(browser, server.url, 'Ana')
  await isUnavailable(page)
  await page.goto(goAvailable)
  await expect(page).toHaveURL('/')
  await agree(page)
  await isAvailable(page)

  // Whoever is available is not asked, now or later; and what was asked, a reload does not ask again.
  await page.goto(goAvailable)
  await isAvailable(page)
  await expect(page).toHaveURL('/')
  await page.getByRole('button', { name: 'Go unavailable' }).click()
  await isUnavailable(page)
  await expect(question(page)).toBeHidden()
  await page.reload()
  await isUnavailable(page)
  await expect(question(page)).toBeHidden()

  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await server.stop()
  await page.goto(goAvailable)
  await agree(page)
  await isAvailable(page)
  await expect(page).toHaveURL('/')
  await server.start()
  const colleague = await Member.signIn(browser, server.url, 'Ben')
  await expect(colleague.colleague('Ana')).not.toContainText('unavailable')
})

test('a link on another site, followed with a double click, makes nobody available', async ({ browser }) => {
  const { page } = await Member.signIn(browser, server.url, 'Ana')
  const lure = 'http://elsewhere.example/'
  const body = `<a style="position: fixed; inset: 0" rel="noreferrer" href="${server.url}${goAvailable}">A prize!</a>`
  await page.route(lure, (route) => route.fulfill({ contentType: 'text/html', body }))
  // The second click, in the very moment in which there is something to hit.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const answer = document.querySelector('dialog button')
      if (!answer) return
      observer.disconnect()
      answer.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      answer.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }))
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(lure)
  await page.getByRole('link').click()
  await question(page).getByRole('button', { name: 'Not now' }).click()
  await expect(question(page)).toBeHidden()
  await isUnavailable(page)
})

test('the shortcut is forgotten where nobody is signed in: whoever comes next chooses for themselves', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.url })
  await page.goto(goAvailable)
  await expect(page.getByText('Which store is this?')).toBeVisible()
  await expect(page).toHaveURL('/')
  await expect(question(page)).toBeHidden()
  await page.close()
  const { page: next } = await Member.signIn(browser, server.url, 'Ana')
  await isUnavailable(next)
})

/** Chromium under test makes no such offer by itself. */
const offerToInstall = (page: Page) =>
  page.evaluate(() => {
    const prompt = async () => {
      document.title = 'asked'
      return { outcome: 'accepted' }
    }
    dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }))
  })
/** The page is opened again an hour after a visit that it has noted. */
async function laterOn(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes('install')))
  await page.clock.setFixedTime(Date.now() + 3_600_000)
  await page.reload()
}
const hint = (page: Page) => page.getByRole('region', { name: 'Install Shopbell' })

test('the install hint comes on the second visit, and a no stays a no', async ({ browser }) => {
  const { page } = await Member.signIn(browser, server.url, 'Ana')
  const hintArrived = page.waitForResponse(/install-hint/)
  await page.reload()
  await hintArrived
  await offerToInstall(page)
  await isUnavailable(page)
  await expect(hint(page)).toBeHidden()

  await laterOn(page)
  await offerToInstall(page)
  await hint(page).getByRole('button', { name: 'Install' }).click()
  await expect(hint(page)).toBeHidden()
  await page.reload()
  await isUnavailable(page)
  await offerToInstall(page)
  await expect(hint(page)).toBeHidden()
})

test('where Safari has no button for it, the two steps are explained', async ({ browser }) => {
  const { page } = await Member.signIn(browser, server.url, 'Ana')
  // Only Safari on an iPhone or iPad has this.
  await page.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: false }))
  await laterOn(page)
  await expect(hint(page).getByRole('listitem')).toHaveCount(2)
  await hint(page).getByRole('button', { name: 'No, thanks' }).click()
  await expect(hint(page)).toBeHidden()
})
