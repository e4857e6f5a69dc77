/** How Vitest runs: everything under tests/ but the browser tests, which are Playwright's. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    // Real files and sockets on a machine that is busy: a test waits for a condition, never for a time, so this only bounds a
    // test that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
