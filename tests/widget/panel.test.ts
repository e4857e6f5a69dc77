/** The panel in a real Chromium, on the demo shop, against a real server and a scripted team. */
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, FrameLocator, Page } from '@playwright/test'
import { v7 as timeOrderedId } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { defaultPolicy } from '../../src/decider/policy.ts'
import type { ChatId } from '../../src/identifiers.ts'
import { launchChromium, browserTest as test } from '../support/browser.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { type Built, buildWidget } from './built-widget.ts'
import { type ShopServer, startShop } from './shop-server.ts'

let built: Built
let server: TestServer
let shop: ShopServer
let browser: Browser
let context: BrowserContext
let page: Page
let panel: FrameLocator
let ana: ScriptedMember
let ben: ScriptedMember
let emma: ScriptedMember

beforeAll(async () => {
  built = await buildWidget()
  server = await startServer()
  shop = await startShop(built.folder, server.url)
  browser = await launchChromium()
  const who = (member: string, pin: string) => signIn(server.url, { member: member as ScriptedMember['id'], pin })
  ana = await who('ana', '1111')
  ben = await who('ben', '2222')
  emma = await who('emma', '5555')
})
afterAll(async () => {
  for (const member of [ana, ben, emma]) member?.leave()
  await browser?.close()
  await shop?.stop()
  await server?.end()
  built?.remove()
})
beforeEach(async () => {
  shop.fault = () => null
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce' })
  page = await context.newPage()
  panel = page.frameLocator('iframe')
})
afterEach(async () => {
  shop.fault = () => null
  await endChatOfShopper()
  await context.close()
  for (const member of [ana, ben]) {
    for (const { id, fence, ended } of member.chats) if (!ended) await member.endChat(id, fence)
    if (member.me?.isAvailable) await member.goUnavailable()
  }
})

/** So that what one test left open does not ring in the next; a question on its way has its answer first. */
async function endChatOfShopper(): Promise<void> {
  const [open] = context.pages()
  const kept = async () => {
    const text = await open?.evaluate(() => localStorage.getItem('shopbell.panel.oxford-street'))
    return JSON.parse(text ?? '{}') as { token?: string; chat?: string | null; asking?: object | null }
  }
  await until(async () => expect((await kept()).asking ?? null).toBeNull())
  const { token, chat } = await kept()
  if (token && chat) {
    await fetch(`${server.url}/api/v1/shopper/chats/${chat}/end`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: timeOrderedId() }),
    })
  }
}

const url = (path = 'straight-leg-jeans.html') => `${shop.url}/demo/${path}`
const open = async (at = page) => {
  await at.goto(url())
  await at.getByRole('button', { name: 'Chat with the store' }).click()
}
const question = (of = panel) => of.getByRole('textbox', { name: 'Your question' })
const heading = (name: string | RegExp, of = panel) => of.getByRole('heading', { name })
const composer = (of = panel) => of.getByRole('textbox', { name: /^Write to/ })
const bubbles = (of = panel) => of.getByRole('log').locator('li p').allTextContents()
const ask = async (text: string) => {
  await question().fill(text)
  await panel.getByRole('button', { name: 'Ask the team' }).click()
}
const say = async (text: string) => {
  await composer().fill(text)
  await composer().press('Enter')
}
/** Of this question: one that an earlier test left behind may ring as well. */
const ringOf = (member: ScriptedMember, text: string) =>
  member.until(`the ring of “${text}”`, ({ offers }) =>
    offers.find(({ state, shopper }) => state === 'ringing' && shopper.question === text),
  )
/** Ana gets the chat. */
const talk = async (text = 'Do you have these in a 28?'): Promise<{ chat: ChatId; fence: number }> => {
  await ana.goAvailable()
  await open()
  await ask(text)
  const { chat } = await ringOf(ana, text)
  const answer = await ana.claim(chat)
  if (!answer.ok) throw new Error('Ana could not claim the chat.')
  await composer()
    .waitFor()
    .catch((failure: Error) => {
      const asked = shop.asked.slice(-12).join(', ')
      throw new Error(`${failure.message}\nOpen streams: ${shop.openStreams()}. The panel asked last: ${asked}.`)
    })
  return { chat, fence: answer.body.fence ?? 0 }
}
/** The page and the panel are of one origin here, so one run in the page sees both. */
const accessible = async (face: string) => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    face,
  ).toEqual([])
}
const missSoon = { requestLifeMs: 1_000, leastRingMs: 500, answerMarginMs: 0 }
const usual = {
  requestLifeMs: defaultPolicy.requestLifeMs,
  leastRingMs: defaultPolicy.leastRingMs,
  answerMarginMs: defaultPolicy.answerMarginMs,
}

test('from the question to the end: asked, claimed, talked, ended, with every face fit for a screen reader', async () => {
  await ana.goAvailable()
  await ben.goAvailable()
  await open()
  await question().waitFor()
  expect(await question().evaluate((field) => field === document.activeElement)).toBe(true)
  await accessible('ask')
  await panel.getByRole('textbox', { name: 'Your name' }).fill('Crystal')
  await ask('  Do you have these in a 28?  ')
  await heading('Asking two of the team…').waitFor()
  await accessible('asking')
  const ring = await ringOf(ana, 'Do you have these in a 28?')
  expect(ring.shopper).toMatchObject({
    name: 'Crystal',
    isReturning: false,
    question: 'Do you have these in a 28?',
    lookingAt: { title: 'Straight-leg jeans, indigo', price: '£94.00' },
  })
  const answer = await ana.claim(ring.chat)
  await panel.getByText('Ana is here').first().waitFor()
  expect(await composer().evaluate((field) => field === document.activeElement)).toBe(true)
  await ana.say(ring.chat, answer.ok ? (answer.body.fence ?? 0) : 0, 'Yes! <b>One</b> left.\nShall I put it aside?')
  await say('Please do')
  await expect
    .poll(() => bubbles())
    .toEqual(['Do you have these in a 28?', 'Yes! <b>One</b> left.\nShall I put it aside?', 'Please do'])
  await ana.until('the answer', ({ rows }) => rows.some((row) => row.kind === 'message' && row.text === 'Please do'))
  await accessible('talking')
  await ana.endChat(ring.chat, 1)
  await heading('Ana ended the chat').waitFor()
  await accessible('ended')
})

test('OF7: where nobody can be asked the shopper is told at once and leaves a message; who comes free answers all the same', async () => {
  await open()
  await ask('Is the lantern waterproof?')
  await heading('Nobody is free right now').waitFor()
  await accessible('nobody')
  await panel.getByRole('button', { name: 'Leave message' }).click()
  await panel.getByText('Please leave an e-mail address or a telephone number.').waitFor()
  await panel.getByRole('textbox', { name: 'E-mail or telephone' }).fill('crystal@example.com')
  await panel.getByRole('button', { name: 'Leave message' }).click()
  await panel.getByText('We will write to crystal@example.com.').waitFor()
  await page.reload()
  await panel.getByText('We will write to crystal@example.com.').waitFor()
  await ana.goAvailable()
  await ana.claim((await ringOf(ana, 'Is the lantern waterproof?')).chat)
  await panel.getByText('Ana is here').first().waitFor()
  expect(await bubbles()).toEqual(['Is the lantern waterproof?'])
})

test('MI1: a missed chat shows the question still, takes a message with a contact, and the team has it', async () => {
  await emma.changePolicy(missSoon)
  try {
    await open()
    await ask('Does it come with the candle?')
    await heading('Nobody could answer in time. We are sorry.').waitFor()
    expect(await bubbles()).toEqual(['Does it come with the candle?'])
    await accessible('missed')
    await panel.getByRole('textbox', { name: 'E-mail or telephone' }).fill('020 7946 0018')
    await panel.getByRole('textbox', { name: 'Anything to add?' }).fill('After four, please')
    await panel.getByRole('button', { name: 'Leave message' }).click()
    await panel.getByText('We will call 020 7946 0018.').waitFor()
    const contact = { address: '020 7946 0018', text: 'After four, please' }
    await until(() => expect(ana.missed.map((missed) => missed.contact)).toContainEqual(contact))
  } finally {
    await emma.changePolicy(usual)
  }
})

test('after a missed chat the same question can be asked again', async () => {
  await emma.changePolicy(missSoon)
  await open()
  await ask('Once more?')
  await panel.getByRole('button', { name: 'Ask again' }).waitFor()
  await emma.changePolicy(usual)
  await panel.getByRole('button', { name: 'Ask again' }).click()
  await expect.poll(() => question().inputValue()).toBe('Once more?')
  await ana.goAvailable()
  await panel.getByRole('button', { name: 'Ask the team' }).click()
  await heading('Asking one of the team…').waitFor()
  await panel.getByRole('button', { name: 'Stop asking' }).click()
  await expect.poll(() => question().inputValue()).toBe('Once more?')
})

test('CL2: a question that cannot be sent says so, survives a reload, and arrives once under one identifier', async () => {
  await ana.goAvailable()
  await open()
  shop.fault = (_, path) => (path.endsWith('/chats') ? { is: 'drop' } : null)
  const before = shop.bodies.length
  await ask('Will this arrive?')
  await heading('The store cannot be reached right now.').waitFor()
  await panel.getByText('Will this arrive?').waitFor()
  await page.reload()
  await heading('The store cannot be reached right now.').waitFor()
  shop.fault = () => null
  await heading('Asking one of the team…').waitFor()
  const sent = shop.bodies.slice(before).filter((body) => body.includes('Will this arrive?'))
  expect(sent.length).toBeGreaterThan(2)
  expect(new Set(sent).size).toBe(1)
  expect(ana.offers.filter(({ shopper }) => shopper.question === 'Will this arrive?')).toHaveLength(1)
})

const year = 365 * 86_400_000
for (const [how, ms] of [
  ['a year ahead', year],
  ['a year behind', -year],
] as const)
  test(`CL2: a shopper whose clock is ${how} asks, talks and ends like any other`, async () => {
    await context.addInitScript((aheadMs) => {
      const { now } = Date
      Date.now = () => now() + aheadMs
    }, ms)
    const { chat, fence } = await talk('Is it Monday?')
    await say('It is here')
    await ana.until('what the shopper said', ({ rows }) =>
      rows.some((row) => row.kind === 'message' && row.text === 'It is here'),
    )
    await ana.say(chat, fence, 'Sunday')
    await panel.getByText('Sunday').waitFor()
    await panel.getByRole('button', { name: 'End chat' }).click()
    await panel.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
    await heading('You ended the chat').waitFor()
    await ana.until('the end', ({ chats }) => chats.some(({ id, ended }) => id === chat && ended?.by === 'shopper'))
  })

test('a question on its way can be taken back and changed', async () => {
  await open()
  shop.fault = (_, path) => (path.endsWith('/chats') ? { is: 'drop' } : null)
  await ask('Wrong')
  await panel.getByRole('button', { name: 'Change the question' }).click()
  await expect.poll(() => question().inputValue()).toBe('Wrong')
})

test('CL2: a message that cannot be sent waits in sight, survives a reload, and arrives once, in order', async () => {
  await talk()
  shop.fault = (method, path) => (method === 'POST' && path.endsWith('/messages') ? { is: 'drop' } : null)
  await say('one')
  await say('two')
  await panel.getByText('Waiting for the connection, will send by itself').last().waitFor()
  await page.reload()
  await expect.poll(() => bubbles()).toEqual(['Do you have these in a 28?', 'one', 'two'])
  shop.fault = () => null
  const received = () => ana.rows.flatMap((row) => (row.kind === 'message' && row.from.is === 'shopper' ? [row.text] : []))
  await until(() => expect(received().filter((text) => text === 'one' || text === 'two')).toEqual(['one', 'two']))
  await expect.poll(() => panel.getByText('Waiting for the connection').count()).toBe(0)
  expect(await bubbles()).toEqual(['Do you have these in a 28?', 'one', 'two'])
})

test('what the server refuses is said in its words, kept, and can be sent again or dropped', async () => {
  await talk()
  const refusal = {
    type: '/problems/out-of-bounds',
    title: 'Out of bounds',
    status: 422,
    detail: 'This has a letter that nobody can read.',
  }
  shop.fault = (method, path) =>
    method === 'POST' && path.endsWith('/messages') ? { is: 'answer', status: 422, body: refusal } : null
  await say('first')
  await panel.getByText('Not sent. This has a letter that nobody can read.').waitFor()
  shop.fault = () => null
  await panel.getByRole('button', { name: 'Send again' }).click()
  await ana.until('the message', ({ rows }) => rows.some((row) => row.kind === 'message' && row.text === 'first'))
})

test('too much at once is said, and sent by itself after a while', async () => {
  await ana.goAvailable()
  await open()
  const limit = {
    type: '/problems/too-many-requests',
    title: 'Too many',
    status: 429,
    detail: 'Go on in 1 second.',
    retryAfterMs: 800,
  }
  let limited = 0
  shop.fault = (_, path) => (path.endsWith('/chats') && limited++ < 1 ? { is: 'answer', status: 429, body: limit } : null)
  await ask('In a hurry?')
  await panel.getByText('A lot at once. It is sent in a moment, by itself.').waitFor()
  await heading('Asking one of the team…').waitFor()
  expect(limited).toBe(2)
})

test('an empty question is not sent, and one that is too long is not cut', async () => {
  await open()
  await question().fill('   ')
  await panel.getByRole('button', { name: 'Ask the team' }).click()
  await panel.getByText('Please write your question first.').waitFor()
  await question().fill('x'.repeat(1_950))
  await panel.getByText('50 letters left').waitFor()
  await question().fill('x'.repeat(2_003))
  await panel.getByText('3 too many letters').waitFor()
  const before = shop.asked.length
  await panel.getByRole('button', { name: 'Ask the team' }).click()
  expect(await question().inputValue()).toHaveLength(2_003)
  expect(shop.asked.slice(before).filter((one) => one.endsWith('/chats'))).toEqual([])
})

test('a stream that breaks is taken up; what was said meanwhile is there once', async () => {
  const { chat, fence } = await talk()
  let isCut = true
  shop.fault = (_, path) => (path.endsWith('/events') && isCut ? { is: 'drop' } : null)
  shop.cutStreams()
  await panel.getByText('Connection lost. Trying again…').waitFor()
  await ana.say(chat, fence, 'Are you still there?')
  isCut = false
  await panel.getByText('Are you still there?').waitFor()
  await expect.poll(() => panel.getByText('Connection lost').count()).toBe(0)
  expect(await bubbles()).toEqual(['Do you have these in a 28?', 'Are you still there?'])
})

test('a token that died becomes a new one; what was typed is kept, and the shopper is told', async () => {
  await talk()
  await composer().fill('Half a sentence')
  const kill = () => {
    const kept = JSON.parse(localStorage.getItem('shopbell.panel.oxford-street') ?? '')
    localStorage.setItem('shopbell.panel.oxford-street', JSON.stringify({ ...kept, token: `${'A'.repeat(43)}.oxford-street` }))
  }
  await page.evaluate(kill)
  shop.cutStreams()
  await panel.getByText('Your earlier chat cannot be opened on this device any more.').waitFor()
  expect(await question().inputValue()).toBe('Half a sentence')
  await panel.getByRole('button', { name: 'Ask the team' }).click()
  await panel.getByText('Half a sentence').waitFor()
})

test('two tabs of a shop show one chat', async () => {
  await ana.goAvailable()
  await open()
  const other = await context.newPage()
  const otherPanel = other.frameLocator('iframe')
  await other.goto(url('garden-lantern.html'))
  await question(otherPanel).waitFor()
  await ask('Can I ask here?')
  await heading('Asking one of the team…', otherPanel).waitFor()
  const { chat } = await ringOf(ana, 'Can I ask here?')
  await ana.claim(chat)
  await composer(otherPanel).fill('And answer there')
  await composer(otherPanel).press('Enter')
  await expect.poll(() => bubbles()).toEqual(['Can I ask here?', 'And answer there'])
  await expect.poll(() => bubbles(otherPanel)).toEqual(['Can I ask here?', 'And answer there'])
})

test('of the tabs that nobody looks at, one keeps the stream; a tab that is looked at has its own', async () => {
  await talk()
  const other = await context.newPage()
  await other.goto(url('garden-lantern.html'))
  await composer(other.frameLocator('iframe')).waitFor()
  expect(shop.openStreams()).toBe(2)
  const look = async (at: Page, isHidden: boolean) => {
    await at.frames()[1]?.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  }
  await look(page, true)
  await look(other, true)
  await until(() => expect(shop.openStreams()).toBe(1))
  await page.close()
  const { ringing, chats } = ana
  expect(ringing).toBeUndefined()
  // The one that waited takes over.
  const chat = chats.find(({ ended }) => !ended)
  await ana.say(chat?.id as ChatId, chat?.fence ?? 0, 'Where did you go?')
  await other.frameLocator('iframe').getByText('Where did you go?').waitFor()
  await look(other, false)
  await until(() => expect(shop.openStreams()).toBe(1))
})

test('EN1: the shopper ends the chat, after being asked, and writing again opens it', async () => {
  await talk()
  await panel.getByRole('button', { name: 'End chat' }).click()
  await panel.getByRole('button', { name: 'Go on' }).click()
  await composer().waitFor()
  await panel.getByRole('button', { name: 'End chat' }).click()
  await page.keyboard.press('Escape')
  expect(await panel.getByRole('alertdialog').count()).toBe(0)
  await panel.getByRole('button', { name: 'End chat' }).click()
  await panel.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
  await heading('You ended the chat').waitFor()
  await say('One more thing')
  await panel.getByText('Ana is here').first().waitFor()
  await ana.until('the message', ({ rows }) => rows.some((row) => row.kind === 'message' && row.text === 'One more thing'))
})

test('after the end something new can be asked, and the old chat does not come back', async () => {
  const { chat, fence } = await talk()
  await ana.endChat(chat, fence)
  await panel.getByRole('button', { name: 'Ask something new' }).click()
  await question().waitFor()
  await page.reload()
  await question().waitFor()
  await ask('Something new')
  await heading('Asking one of the team…').waitFor()
  expect(await bubbles()).toEqual(['Something new'])
})

test('what comes while the panel is closed is counted on the button, also on the next page, until it is opened', async () => {
  const { chat, fence } = await talk()
  await panel.getByRole('button', { name: 'Close chat' }).click()
  expect(await ana.say(chat, fence, 'One')).toMatchObject({ ok: true })
  await page.getByRole('button', { name: 'Chat with the store, 1 new message' }).waitFor()
  expect(await ana.say(chat, fence, 'Two')).toMatchObject({ ok: true })
  await page.getByRole('button', { name: 'Chat with the store, 2 new messages' }).waitFor()
  await page.goto(url('garden-lantern.html'))
  await page.getByRole('button', { name: 'Chat with the store, 2 new messages' }).click()
  await panel.getByText('Two').waitFor()
  await panel.getByRole('button', { name: 'Close chat' }).click()
  await page.getByRole('button', { name: 'Chat with the store', exact: true }).waitFor()
})

test('who shops as a known customer is known to the team; the next person in the same browser is not them', async () => {
  await ana.goAvailable()
  await page.goto(url())
  await page.getByLabel('Shop as').selectOption({ label: 'Priya Raman' })
  await until(async () => expect(await page.locator('script[data-store]').getAttribute('data-identity')).toBeTruthy())
  await page.getByRole('button', { name: 'Chat with the store' }).click()
  await ask('Where is my lamp?')
  const ring = await ringOf(ana, 'Where is my lamp?')
  expect(ring.shopper.name).toBe('Priya Raman')
  expect((await ana.history(ring.chat)).ordersInAll).toBeGreaterThan(1)
  await page.getByLabel('Shop as').selectOption({ label: 'A new visitor' })
  await page.getByRole('button', { name: 'Chat with the store', exact: true }).click()
  await question().waitFor()
  expect(await panel.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('')
  await panel.getByText('Where is my lamp?').waitFor({ state: 'detached' })
})

test('who was a known customer on the last page and is none on this one is a visitor, and nothing typed before is theirs', async () => {
  await ana.goAvailable()
  await page.goto(url())
  await page.getByLabel('Shop as').selectOption({ label: 'Priya Raman' })
  await until(async () => expect(await page.locator('script[data-store]').getAttribute('data-identity')).toBeTruthy())
  await page.getByRole('button', { name: 'Chat with the store' }).click()
  await ask('Where is my other lamp?')
  await ana.claim((await ringOf(ana, 'Where is my other lamp?')).chat)
  await composer().fill('It was a present for')
  await page.reload()
  await panel.getByText('Where is my other lamp?').waitFor()
  expect(await composer().inputValue()).toBe('It was a present for')
  // A session at the shop that ran out: nobody calls forget(), the next page only has no customer.
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith('marlow-finch.')) localStorage.removeItem(key)
  })
  await page.reload()
  await question().waitFor()
  expect(await question().inputValue()).toBe('')
  expect(await panel.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('')
  await ask('Do you sell lamps?')
  const ring = await ringOf(ana, 'Do you sell lamps?')
  expect(ring.shopper).toMatchObject({ name: null })
  expect((await ana.history(ring.chat)).ordersInAll).toBe(0)
})

test('RE3: who is left waiting is told that the team is asked, then that nobody is free, and by an answer that all is well', async () => {
  await ben.goAvailable()
  const { chat, fence } = await talk('Are you still there?')
  await ana.say(chat, fence, 'One moment.')
  await emma.changePolicy({ ...missSoon, requestLifeMs: 3_000, rescueUnansweredAfterMs: 1_000 })
  try {
    await say('Hello?')
    await panel.getByText('We have not heard from Ana for a while').first().waitFor()
    expect(await panel.getByText('Ana is here').count()).toBe(0)
    await accessible('silent')
    await panel.getByText('Nobody else is free right now').first().waitFor()
    expect(await composer().isEnabled()).toBe(true)
    await ana.say(chat, fence, 'Here I am.')
    await panel.getByText('Ana is here').first().waitFor()
    await panel.getByText('Nobody else is free right now').waitFor({ state: 'detached' })
  } finally {
    await emma.changePolicy({ ...usual, rescueUnansweredAfterMs: defaultPolicy.rescueUnansweredAfterMs })
  }
})

test('a visitor of an earlier visit is returning', async () => {
  await ana.goAvailable()
  await page.goto(url())
  const earlier = JSON.stringify({ visits: 3, lastSeenAt: 1_700_000_000_000 })
  await page.evaluate((text) => localStorage.setItem('shopbell.page.oxford-street', text), earlier)
  await open()
  await ask('Back again')
  expect((await ringOf(ana, 'Back again')).shopper.isReturning).toBe(true)
})

test('a shopper who would rather not send what they looked at does not', async () => {
  await ana.goAvailable()
  await open()
  await panel.getByRole('checkbox', { name: 'Send along what I looked at here' }).uncheck()
  await ask('Just a question')
  const { shopper, chat } = await ringOf(ana, 'Just a question')
  expect(shopper.lookingAt).toBeNull()
  expect((await ana.history(chat)).viewed).toEqual([])
})

test('a server that cannot be reached at first is tried again, in plain words', async () => {
  shop.fault = (_, path) => (path.endsWith('/session') ? { is: 'answer', status: 503, body: {} } : null)
  await open()
  await heading('The store cannot be reached right now.').waitFor()
  await accessible('unreachable')
  shop.fault = () => null
  await question().waitFor()
})

test('a store that does not exist is said, and not asked for again and again', async () => {
  shop.page(
    '/wrong',
    `<!doctype html><html lang="en"><script src="/widget/loader.js" data-store="no-such-store" async></script><body></body></html>`,
  )
  await page.goto(`${shop.url}/wrong`)
  await page.getByRole('button', { name: 'Chat with the store' }).click()
  await panel.getByText('There is no such store.').waitFor()
  expect(shop.asked.filter((one) => one.endsWith('/session')).length).toBeGreaterThan(0)
})
