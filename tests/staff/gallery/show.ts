/** Serves the gallery and brings a page to a scene, for pictures and for tests. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { build, preview } from 'vite'
import solid from 'vite-plugin-solid'
import { languages } from '../../../src/locales/languages.ts'
import type { Language } from '../../../src/protocol/staff.ts'
import type { NotificationState } from './notification-states.ts'
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
  const input = ['index.html', 'notifications.html'].map((page) => join(import.meta.dirname, page))
  await build({
    ...common,
    plugins: [solid()],
    build: { outDir, emptyOutDir: true, target: 'chrome123', rollupOptions: { input } },
  })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}

/** How a scene is shown, apart from the window's own size and colours. */
export interface Manner {
  readonly language?: Language
  readonly direction?: 'ltr' | 'rtl'
  /** How many times larger than usual the letters are. */
  readonly text?: number
}

/** Opens the scene, presses what it presses, and waits until nothing moves any more. */
export async function showScene(page: Page, address: string, name: string, manner: Manner = {}): Promise<void> {
  const scene = scenes[name]
  if (!scene) throw new Error(`There is no scene ${name}.`)
  const { language = 'en', direction, text = 1 } = manner
  const place = new URL(scene.path, address)
  const asked = { scene: name, words: language, text: String(text), ...(direction && { dir: direction }) }
  for (const [key, value] of Object.entries(asked)) place.searchParams.set(key, value)
  const translate = await translation(language)
  await page.goto(place.href)
  await page.waitForFunction(() => document.title !== 'Gallery')
  for (const button of scene.press ?? []) {
    const found = page.getByRole('button', { name: anyOf(translate(button)) }).first()
    // On a wide screen there is nothing to press for what is shown anyway.
    if (await found.isVisible()) await found.click()
  }
  if (scene.until)
    await page
      .getByText(anyOf(translate(scene.until)))
      .first()
      .waitFor()
  if (scene.at)
    await page
      .getByText(anyOf(translate(scene.at)))
      .first()
      .scrollIntoViewIfNeeded()
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY || one.playState === 'finished'),
  )
  // The answers come alive half a second after the ring; the veil is not what is meant.
  const claim = page.getByRole('button', { name: anyOf(translate('Claim chat')) }).first()
  if (await claim.isVisible()) await claim.and(page.locator(':enabled')).waitFor()
}

/** Opens the drawing of a notification on a locked screen. */
export async function showNotification(
  page: Page,
  address: string,
  state: NotificationState,
  language: Language = 'en',
): Promise<void> {
  await page.goto(`${address}notifications.html?${new URLSearchParams({ state, words: language })}`)
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete) && document.title !== 'Notifications')
}

/** Scenes name what they press and wait for in English: what may stand there in another language. */
async function translation(language: Language): Promise<(text: string) => readonly string[]> {
  const [{ en }, { [language]: words }] = await Promise.all([languages.en.load(), languages[language].load()])
  const pairs = [...textsOf(en, words)]
  return (text) => {
    const exactly = pairs.filter(([english]) => english === text)
    const found = exactly.length > 0 ? exactly : pairs.filter(([english]) => english.includes(text))
    return found.length > 0 && language !== 'en' ? found.map(([, other]) => other) : [text]
  }
}

/** What examples of a text's parameters are: the people (by the beginning of their names) and figures of the scenes. */
const examples = ['Crystal Minh', 'Emma', 'Ana', 'Ben', 'Maximil', 'Chlo', '1', '2', '3', '4', '5']

function* textsOf(english: unknown, other: unknown): Generator<readonly [string, string]> {
  if (typeof english === 'string') yield [english, String(other)]
  if (typeof english === 'function' && typeof other === 'function') {
    for (const one of examples) yield [String(english(one, one, one)), String(other(one, one, one))]
  }
  if (typeof english !== 'object' || english === null) return
  for (const [key, inner] of Object.entries(english)) yield* textsOf(inner, Reflect.get(Object(other), key))
}

function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'))
}
