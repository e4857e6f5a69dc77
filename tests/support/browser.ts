/** One Chromium for a test file of Vitest's, and the tests that drive it. */
import { type Browser, chromium } from '@playwright/test'
import { type TestFunction, test } from 'vitest'
import { chromiumArguments, findChromium } from './find-chromium.ts'

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium on this machine. `npm test` installs one.')
  return chromium.launch({ executablePath, args: [...chromiumArguments] })
}

/**
 * A test that drives a browser. It may begin anew once, as the browser tests may: on a machine that is busy with everything
 * else a browser now and then does not come up in time. `npm test` names every test that did.
 */
export const browserTest = (name: string, body: TestFunction): void => test(name, { retry: 1 }, body)
