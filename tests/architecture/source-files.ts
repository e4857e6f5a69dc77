/** The project's own files, as git sees them: committed or about to be, ignored ones left out. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Paths from the top of the project, with forward slashes. */
export function projectFiles(): readonly string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  return [...new Set(output.split('\n'))].filter((path) => path && existsSync(join(root, path)))
}

export function filesLike(pattern: RegExp): readonly string[] {
  return projectFiles().filter((path) => pattern.test(path))
}

export function contentOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
