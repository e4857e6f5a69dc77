/** Builds the widget and the demo shop as `npm run build` does, into a folder of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, createBuilder } from 'vite'

const root = join(import.meta.dirname, '../..')

export interface Built {
  /** With `widget` and `demo` in it. */
  readonly folder: string
  remove(): void
}

export async function buildWidget(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-widget-'))
  const environment = process.env.NODE_ENV
  // Vite would take the test runner's word and build what is meant for development.
  process.env.NODE_ENV = 'production'
  try {
    const into = { build: { outDir: join(folder, 'widget') } }
    const builder = await createBuilder({
      configFile: join(root, 'src/widget/vite.config.ts'),
      logLevel: 'error',
      environments: { panel: into, loader: into },
    })
    await builder.buildApp()
    await build({
      configFile: join(root, 'src/demo-shop/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: join(folder, 'demo') },
    })
  } finally {
    process.env.NODE_ENV = environment
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
