/** Draws the screenshots that the manifest names, from the gallery: `node tests/staff/draw-screenshots.ts`. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'
import { serveGallery, showScene } from './gallery/show.ts'

const folder = join(import.meta.dirname, '../../public/screenshots')
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const

const gallery = await serveGallery()
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
  args: [...chromiumArguments],
})
for (const [form, viewport] of Object.entries(sizes)) {
  for (const scene of ['home', 'incoming']) {
    const page = await browser.newPage({ viewport, colorScheme: 'light', hasTouch: true })
    await showScene(page, gallery.address, scene)
    await page.screenshot({ path: join(folder, `${scene}-${form}.jpg`), type: 'jpeg', quality: 80 })
    await page.close()
  }
}
await browser.close()
await gallery.close()
