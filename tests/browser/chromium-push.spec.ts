/**
 * Real push, end to end, in a real Chromium: it registers, the server encrypts, a stand-in for Google’s push service takes it, the
 * browser decrypts it, its worker shows it on a desktop, and presses there are a person's to the browser. Apart from push.spec.ts,
 * because the stand-in rests on switches of Chromium's own developers: a Chromium that has them no more skips this, saying so.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import type { SavePushSubscription } from '../../src/protocol/push.ts'
import { type ChromiumPush, startChromiumPush } from '../support/chromium-push.ts'
import { chromiumArguments, findChromium } from '../support/find-chromium.ts'
import { ensureDesktopBus } from '../support/find-desktop-bus.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
import { type NotificationDaemon, startNotificationDaemon } from '../support/notification-daemon.ts'
import { type PushService, startPushService } from '../support/push-service.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { type ScriptedShopper, visit } from '../support/shopper.ts'
import { Member } from './people.ts'

let service: PushService
let push: ChromiumPush
let desktop: NotificationDaemon
let server: TestServer
let profile: string
let browser: BrowserContext | null = null
const colleagues: ScriptedMember[] = []

test.beforeEach(async () => {
  const isThere = ensureDesktopBus((line) => process.stdout.write(`${line}\n`))
  test.info().skip(!isThere, 'no dbus-daemon here, and none could be installed')
  service = await startPushService()
  push = await startChromiumPush(service)
  desktop = await startNotificationDaemon()
  server = await startServer({ pushService: service })
  profile = mkdtempSync(join(tmpdir(), 'shopbell-chromium-'))
})
test.afterEach(async () => {
  for (const member of colleagues.splice(0)) member.leave()
  await browser?.close()
  browser = null
  await server?.end()
  await desktop?.close()
  await push?.close()
  await service?.close()
  if (profile) rmSync(profile, { recursive: true, force: true })
})

/** Starts the browser on its profile, as a person does who comes back to it. */
async function openChromium(): Promise<Page> {
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? chromium.executablePath(),
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: desktop.address },
    args: [...chromiumArguments, ...push.arguments],
  })
  await browser.grantPermissions(['notifications', 'background-sync', 'screen-wake-lock'], { origin: server.url })
  // Chromium puts Google's name before what it was given, whoever gave it.
  await browser.route('**/api/v1/push/subscription', (route) => {
    const { endpoint, keys }: SavePushSubscription = route.request().postDataJSON()
    return route.continue({ postData: JSON.stringify({ endpoint: service.endpointOf(endpoint.split('/').at(-1) ?? ''), keys }) })
  })
  return browser.pages()[0] ?? browser.newPage()
}

/** Ana on this Chromium, available, and known to the server as somebody to push to. Then she closes the app. */
async function anaGoesAway(): Promise<Page> {
  const { page } = await Member.signInOn(await openChromium(), 'Ana')
  await new Member('Ana', page).goAvailable()
  const pushOfThis = () =>
    page.evaluate(async () => (await (await fetch('/api/v1/devices')).json()).devices?.[0]?.push as string | undefined)
  try {
    await expect.poll(pushOfThis).toBe('working')
  } catch (failure) {
    test.info().skip(!push.isAsked, 'this Chromium asks no stand-in for its push service')
    throw failure
  }
  await page.goto('about:blank')
  return page
}

async function shopperAsks(): Promise<ScriptedShopper> {
  const shopper = await visit(server.url, { store: 'oxford-street' as StoreId })
  await shopper.ask('Do you have it in blue?')
  return shopper
}

async function colleague(member: 'ben' | 'emma', pin: string): Promise<ScriptedMember> {
  const signedIn = await signIn(server.url, { member: member as MemberId, pin })
  colleagues.push(signedIn)
  return signedIn
}

const titles = () => desktop.shown.map(({ title }) => title)
const openWindows = () => browser?.pages().filter((page) => page.url().startsWith(server.url)) ?? []

test('OF5, CL1: a ring on a closed app is claimed with its button, and no window opens for it', async () => {
  await anaGoesAway()
  const shopper = await shopperAsks()
  const ring = await desktop.until('Incoming chat')
  expect(ring.body).toContain('A new customer. Only you are being rung.')
  expect(ring.body).not.toContain('blue')
  desktop.press(ring, 'Claim')
  await shopper.until('an answer', ({ stands }) => stands?.with === 'Ana')
  await desktop.until('It is yours')
  await expect.poll(titles).toEqual(['It is yours'])
  expect(openWindows()).toHaveLength(0)
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
  await expect.poll(() => openWindows().length).toBe(1)
  const [page] = openWindows()
  if (!page) throw new Error('A window is open.')
  await page.getByRole('button', { name: 'Claim chat' }).click()
  await expect(page).toHaveURL(/\/chats\//)
  const emma = await colleague('emma', '5555')
  await emma.ringDeviceOf('ana')
  desktop.press(await desktop.until('Bell check from Emma'))
  await expect(page).toHaveURL('/')
  expect(openWindows()).toHaveLength(1)
})

test('a browser that comes back while a message still lives gets it, and one that lived no longer never', async () => {
  await anaGoesAway()
  await browser?.close()
  const shopper = await shopperAsks()
  const emma = await colleague('emma', '5555')
  await emma.goAvailable()
  const { chat } = await emma.until('a ring', ({ ringing }) => ringing)
  await emma.claim(chat)
  await shopper.until('an answer', ({ stands }) => stands?.with === 'Emma')
  // The ring, and who has the chat.
  await service.untilRequests(2)
  push.pass(120_000)
  await emma.ringDeviceOf('ana')
  await service.untilRequests(3)
  const page = await openChromium()
  await page.goto('/demo/')
  await desktop.until('Bell check from Emma')
  expect(titles()).toEqual(['Bell check from Emma'])
})
