/** Draws the pictures of docs/first-start.md from a real first set-up: `node tests/console/draw-first-start.ts`, after a build. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { founder, Manager, printedLink } from '../browser/manager.ts'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'
import { startServer } from '../support/server.ts'

const folder = join(import.meta.dirname, '../../docs/first-start')
await mkdir(folder, { recursive: true })
const server = await startServer({ args: ['--no-demo'] })
const browser = await chromium.launch({
  executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: [...chromiumArguments],
})
try {
  const page = await browser.newPage({
    viewport: { width: 1100, height: 760 },
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  const manager = new Manager(page)
  const draw = async (name: string) => {
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 70 })
  }
  await page.goto(server.url.replace('127.0.0.1', 'localhost') + printedLink(server.log))
  await manager.fillShop()
  await draw('1-shop')
  await manager.button('Next').click()
  await manager.fillSelf()
  await draw('2-you')
  await manager.button('Next').click()
  await page.getByLabel('Name of the store').fill(founder.store)
  await draw('2-store')
  await manager.button('Set up and go on').click()
  await manager.heading('Sign in without a password').waitFor()
  await manager.button('Next').click()
  for (const name of ['Chloé', 'Dimitri']) await manager.addMember(name)
  await draw('3-team')
  await manager.button('Next').click()
  await manager.showCode('Tablet at the till')
  await draw('4-tablet')
  await manager.button('Next').click()
  await page.getByLabel(/^Sites that may carry/).fill('https://www.lantern.example')
  await manager.button('Save the sites').click()
  await draw('5-website')
  await page.getByRole('link', { name: 'Audit trail' }).click()
  await page.getByText(`${founder.name} set Shopbell up`).waitFor()
  await draw('6-audit')
} finally {
  await browser.close()
  await server.end()
}
