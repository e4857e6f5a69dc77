/** When the app says that it can be installed. */
import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { createInstall, type InstallParts } from '../../src/staff/install/install.ts'
import type { InstallPrompt } from '../../src/staff/install/kept-prompt.ts'

const hourMs = 3_600_000

/** A device that keeps what it is told, from one opening of the app to the next. */
function device() {
  let kept: string | null = null
  return (now: number, more: Partial<InstallParts> = {}) =>
    createInstall({
      prompt: () => offer('accepted'),
      isInstalled: false,
      isByHand: false,
      kept,
      keep: (text) => {
        kept = text
      },
      now,
      ...more,
    })
}
const offer = (outcome: 'accepted' | 'dismissed') => ({ prompt: async () => ({ outcome }) }) as InstallPrompt

test('not on the first visit, also where that is loaded again, but on the second', () => {
  const open = device()
  expect(open(hourMs).way()).toBeNull()
  expect(open(hourMs + 60_000).way()).toBeNull()
  expect(open(2 * hourMs).way()).toBe('prompt')
})

test('a clock that was set back counts visits all the same', () => {
  const open = device()
  open(10 * hourMs)
  expect(open(hourMs).way()).toBe('prompt')
})

test('not where it is installed, nor where the browser offers nothing and there is no way by hand', () => {
  const open = device()
  open(hourMs)
  expect(open(2 * hourMs, { isInstalled: true }).way()).toBeNull()
  expect(open(3 * hourMs, { prompt: () => null }).way()).toBeNull()
  expect(open(4 * hourMs, { prompt: () => null, isByHand: true }).way()).toBe('byHand')
})

test('an offer that comes late is taken up, and one that is gone is not', () => {
  const open = device()
  open(hourMs)
  const [prompt, setPrompt] = createSignal<InstallPrompt | null>(null)
  const install = open(2 * hourMs, { prompt })
  expect(install.way()).toBeNull()
  setPrompt(offer('accepted'))
  expect(install.way()).toBe('prompt')
  setPrompt(null)
  expect(install.way()).toBeNull()
})

test('dismissed stays dismissed, whether here or when the browser asked', async () => {
  const here = device()
  here(hourMs)
  const install = here(2 * hourMs)
  install.dismiss()
  expect(install.way()).toBeNull()
  expect(here(24 * hourMs).way()).toBeNull()

  const asked = device()
  asked(hourMs)
  await asked(2 * hourMs, { prompt: () => offer('dismissed') }).ask()
  expect(asked(24 * hourMs).way()).toBeNull()
})

test('whatever stands in the storage, the app goes on', () => {
  for (const kept of ['', 'null', '7', '{"visits":"x"}', '{']) expect(device()(hourMs, { kept }).way()).toBeNull()
})
