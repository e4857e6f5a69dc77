/**
 * From a bare data directory to the first chat: the one-time link, the first set-up, the team, the first tablet, a claimed chat.
 * Then the days after it: sign-in with a passkey, somebody new, a device taken away.
 */
import { expect, type Page, test } from '@playwright/test'
import type { StoreId } from '../../src/identifiers.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { visit } from '../support/shopper.ts'
import { founder, Manager, printedLink, whatHinders } from './manager.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer({ args: ['--no-demo'] })
})
test.afterEach(() => server.end())

test.use({ timezoneId: 'Europe/Berlin' })

/** Passkeys need a name, which an address of numbers is not. */
const atLocalhost = () => server.url.replace('127.0.0.1', 'localhost')

/** An authenticator of Chromium's own, which knows its owner. */
async function giveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a server is set up by its printed link, a tablet claims its first chat, and a manager works in the console', async ({
  page,
  browser,
}) => {
  const manager = new Manager(page)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Trusted/.test(message.text())) errors.push(message.text())
  })
  await giveAuthenticator(page)
  let [pin, code, store] = ['', '', '']

  await test.step('the link leads to three questions', async () => {
    await page.goto(atLocalhost() + printedLink(server.log))
    await manager.fillShop()
    await manager.button('Next').click()
    await manager.fillSelf()
    await page.reload()
    await expect(page.getByLabel('Name of your shop')).toHaveValue(founder.shop)
    await manager.button('Next').click()
    await expect(page.getByLabel('Your name')).toHaveValue(founder.name)
    await expect(page.getByLabel('New password')).toHaveValue('')
    await page.getByLabel('New password').fill('asta asta asta')
    await manager.button('Next').click()
    await page.getByLabel('Name of the store').fill(founder.store)
    await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Berlin')
    await page.getByLabel('Time zone').fill('Atlantis')
    await manager.button('Set up and go on').click()
    await expect(page.getByText('No time zone is known by that.')).toBeVisible()
    await page.getByLabel('Time zone').fill('new york')
    await expect(page.getByText(/^Where the store is\..* There it is \w+/)).toBeVisible()
    await manager.button('Set up and go on').click()
    await expect(page.getByText('This is too easily guessed.')).toBeVisible()
    await page.getByLabel('New password').fill(founder.password)
    await manager.button('Next').click()
    await manager.button('Set up and go on').click()
    await expect(manager.heading('Sign in without a password')).toBeVisible()
    expect(page.url()).not.toContain('setup=')
  })

  await test.step('a passkey, the team, and a code for the tablet', async () => {
    await page.getByLabel('Name of the passkey').fill('Laptop in the office')
    await manager.button('Add a passkey').click()
    await expect(manager.heading('Who answers the bell')).toBeVisible()
    pin = await manager.addMember('Chloé')
    await manager.addMember('Ben', 'Manager')
    await manager.button('Next').click()
    const first = await manager.showCode('Tablet at the till')
    await manager.button('Cancel').click()
    code = await manager.showCode('Tablet at the till')
    expect(code).not.toBe(first)
    await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible()
  })

  const tablet = await (await browser.newContext({ baseURL: server.url })).newPage()
  await test.step('the tablet is enrolled by its code, and a member of the team goes available on it', async () => {
    await tablet.goto(`/?enrol=${code}`)
    await tablet.getByRole('button', { name: 'Enrol this device' }).click()
    await expect(page.getByRole('paragraph').filter({ hasText: 'Tablet at the till is enrolled.' }).last()).toBeVisible()
    await tablet.getByRole('button', { name: 'Chloé' }).click()
    await tablet.getByLabel('PIN', { exact: true }).fill(pin)
    await tablet.getByRole('button', { name: 'Sign in', exact: true }).click()
    await tablet.getByRole('button', { name: 'Go available' }).click()
    await expect(tablet.getByText('You are available')).toBeVisible()
  })

  await test.step('the script tag, and the sites that may carry it', async () => {
    await manager.button('Next').click()
    const tag = page.getByText(/<script src=".+\/widget\/loader\.js" data-store="[\w-]+" async><\/script>/)
    await expect(tag).toBeVisible()
    store = /data-store="([\w-]+)"/.exec((await tag.textContent()) ?? '')?.[1] ?? ''
    await page.getByLabel(/^Sites that may carry/).fill('https://www.lantern.example/shop\nhttp://evil.example')
    await manager.button('Save the sites').click()
    await expect(page.getByText('One of these is no site.')).toBeVisible()
    await page.getByLabel(/^Sites that may carry/).fill('https://www.lantern.example/shop')
    await manager.button('Save the sites').click()
    await expect(page.getByLabel(/^Sites that may carry/)).toHaveValue('https://www.lantern.example')
  })

  await test.step('a customer asks, and the chat is claimed on the tablet', async () => {
    const shopper = await visit(server.url, { store: store as StoreId })
    await shopper.ask('Is the brass lantern weatherproof?')
    await tablet.getByRole('button', { name: 'Claim chat' }).click()
    await expect(tablet.getByRole('button', { name: 'End chat' })).toBeVisible()
    await expect(tablet.getByText('Is the brass lantern weatherproof?').first()).toBeVisible()
    await shopper.until('an answer', ({ stands }) => stands?.with === 'Chloé')
  })

  await test.step('the set-up is left, and not offered again, as there are a team and a device', async () => {
    await page.getByRole('link', { name: 'To the stores' }).click()
    await expect(page.getByRole('link', { name: '3 members' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Go on with the set-up' })).toHaveCount(0)
  })

  await test.step('the store’s hours are read off the clock that was chosen', async () => {
    await page.getByRole('link', { name: 'Hours', exact: true }).click()
    await expect(page.getByLabel('Time zone')).toHaveValue('America/New York')
    await page.getByRole('link', { name: 'Stores', exact: true }).click()
  })

  await test.step('out, and in again with the passkey; the link is over', async () => {
    await manager.button('Sign out').click()
    const signing = page.waitForRequest(/\/console\/session\/passkey$/)
    await manager.button('Use a passkey').click()
    await expect(manager.heading('Stores')).toBeVisible()
    // What was signed once is worth nothing again.
    const signed = await signing
    const headers = { origin: atLocalhost(), 'content-type': 'application/json' }
    const replayed = await page.request.post(signed.url(), { headers, data: signed.postData() ?? '' })
    expect([replayed.status(), await replayed.text()]).toEqual([401, expect.stringContaining('passkey-refused')])
    await manager.button('Sign out').click()
    await page.goto('about:blank')
    await page.goto(atLocalhost() + printedLink(server.log))
    await expect(page.getByText('This link is over')).toBeVisible()
    await manager.button('To the sign-in').click()
    await manager.signIn(founder.login, 'not the password').catch(() => {})
  })

  await test.step('a member is changed and leaves; the trail tells all of it', async () => {
    await page.getByLabel('Password').fill(founder.password)
    await manager.button('Sign in').click()
    await page.getByRole('link', { name: 'Members', exact: true }).click()
    const ana = page.getByRole('listitem').filter({ hasText: 'Chloé' })
    await ana.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Chloé Lucía')
    await page.keyboard.press('Enter')
    await page.getByRole('listitem').filter({ hasText: 'Chloé Lucía' }).getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByText('Take Chloé Lucía off the team?')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listitem').filter({ hasText: 'Chloé Lucía' })).toBeVisible()
    await page.getByRole('listitem').filter({ hasText: 'Chloé Lucía' }).getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Chloé Lucía' })).toHaveCount(0)
    await page.getByRole('link', { name: 'Audit trail' }).click()
    for (const sentence of [
      `${founder.name} took Chloé Lucía off the team`,
      `${founder.name} signed in to the console (by passkey)`,
      `${founder.name} added a passkey`,
      `${founder.name} set Shopbell up`,
    ]) {
      await expect(page.getByText(sentence)).toBeVisible()
    }
  })
  expect(errors).toEqual([])
})

test('the first set-up can be used by everybody: axe finds nothing, and nothing is wider than a phone', async ({ page }) => {
  const manager = new Manager(page)
  const found: string[] = []
  const look = async (what: string) => found.push(...(await whatHinders(page, what)))
  await page.goto(atLocalhost() + printedLink(server.log))
  await manager.fillShop()
  await look('the shop')
  await manager.button('Next').click()
  await manager.fillSelf()
  await look('you')
  await manager.button('Next').click()
  await page.getByLabel('Name of the store').fill('Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch')
  await manager.button('Set up and go on').click()
  await expect(manager.heading('Sign in without a password')).toBeVisible()
  await look('the passkey')
  await manager.button('Next').click()
  await manager.addMember('Maximiliane-Hubertine Freifrau von und zu Donnersmarck-Oberschlesien', 'Manager')
  await look('the team')
  await manager.button('Next').click()
  await manager.showCode('Tablet at the till')
  await look('the code')
  await manager.button('Next').click()
  await look('the website')
  expect(found).toEqual([])
})

test('somebody new gets in by a one-time link, and sees their own store only', async ({ page, browser }) => {
  const manager = new Manager(page)
  await page.goto(server.url + printedLink(server.log))
  await manager.fillShop()
  await manager.button('Next').click()
  await manager.fillSelf()
  await manager.button('Next').click()
  await page.getByLabel('Name of the store').fill(founder.store)
  await manager.button('Set up and go on').click()
  // Under an address of numbers there are no passkeys, and none are asked for.
  await expect(manager.heading('Who answers the bell')).toBeVisible()
  await manager.addMember('Ben', 'Manager')
  await page.getByRole('link', { name: 'Stores', exact: true }).click()
  await manager.button('Add a store').click()
  await page.getByRole('dialog').getByLabel('Name of the store').fill('Market Square')
  await page.keyboard.press('Enter')
  await expect(manager.heading('Market Square')).toBeVisible()
  await page.getByRole('link', { name: 'Members', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: 'Ben' }).getByRole('button', { name: 'Console access' }).click()
  await page.getByRole('dialog').getByLabel('E-mail address').fill('ben@lantern.example')
  await manager.button('Make a link').click()
  const link = (await page.getByText(/\/console\/#password=/).textContent()) ?? ''

  const desk = new Manager(await (await browser.newContext()).newPage())
  await desk.page.goto(link)
  await desk.page.getByLabel('New password').fill('a lantern by the window')
  await desk.button('Choose it and sign in').click()
  await expect(desk.heading(founder.store)).toBeVisible()
  await expect(desk.heading('Market Square')).toHaveCount(0)
  expect(desk.page.url()).not.toContain('password=')
  await desk.page.getByRole('link', { name: 'Widget' }).click()
  await expect(desk.heading('The line for your website')).toBeVisible()
  await expect(desk.heading('Signing secret')).toHaveCount(0)
  await desk.page.context().close()
})
