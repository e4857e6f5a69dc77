/**
 * Starts the server with the code that an earlier start has compiled: reading and compiling some thousand files is most of what
 * a restart takes. The cache lies with the packages, where only those who installed them can write; without it nothing is
 * different but the time.
 */
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/shopbell'))
await import('./main.ts')
// Now and not at the exit, because a server that is killed has none.
flushCompileCache()
