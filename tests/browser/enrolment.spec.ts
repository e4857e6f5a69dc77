/** A browser becomes a device of a real store by the link of a QR code, proves it with its key, and is taken off it again. */
import { expect, type Page, test } from '@playwright/test'
import { RealStore } from '../support/real-store.ts'
import { startServer, type TestServer } from '../support/server.ts'

let store: RealStore
let server: TestServer
test.beforeEach(async () => {
  store = await RealStore.make()
  server = await startServer({ data: store.folder, args: ['--no-demo'] })
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
  store.end()
})

const enrolButton = (page: Page) => page.getByRole('button', { name: 'Enrol this device' })
async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Maja' }).click()
  await page.getByLabel('PIN', { exact: true }).fill('4321')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
const isIn = (page: Page) => expect(page.getByText('You are unavailable')).toBeVisible()

/** Everything in the page's databases. */
function kept(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => {
    const all: unknown[] = []
    const done = (request: IDBRequest) => new Promise((resolve) => request.addEventListener('success', resolve))
    for (const { name } of await indexedDB.databases()) {
      const request = indexedDB.open(name ?? '')
      await done(request)
      for (const table of request.result.objectStoreNames) {
        const rows = request.result.transaction(table).objectStore(table).getAll()
        await done(rows)
        all.push(...rows.result)
      }
      request.result.close()
    }
    return all
  })
}

test('a code from a link, once; the key signs in and nothing else does; revoked, nothing stays', async ({ browser }) => {
  const tablet = await browser.newContext({ baseURL: server.url })
  const page = await tablet.newPage()
  await page.goto('/')
  await expect(page.getByText('This device is not part of a store yet')).toBeVisible()
  await page.getByLabel('Code').fill('0000-0000')
  await enrolButton(page).click()
  await expect(page.getByRole('alert')).toContainText('does not work')

  const code = await store.code()
  await page.goto(`/?enrol=${code}`)
  await expect(page.getByLabel('Code')).toHaveValue(code)
  await expect(page).toHaveURL('/')
  expect(await store.devices()).toEqual([])
  await enrolButton(page).click()
  await expect(page.getByText('This is “Tablet at the till” of High Street now.')).toBeVisible()
  await signIn(page)
  await isIn(page)

  await test.step('a second browser with the same link', async () => {
    const other = await (await browser.newContext({ baseURL: server.url })).newPage()
    await other.goto(`/?enrol=${code}`)
    await enrolButton(other).click()
    await expect(other.getByRole('alert')).toContainText('does not work')
  })

  await test.step('a browser with the stolen cookie of the device', async () => {
    const thief = await browser.newContext({ baseURL: server.url })
    await thief.addCookies((await tablet.cookies()).filter(({ name }) => name === 'shopbell_device'))
    const stolen = await thief.newPage()
    await stolen.goto('/')
    await expect(stolen.getByText('This device is not part of a store yet')).toBeVisible()
  })

  await page.reload()
  await isIn(page)
  await server.stop()
  for (const device of await store.devices()) await store.revoke(device)
  await server.start()
  await expect(page.getByText('This device is no longer enrolled')).toBeVisible()
  expect(await kept(page)).toEqual([])
})

test('the code may be typed in small letters, in the reader’s language; the browser’s other tab has the faces too', async ({
  browser,
}) => {
  const code = await store.code()
  const context = await browser.newContext({ baseURL: server.url, locale: 'de-DE', viewport: { width: 390, height: 844 } })
  const [one, other] = [await context.newPage(), await context.newPage()]
  await Promise.all([one.goto('/'), other.goto('/')])
  await expect(one.getByText('Dieses Gerät gehört noch zu keiner Filiale')).toBeVisible()
  await one.getByLabel('Code').fill(code.toLowerCase())
  await one.getByRole('button', { name: 'Gerät aufnehmen' }).click()
  await expect(one.getByRole('button', { name: 'Maja' })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('button', { name: 'Maja' })).toBeVisible()
})
