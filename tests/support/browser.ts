/** One Chromium for a test file. */
import { type Browser, chromium } from '@playwright/test'
import { chromiumArguments, findChromium } from './find-chromium.ts'

export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium on this machine. `npm test` installs one.')
  return chromium.launch({ executablePath, args: [...chromiumArguments] })
}
