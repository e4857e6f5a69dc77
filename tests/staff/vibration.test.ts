/** The bell shakes the device while it rings, where a browser lets it. */
import { createRoot, createSignal } from 'solid-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createBell } from '../../src/staff/incoming/bell.ts'

/** What a device is asked to shake while a page rings that was tapped, or not. */
async function shakesOf({ isTapped }: { readonly isTapped: boolean }): Promise<VibratePattern[]> {
  const asked: VibratePattern[] = []
  // A browser that does not sound: this is not about sound.
  class SilentContext {
    readonly state = 'suspended'
    resume = async () => {}
    close = async () => {}
  }
  vi.stubGlobal('AudioContext', SilentContext)
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('navigator', {
    userActivation: { hasBeenActive: isTapped },
    vibrate: (pattern: VibratePattern) => asked.push(pattern),
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  await new Promise<void>((resolve) => {
    createRoot((dispose) => {
      const [isRinging, setIsRinging] = createSignal(true)
      createBell(isRinging, () => ({ volume: 1, vibrates: true }))
      queueMicrotask(() => {
        setIsRinging(false)
        dispose()
        resolve()
      })
    })
  })
  return asked
}

test('a device that was tapped shakes, and stops with the ring', async () => {
  expect(await shakesOf({ isTapped: true })).toEqual([[150, 70, 250], 0])
})

test('before the first tap browsers refuse it and log an error: then it is not asked for', async () => {
  expect(await shakesOf({ isTapped: false })).toEqual([])
})
