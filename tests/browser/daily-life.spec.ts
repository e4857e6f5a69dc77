/** What happens beside the main job every day: a hasty thumb, a second ring in the middle of a sentence, a reload, odd names. */
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { Member, Shopper } from './people.ts'

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

test('a ring never steals a tap: its answers are dead for the first half second', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  // From here on the page's timers stand still, however slow the machine is.
  await ana.page.clock.install()
  await ana.page.clock.pauseAt(Date.now() + 60_000)
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?')
  const answers = ['Claim chat', 'Decline, stay available', 'Decline, go unavailable'].map((name) => ana.button(name))
  for (const answer of answers) {
    await expect(answer).toBeVisible()
    await expect(answer).toBeDisabled()
  }
  await ana.page.clock.runFor(499)
  for (const answer of answers) await expect(answer).toBeDisabled()
  await ana.page.clock.runFor(1)
  for (const answer of answers) await expect(answer).toBeEnabled()
})

test('a ring inside a conversation is a banner that takes neither the focus nor what is typed', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const first = await Shopper.visit(browser, server.url)
  await first.ask('Is this oak?', 'Crystal Minh')
  await ana.claim.click()
  await ana.isTalking()
  const composer = ana.page.getByRole('textbox', { name: /Write to/ })
  await composer.fill('Yes, from')

  const second = await Shopper.visit(browser, server.url)
  await second.ask('Do you deliver to Hove?', 'Joyce Wu')
  const banner = ana.page.getByRole('region', { name: 'Incoming chat' })
  await expect(banner.getByText('Do you deliver to Hove?')).toBeVisible()
  await expect(banner.getByRole('button', { name: 'Claim chat' })).toBeEnabled()
  await expect(composer).toBeFocused()
  await ana.page.keyboard.type(' Kent.')
  await expect(composer).toHaveValue('Yes, from Kent.')
  await ana.page.keyboard.press('Enter')
  await first.sees('Yes, from Kent.')

  await banner.getByRole('button', { name: 'Claim chat' }).click()
  await second.sees('Ana is here')
  await expect(ana.page.getByText('Do you deliver to Hove?').first()).toBeVisible()
})

test('words that were being typed when the chat ended are still there to be read', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await ana.claim.click()
  await ana.isTalking()
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Yes, from Kent.')
  await ana.button('End chat').click()
  await ana.button('Yes, end it').click()
  await expect(ana.page.getByText('You had typed this:')).toBeVisible()
  await expect(ana.page.getByText('Yes, from Kent.')).toBeVisible()
})

test('the page says in its title that it rings, for whoever looks at another one, and names nobody there', async ({
  browser,
}) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  await expect(ana.page).toHaveTitle('Home · Shopbell')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await expect(ana.page).toHaveTitle('🔔 Incoming chat')
  await ana.claim.click()
  await ana.isTalking()
  await expect(ana.page).toHaveTitle('Chat · Shopbell')
})

test('a reload of either page keeps the chat', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Is this oak?', 'Crystal Minh')
  await shopper.page.reload()
  await ana.claim.click()
  await ana.isTalking()
  await shopper.sees('Ana is here')
  await shopper.page.reload()
  await shopper.sees('Ana is here')
  await shopper.sees('Is this oak?')
  await shopper.write('Or is it ash?')
  await expect(ana.page.getByText('Or is it ash?')).toBeVisible()
  await ana.page.reload()
  await expect(ana.page.getByText('Or is it ash?').first()).toBeVisible()
})

test('HTML in a name, a question and a message is text on every screen', async ({ browser }) => {
  const name = '<img src=x onerror="document.title=1"><b>Zoë</b>'
  const question = '</p><script>document.title=1</script>Is this <i>oak</i>?'
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question, name)
  await expect(ana.page.getByRole('heading', { name })).toBeVisible()
  await expect(ana.page.getByText(question).first()).toBeVisible()
  await ana.claim.click()
  await ana.isTalking()
  await shopper.sees(question)
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill(question)
  await ana.button('Send').click()
  await expect(shopper.panel.getByText(question)).toHaveCount(2)
  for (const page of [ana.page, shopper.page]) await expect(page).not.toHaveTitle('1')
})
