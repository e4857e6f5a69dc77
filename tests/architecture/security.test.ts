/** `tests/security/README.md` names a test for every attack: each is in its file, under its name. */
import { expect, test } from 'vitest'
import { contentOf, projectFiles } from './source-files.ts'

const list = contentOf('tests/security/README.md')
const rows = [...list.matchAll(/^\| (?!attack \||---)(.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, attack = '', refusal = '', shown = '']) => ({
    attack,
    refusal,
    shown,
  }),
)
const files = new Set(projectFiles())

function whatIsMissing(shown: string): readonly string[] {
  const named = [...shown.matchAll(/`([^`]+)` “((?:(?!” and `|”$).)+)”/g)]
  if (named.length === 0 || named.map(([whole]) => whole).join(' and ') !== shown) return [`cannot be read: ${shown}`]
  return named.flatMap(([, path = '', name = '']) => {
    if (!files.has(path)) return [`there is no ${path}`]
    const source = contentOf(path)
    const isThere = ["'", '"', '`'].some((quote) => source.includes(`${quote}${name}${quote}`))
    return isThere ? [] : [`${path} has no test “${name}”`]
  })
}

test('the list is read', () => {
  expect(rows.length).toBeGreaterThan(50)
  expect(list.split('\n').filter((line) => line.startsWith('| ') && !/^\| (attack|---) /.test(line))).toHaveLength(rows.length)
})

test('every attack is named once, with what has to come of it', () => {
  expect(new Set(rows.map(({ attack }) => attack)).size).toBe(rows.length)
})

test('every test that is named there exists', () => {
  const missing = rows
    .filter(({ shown }) => shown !== '—')
    .flatMap(({ attack, shown }) => whatIsMissing(shown).map((why) => `${attack}: ${why}`))
  expect(missing).toEqual([])
})
