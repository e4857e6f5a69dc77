/** Every rule of the decider's SPEC.md has a test that cites it, and no test of the decider cites one that does not exist. */
import { expect, test } from 'vitest'
import { contentOf, filesLike } from './source-files.ts'

const rule = /\b(?:OF|CL|DE|MI|EN|AV|RE)\d\b/g
const testName = /\b(?:test|it|describe)(?:\.\w+\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:(?!\1).)+)\1/g

const specification = contentOf('src/decider/SPEC.md')
/** The rules that are built: each has a paragraph that begins with it. */
const built = [...specification.matchAll(/^\*\*((?:OF|CL|DE|MI|EN|AV|RE)\d) — /gm)].map(([, id = '']) => id)
/** With those that are named as coming later. */
const known = new Set(specification.match(rule))

const cited = filesLike(/^tests\/.*\.(test|spec)\.tsx?$/).map((path) => {
  const names = [...contentOf(path).matchAll(testName)].map(([, , name = '']) => name)
  return { path, rules: new Set(names.flatMap((name) => name.match(rule) ?? [])) }
})

test('SPEC.md states rules', () => {
  expect(built).toContain('OF1')
  expect(built).toContain('CL1')
})

test.each(built)('%s has a test that cites it', (id) => {
  expect(cited.filter(({ rules }) => rules.has(id)).map(({ path }) => path)).not.toEqual([])
})

test('no test of the decider cites a rule that does not exist', () => {
  const ofDecider = cited.filter(({ path }) => path.startsWith('tests/decider/'))
  const unknown = ofDecider.flatMap(({ path, rules }) => [...rules].filter((id) => !known.has(id)).map((id) => `${path}: ${id}`))
  expect(unknown).toEqual([])
})
