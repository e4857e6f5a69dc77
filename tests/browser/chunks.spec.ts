/** Screens that come in chunks of their own, over a network that drops them. */
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { Member } from './people.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.end())

test('a screen whose code the network drops says so, and comes by itself once the network is back', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.url })
  let isDown = true
  await page.route('**/assets/sign-in*', (route) => (isDown ? route.abort() : route.continue()))
  await page.goto('/')
  await expect(page.getByText('This part has not arrived yet')).toBeVisible()
  isDown = false
  await expect(page.getByText('Which store is this?')).toBeVisible()
  await page.close()
})

test('what the first screen does not need is fetched once the page is idle', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.url })
  const conversation = page.waitForRequest(/assets\/conversation/)
  await page.goto('/')
  await page.getByRole('button', { name: 'Oxford Street' }).click()
  await page.getByRole('button', { name: 'Ana', exact: true }).click()
  for (const digit of '1111') await page.getByRole('button', { name: `Digit ${digit}` }).click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await conversation
  await page.close()
})

test('a device whose keeping the network drops says so, works all the same, and keeps once it is there', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.url })
  let isDown = true
  await page.route('**/assets/database*', (route) => (isDown ? route.abort() : route.continue()))
  const ana = await Member.signInOn(page, 'Ana')
  await expect(page.getByText('This device cannot keep what you type')).toBeVisible()
  await ana.goAvailable()
  isDown = false
  await expect(page.getByText('This device cannot keep what you type')).toBeHidden({ timeout: 30_000 })
  await ana.button('Go unavailable').click()
  await ana.isHome()
  await page.close()
})
