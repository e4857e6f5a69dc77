/**
 * Rings in a pocket, in Chromium: the worker of the built app with its pages closed. The browser itself hands the messages over
 * (DevTools), because its push service is not on this machine; whether they are encrypted, sent and decrypted is the matter of
 * firefox-push.spec.ts and chromium-push.spec.ts. A click that a script makes is not trusted, so that here it may send commands but open no window.
 */
import { type Browser, type CDPSession, expect, type Page, test, type Worker } from '@playwright/test'
import type { ChatId, OfferId, ShiftId } from '../../src/identifiers.ts'
import type { PushMessage } from '../../src/protocol/push.ts'
import { type ScriptedMember, signIn } from '../support/member.ts'
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

type Without<M, K extends PropertyKey> = M extends unknown ? Omit<M, K> : never
interface Shown {
  readonly title: string
  readonly body: string
  readonly buttons: readonly string[]
}

/** A tablet on which a member is signed in, whose app is then closed. */
class Pocket {
  readonly #cdp: CDPSession
  readonly #registration: string
  readonly shift: ShiftId
  /** Somewhere else in the same browser. */
  readonly elsewhere: Page

  constructor(cdp: CDPSession, registration: string, shift: ShiftId, elsewhere: Page) {
    this.#cdp = cdp
    this.#registration = registration
    this.shift = shift
    this.elsewhere = elsewhere
  }

  static async of(browser: Browser): Promise<Pocket> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server.url })
    await context.grantPermissions(['notifications', 'background-sync', 'screen-wake-lock'])
    const { page } = await Member.signInOn(await context.newPage(), 'Ana')
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const { shift } = await (await page.request.get('/api/v1/session')).json()
    const elsewhere = await context.newPage()
    const cdp = await context.newCDPSession(elsewhere)
    const { promise, resolve } = Promise.withResolvers<string>()
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL === `${server.url}/`)
      if (found) resolve(found.registrationId)
    })
    await elsewhere.goto('/demo/')
    await cdp.send('ServiceWorker.enable')
    const pocket = new Pocket(cdp, await promise, shift, elsewhere)
    await page.close()
    return pocket
  }

  /** Whatever the text says. */
  async deliver(text: string): Promise<void> {
    await this.#cdp.send('ServiceWorker.deliverPushMessage', {
      origin: server.url,
      registrationId: this.#registration,
      data: text,
    })
  }

  push(message: Without<PushMessage, 'version' | 'shift'>): Promise<void> {
    return this.deliver(JSON.stringify({ version: 1, shift: this.shift, ...message }))
  }

  /** The worker is stopped, as browsers do when nothing happens: a push has to start it. */
  async stopWorker(): Promise<void> {
    await this.#cdp.send('ServiceWorker.stopAllWorkers')
  }

  /** As somebody does in the device's settings; until the worker is stopped. */
  async setClockAhead(ms: number): Promise<void> {
    await (await this.worker()).evaluate((aheadMs) => {
      const now = Date.now
      Date.now = () => now() + aheadMs
    }, ms)
  }

  async worker(): Promise<Worker> {
    const context = this.elsewhere.context()
    return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker')
  }

  async shown(): Promise<readonly Shown[]> {
    return (await this.worker()).evaluate(async () => {
      const { registration } = globalThis as unknown as ServiceWorkerGlobalScope
      const all = await registration.getNotifications()
      return all.map((one) => ({
        title: one.title,
        body: one.body,
        buttons: ((one as { actions?: readonly { title: string }[] }).actions ?? []).map(({ title }) => title),
      }))
    })
  }

  async shows(...titles: readonly string[]): Promise<void> {
    await expect.poll(async () => (await this.shown()).map(({ title }) => title)).toEqual(titles)
  }

  /** Beside whatever else there is. */
  async showsAlso(title: string): Promise<void> {
    await expect.poll(async () => (await this.shown()).map((one) => one.title)).toContain(title)
  }

  /** Presses a button, so many times in the same moment: of the chat's notification, or of the only one. */
  async press(button: 'claim' | 'decline', times = 1, chat?: string): Promise<void> {
    await (await this.worker()).evaluate(
      async ([action, times, tag]) => {
        const worker = globalThis as unknown as ServiceWorkerGlobalScope
        const [notification] = await worker.registration.getNotifications(tag === undefined ? {} : { tag })
        if (!notification) throw new Error('Nothing is shown.')
        for (let n = 0; n < times; n++) {
          worker.dispatchEvent(new NotificationEvent('notificationclick', { notification, action }))
        }
      },
      [button, times, chat] as const,
    )
  }
}

/** Ana's tablet, and herself on another device, which the server reaches and which knows what rings. */
async function anaWithPocket(browser: Browser): Promise<{ pocket: Pocket; ana: ScriptedMember }> {
  const pocket = await Pocket.of(browser)
  const ana = await signIn(server.url, { member: 'ana' as never, pin: '1111' })
  await ana.goAvailable()
  return { pocket, ana }
}

async function rings(browser: Browser, pocket: Pocket, ana: ScriptedMember, push = 'push-1') {
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask('Do you have the jeans in a 28?')
  const { chat, id: offer, requestEndsAt: claimableUntil } = await ana.until('a ring', ({ ringing }) => ringing)
  const message = {
    is: 'ring',
    push,
    chat,
    offer,
    isReturning: false,
    hasChattedBefore: false,
    ringing: 1,
    claimableUntil,
  } as const
  await pocket.push(message)
  await pocket.shows('Incoming chat')
  return { shopper, chat, offer, message }
}

test('a ring on a closed app shows as a notification, and is claimed from it without a page', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  const { shopper } = await rings(browser, pocket, ana)
  expect(await pocket.shown()).toEqual([
    { title: 'Incoming chat', body: 'A new customer. Only you are being rung.', buttons: ['Claim', 'Decline'] },
  ])
  // Twice in the same moment is once.
  await pocket.press('claim', 2)
  await shopper.sees('Ana is here')
  await pocket.shows('It is yours')
  ana.leave()
})

test('CL1, CL4: a claim from a notification that comes too late says who has the chat', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  const ben = await signIn(server.url, { member: 'ben' as never, pin: '2222' })
  await ben.goAvailable()
  const { chat } = await rings(browser, pocket, ana)
  await ben.until('a ring', ({ ringing }) => ringing)
  await ben.claim(chat)
  await pocket.press('claim')
  await pocket.shows('Ben has it')
  for (const member of [ana, ben]) member.leave()
})

test('DE1: a decline from a notification moves the ring on, and its member stays available', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  const ben = await signIn(server.url, { member: 'ben' as never, pin: '2222' })
  const { message } = await rings(browser, pocket, ana)
  await pocket.press('decline')
  await pocket.shows('Declined')
  await ana.until('the decline', ({ ringing }) => !ringing)
  // The server's word that it no longer rings here says nothing that Ana does not know.
  await pocket.push({ is: 'outcome', push: 'push-2', chat: message.chat, how: 'over', by: null })
  await pocket.push(message)
  await pocket.shows('Declined')
  for (const member of [ana, ben]) member.leave()
})

test('what became of the ring takes its place, also after the worker was stopped; copies change nothing', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  const { chat, message } = await rings(browser, pocket, ana)
  await pocket.push(message)
  await pocket.shows('Incoming chat')
  await pocket.stopWorker()
  await pocket.push({ is: 'outcome', push: 'push-2', chat, how: 'taken', by: 'Ben' })
  await pocket.shows('Ben has it')
  await pocket.push(message)
  await pocket.shows('Ben has it')
  ana.leave()
})

test('CL3, CL6: a ring on a device whose clock was set a year ahead meanwhile rings, and is claimed', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  await pocket.setClockAhead(365 * 86_400_000)
  const { shopper } = await rings(browser, pocket, ana)
  await pocket.press('claim')
  await shopper.sees('Ana is here')
  await pocket.shows('It is yours')
  ana.leave()
})

test('forged, stale and misdirected messages show something that says nothing', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  await pocket.deliver('<script>alert(1)</script>')
  await pocket.shows('Shopbell')
  await pocket.deliver(
    JSON.stringify({ version: 1, shift: 'somebody-elses', push: 'p', is: 'outcome', chat: 'c', how: 'taken', by: 'Eve' }),
  )
  await pocket.shows('Shopbell')
  const stale = { chat: 'c-old', offer: 'c-old.1.1', isReturning: false, hasChattedBefore: false, ringing: 1 } as const
  await pocket.push({ is: 'ring', push: 'p2', claimableUntil: Date.now() - 600_000, ...stale } as never)
  await expect.poll(async () => (await pocket.shown()).map(({ title }) => title).sort()).toEqual(['No longer open', 'Shopbell'])
  ana.leave()
})

test('a button on a notification whose chat is long gone says so, and does no harm', async ({ browser }) => {
  const { pocket, ana } = await anaWithPocket(browser)
  const { shopper, message } = await rings(browser, pocket, ana)
  await shopper.panel.getByRole('button', { name: 'Stop asking' }).click()
  await ana.until('the end of the ring', ({ ringing }) => !ringing)
  // The news of that never came.
  await pocket.press('claim')
  await pocket.shows('Expired')
  const forgotten = { ...message, push: 'push-9', chat: 'c-forgotten' as ChatId, offer: 'c-forgotten.1.1' as OfferId }
  await pocket.push(forgotten)
  await pocket.showsAlso('Incoming chat')
  await pocket.press('claim', 2, 'c-forgotten')
  await pocket.showsAlso('No longer open')
  await pocket.push({ ...forgotten, push: 'push-10', chat: 'c-older' as ChatId, offer: 'c-older.1.1' as OfferId })
  await pocket.showsAlso('Incoming chat')
  await pocket.press('decline', 1, 'c-older')
  await pocket.showsAlso('Declined')
  ana.leave()
})

test('after a sign-out nothing of the person is left on the screen, and nothing more comes', async ({ browser }) => {
  const pocket = await Pocket.of(browser)
  await pocket.push({ is: 'bellCheck', push: 'p1', check: 'k1', by: 'Emma' })
  await pocket.shows('Bell check from Emma')
  const page = await pocket.elsewhere.context().newPage()
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign out' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('Who is on shift?')).toBeVisible()
  await pocket.shows()
  await pocket.push({ is: 'bellCheck', push: 'p3', check: 'k1', by: 'Emma' })
  await pocket.shows('Shopbell')
})
