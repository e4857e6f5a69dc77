/** Builds the demo shop into `dist/demo`: `vite build --config src/demo-shop/vite.config.ts`. Static pages, drawn pictures. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { brotliCopies } from '../brotli-copies.ts'
import { pages } from './pages.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The pages are written by `pages.ts`, because they share all but a few words. */
function writePages(): Plugin {
  return {
    name: 'demo-shop-pages',
    generateBundle() {
      for (const { file, html } of pages()) this.emitFile({ type: 'asset', fileName: file, source: html })
      for (const file of readdirSync(here('art'))) {
        this.emitFile({ type: 'asset', fileName: `art/${file}`, source: readFileSync(here(`art/${file}`)) })
      }
    },
  }
}

export default defineConfig({
  root: here('.'),
  base: '/demo/',
  publicDir: false,
  plugins: [writePages(), brotliCopies()],
  build: {
    outDir: here('../../dist/demo'),
    emptyOutDir: true,
    rollupOptions: {
      input: here('shop.ts'),
      output: { entryFileNames: 'shop.js', assetFileNames: '[name][extname]' },
    },
  },
})
