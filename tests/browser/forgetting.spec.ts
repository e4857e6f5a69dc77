/** A shopper who is erased while a tablet is away: what comes back brings nothing of them back (EN2). */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { startServer, type TestServer } from '../support/server.ts'
import { leftBehind } from './left-behind.ts'
import { Member, Shopper } from './people.ts'

const root = join(import.meta.dirname, '../..')

let server: TestServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.end()
})

/** As the operator does it, beside the server that runs. */
async function erase(shopper: string): Promise<void> {
  const command = ['sync-server/admin/command-line.ts', 'erase-shopper', '--shopper', shopper, '--yes', '--data', server.data]
  await promisify(execFile)(process.execPath, command, { cwd: root })
}

test('EN2: a tablet that was away while a shopper was erased lets go of them as soon as it is back, unsent words included', async ({
  browser,
}) => {
  const words = ['Crystal-Minh', 'Is-this-oak?', 'It-is-ash', 'Written-on-the-way', 'Half-a-draft'] as const
  const [name, question, answer, unsent, draft] = words
  const ana = await Member.available(browser, server.url, 'Ana')
  const context = ana.page.context()
  const shopper = await Shopper.visit(browser, server.url)
  await shopper.ask(question, name)
  await ana.claim.click()
  await ana.isTalking()
  const text = (member: Member) => member.page.getByRole('textbox', { name: /Write to/ })
  await text(ana).fill(answer)
  await text(ana).press('Enter')
  await shopper.sees(answer)

  await context.setOffline(true)
  await text(ana).fill(unsent)
  await text(ana).press('Enter')
  await expect(ana.page.getByText('Waiting').first()).toBeVisible()
  await text(ana).fill(draft)
  await expect.poll(() => leftBehind(ana.page)).toContain(draft)
  // What is checked to be gone must have been there.
  const there = await leftBehind(ana.page)
  for (const word of words) expect(there).toContain(word)
  await ana.page.close()

  const kept = await shopper.page.evaluate(() => localStorage.getItem('shopbell.panel.oxford-street'))
  await erase((JSON.parse(kept ?? '{}') as { shopper: string }).shopper)
  await shopper.context.close()
  // Nothing that the server only remembered may be needed for it.
  await server.restart()

  const page = await context.newPage()
  await page.goto('/')
  const back = new Member('Ana', page)
  await back.isHome()
  await context.setOffline(false)
  await expect(page.getByText('Live')).toBeVisible()
  await expect
    .poll(async () => {
      const left = await leftBehind(page)
      return words.filter((word) => left.includes(word))
    })
    .toEqual([])
})
