/**
 * Takes the pictures of every screen in three sizes, light and dark: `node tests/staff/shoot.ts FOLDER [scene…]`. They are made
 * to be looked at.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { scenes } from './gallery/scenes.ts'
import { serveGallery, showScene } from './gallery/show.ts'

const [folder = 'pictures', ...wanted] = process.argv.slice(2)
const sizes = { landscape: [1280, 800], portrait: [800, 1280], phone: [390, 844] } as const
const gallery = await serveGallery()
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const problems = new Set<string>()
for (const name of Object.keys(scenes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, hasTouch: size !== 'landscape' })
      page.on('pageerror', (error) => problems.add(`${name}: ${error.message}`))
      await showScene(page, gallery.address, name)
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) })
      await page.close()
    }
  }
}
await browser.close()
await gallery.close()
for (const problem of problems) process.stdout.write(`${problem}\n`)
