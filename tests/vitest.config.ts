/** How Vitest runs: everything under tests/ but the browser tests, which are Playwright's. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  // The reactive Solid, as a browser gets it: Node would be given the one that draws a page once and never again.
  resolve: {
    alias: [
      { find: /^solid-js$/, replacement: 'solid-js/dist/solid.js' },
      { find: /^solid-js\/store$/, replacement: 'solid-js/store/dist/store.js' },
    ],
  },
  test: {
    server: { deps: { inline: [/solid-js/] } },
    include: ['tests/**/*.test.{ts,tsx}'],
    // Real files and sockets on a machine that is busy: a test waits for a condition, never for a time, so this only bounds a
    // test that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
