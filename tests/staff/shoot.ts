/**
 * Takes the pictures of every screen, and of every notification (`notification-ring`), in three sizes, light and dark:
 * `node tests/staff/shoot.ts FOLDER [scene…]`, with `--words de`,
 * `--dir rtl`, `--text 2` in another language, from right to left, in larger letters; `--only phone-dark` one of
 * the six. They are made to be looked at.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import type { Language } from '../../src/protocol/staff.ts'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'
import { notificationStates } from './gallery/notification-states.ts'
import { scenes } from './gallery/scenes.ts'
import { serveGallery, showNotification, showScene } from './gallery/show.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { words: { type: 'string' }, dir: { type: 'string' }, text: { type: 'string' }, only: { type: 'string' } },
})
const [folder = 'pictures', ...wanted] = positionals
const manner = {
  language: (values.words ?? 'en') as Language,
  text: Number(values.text ?? 1),
  ...(values.dir && { direction: values.dir as 'ltr' | 'rtl' }),
}
const sizes = { landscape: [1280, 800], portrait: [800, 1280], phone: [390, 844] } as const
const gallery = await serveGallery()
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: [...chromiumArguments],
})
const problems = new Set<string>()
const pictures = [
  ...Object.keys(scenes).map((name) => ({ name, show: (page: Page) => showScene(page, gallery.address, name, manner) })),
  ...notificationStates.map((state) => ({
    name: `notification-${state}`,
    show: (page: Page) => showNotification(page, gallery.address, state, manner.language),
  })),
]
for (const { name, show } of pictures) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      if (values.only && values.only !== `${size}-${colorScheme}`) continue
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, hasTouch: size !== 'landscape' })
      page.on('pageerror', (error) => problems.add(`${name}: ${error.message}`))
      await show(page)
      await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) })
      await page.close()
    }
  }
}
await browser.close()
await gallery.close()
for (const problem of problems) process.stdout.write(`${problem}\n`)
