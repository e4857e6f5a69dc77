/** Serves the gallery and brings a page to a scene, for pictures and for tests. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { build, preview } from 'vite'
import solid from 'vite-plugin-solid'
import { scenes } from './scenes.ts'

const common = {
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'error',
  publicDir: join(import.meta.dirname, '../../../public'),
} as const

/** Builds the gallery into a temporary folder and serves it on a free port; `close` takes both away. */
export async function serveGallery(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'shopbell-gallery-'))
  await build({ ...common, plugins: [solid()], build: { outDir, emptyOutDir: true, target: 'chrome123' } })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}

/** Opens the scene, presses what it presses, and waits until nothing moves any more. */
export async function showScene(page: Page, address: string, name: string): Promise<void> {
  const scene = scenes[name]
  if (!scene) throw new Error(`There is no scene ${name}.`)
  await page.goto(`${address}${scene.path.slice(1)}?scene=${name}`)
  await page.waitForFunction(() => document.title !== 'Gallery')
  for (const button of scene.press ?? []) {
    const found = page.getByRole('button', { name: button }).first()
    // On a wide screen there is nothing to press for what is shown anyway.
    if (await found.isVisible()) await found.click()
  }
  if (scene.until) await page.getByText(scene.until).first().waitFor()
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY || one.playState === 'finished'),
  )
  // The answers come alive half a second after the ring; the veil is not what is meant.
  const claim = page.getByRole('button', { name: 'Claim chat' }).first()
  if (await claim.isVisible()) await claim.and(page.locator(':enabled')).waitFor()
}
