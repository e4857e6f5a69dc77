/** How Playwright runs the browser tests: the built apps, a real server per file, an installed Chromium. */
import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from '../support/find-chromium.ts'

// `npm test` has installed one by now where there was none.
const executablePath = findChromium()

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  // A test waits for what should happen; these only bound one that hangs on a busy machine.
  timeout: 120_000,
  // `npm test` names every test that had to begin anew.
  retries: 1,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { ...(executablePath && { executablePath }), args: chromiumArguments },
    trace: 'retain-on-failure',
  },
})
