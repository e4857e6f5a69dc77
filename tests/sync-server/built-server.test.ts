/** That a start never runs a build of other sources than those that lie there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { builtServer } from '../../sync-server/built-server.ts'

const project = {
  'sync-server/main.ts': 'start()',
  'sync-server/storage/sqlite/open.ts': 'open()',
  'src/decider/decide.ts': 'decide()',
  'package-lock.json': '{}',
}

/** What the build of a project with these files is called. */
function buildOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'shopbell-sources-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return builtServer(root).file
}

test('the same sources have the same build, wherever they lie', () => {
  expect(buildOf(project)).toBe(buildOf(project))
})

test.each<[string, Readonly<Record<string, string>>]>([
  ['a line of the server', { ...project, 'sync-server/storage/sqlite/open.ts': 'open(1)' }],
  ['a line of the decider', { ...project, 'src/decider/decide.ts': 'decide(1)' }],
  ['the version of a package', { ...project, 'package-lock.json': '{ }' }],
  ['a file more', { ...project, 'sync-server/storage/more.ts': '' }],
  ['what a file is called', { ...project, 'sync-server/main.ts': '', 'sync-server/other.ts': 'start()' }],
])('whoever changes %s has no build until they make one', (_, changed) => {
  expect(buildOf(changed)).not.toBe(buildOf(project))
})
