/** The staff app in the languages of its members: by the browser, by the device, by the person. */
import { expect, type Page, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

const picker = (page: Page) => page.getByRole('combobox')
const language = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])

async function signInAsAna(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Oxford Street' }).click()
  await page.getByRole('button', { name: 'Ana', exact: true }).click()
  await page.getByRole('textbox', { name: 'PIN' }).fill('1111')
  await page.keyboard.press('Enter')
}

test('a browser’s language, then the device’s, then the member’s own, which follows them to another device', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'de-AT', baseURL: server.url, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByText('Welche Filiale ist das?')).toBeVisible()
  expect(await language(page)).toEqual(['de', 'ltr'])
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))

  await picker(page).selectOption('fr')
  await expect(page.getByText('Quel est ce magasin ?')).toBeVisible()
  await expect(page).toHaveTitle('Connexion · Shopbell')
  expect(await language(page)).toEqual(['fr', 'ltr'])
  await page.getByRole('button', { name: 'Oxford Street' }).click()
  await page.getByRole('button', { name: 'Ana', exact: true }).click()
  for (const digit of '1111') await page.getByRole('button', { name: `Chiffre ${digit}` }).click()
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await expect(page.getByRole('heading', { name: 'Vous êtes indisponible' })).toBeVisible()

  const kept = page.waitForResponse((response) => response.url().endsWith('/me/language') && response.status() === 204)
  await picker(page).selectOption('es')
  await expect(page.getByRole('heading', { name: 'No estás disponible' })).toBeVisible()
  await expect(page).toHaveTitle('Inicio · Shopbell')
  await kept
  expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true)

  const other = await browser.newPage({ locale: 'en-GB', baseURL: server.url })
  await signInAsAna(other)
  await expect(other.getByRole('heading', { name: 'No estás disponible' })).toBeVisible()
  await other.reload()
  await expect(other.getByRole('heading', { name: 'No estás disponible' })).toBeVisible()
  expect(await language(other)).toEqual(['es', 'ltr'])

  // The tablet is the team's again.
  await page.getByRole('button', { name: 'Salir' }).click()
  await page.getByRole('button', { name: 'Sí, salir' }).click()
  await expect(page.getByText('Qui est de service ?')).toBeVisible()
})

test('words that the network drops leave those that are there, and come by themselves', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: server.url, serviceWorkers: 'block' })
  const page = await context.newPage()
  let isDown = true
  await page.route('**/assets/de-*', (route) => (isDown ? route.abort() : route.continue()))
  await page.goto('/')
  await picker(page).selectOption('de')
  await expect(page.getByText('This language could not be loaded.')).toBeVisible()
  await expect(page.getByText('Which store is this?')).toBeVisible()
  isDown = false
  await expect(page.getByText('Welche Filiale ist das?')).toBeVisible()
})
