/** README's one-minute walk, step by step, with the words that it puts in bold. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { changePolicy, Shopper } from './people.ts'

let server: TestServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.end())

test('the walk in README works in two windows', async ({ browser, page }) => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const walk = /## A one-minute walk\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
  const inBold = [...walk.matchAll(/\*\*(.+?)\*\*/g)].map(([, words]) => words)
  expect(inBold).toEqual([
    'Oxford Street',
    'Ana',
    '1111',
    'Sign in',
    'Go available',
    'Chat with the store',
    'Ask the team',
    'Claim chat',
    'Missed',
    'Allow notifications',
    'Bell check',
    'Not Ana?',
  ])

  await test.step('1: as a member', async () => {
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Oxford Street' }).click()
    await page.getByRole('button', { name: 'Ana', exact: true }).click()
    await page.keyboard.type('1111')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Go available' }).click()
    await expect(page.getByText('You are available')).toBeVisible()
  })

  const shopper = await Shopper.visit(browser, server.url)
  await test.step('2: as a shopper in another window', async () => {
    await shopper.page.getByRole('link').filter({ hasText: /jeans/i }).first().click()
    await expect(shopper.page.getByRole('heading', { level: 1 })).toContainText(/jeans/i)
    await shopper.ask('Do you have these in a size 28?')
    await shopper.sees('Asking one of the team…')
  })

  await test.step('3: the bell rings, and the chat is claimed', async () => {
    await expect(page.getByText('New customer').first()).toBeVisible()
    await expect(page.getByText('Do you have these in a size 28?').first()).toBeVisible()
    await expect(page.getByText('Only you are being rung')).toBeVisible()
    await page.getByRole('button', { name: 'Claim chat' }).click()
    await expect(page.getByRole('button', { name: 'End chat' })).toBeVisible()
    await expect(page.getByText(/jeans/i).first()).toBeVisible()
    await page.getByRole('textbox', { name: /Write to/ }).fill('We do. Shall I put one aside?')
    await page.getByRole('button', { name: 'Send' }).click()
    await shopper.sees('We do. Shall I put one aside?')
  })

  await test.step('4: another rings out, and is found under Missed', async () => {
    await page.getByRole('link', { name: 'Back' }).click()
    await changePolicy(server.url, { requestLifeMs: 6_000, countdownMs: 2_000, leastRingMs: 1_000, answerMarginMs: 500 })
    const second = await Shopper.visit(browser, server.url)
    await second.ask('And do you deliver?', 'Alessandro')
    await second.sees('Nobody could answer in time. We are sorry.')
    await second.panel.getByLabel('E-mail or telephone').fill('alessandro@example.com')
    await second.panel.getByRole('button', { name: 'Leave message' }).click()
    await second.sees('We will write to alessandro@example.com.')
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('heading', { name: 'Missed' })).toBeVisible()
    await expect(page.getByText('And do you deliver?')).toBeVisible()
    await expect(page.getByText('Wants an answer at alessandro@example.com')).toBeVisible()
  })

  // What comes as a notification is in push.spec.ts: this browser asks nobody for permission.
  await test.step('6: a device is rung on purpose', async () => {
    await page.getByRole('link', { name: 'Bell check' }).click()
    await page.getByRole('button', { name: /Ring it/ }).click()
    await expect(page.getByText('Bell check from Ana')).toBeVisible()
    await page.getByRole('button', { name: 'I hear it' }).click()
    await expect(page.getByText('It rings, and somebody there hears it.')).toBeVisible()
  })

  await test.step('7: the tablet is locked, and the PIN opens it', async () => {
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Not Ana?' })).toBeVisible()
    await page.keyboard.type('1111')
    await page.getByRole('button', { name: 'Unlock' }).click()
    await expect(page.getByText(/You are (un)?available/)).toBeVisible()
  })

  await test.step('8: the console, as the manager whom the server has printed', async () => {
    const [, login = '', password = ''] = /console as (\S+) with the password “(.+?)”/.exec(server.log) ?? []
    await page.goto(`${server.url}/console/`)
    await page.getByLabel('E-mail address').fill(login)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Stores' })).toBeVisible()
  })
})
