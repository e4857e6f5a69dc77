/** The decider is pure: no clock, no chance, no waiting, no outside world. It must give the same answer for ever. */
import { parseSync } from '@swc/core'
import { expect, test } from 'vitest'
import { contentOf, filesLike } from './source-files.ts'

const bannedNames = new Set(
  ['Date', 'Temporal', 'Intl', 'performance', 'crypto', 'Promise', 'setTimeout', 'setInterval', 'setImmediate'].concat([
    'queueMicrotask',
    'requestAnimationFrame',
    'fetch',
    'process',
    'globalThis',
    'window',
    'console',
  ]),
)

const deciderFiles = filesLike(/^src\/decider\/.*\.ts$/)

test.each(deciderFiles)('%s uses nothing that changes from run to run', (path) => {
  expect(impurities(contentOf(path))).toEqual([])
})

test('a clock, chance and waiting would be found', () => {
  expect(impurities('const at = Date.now()')).toEqual(['Date'])
  expect(impurities('const at: Date | null = null')).toEqual(['Date'])
  expect(impurities('const n = Math.random()')).toEqual(['Math.random'])
  expect(impurities('const { random } = Math')).toEqual(['Math taken apart'])
  expect(impurities('setTimeout(() => {}, 1)')).toEqual(['setTimeout'])
  expect(impurities('async function f() { await 1 }')).toEqual(['async', 'await'])
  expect(impurities('const f = async () => 1')).toEqual(['async'])
  expect(impurities('// Date.now() in a comment\nconst text = "Promise"; const most = Math.max(1, 2)')).toEqual([])
})

interface Node {
  readonly type?: string
  readonly value?: unknown
  readonly async?: boolean
  readonly object?: Node
  readonly property?: Node
}

function impurities(source: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, value, async, object, property } = node as Node
    if (async) found.push('async')
    if (type === 'AwaitExpression') found.push('await')
    if (type === 'MemberExpression' && object?.value === 'Math') {
      if (property?.value === 'random') found.push('Math.random')
      return
    }
    if (type === 'Identifier' && typeof value === 'string' && bannedNames.has(value)) found.push(value)
    if (type === 'Identifier' && value === 'Math') found.push('Math taken apart')
    Object.values(node).forEach(visit)
  }
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }))
  return found
}
