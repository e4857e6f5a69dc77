/**
 * Builds the server into one file, `dist/server`, which starts in a third of the time that its hundreds of sources and thousands
 * of packages' files take: `vite build --config sync-server/vite.config.ts`. It is for `start.ts`; nothing else knows of it.
 */
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { builtServer } from './built-server.ts'

const { folder, file } = builtServer()

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'sync-server/main.ts',
    target: 'node26',
    outDir: folder,
    emptyOutDir: true,
    // A stack trace is to be read: names stay as they were written, and a comment says which file a line is from.
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: file, codeSplitting: false, sourcemapExcludeSources: true } },
  },
})
