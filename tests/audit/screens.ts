/** Every screen of the staff app in every state, light and dark, on a tablet and on a phone, as axe sees it. */
import { chromium } from '@playwright/test'
import { axeFindings } from '../staff/gallery/axe.ts'
import { scenes } from '../staff/gallery/scenes.ts'
import { serveGallery, showScene } from '../staff/gallery/show.ts'
import { chromiumArguments, ensureChromium } from '../support/find-chromium.ts'

const viewports = { tablet: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const
const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  (['tablet', 'phone'] as const).map((device) => ({ colorScheme, device })),
)

export interface Looked {
  /** How many pictures of screens were looked at. */
  readonly screens: number
  /** A line for each rule that a screen breaks. */
  readonly violations: readonly string[]
}

export async function lookAtScreens(): Promise<Looked> {
  const gallery = await serveGallery()
  const browser = await chromium.launch({
    executablePath: ensureChromium((line) => process.stdout.write(`${line}\n`)),
    args: chromiumArguments,
  })
  const names = Object.keys(scenes)
  try {
    const found = await Promise.all(
      looks.map(async ({ colorScheme, device }) => {
        // A dimmed, moving or half-drawn thing has no contrast to measure.
        const context = await browser.newContext({ colorScheme, viewport: viewports[device], reducedMotion: 'reduce' })
        const page = await context.newPage()
        const violations: string[] = []
        for (const name of names) {
          await showScene(page, gallery.address, name)
          violations.push(...(await axeFindings(page)).map((finding) => `${name}, ${device}, ${colorScheme}: ${finding}`))
        }
        return violations
      }),
    )
    return { screens: names.length * looks.length, violations: found.flat() }
  } finally {
    await browser.close()
    await gallery.close()
  }
}
