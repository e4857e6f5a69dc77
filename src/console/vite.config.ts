/** Builds the manager's pages into `dist/console`: `vite build --config src/console/vite.config.ts`. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { brotliCopies } from '../brotli-copies.ts'
import { leanSolid } from '../lean-solid.ts'
import { trustedTemplates } from '../trusted-templates.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  base: '/console/',
  publicDir: false,
  plugins: [leanSolid('staff'), trustedTemplates(), solid(), brotliCopies()],
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
  },
})
