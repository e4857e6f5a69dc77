/** Of all three builds: a brotli copy beside each text file, which the server then sends to browsers that take it. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'

export function brotliCopies(): Plugin {
  return {
    name: 'shopbell:brotli-copies',
    apply: 'build',
    closeBundle: {
      // After everybody who still writes files then, the service worker's plugin among them.
      order: 'post',
      sequential: true,
      handler() {
        const { root, build } = this.environment.config
        const folder = resolve(root, build.outDir)
        for (const name of globSync('**/*.{html,js,css,svg,webmanifest}', { cwd: folder })) {
          const file = join(folder, name)
          writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)))
        }
      },
    },
  }
}
