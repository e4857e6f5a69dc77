/** The people of the browser tests: members in the built staff app, shoppers with the real widget on the demo shop. */
import { type Browser, type BrowserContext, expect, type FrameLocator, type Page } from '@playwright/test'
import { signedInCookie } from '../support/device.ts'
import { ask } from '../support/http.ts'

const team = { Ana: '1111', Ben: '2222', Chloé: '3333', Dimitri: '4444', Emma: '5555' } as const
export type Colleague = keyof typeof team
/** The demo shop's admin in the console, as the server prints them. */
export const demoAdmin = { login: 'emma@marlow-finch.example', password: 'seven brass lanterns' } as const

export const pinOf = (name: Colleague): string => team[name]

/** A member of the demo store's team, signed in on a device of their own. */
export class Member {
  readonly name: Colleague
  readonly page: Page

  constructor(name: Colleague, page: Page) {
    this.name = name
    this.page = page
  }

  /** Picks the store and the face, and types the PIN, as anybody does. */
  static async signIn(browser: Browser, server: string, name: Colleague): Promise<Member> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server })
    return Member.signInOn(await context.newPage(), name)
  }

  /** The same, on a page of the test's own. */
  static async signInOn(page: Page, name: Colleague): Promise<Member> {
    await page.goto('/')
    await page.getByRole('button', { name: 'Oxford Street' }).click()
    await page.getByRole('button', { name, exact: name !== 'Emma' }).click()
    for (const digit of team[name]) await page.getByRole('button', { name: `Digit ${digit}` }).click()
    const member = new Member(name, page)
    const submit = page.getByRole('button', { name: 'Sign in', exact: true })
    await submit.click()
    await expect(page.getByText('Live')).toBeVisible()
    return member
  }

  static async available(browser: Browser, server: string, name: Colleague): Promise<Member> {
    const member = await Member.signIn(browser, server, name)
    await member.goAvailable()
    return member
  }

  async goAvailable(): Promise<void> {
    await this.page.getByRole('button', { name: 'Go available' }).click()
    await expect(this.page.getByText('You are available')).toBeVisible()
  }

  get claim() {
    return this.page.getByRole('button', { name: 'Claim chat' }).first()
  }
  button(name: string) {
    return this.page.getByRole('button', { name })
  }

  /** Waits for the ring. */
  async isRung(): Promise<void> {
    await expect(this.page.getByText('Incoming chat').first()).toBeVisible()
    await expect(this.claim).toBeEnabled()
  }

  /** Waits until this member is in the conversation. */
  async isTalking(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'End chat' })).toBeVisible()
  }

  async isHome(): Promise<void> {
    await expect(this.page.getByText(/You are (un)?available/)).toBeVisible()
  }

  /** Commands wait on their way to the server until the returned function lets them go. */
  async holdCommands(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    await this.page.route('**/api/v1/commands', (route) => promise.then(() => route.continue()))
    return resolve
  }

  /** How a colleague is, in the words of the team's card. */
  colleague(name: Colleague) {
    return this.page.getByRole('listitem').filter({ hasText: name })
  }
}

/** A shopper on the demo shop, in a browser of their own. */
export class Shopper {
  readonly page: Page
  readonly context: BrowserContext

  constructor(page: Page) {
    this.page = page
    this.context = page.context()
  }

  static async visit(browser: Browser, server: string, path = '/demo/'): Promise<Shopper> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: server })
    const page = await context.newPage()
    await page.goto(path)
    return new Shopper(page)
  }

  get panel(): FrameLocator {
    return this.page.frameLocator('iframe')
  }

  async openPanel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Chat with the store' }).click()
  }

  /** Opens the panel and asks. */
  async ask(question: string, name?: string): Promise<void> {
    await this.openPanel()
    await this.panel.getByLabel('Your question').fill(question)
    if (name !== undefined) await this.panel.getByLabel('Your name (optional)').fill(name)
    await this.panel.getByRole('button', { name: 'Ask the team' }).click()
  }

  async write(text: string): Promise<void> {
    await this.panel.getByLabel(/^Write to/).fill(text)
    await this.panel.getByRole('button', { name: 'Send', exact: true }).click()
  }

  async sees(text: string | RegExp): Promise<void> {
    await expect(this.panel.getByText(text).first()).toBeVisible()
  }
}

/** Changes the demo store's policy through the front door, as its manager would. */
export async function changePolicy(server: string, policy: Readonly<Record<string, number>>): Promise<void> {
  const origin = { origin: server }
  const cookie = await signedInCookie(server, 'emma', team.Emma)
  const url = `${server}/api/v1/stores/oxford-street/policy`
  const changed = await ask({ method: 'PUT', url, headers: { ...origin, cookie }, body: policy })
  if (!changed.ok) throw new Error(changed.problem.detail)
}

/** Changes what the demo shop's admin may change in the console. */
export async function manageDemo(server: string, method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<void> {
  const headers = { origin: server }
  const url = `${server}/api/v1/console`
  const entered = await ask({
    method: 'POST',
    url: `${url}/session`,
    headers,
    body: demoAdmin,
  })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const changed = await ask({ method, url: `${url}${path}`, headers: { ...headers, cookie }, body })
  if (!changed.ok) throw new Error(changed.problem.detail)
}
