/**
 * Real push, end to end, in a real Firefox: the server encrypts, a push service takes it, the browser decrypts it, its worker shows
 * it on a desktop, and presses there are a person's to the browser. Needs a Firefox, and installs one where it may.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { ensureFirefox } from '../support/find-firefox.ts'
import { type FirefoxPush, startFirefoxPush } from '../support/firefox-push.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { type NotificationDaemon, startNotificationDaemon } from '../support/notification-daemon.ts'
import { type PushService, startPushService } from '../support/push-service.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'

/** A browser has to start, and a service worker in it. */
const patience = { timeout: 60_000 }

let executablePath: string | null = null
let service: PushService
let push: FirefoxPush
let desktop: NotificationDaemon
let server: TestServer
let profile: string
let firefox: Browser | null = null
const colleagues: ScriptedMember[] = []

// Installing a browser takes its time.
test.beforeAll(() => {
  test.setTimeout(600_000)
  executablePath = ensureFirefox((line) => process.stdout.write(`${line}\n`))
})
test.beforeEach(async () => {
  const { annotations } = test.info()
  if (!executablePath) {
    annotations.push({
      type: 'skip',
      description: 'no Firefox or no dbus-daemon here, and none could be installed (FIREFOX names one)',
    })
    test.info().skip(true, 'no Firefox or no dbus-daemon here, and none could be installed (FIREFOX names one)')
  }
  service = await startPushService()
  push = await startFirefoxPush(service)
  desktop = await startNotificationDaemon()
  server = await startServer({ pushService: service })
  profile = mkdtempSync(join(tmpdir(), 'shopbell-firefox-'))
})
test.afterEach(async () => {
  for (const member of colleagues.splice(0)) member.leave()
  await firefox?.close()
  firefox = null
  await server?.end()
  await desktop?.close()
  await push?.close()
  await service?.close()
  if (profile) rmSync(profile, { recursive: true, force: true })
})

/** Starts the browser on its profile, as a person does who comes back to it. */
async function openFirefox(): Promise<Page> {
  firefox = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executablePath ?? '',
    headless: true,
    userDataDir: profile,
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: desktop.address },
    extraPrefsFirefox: {
      ...push.preferences,
      'permissions.default.desktop-notification': 1,
      // Nothing of it reaches for the internet.
      'network.dns.forceResolve': '127.0.0.1',
    },
  })
  return (await firefox.pages())[0] ?? firefox.newPage()
}

const pressInPage = (page: Page, button: string) =>
  expect
    .poll(
      () =>
        page.evaluate((words) => {
          const found = [...document.querySelectorAll('button')].find(
            (one) => !one.disabled && (one.ariaLabel === words || one.textContent.includes(words)),
          )
          found?.click()
          return found !== undefined
        }, button),
      patience,
    )
    .toBe(true)

const openWindows = async () => (await firefox?.pages())?.filter((page) => page.url().startsWith(server.url)) ?? []

/** Ana on this Firefox, available, and known to the server as somebody to push to. Then she closes the app. */
async function anaGoesAway(): Promise<Page> {
  const page = await openFirefox()
  await page.goto(server.url)
  for (const button of ['Oxford Street', 'Ana', ...Array.from({ length: 4 }, () => 'Digit 1'), 'Sign in']) {
    await pressInPage(page, button)
  }
  await pressInPage(page, 'Go available')
  await untilPushWorks(page)
  await page.goto('about:blank')
  return page
}

/** The server has the subscription of this browser, and nothing speaks against it. */
const untilPushWorks = (page: Page) =>
  expect
    .poll(() => page.evaluate(async () => (await (await fetch('/api/v1/devices')).json()).devices?.[0]?.push), patience)
    .toBe('working')

async function shopperAsks(): Promise<ScriptedShopper> {
  const shopper = await visit(server.url, { store: 'oxford-street' as never })
  await shopper.ask('Do you have it in blue?')
  return shopper
}

async function colleague(member: 'ben' | 'emma', pin: string): Promise<ScriptedMember> {
  const signedIn = await signIn(server.url, { member: member as never, pin })
  colleagues.push(signedIn)
  return signedIn
}

const titles = () => desktop.shown.map(({ title }) => title)

test('OF5, CL1: a ring on a closed app is claimed with its button, and no window opens for it', async () => {
  await anaGoesAway()
  const shopper = await shopperAsks()
  const ring = await desktop.until('Incoming chat')
  expect(ring.body).toContain('A new customer. Only you are being rung.')
  expect(ring.body).not.toContain('blue')
  desktop.press(ring, 'Claim')
  await shopper.until('an answer', ({ stands }) => stands?.with === 'Ana')
  await desktop.until('It is yours')
  expect(titles()).toEqual(['It is yours'])
  expect(await openWindows()).toHaveLength(0)
})

test('CL4: what became of the ring takes its place', async () => {
  await anaGoesAway()
  const ben = await colleague('ben', '2222')
  await ben.goAvailable()
  await shopperAsks()
  await desktop.until('Incoming chat')
  const { chat } = await ben.until('a ring', ({ ringing }) => ringing)
  await ben.claim(chat)
  await desktop.until('Ben has it')
  await expect.poll(titles).toEqual(['Ben has it'])
})

test('a tap on the ring opens the app where there is none, and leads to the one window where there is', async () => {
  await anaGoesAway()
  await shopperAsks()
  desktop.press(await desktop.until('Incoming chat'))
  await expect.poll(async () => (await openWindows()).length, patience).toBe(1)
  const [page] = await openWindows()
  if (!page) throw new Error('A window is open.')
  await pressInPage(page, 'Claim chat')
  await expect.poll(() => new URL(page.url()).pathname, patience).toMatch(/^\/chats\//)
  const emma = await colleague('emma', '5555')
  await emma.ringDeviceOf('ana')
  desktop.press(await desktop.until('Bell check from Emma'))
  await expect.poll(() => new URL(page.url()).pathname, patience).toBe('/')
  expect(await openWindows()).toHaveLength(1)
})

test('a push service that answers 429 and 503 is asked again, and the ring is shown', async () => {
  await anaGoesAway()
  service.latest.oddAnswers.push({ status: 429 }, { status: 503 })
  const shopper = await shopperAsks()
  desktop.press(await desktop.until('Incoming chat'), 'Claim')
  await shopper.until('an answer', ({ stands }) => stands?.with === 'Ana')
})

test('a push service that answers 410 is sent nothing more; opening the app subscribes anew, and it rings again', async () => {
  const page = await anaGoesAway()
  const dead = service.latest
  dead.isGone = true
  const emma = await colleague('emma', '5555')
  const lost = await emma.ringDeviceOf('ana')
  await expect.poll(async () => (await emma.bellCheck(lost)).push?.failureKind, patience).toBe('gone')
  await page.goto(server.url)
  await untilPushWorks(page)
  expect(service.latest).not.toBe(dead)
  await page.goto('about:blank')
  const heard = await emma.ringDeviceOf('ana')
  desktop.press(await desktop.until('Bell check from Emma'), 'I hear it')
  await expect.poll(async () => (await emma.bellCheck(heard)).push?.tappedAt, patience).not.toBeNull()
})

test('a browser that was closed for longer than a message lives gets nothing of it', async () => {
  await anaGoesAway()
  await firefox?.close()
  const shopper = await shopperAsks()
  const emma = await colleague('emma', '5555')
  await emma.goAvailable()
  const { chat } = await emma.until('a ring', ({ ringing }) => ringing)
  await emma.claim(chat)
  await shopper.until('an answer', ({ stands }) => stands?.with === 'Emma')
  // The ring, and who has the chat.
  await service.untilRequests(2)
  push.pass(120_000)
  const page = await openFirefox()
  await page.goto(server.url)
  await emma.ringDeviceOf('ana')
  await desktop.until('Bell check from Emma')
  expect(titles()).toEqual(['Bell check from Emma'])
})
