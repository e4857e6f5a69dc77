/**
 * Takes the pictures of every screen in three sizes, light and dark: `node tests/staff/shoot.ts FOLDER [scene…]`. They are made
 * to be looked at.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import solid from 'vite-plugin-solid'
import { scenes } from './gallery/scenes.ts'

const [folder = 'pictures', ...wanted] = process.argv.slice(2)
const sizes = { landscape: [1280, 800], portrait: [800, 1280], phone: [390, 844] } as const
const root = join(import.meta.dirname, 'gallery')
const outDir = await mkdtemp(join(tmpdir(), 'shopbell-gallery-'))
const common = { root, configFile: false, logLevel: 'error', publicDir: join(import.meta.dirname, '../../public') } as const
await build({ ...common, plugins: [solid()], build: { outDir, emptyOutDir: true, target: 'chrome123' } })
const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
const address = server.resolvedUrls?.local[0] ?? ''
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const problems: string[] = []
for (const [name, scene] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, hasTouch: size !== 'landscape' })
      page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`))
      page.on('console', (message) => message.type() === 'error' && problems.push(`${name}: ${message.text()}`))
      await page.goto(`${address}${scene.path.slice(1)}?scene=${name}`)
      await page.waitForFunction(() => document.title !== 'Gallery')
      for (const button of scene.press ?? []) {
        const found = page.getByRole('button', { name: button, exact: button !== 'Ben' && button !== 'Chloé' })
        if (await found.first().isVisible()) await found.first().click()
      }
      if (scene.until) await page.getByText(scene.until).first().waitFor()
      await page.waitForFunction(() =>
        document
          .getAnimations()
          .every((one) => one.effect?.getComputedTiming().iterations === Infinity || one.playState === 'finished'),
      )
      // The answers come alive half a second after the ring; the veil is not what the picture is of.
      const claim = page.getByRole('button', { name: 'Claim chat' }).first()
      if (await claim.isVisible()) await claim.and(page.locator(':enabled')).waitFor()
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) })
      await page.close()
    }
  }
}
await browser.close()
await server.close()
await rm(outDir, { recursive: true })
for (const problem of new Set(problems)) process.stdout.write(`${problem}\n`)
