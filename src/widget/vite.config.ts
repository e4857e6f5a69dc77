/**
 * Builds the shopper's side into `dist/widget`: `vite build --config src/widget/vite.config.ts`. Two results of one command:
 * the panel (`panel.html` with its hashed assets) and the loader (`loader.js`, one classic script that any page can name).
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { brotliCopies } from '../brotli-copies.ts'
import { leanSolid } from '../lean-solid.ts'
import { trustedTemplates } from '../trusted-templates.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Constructable style sheets and `dialog` ask for these; older browsers show the page without the button. */
const target = ['chrome111', 'edge111', 'firefox115', 'safari16.4']
/** Newer than `target`, so that Lightning CSS leaves `color-scheme` alone; the style is written for the older ones by hand. */
const cssTarget = ['chrome123', 'edge123', 'firefox120', 'safari17.5']
const outDir = here('../../dist/widget')

export default defineConfig({
  root: here('panel'),
  base: '/widget/',
  publicDir: false,
  // A delegated event would need Solid's own way up the tree, for a handful of buttons.
  plugins: [leanSolid(), trustedTemplates(), solid({ solid: { delegateEvents: false } }), brotliCopies()],
  builder: {
    // One after the other: the panel's build empties the folder, the loader's adds to it.
    async buildApp(builder) {
      for (const name of ['panel', 'loader']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
  environments: {
    panel: {
      consumer: 'client',
      build: {
        outDir,
        target,
        cssTarget,
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        rollupOptions: { input: here('panel/panel.html') },
      },
    },
    loader: {
      consumer: 'client',
      build: {
        outDir,
        target,
        cssTarget,
        emptyOutDir: false,
        rollupOptions: { input: here('loader/loader.ts'), output: { format: 'iife', entryFileNames: 'loader.js' } },
      },
    },
  },
})
