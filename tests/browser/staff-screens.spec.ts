/** Every screen of the staff app in every state: nobody is kept out by contrast, names, small targets or a narrow screen. */
import { expect, test } from '@playwright/test'
import { axeFindings } from '../staff/gallery/axe.ts'
import { scenes } from '../staff/gallery/scenes.ts'
import { serveGallery, showScene } from '../staff/gallery/show.ts'

const looks = [
  { look: 'on a tablet, light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { look: 'on a phone, dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const
/** The design's targets are 56 pixels; half a pixel is a border's rounding. */
const leastTargetPx = 55.5

let gallery: Awaited<ReturnType<typeof serveGallery>>
test.beforeAll(async () => {
  gallery = await serveGallery()
})
test.afterAll(() => gallery.close())

// Some eighty scenes in one page: a fresh one for each, with its trace, would take most of the time.
test.use({ trace: 'off' })
test.setTimeout(600_000)
test.describe.configure({ mode: 'parallel' })

for (const { look, colorScheme, viewport } of looks) {
  test(`every screen is accessible, fits, and can be hit with a thumb ${look}`, async ({ browser }) => {
    // A dimmed, moving or half-drawn thing has no contrast to measure.
    const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const problems: Record<string, unknown[]> = {}
    for (const name of Object.keys(scenes)) {
      const found: unknown[] = []
      const onError = (error: Error) => found.push(error.message)
      page.on('pageerror', onError)
      await showScene(page, gallery.address, name)
      found.push(...(await axeFindings(page)))
      const tooWidePx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (tooWidePx > 0) found.push(`scrolls sideways by ${tooWidePx} px`)
      const small = await page
        .getByRole('button')
        .evaluateAll(
          (buttons, least) => buttons.filter((one) => one.getBoundingClientRect().height < least).map((one) => one.textContent),
          leastTargetPx,
        )
      found.push(...small.map((button) => `too small a target: ${button}`))
      page.off('pageerror', onError)
      if (found.length > 0) problems[name] = found
    }
    await context.close()
    expect(problems).toEqual({})
  })
}
