/** A tablet that a whole team shares: locked, unlocked and handed over, and nothing of the one in the hands of the other. */
import { type Browser, expect, type Page, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { leftBehind } from './left-behind.ts'
import { type Colleague, changePolicy, Member, manageDemo, pinOf, Shopper } from './people.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

async function typePin(page: Page, name: Colleague): Promise<void> {
  for (const digit of pinOf(name)) await page.getByRole('button', { name: `Digit ${digit}` }).click()
}

/** Two taps and a PIN. */
async function takeOver(page: Page, name: Colleague): Promise<Member> {
  await page.getByRole('button', { name: 'Switch person' }).click()
  await page.getByRole('button', { name, exact: name !== 'Emma' }).click()
  await typePin(page, name)
  await page.getByRole('button', { name: 'Take over' }).click()
  const member = new Member(name, page)
  await member.isHome()
  return member
}

const day: readonly Colleague[] = ['Ana', 'Ben', 'Chloé', 'Dimitri', 'Emma']

test('five members on one tablet through a day: each takes over from the one before, of whom nothing stays', async ({
  browser,
}) => {
  // Nobody who handed the tablet on is rescued meanwhile: their chats are theirs.
  await changePolicy(server.url, { rescueSilentAfterMs: 3_600_000, rescueUnansweredAfterMs: 3_600_000 })
  const first = await Member.signIn(browser, server.url, 'Ana')
  const { page } = first
  const before: string[] = []
  for (const [nth, name] of day.entries()) {
    const member = nth === 0 ? first : await takeOver(page, name)
    if (before.length > 0) {
      const left = await leftBehind(page)
      for (const words of before) expect(left, `after ${name} has taken over`).not.toContain(words)
    }
    await member.goAvailable()
    const its = [`Customer-of-${name}`, `Question-for-${name}?`, `Answer-of-${name}`, `Draft-of-${name}`] as const
    const shopper = await Shopper.visit(browser, server.url)
    await shopper.ask(its[1], its[0])
    await member.claim.click()
    await member.isTalking()
    const text = page.getByRole('textbox', { name: /Write to/ })
    await text.fill(its[2])
    await text.press('Enter')
    await shopper.sees(its[2])
    await text.fill(its[3])
    // What is checked to be gone must have been there.
    await expect.poll(() => leftBehind(page)).toContain(its[3])
    const there = await leftBehind(page)
    for (const words of its.slice(0, 3)) expect(there).toContain(words)
    await page.getByRole('link', { name: 'Back' }).click()
    await member.isHome()
    before.push(...its)
    await shopper.context.close()
  }
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: /Drop it/ }).click()
  await page.getByRole('button', { name: 'Sign out and go unavailable' }).click()
  await expect(page.getByRole('button', { name: 'Oxford Street' }).or(page.getByText('Who is on shift?'))).toBeVisible()
  const left = await leftBehind(page)
  for (const words of before) expect(left, 'after the last has signed out').not.toContain(words)
})

test('a colleague who takes over names nothing of the person before, and tells what would be dropped in numbers', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.claim.click()
  await ana.isTalking()
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('A draft that nobody sent')
  await ana.page.getByRole('link', { name: 'Back' }).click()
  await ana.isHome()
  await ana.page.getByRole('button', { name: 'Lock', exact: true }).click()
  await ana.page.getByRole('button', { name: 'Switch person' }).click()
  await expect(ana.page.getByText(/Something of Ana’s is not sent yet/)).toBeVisible()
  await expect(ana.page.locator('body')).not.toContainText('Crystal')
})

test('a locked tablet rings without the customer’s words, is claimed as it is, and the PIN opens the conversation', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const { page } = ana
  await page.getByRole('button', { name: 'Lock', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
  // A reload opens nothing.
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()
  await expect(page.locator('body')).not.toContainText(/Crystal|oak/)
  await expect(page).not.toHaveTitle(/Crystal|oak/)
  await ana.claim.click()
  await expect(page.getByText('The chat is yours. Your PIN opens it.')).toBeVisible()
  await shopper.sees(/Ana/)
  await expect(page.locator('body')).not.toContainText(/Crystal|oak/)
  // While it is locked, the server keeps words from it as well.
  const session = await page.request.get('/api/v1/session')
  expect((await session.json()).lockedAt).toEqual(expect.any(Number))
  await typePin(page, 'Ben')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('That PIN is not right. Try again.')).toBeVisible()
  await typePin(page, 'Ana')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await ana.isTalking()
  await expect(page.getByText('Is this oak?').first()).toBeVisible()
})

test('what rings on a locked tablet leaves no words on it; once claimed, the PIN opens it without a network', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const { page } = ana
  await page.getByRole('button', { name: 'Lock', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
  const lockedAt = async () => (await (await page.request.get('/api/v1/session')).json()).lockedAt
  await expect.poll(lockedAt).toEqual(expect.any(Number))
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()
  expect(await leftBehind(page)).not.toMatch(/Crystal|oak/)
  await ana.claim.click()
  await expect(page.getByText('The chat is yours. Your PIN opens it.')).toBeVisible()
  await expect.poll(() => leftBehind(page)).toMatch(/Is this oak/)
  await page.context().setOffline(true)
  await typePin(page, 'Ana')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await ana.isTalking()
  await expect(page.getByText('Is this oak?').first()).toBeVisible()
  await page.context().setOffline(false)
  await expect.poll(lockedAt).toBeNull()
})

test('without a network the tablet locks and opens all the same, in every tab, and the server hears of it later', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const context = ana.page.context()
  const other = await context.newPage()
  await other.goto('/')
  await expect(other.getByText('You are available')).toBeVisible()
  await context.setOffline(true)
  await ana.page.getByRole('button', { name: 'Lock', exact: true }).click()
  await expect(other.getByRole('heading', { name: 'Locked' })).toBeVisible()
  await typePin(other, 'Ben')
  await other.getByRole('button', { name: 'Unlock' }).click()
  await expect(other.getByText('That PIN is not right. Try again.')).toBeVisible()
  await typePin(other, 'Ana')
  await other.getByRole('button', { name: 'Unlock' }).click()
  for (const page of [other, ana.page]) await expect(page.getByText('You are available')).toBeVisible()
  await context.setOffline(false)
  await expect(other.getByText('Live')).toBeVisible()
  const lockedAt = async () => (await (await other.request.get('/api/v1/session')).json()).lockedAt
  await expect.poll(lockedAt).toBeNull()
})

test('a tablet locks itself after the time that its store has now, though it was another one at sign-in', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url })
  const page = await context.newPage()
  await page.clock.install()
  await Member.signInOn(page, 'Ana')
  await page.clock.fastForward(30_000)
  await manageDemo(server.url, 'PUT', '/stores/oxford-street', { name: 'Oxford Circus', idleLockMs: 60_000 })
  await expect(page.getByRole('heading', { name: 'Oxford Circus' })).toBeVisible()
  await page.clock.fastForward(60_000)
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible()
})

test('CL3: whoever picks the ringing tablet up takes over and claims with one PIN, under their own name', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const { page } = ana
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()
  await page.getByRole('button', { name: 'Not Ana?' }).click()
  await page.getByRole('button', { name: 'Ben', exact: true }).click()
  await typePin(page, 'Ben')
  await page.getByRole('button', { name: 'Take over and claim' }).click()
  const ben = new Member('Ben', page)
  await ben.isTalking()
  await shopper.sees(/Ben/)
})

test('two personal phones beside the tablet go on as they were when somebody takes the tablet over', async ({ browser }) => {
  const phones = await Promise.all([phone(browser, 'Ana'), phone(browser, 'Chloé')])
  const tablet = await Member.signIn(browser, server.url, 'Ana')
  const ben = await takeOver(tablet.page, 'Ben')
  await ben.goAvailable()
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  for (const member of [...phones, ben]) await member.isRung()
  await expect(ben.page.getByText('Oxford Street · Ben')).toBeVisible()
  await phones[0].claim.click()
  await phones[0].isTalking()
  await expect(ben.page.getByText('Taken by Ana')).toBeVisible()
})

function phone(browser: Browser, name: Colleague): Promise<Member> {
  return Member.available(browser, server.url, name)
}
