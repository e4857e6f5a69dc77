/**
 * Never twice, never lost: tablets on bad networks of their own, in a real Chromium, against a real server. Each tablet has a
 * proxy between itself and the server, which goes silent, forgets answers, or breaks.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts'
import { signIn } from '../support/member.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { type Colleague, changePolicy, Member, Shopper } from './people.ts'

let server: TestServer
let proxies: FaultyProxy[]
test.beforeEach(async () => {
  server = await startServer()
  proxies = []
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await Promise.all(proxies.map((proxy) => proxy.end()))
  await server.end()
})

const question = 'Do you have the jeans in a 28?'

/** A network for one tablet. */
async function network(): Promise<FaultyProxy> {
  const proxy = await startFaultyProxy(server.url)
  proxies.push(proxy)
  return proxy
}
const chip = ({ page }: Member, text: string) => expect(page.getByText(text).first()).toBeVisible()
const isCommand = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method === 'POST' && path.endsWith('/commands')
/** What the server holds against a member, seen from another device of theirs. */
async function missesOf(name: 'ana'): Promise<number> {
  const elsewhere = await signIn(server.url, { member: name as never, pin: '1111' })
  const { me } = elsewhere
  elsewhere.leave()
  if (!me) throw new Error('The first rows are there after signing in.')
  return me.missesInRow
}
/** The app is in the browser's keeping, so that it opens without a network. */
const installed = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready))
/** Closes the app and opens it again on the same device. */
async function reopen(member: Member, context: BrowserContext): Promise<Member> {
  await member.page.close()
  const page = await context.newPage()
  await page.goto('/')
  return new Member(member.name, page)
}
async function talking(name: Colleague, browser: Parameters<typeof Member.available>[0], proxy: FaultyProxy, shopper: Shopper) {
  const member = await Member.available(browser, proxy.url, name)
  await shopper.ask(question)
  await member.isRung()
  await member.claim.click()
  await member.isTalking()
  return member
}
const write = async ({ page }: Member, text: string) => {
  await page.getByRole('textbox', { name: /Write to/ }).fill(text)
  await page.keyboard.press('Enter')
}

test('RE2, CL3: a tablet that goes silent in mid-ring and comes back in time still gets the chat', async ({ browser }) => {
  const proxy = await network()
  const ana = await Member.available(browser, proxy.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  proxy.swallow()
  await ana.claim.click()
  await expect(ana.page.getByText('not yours yet').first()).toBeVisible()
  await expect(ana.button('End chat')).toBeHidden()
  proxy.heal()
  await ana.isTalking()
  await shopper.sees('Ana is here')
})

test('RE2, MI2: a tablet that was silent until it was over shows how it ended, and has no miss', async ({ browser }) => {
  await changePolicy(server.url, { requestLifeMs: 14_000, countdownMs: 4_000, leastRingMs: 2_000 })
  const proxy = await network()
  const ana = await Member.available(browser, proxy.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  proxy.swallow()
  await shopper.sees('Nobody could answer in time')
  // No dead ring: what was on screen has run out, and nobody knows here how it ended.
  await expect(ana.claim).toBeHidden()
  proxy.heal()
  await expect(ana.page.getByText('Nobody claimed it in time').first()).toBeVisible()
  expect(await missesOf('ana')).toBe(0)
})

test('CL1, CL2: a claim whose answer was lost is the claim that it was', async ({ browser }) => {
  const [one, other] = [await network(), await network()]
  const ana = await Member.available(browser, one.url, 'Ana')
  const ben = await Member.available(browser, other.url, 'Ben')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  await ben.isRung()
  const lost = one.loseAnswers(isCommand, { times: 1 })
  await ana.claim.click()
  await lost
  await ana.isTalking()
  await expect(ben.page.getByRole('heading', { name: 'Taken by Ana' })).toBeVisible()
  await write(ana, 'Here I am')
  await shopper.sees('Here I am')
})

test('CL6: a claim that no network carried for half a minute no longer asks, and says so', async ({ browser }) => {
  const proxy = await network()
  const ana = await Member.available(browser, proxy.url, 'Ana')
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question)
  await ana.isRung()
  proxy.swallow()
  await ana.claim.click()
  await expect(ana.page.getByText('This no longer asks for the chat', { exact: true })).toBeVisible({ timeout: 60_000 })
  proxy.heal()
  // She may have been asked anew meanwhile, and that offer has run out as well.
  await expect(ana.page.getByRole('heading', { name: /Your claim came too late|Time is up/ })).toBeVisible()
  await ana.button('Done').click()
  await ana.isHome()
  await shopper.sees(/Asking|still/i)
})

test('AV3: availability toggled offline holds, survives closing the app, and merges when the network is back', async ({
  browser,
}) => {
  const proxy = await network()
  const ana = await Member.signIn(browser, proxy.url, 'Ana')
  const ben = await Member.signIn(browser, server.url, 'Ben')
  await installed(ana.page)
  proxy.refuse()
  await chip(ana, 'Reconnecting…')
  await ana.goAvailable()
  await expect(ana.page.getByText('Only this device knows so far').first()).toBeVisible()
  const again = await reopen(ana, ana.page.context())
  await expect(again.page.getByText('You are available')).toBeVisible()
  await expect(again.page.getByText(/What you see is from/)).toBeVisible()
  await expect(ben.colleague('Ana').getByText(/^unavailable/)).toBeVisible()
  proxy.heal()
  await chip(again, 'Live')
  await expect(ben.colleague('Ana').getByText(/^available/)).toBeVisible()
  await expect(again.page.getByText('Only this device knows so far')).toBeHidden()
})

test('AV2: two tablets of one member toggled apart agree on the later tap', async ({ browser }) => {
  const [one, other] = [await network(), await network()]
  const tablet = await Member.available(browser, one.url, 'Ana')
  const phone = await Member.signIn(browser, other.url, 'Ana')
  await expect(phone.page.getByText('You are available')).toBeVisible()
  one.refuse()
  other.refuse()
  await chip(tablet, 'Reconnecting…')
  await chip(phone, 'Reconnecting…')
  await phone.button('Go unavailable').click()
  await expect(phone.page.getByText('You are unavailable')).toBeVisible()
  await tablet.button('Go unavailable').click()
  await tablet.goAvailable()
  other.heal()
  await chip(phone, 'Live')
  one.heal()
  await chip(tablet, 'Live')
  await expect(phone.page.getByText('You are available')).toBeVisible()
  await expect(tablet.page.getByText('You are available')).toBeVisible()
  await expect(tablet.page.getByText('Only this device knows so far')).toBeHidden()
})

test('ten messages written offline arrive once and in their order, also over closing the app', async ({ browser }) => {
  const proxy = await network()
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, proxy, shopper)
  await installed(ana.page)
  await write(ana, 'Number 0')
  await shopper.sees('Number 0')
  proxy.refuse()
  for (let n = 1; n <= 5; n++) await write(ana, `Number ${n}`)
  await expect(ana.page.getByText('Waiting for connection').first()).toBeVisible()
  const again = await reopen(ana, ana.page.context())
  await again.page.getByRole('link', { name: /28/ }).first().click()
  for (let n = 6; n <= 10; n++) await write(again, `Number ${n}`)
  await expect(again.page.getByText('Number 10')).toBeVisible()
  await expect(again.page.getByText(/Number 1$/)).toBeVisible()
  proxy.heal()
  await shopper.sees('Number 10')
  const said = await shopper.panel
    .getByRole('log')
    .getByText(/^Number/)
    .allTextContents()
  expect(said).toEqual(Array.from({ length: 11 }, (_, n) => `Number ${n}`))
  await expect(again.page.getByText('Waiting for connection')).toHaveCount(0)
})

test('words written in a second tab come after those that hang in the first, and both arrive once', async ({ browser }) => {
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, await network(), shopper)
  const second = new Member('Ana', await ana.page.context().newPage())
  await second.page.goto(ana.page.url())
  await second.isTalking()
  const letGo = await ana.holdCommands()
  await write(ana, 'First, from the one tab')
  await write(second, 'Then, from the other')
  await shopper.sees('Then, from the other')
  letGo()
  await expect(ana.page.getByText('Then, from the other').first()).toBeVisible()
  await write(ana, 'And last, from the one')
  await shopper.sees('And last, from the one')
  const said = await shopper.panel
    .getByRole('log')
    .getByText(/from the/)
    .allTextContents()
  expect(said).toEqual(['First, from the one tab', 'Then, from the other', 'And last, from the one'])
})

test('what was written offline is sent after the app was closed, by the service worker alone', async ({ browser }) => {
  const shopper = await Shopper.visit(browser, server.url)
  // Straight to the server: Background Sync goes by what the browser itself knows of the network.
  const ana = await Member.available(browser, server.url, 'Ana')
  await shopper.ask(question)
  await ana.isRung()
  await ana.claim.click()
  await ana.isTalking()
  await installed(ana.page)
  const context = ana.page.context()
  await context.setOffline(true)
  await write(ana, 'I am on my way home')
  await expect(ana.page.getByText('Waiting for connection')).toBeVisible()
  // Somewhere else in the same browser, so that it stays open.
  await context.newPage()
  await ana.page.close()
  await context.setOffline(false)
  await shopper.sees('I am on my way home')
})

test('a server killed in mid-conversation loses no word of either', async ({ browser }) => {
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, await network(), shopper)
  await write(ana, 'Before')
  await shopper.sees('Before')
  await server.kill()
  await write(ana, 'Meanwhile, from the store')
  await shopper.write('Meanwhile, from home')
  await server.start()
  await shopper.sees('Meanwhile, from the store')
  await expect(ana.page.getByText('Meanwhile, from home').first()).toBeVisible()
  await write(ana, 'After')
  await shopper.sees('After')
  expect(await shopper.panel.getByRole('log').getByText('Meanwhile, from the store').count()).toBe(1)
})

test('RE3, CL5: a stranded chat is rescued; its former holder is told, and keeps what they typed', async ({ browser }) => {
  await changePolicy(server.url, { rescueSilentAfterMs: 8_000 })
  const proxy = await network()
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, proxy, shopper)
  const ben = await Member.available(browser, server.url, 'Ben')
  await write(ana, 'Let me look')
  await shopper.sees('Let me look')
  proxy.swallow()
  await write(ana, 'Yes, one is left')
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Shall I')
  await shopper.write('Are you still there?')
  await ben.isRung()
  await expect(ben.page.getByText('Was with a colleague').first()).toBeVisible()
  await ben.claim.click()
  await ben.isTalking()
  await write(ben, 'Hello, this is Ben')
  await shopper.sees('Hello, this is Ben')
  proxy.heal()
  await expect(ana.page.getByText('Ben has this chat now').first()).toBeVisible()
  await expect(ana.page.getByText('Yes, one is left').first()).toBeVisible()
  await expect(ana.page.getByText('Shall I').first()).toBeVisible()
  await expect(ana.page.getByText('Hello, this is Ben')).toHaveCount(0)
  expect(await shopper.panel.getByRole('log').getByText('Yes, one is left').count()).toBe(0)
})

test('CL7: a chat claimed by mistake is handed back, and somebody else is asked', async ({ browser }) => {
  await changePolicy(server.url, { places: 1, handBackWithinMs: 60_000 })
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, await network(), shopper)
  const ben = await Member.available(browser, server.url, 'Ben')
  await ana.button('Hand back').click()
  await expect(ana.page.getByText(/You handed back the chat/)).toBeVisible()
  await ben.isRung()
  await ben.claim.click()
  await ben.isTalking()
  await shopper.sees('Ben is here')
  await expect(ana.button('Claim chat')).toBeHidden()
})

test('a sign-out whose answer was lost is one all the same: nothing of the person stays', async ({ browser }) => {
  const wifi = await network()
  const shopper = await Shopper.visit(browser, server.url)
  const ana = await talking('Ana', browser, wifi, shopper)
  await ana.page.getByRole('textbox', { name: /Write to/ }).fill('Half a sen')
  await ana.page.getByRole('link', { name: 'Back' }).click()
  await ana.button('Sign out').click()
  await ana.button('Drop it and sign out').click()
  const lost = wifi.loseAnswers(({ method, path }) => method === 'DELETE' && path.endsWith('/session'), { times: 1 })
  await ana.button('Sign out, stay available').click()
  await lost
  await expect(ana.page.getByRole('button', { name: 'Ben' })).toBeVisible()
  await expect(ana.page.getByText('You were signed out')).toBeHidden()
  const kept = () =>
    ana.page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('shopbell')
          request.onsuccess = () => {
            const asked = request.result.transaction('drafts').objectStore('drafts').getAll()
            asked.onsuccess = () => {
              request.result.close()
              resolve(asked.result)
            }
          }
        }),
    )
  await expect.poll(kept).toEqual([])
})

const day = 86_400_000
for (const [how, ms] of [
  ['a day ahead', day],
  ['a year ahead', 365 * day],
  ['a year behind', -365 * day],
] as const)
  test(`a tablet whose clock is ${how} counts down, toggles and claims like any other`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url })
    await context.addInitScript((aheadMs) => {
      const { now } = Date
      const RealDate = Date
      const Ahead = new Proxy(RealDate, {
        construct: (date, given) => (given.length === 0 ? new date(now() + aheadMs) : Reflect.construct(date, given)),
        get: (date, name) => (name === 'now' ? () => now() + aheadMs : Reflect.get(date, name)),
      })
      globalThis.Date = Ahead
      Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + aheadMs })
    }, ms)
    const ana = await Member.signInOn(await context.newPage(), 'Ana')
    const ben = await Member.signIn(browser, server.url, 'Ben')
    await ana.goAvailable()
    await expect(ben.colleague('Ana').getByText(/^available/)).toBeVisible()
    await expect(ana.page.getByText('Only this device knows so far')).toBeHidden()
    const shopper = await Shopper.visit(browser, server.url)
    await shopper.ask(question)
    await ana.isRung()
    const left = await ana.page.getByRole('timer').first().textContent()
    expect(Number(left?.match(/\d+/)?.[0])).toBeLessThanOrEqual(15)
    expect(Number(left?.match(/\d+/)?.[0])).toBeGreaterThan(5)
    await ana.claim.click()
    await ana.isTalking()
  })
