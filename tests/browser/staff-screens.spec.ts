/** Every screen of the staff app in every state: nobody is kept out by contrast, names, small targets or a narrow screen. */
import { expect, test } from '@playwright/test'
import { axeFindings } from '../staff/gallery/axe.ts'
import { scenes } from '../staff/gallery/scenes.ts'
import { type Manner, serveGallery, showScene } from '../staff/gallery/show.ts'

/** The screens of the main job, each in the state that has the most to say. */
const mainScreens = [
  'sign-in-unasked-many',
  'pin-wrong',
  'home-waiting',
  'home-missed',
  'home-offline',
  'home-made-unavailable',
  'sign-out-unsent',
  'incoming-long',
  'incoming-trying-late',
  'outcome-expired',
  'conversation-failed',
  'conversation-customer',
  'conversation-hand-back',
  'conversation-taken-over',
  'banner-long',
  'banner-expired',
]
const looks: readonly Look[] = [
  { look: 'on a tablet, light', colorScheme: 'light', viewport: { width: 1280, height: 800 }, manner: {} },
  // German has the longest words.
  { look: 'on a phone, dark, in German', colorScheme: 'dark', viewport: { width: 390, height: 844 }, manner: { language: 'de' } },
  {
    look: 'on a phone with letters twice as large, in French, from right to left',
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
    manner: { language: 'fr', text: 2, direction: 'rtl' },
    scenes: mainScreens,
  },
]
interface Look {
  readonly look: string
  readonly colorScheme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
  readonly manner: Manner
  /** All of them where absent. */
  readonly scenes?: readonly string[]
}
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

for (const { look, colorScheme, viewport, manner, scenes: wanted = Object.keys(scenes) } of looks) {
  test(`every screen is accessible, fits, and can be hit with a thumb ${look}`, async ({ browser }) => {
    // A dimmed, moving or half-drawn thing has no contrast to measure.
    const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const problems: Record<string, unknown[]> = {}
    for (const name of wanted) {
      const found: unknown[] = []
      const onError = (error: Error) => found.push(error.message)
      page.on('pageerror', onError)
      await showScene(page, gallery.address, name, manner)
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
      const cutOff = await page
        .getByRole('button')
        .evaluateAll((buttons) =>
          buttons
            .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            .map((one) => one.textContent),
        )
      found.push(...cutOff.map((button) => `does not fit its button: ${button}`))
      page.off('pageerror', onError)
      if (found.length > 0) problems[name] = found
    }
    await context.close()
    expect(problems).toEqual({})
  })
}
