/** The main job without a mouse and without eyes: every step by keys, and what a screen reader is told of a ring. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { changePolicy, Member, Shopper } from './people.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

/** More than any screen has. */
const mostStops = 40

/** Goes on with the Tab key until it is there. Whatever has the focus on the way shows that it has. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
    const unmarked = await page.evaluate(() => {
      const here = document.activeElement
      if (!here || here === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(here)
      return outlineStyle === 'none' || outlineWidth === '0px' ? here.outerHTML : null
    })
    expect(unmarked, 'has the focus and does not show it').toBeNull()
  }
  throw new Error(`The Tab key never gets to ${target}.`)
}

/** Every text that the region has held from now on, in order. */
async function listenTo(page: Page, region: string): Promise<() => Promise<readonly string[]>> {
  await page
    .locator(region)
    .first()
    .evaluate((element) => {
      const said: string[] = []
      new MutationObserver(() => {
        const text = element.textContent?.trim()
        if (text) said.push(text)
      }).observe(element, { childList: true, characterData: true, subtree: true })
      Object.assign(window, { said })
    })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

test('from signing in to the end of a chat, by keys alone', async ({ browser }) => {
  // Time enough for a busy machine: this is about keys.
  await changePolicy(server.url, { countdownMs: 60_000, requestLifeMs: 180_000 })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url })
  const page = await context.newPage()
  const { keyboard } = page
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto('/')
  await tabTo(page, page.getByRole('button', { name: 'Oxford Street' }))
  await keyboard.press('Enter')
  // The button is gone; the next step has the focus, and the way goes on from there.
  await expect(page.getByRole('heading', { name: 'Who is on shift?' })).toBeFocused()
  await tabTo(page, button('Ana'))
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'PIN' })).toBeFocused()
  await keyboard.type('9999')
  await keyboard.press('Enter')
  const pin = page.getByRole('textbox', { name: 'PIN' })
  await expect(pin).toHaveAccessibleDescription('That PIN is not right. Try again.')
  await expect(pin).toHaveAttribute('aria-invalid', 'true')
  await expect(pin).toBeFocused()
  await keyboard.type('1111')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Oxford Street' })).toBeFocused()
  await expect(page.getByText('Live')).toBeVisible()

  await tabTo(page, button('Go available'))
  await keyboard.press('Enter')
  await expect(page.getByText('You are available')).toBeVisible()
  await tabTo(page, button('Sign out'))
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(button('Sign out')).toBeFocused()

  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await expect(page.getByRole('heading', { name: 'Incoming chat' })).toBeFocused()
  await expect(button('Claim chat')).toBeEnabled()
  await tabTo(page, button('Claim chat'))
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Crystal Minh', level: 1 })).toBeFocused()

  const composer = page.getByRole('textbox', { name: 'Write to Crystal' })
  await tabTo(page, composer)
  await keyboard.type('It is, from Kent.')
  await tabTo(page, button('Send'))
  await keyboard.press('Enter')
  await shopper.sees('It is, from Kent.')
  await expect(composer).toBeFocused()

  const end = button('End chat')
  await page.getByRole('link', { name: 'Back' }).focus()
  await tabTo(page, end)
  await keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'End the chat with Crystal Minh?' })
  await expect(dialog).toBeVisible()
  for (let stop = 0; stop < 6; stop += 1) {
    await keyboard.press('Tab')
    const isOutside = await dialog.evaluate(
      (one) => document.activeElement !== document.body && !one.contains(document.activeElement),
    )
    expect(isOutside, 'the focus left a question that is not answered').toBe(false)
  }
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(end).toBeFocused()
  await keyboard.press('Enter')
  await tabTo(page, button('Yes, end it'))
  await keyboard.press('Enter')
  // What had the focus is gone with the chat: the note in its place has it, and no button that a stray key would press.
  await expect(page.locator(':focus')).toContainText('You ended this chat')
  await tabTo(page, button('Done'))
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Oxford Street' })).toBeFocused()
})

test('a ring is announced once, its countdown does not chatter, and its end is told', async ({ browser }) => {
  await changePolicy(server.url, { countdownMs: 60_000, requestLifeMs: 180_000 })
  const [ana, ben] = await Promise.all([
    Member.available(browser, server.url, 'Ana'),
    Member.available(browser, server.url, 'Ben'),
  ])
  const said = await listenTo(ana.page, '[aria-live="assertive"]')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()
  const timer = ana.page.getByRole('timer')
  await expect(timer).toHaveAttribute('aria-live', 'off')
  // It counts for whoever asks it.
  const first = await timer.getAttribute('aria-label')
  await expect(timer).not.toHaveAttribute('aria-label', first ?? '')
  const second = await timer.getAttribute('aria-label')
  await expect(timer).not.toHaveAttribute('aria-label', second ?? '')
  expect(await said()).toEqual([
    expect.stringMatching(/^Incoming chat from Crystal Minh: Is this oak\? \d+ seconds to claim it\.$/),
  ])

  await ben.isRung()
  await ben.claim.click()
  await ben.isTalking()
  const outcome = ana.page.getByRole('heading', { name: 'Taken by Ben' })
  await expect(outcome).toBeFocused()
  await expect(outcome).toHaveAccessibleDescription('Ben was a moment faster and is answering now.')
})

test('a claim that has no answer yet is told as trying, never as yours', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.isRung()
  const letGo = await ana.holdCommands()
  await ana.claim.focus()
  await ana.page.keyboard.press('Enter')
  await expect(ana.page.getByRole('status').filter({ hasText: 'Trying to claim it… It is not yours yet' })).toHaveCount(1)
  await expect(ana.page.getByRole('heading', { name: 'Incoming chat' })).toBeFocused()
  letGo()
  await ana.isTalking()
})
