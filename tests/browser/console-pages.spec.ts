/** The console's pages over the demo's stores: usable by everybody, in every language, and by keyboard alone. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { v7 as newIdentifier } from 'uuid'
import { startServer, type TestServer } from '../support/server.ts'
import { Manager, whatHinders } from './manager.ts'
import { demoAdmin, Member } from './people.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.end())

const login = 'greta@marlow-finch.example'
const { password } = demoAdmin

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
  for (const name of ['Hours', 'Members', 'Devices', 'Widget', 'Customers’ data', 'Your shop', 'Audit trail', 'My account']) {
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

test('a device is rung from the console, heard, still known after a reload, and its person signed out there', async ({
  page,
  browser,
}) => {
  const { page: tablet } = await Member.signIn(browser, server.url, 'Ana')
  const manager = new Manager(page)
  await page.goto(`${server.url}/console/`)
  await manager.signIn(login, password)
  await page.goto(`${server.url}/console/#/devices/oxford-street`)
  const device = page.getByRole('listitem').filter({ hasText: 'Ana has been signed in since' })
  await expect(device.getByText('Would ring: Shopbell is open there.')).toBeVisible()
  await expect(device.getByText('Never rung on purpose.')).toBeVisible()
  await device.getByRole('button', { name: /^Ring it/ }).click()
  await tablet.getByRole('button', { name: 'I hear it' }).click()
  await expect(device.getByText('It rang, and somebody there heard it.')).toBeVisible()
  await page.reload()
  await expect(device.getByText(/^Bell check by \u2068Greta/)).toBeVisible()
  await expect(device.getByText('It rang, and somebody there heard it.')).toBeVisible()
  await device.getByText('Step by step').click()
  await expect(device.getByText('not yet')).toHaveCount(0)
  expect(await whatHinders(page, 'a device that was rung')).toEqual([])
  await device.getByRole('button', { name: /^Sign out/ }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('What they have not sent yet stays on the device')
  await question.getByRole('button', { name: 'Sign out' }).click()
  await expect(tablet.getByText('Go available')).toHaveCount(0)
  await expect(tablet.getByRole('button', { name: 'Ana', exact: true })).toBeVisible()
  await expect(device).toHaveCount(0)
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('page-cards')
  await page.getByRole('link', { name: 'Audit trail', exact: true }).click()
  await expect(page.getByText('Greta signed Ana out')).toBeVisible()
  await tablet.context().close()
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
  // The list was asked for anew, and the focus is where it was.
  await expect(rename).toBeFocused()
  await page.getByLabel('Language').selectOption('de')
  await expect(page.getByRole('heading', { name: 'Filialen' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Filialen' })).toBeVisible()
})

test('a store’s hours are set, say what they come to, and are refused with the place where they make no sense', async ({
  page,
}) => {
  const manager = new Manager(page)
  await page.goto(`${server.url}/console/`)
  await manager.signIn(login, password)
  await page.getByRole('link', { name: 'Hours', exact: true }).click()
  await expect(page.getByText('Open now, and always.')).toBeVisible()
  await page.getByLabel('The store is').selectOption({ label: 'Open by the week' })
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])
    await page.getByLabel(day).first().uncheck()
  await page.getByLabel('Sunday').first().check()
  await manager.button('Add a break: Sunday').click()
  await page.getByLabel('Sunday, closes').first().fill('08:00')
  await manager.button('Save').click()
  await expect(page.getByText('Each time must close after it opens')).toBeVisible()
  expect(await whatHinders(page, 'hours that are refused')).toEqual([])
  await page.getByLabel('Sunday', { exact: true }).uncheck()
  await page.getByLabel('Closing signs everybody out').check()
  await expect(page.getByLabel('Closing makes everybody unavailable')).toBeDisabled()
  await manager.button('Save').click()
  await expect(page.getByText('Closed now. By these hours it will not open.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('The store is')).toHaveValue('week')
  await expect(page.getByLabel('Closing signs everybody out')).toBeChecked()
  await page.getByRole('link', { name: 'Audit trail', exact: true }).click()
  await expect(page.getByText(/^Greta changed the hours of /)).toBeVisible()
})

test('a customer’s data is downloaded and erased, and how long data is kept is changed', async ({ page }) => {
  const customer = '4711'
  const { identity } = await (await fetch(`${server.url}/demo/identity?customer=${customer}&name=Priya`)).json()
  const post = async (path: string, body: object, headers = {}) => {
    const [method, sent] = ['POST', { 'content-type': 'application/json', ...headers }]
    return (await fetch(`${server.url}/api/v1/shopper/${path}`, { method, headers: sent, body: JSON.stringify(body) })).json()
  }
  const { token } = await post('session', { store: 'oxford-street', identity })
  await post('chats', { id: newIdentifier(), question: 'Is it loud?' }, { authorization: `Bearer ${token}` })
  const manager = new Manager(page)
  await page.goto(`${server.url}/console/`)
  await manager.signIn(login, password)
  await page.getByRole('link', { name: 'Customers’ data', exact: true }).click()
  await page.getByRole('textbox', { name: 'Customer number' }).fill(customer)
  const downloading = page.waitForEvent('download')
  await manager.button('Download their data').click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`shopper-${customer}.json`)
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({
    customer,
    chats: [{ question: 'Is it loud?' }],
  })
  await manager.button('Erase their data').click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('This cannot be taken back.')
  expect(await whatHinders(page, 'the question')).toEqual([])
  await question.getByRole('button', { name: 'Erase their data' }).click()
  await expect(page.getByText(/^Erased, with 1 chat/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Customer number' }).fill(customer)
  await manager.button('Download their data').click()
  await expect(page.getByText('Nobody is known by that here.')).toBeVisible()
  await page.getByLabel('Conversations, in days').fill('0')
  await manager.button('Save').click()
  await expect(page.getByText('Give a whole number of days')).toBeVisible()
  await page.getByLabel('Conversations, in days').fill('30')
  await manager.button('Save').click()
  await page.reload()
  await expect(page.getByLabel('Conversations, in days')).toHaveValue('30')
})

test('an admin changes the shop’s name, language and currency, and sees how they are written; a manager is told who may', async ({
  page,
}) => {
  const manager = new Manager(page)
  await page.goto(`${server.url}/console/`)
  await manager.signIn(login, password)
  await page.getByRole('link', { name: 'Your shop', exact: true }).click()
  await expect(page.getByText('£1,234.50')).toBeVisible()
  await page.getByLabel('Language and country').selectOption('de-CH')
  await page.getByLabel('Currency', { exact: true }).selectOption('CHF')
  await expect(page.getByText(/CHF[\s ]1[’']234\.50/)).toBeVisible()
  await page.getByLabel('Name of your shop').fill('Marlow & Fink')
  await manager.button('Save').click()
  await expect(page.getByText('Saved. Tablets show it')).toBeVisible()
  await expect(page.getByRole('banner').getByText('Marlow & Fink')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name of your shop')).toHaveValue('Marlow & Fink')
  await expect(page.getByLabel('Currency', { exact: true })).toHaveValue('CHF')
  await page.getByRole('link', { name: 'Audit trail', exact: true }).click()
  await expect(page.getByText('Greta changed the shop’s settings (de-CH, CHF)')).toBeVisible()
  await manager.button('Sign out').click()
  await manager.signIn(demoAdmin.login, password)
  await expect(page.getByRole('link', { name: 'Your shop', exact: true })).toHaveCount(0)
  await page.goto(`${server.url}/console/#/retailer`)
  await expect(page.getByText('Only an admin can do this.')).toBeVisible()
  await page.getByRole('link', { name: 'Customers’ data', exact: true }).click()
  await expect(page.getByText('A customer belongs to the whole shop')).toBeVisible()
  await expect(manager.button('Erase their data')).toHaveCount(0)
  await expect(page.getByText(/^Conversations are kept for/)).toBeVisible()
  expect(await whatHinders(page, 'a manager’s customers’ data')).toEqual([])
})
