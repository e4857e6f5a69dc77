/** What a stranger relies on when they open the folder list: few things at the top, names that say what, a first sentence. */
import { expect, test } from 'vitest'
import { contentOf, filesLike, projectFiles } from './source-files.ts'

const productCode = filesLike(/^(src|sync-server)\/.*\.tsx?$/)
const allCode = filesLike(/^(src|sync-server|tests)\/.*\.tsx?$|^[^/]+\.ts$/)

const topLevel = new Set(
  ['.ci', '.gitignore', '.github', 'README.md', 'biome.json', 'docs', 'index.html', 'package.json', 'package-lock.json'].concat([
    'public',
    'src',
    'sync-server',
    'tests',
    'tsconfig.json',
    'vite.config.ts',
  ]),
)

test('the top level stays short', () => {
  const unexpected = new Set(projectFiles().map((path) => path.split('/')[0] ?? path))
  for (const name of topLevel) unexpected.delete(name)
  expect([...unexpected]).toEqual([])
})

test('no folder or file is named after nothing', () => {
  const empty = /^(utils?|helpers?|common|core|types|misc|shared|lib|index)$/
  const named = projectFiles().filter((path) => path.split('/').some((part) => empty.test(part.replace(/\.(test\.)?tsx?$/, ''))))
  expect(named).toEqual([])
})

test('every file says in its first sentence what it is for', () => {
  expect(allCode.filter((path) => !/^(#!.*\n)?\/\*\*[\s*]+\S/.test(contentOf(path)))).toEqual([])
})

test('nothing is left for later', () => {
  const later = new RegExp(['TO', 'DO|FIX', 'ME|X', 'XX|HA', 'CK'].join(''))
  expect(allCode.filter((path) => later.test(contentOf(path)))).toEqual([])
})

test('the type checker is not switched off', () => {
  const switchedOff = new RegExp(['@ts-', '(ignore|expect-error|nocheck)'].join(''))
  expect(allCode.filter((path) => switchedOff.test(contentOf(path)))).toEqual([])
})

test('only sync-server/config.ts reads the environment', () => {
  expect(productCode.filter((path) => /\bprocess\.env\b/.test(contentOf(path)))).toEqual(
    productCode.filter((path) => path === 'sync-server/config.ts'),
  )
})

test('no test runs alone or is switched off without a word', () => {
  const alone = /\b(test|it|describe)\.(only|todo)\(|\b(test|it|describe)\.(skip|skipIf|runIf)\(/
  expect(allCode.filter((path) => path.startsWith('tests/') && alone.test(contentOf(path)))).toEqual([])
})
