/**
 * Starts the server: from its build, where there is one of exactly these sources, else from the sources. Either way with the
 * code that an earlier start has compiled. Reading and compiling some thousand files is otherwise most of what a restart takes.
 * The compiled code lies with the packages, where only those who installed them can write.
 */
import { existsSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { builtServer } from './built-server.ts'

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/shopbell'))
const { folder, file } = builtServer()
const built = join(folder, file)
// `NODE_OPTIONS=--enable-source-maps` makes a stack trace tell the sources' lines. Not always, because reading the map at the
// first error holds everybody up for a quarter of a second.
await (existsSync(built) ? import(pathToFileURL(built).href) : import('./main.ts'))
// Now and not at the exit, because a server that is killed has none.
flushCompileCache()
