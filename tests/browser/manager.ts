/** A manager at a desk, for the browser tests and the pictures of the documentation: the first set-up, step by step. */
import { expect, type Page } from '@playwright/test'
import { axeFindings } from '../staff/gallery/axe.ts'

export const founder = {
  shop: 'Lantern & Co',
  name: 'Asta Lindqvist',
  login: 'asta@lantern.example',
  password: 'nine quiet harbours',
  store: 'Harbour Street',
} as const

/** The link that the server printed; throws where it printed none. */
export function printedLink(log: string): string {
  const [, path] = /(\/console\/#setup=[\w-]{43})/.exec(log) ?? []
  if (!path) throw new Error(`The server printed no link:\n${log}`)
  return path
}

export class Manager {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }
  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { name })
  }

  async fillShop(): Promise<void> {
    await this.page.getByLabel('Name of your shop').fill(founder.shop)
    await this.page.getByLabel('Language and country').selectOption('en-GB')
    await expect(this.page.getByLabel('Currency')).toHaveValue('GBP')
  }

  /** Leaves the PIN as it is suggested, and resolves to it. */
  async fillSelf(): Promise<string> {
    await this.page.getByLabel('Your name').fill(founder.name)
    await this.page.getByLabel('E-mail address').fill(founder.login)
    await this.page.getByLabel('New password').fill(founder.password)
    return this.page.getByLabel(/^Your PIN/).inputValue()
  }

  /** Resolves to the PIN that was suggested for them. */
  async addMember(name: string, role?: string): Promise<string> {
    await this.page.getByLabel('Name', { exact: true }).fill(name)
    if (role !== undefined) await this.page.getByLabel('Role').selectOption({ label: role })
    const pin = await this.page.getByLabel('PIN', { exact: true }).inputValue()
    await this.button('Add').click()
    await expect(this.page.getByRole('status').getByText(name)).toBeVisible()
    return pin
  }

  /** Resolves to the code, as it is read out to whoever holds the device. */
  async showCode(device: string): Promise<string> {
    await this.page.getByLabel('Name of the device').fill(device)
    await this.button('Show the code').click()
    const code = this.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await expect(code).toBeVisible()
    return (await code.textContent()) ?? ''
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(login)
    await this.page.getByLabel('Password').fill(password)
    await this.button('Sign in').click()
    await expect(this.heading('Stores')).toBeVisible()
  }
}

/** What keeps somebody from using the page that stands: axe's findings, light and dark, and what is wider than a small phone. */
export async function whatHinders(page: Page, what: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const finding of await axeFindings(page)) found.push(`${what}, ${colorScheme}: ${finding}`)
  }
  const size = page.viewportSize() ?? { width: 1280, height: 800 }
  await page.setViewportSize({ width: 320, height: 700 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  if (width > 320) found.push(`${what} is ${width} pixels wide`)
  await page.setViewportSize(size)
  return found
}
