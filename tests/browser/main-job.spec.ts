/** From a shopper's question to a claimed chat: three members and shoppers in a real Chromium, against a real server. */
import { expect, test } from '@playwright/test'
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

const question = 'I got the wrong size. Can I swap the jeans in your store this afternoon?'

test('OF4: the offer says new or returning, the name, and how many are asked', async ({ browser }) => {
  const [ana, ben, chloe] = await Promise.all([
    Member.available(browser, server.url, 'Ana'),
    Member.available(browser, server.url, 'Ben'),
    Member.available(browser, server.url, 'Chloé'),
  ])
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question, 'Crystal Minh')
  await shopper.sees('Asking three of the team…')
  for (const { page } of [ana, ben, chloe]) {
    await expect(page.getByRole('heading', { name: 'Crystal Minh' })).toBeVisible()
    await expect(page.getByText('New customer')).toBeVisible()
    await expect(page.getByText('3 of you are being rung')).toBeVisible()
    await expect(page.getByText(question).first()).toBeVisible()
  }
  await ana.claim.click()
  await ana.button('End chat').click()
  await ana.button('Yes, end it').click()
  await ana.page.getByRole('link', { name: 'Back' }).click()
  for (const colleague of [ben, chloe]) await colleague.button('Done').click()

  await shopper.panel.getByRole('button', { name: 'Ask something new' }).click()
  await shopper.panel.getByLabel('Your question').fill('And in green?')
  await shopper.panel.getByRole('button', { name: 'Ask the team' }).click()
  for (const { page } of [ana, ben, chloe]) await expect(page.getByText('Returning customer').first()).toBeVisible()
  await expect(ana.page.getByText('You have chatted before')).toBeVisible()
  await expect(ben.page.getByText('You have chatted before')).toBeHidden()
})

test('OF2, CL3: unanswered it moves on, and the first can still claim it from Waiting chats', async ({ browser }) => {
  await changePolicy(server.url, { places: 1, countdownMs: 3_000 })
  const ana = await Member.available(browser, server.url, 'Ana')
  const ben = await Member.available(browser, server.url, 'Ben')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  await ben.isRung()
  await expect(ana.page.getByRole('heading', { name: 'Time is up' })).toBeVisible()
  await ana.button('Done').click()
  await expect(ana.page.getByRole('heading', { name: 'Waiting chats' })).toBeVisible()
  await ana.button('Claim chat').click()
  await ana.isTalking()
  await shopper.sees('Ana is here')
})

test('CL5: a claim goes straight to the conversation, with the history and the question', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  const customers = shopper.page.getByLabel('Shop as')
  await expect(customers).toBeEnabled()
  await customers.selectOption({ label: 'Priya Raman' })
  await shopper.page.getByRole('link').filter({ hasText: /jeans/i }).first().click()
  await expect(shopper.page.getByRole('heading', { level: 1 })).toContainText(/jeans/i)
  await expect(customers).toBeEnabled()
  await shopper.ask(question)
  await ana.isRung()
  await ana.claim.click()
  await ana.isTalking()
  await expect(ana.page.getByText(question).first()).toBeVisible()
  await expect(ana.page.getByText('Garden lantern, brass')).toBeVisible()
  await expect(ana.page.getByText(/jeans/i).first()).toBeVisible()
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Hi, of course. Which size do you need?')
  await ana.button('Send').click()
  await shopper.sees('Hi, of course. Which size do you need?')
  await shopper.write('A 28 please')
  await expect(ana.page.getByText('A 28 please')).toBeVisible()
})

test('CL1, CL4: two claim in the same moment; one has it, the other is told who, and Done leads home', async ({ browser }) => {
  const both = await Promise.all([Member.available(browser, server.url, 'Ana'), Member.available(browser, server.url, 'Ben')])
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await Promise.all(both.map((member) => member.isRung()))
  const letGo = await Promise.all(both.map((member) => member.holdCommands()))
  for (const member of both) {
    await member.claim.click()
    await expect(member.page.getByText('Trying to claim it…', { exact: true })).toBeVisible()
  }
  // Both have tapped, and the server knows of neither.
  for (const go of letGo) go()
  await shopper.sees(/(Ana|Ben) is here/)
  const holder = (await shopper.panel.getByText('Ana is here').first().isVisible()) ? 'Ana' : 'Ben'
  for (const member of both) {
    if (member.name === holder) await member.isTalking()
    else {
      await expect(member.page.getByRole('heading', { name: `Taken by ${holder}` })).toBeVisible()
      await member.button('Done').click()
      await member.isHome()
    }
  }
})

test('DE1: decline and stay available', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const ben = await Member.available(browser, server.url, 'Ben')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await shopper.sees('Asking two of the team…')
  await ana.isRung()
  await ana.button('Decline, stay available').click()
  await expect(ana.page.getByText('You are available')).toBeVisible()
  await shopper.sees('Asking one of the team…')
  await expect(ben.page.getByText('Only you are being rung')).toBeVisible()
})

test('DE1: decline and go unavailable, in one tap', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const ben = await Member.signIn(browser, server.url, 'Ben')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  await ana.button('Decline, go unavailable').click()
  await expect(ana.page.getByText('You are unavailable')).toBeVisible()
  await expect(ben.colleague('Ana').filter({ hasText: 'unavailable' })).toBeVisible()
  await shopper.sees('Nobody is free right now')
})

test('MI1: nobody claims it, it is a missed chat, and the shopper can leave a message', async ({ browser }) => {
  await changePolicy(server.url, { requestLifeMs: 5_000, countdownMs: 2_000, leastRingMs: 1_000, answerMarginMs: 500 })
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question, 'Joyce Wu')
  await ana.isRung()
  await shopper.sees('Nobody could answer in time. We are sorry.')
  await shopper.panel.getByLabel('E-mail or telephone').fill('joyce@example.com')
  await shopper.panel.getByRole('button', { name: 'Leave message' }).click()
  await shopper.sees('We will write to joyce@example.com.')
  await ana.button('Done').click()
  await expect(ana.page.getByText('Wants an answer at joyce@example.com')).toBeVisible()
  await expect(ana.page.getByText('Joyce Wu')).toBeVisible()
})

test('MI3: three misses in a row make unavailable, and Go available brings back', async ({ browser }) => {
  const quick = { requestLifeMs: 6_000, countdownMs: 1_000, leastRingMs: 500, answerMarginMs: 500, askAgainAfterMs: 60_000 }
  await changePolicy(server.url, quick)
  const ana = await Member.available(browser, server.url, 'Ana')
  for (const name of ['One', 'Two', 'Three']) {
    const shopper = await Shopper.visit(browser, server.url)
    await shopper.ask(question, name)
    await shopper.sees('Nobody could answer in time. We are sorry.')
    await shopper.context.close()
  }
  await expect(ana.page.getByRole('heading', { name: 'You were made unavailable' })).toBeVisible()
  await expect(ana.page.getByText('3 chats in a row rang for you without an answer')).toBeVisible()
  await ana.button('Go available').first().click()
  await changePolicy(server.url, { requestLifeMs: 60_000, countdownMs: 15_000 })
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question, 'Four')
  await expect(ana.page.getByText('Four').first()).toBeVisible()
  await ana.isRung()
})

test('CL1, OF1: the server is stopped and started between ring and claim, and the claim still counts', async ({ browser }) => {
  const ana = await Member.available(browser, server.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  await server.stop()
  await server.start()
  await ana.claim.click()
  await ana.isTalking()
  await shopper.sees('Ana is here')
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Still here!')
  await ana.button('Send').click()
  await shopper.sees('Still here!')
})
