/** The console's pages over the demo's stores: usable by everybody, in every language, and by keyboard alone. */
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { Manager, whatHinders } from './manager.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.end())

const login = 'greta@marlow-finch.example'
const password = 'seven brass lanterns'

test('axe finds nothing on any page, light and dark, and nothing is wider than a phone', async ({ page }) => {
  const manager = new Manager(page)
  const found: string[] = []
  const look = async (what: string) => found.push(...(await whatHinders(page, what)))
  await page.goto(`${server.url}/console/`)
  await expect(manager.heading('Sign in to the console')).toBeVisible()
  await look('the sign-in')
  await manager.signIn(login, password)
  await manager.button('How it rings').first().click()
  await expect(page.getByLabel('Rung at once')).toBeVisible()
  await look('Stores')
  for (const name of ['Hours', 'Members', 'Devices', 'Widget', 'Customers’ data', 'Audit trail', 'My account']) {
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    await expect(page.locator('.loading')).toHaveCount(0)
    await look(name)
  }
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await page.getByRole('button', { name: 'Console access: Greta' }).click()
  await look('a dialog')
  expect(found).toEqual([])
})

test('a store is renamed by keyboard alone, and the page speaks another language at once', async ({ page }) => {
  const manager = new Manager(page)
  await page.goto(`${server.url}/console/`)
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type(login)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(manager.heading('Stores')).toBeVisible()
  const rename = manager.button('Rename').first()
  await rename.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Oxford Circus')
  await page.keyboard.press('Enter')
  await expect(manager.heading('Oxford Circus')).toBeVisible()
  await page.getByLabel('Language').selectOption('de')
  await expect(page.getByRole('heading', { name: 'Filialen' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Filialen' })).toBeVisible()
})
