/**
 * Where the server's build lies: in a file that is named after everything that it was made of. So a build of other sources or
 * other packages is never found, and whoever changed a line runs that line.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders with a file or two that the server is not made of: a build too many costs seconds, one too few a day. */
const madeOf = ['sync-server', 'src']
const madeBy = ['package-lock.json']

export interface BuiltServer {
  readonly folder: string
  /** The file's name. Whether it is there is another question. */
  readonly file: string
}

/** `root` is the project's folder. Reads every source, which takes some ten milliseconds. */
export function builtServer(root: string = join(import.meta.dirname, '..')): BuiltServer {
  const hash = createHash('sha256')
  for (const path of [...madeOf.flatMap((folder) => filesIn(root, folder)), ...madeBy]) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\n${content.length}\n`).update(content)
  }
  return { folder: join(root, 'dist/server'), file: `${hash.digest('hex').slice(0, 32)}.js` }
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
