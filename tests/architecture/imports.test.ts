/** Imports run one way (DESIGN, "House"): the rules hold in this project, and each of them is able to fail. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ICruiseResult, IViolation } from 'dependency-cruiser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import rules from './import-rules.ts'

const root = join(import.meta.dirname, '../..')

/** Files of a tiny project in which every rule is broken once, and next to that what the rules must allow. */
const planted: Readonly<Record<string, string>> = {
  'package.json': '{"type":"module","dependencies":{"typebox":"1","kysely":"1"},"devDependencies":{"vitest":"5"}}',
  'node_modules/typebox/package.json': '{"name":"typebox","main":"index.js"}',
  'node_modules/typebox/index.js': '',
  'node_modules/kysely/package.json': '{"name":"kysely","main":"index.js"}',
  'node_modules/kysely/index.js': '',
  'node_modules/vitest/package.json': '{"name":"vitest","main":"index.js"}',
  'node_modules/vitest/index.js': '',
  'node_modules/undeclared/package.json': '{"name":"undeclared","main":"index.js"}',
  'node_modules/undeclared/index.js': '',
  'src/identifiers.ts': 'import "./decider/chat.ts"',
  'src/decider/chat.ts': 'import { readFile } from "node:fs"\nimport type { ChatId } from "../identifiers.ts"',
  'src/decider/wire.ts': 'import type { Row } from "../protocol/feed.ts"',
  'src/protocol/feed.ts': 'import { Type } from "typebox"',
  'src/protocol/commands.ts': 'import { Type } from "typebox"\nimport type { ChatId } from "../identifiers.ts"',
  'src/protocol/socket.ts': 'import type { Wish } from "../decider/chat.ts"\nimport type { Static } from "./commands.ts"',
  'src/staff/home.tsx':
    'import type { Server } from "../../sync-server/main.ts"\nimport { Row } from "../protocol/feed.ts"\nimport type { C } from "../protocol/commands.ts"\nexport const Home = () => <p>{(1 as number) > 0}</p>',
  'src/staff/claim.tsx': 'import { C } from "../protocol/commands.ts"\nexport const Claim = () => <p><b /></p>',
  'src/staff/lazy.tsx': 'export const lazy = () => import("../decider/chat.ts")',
  'src/widget/panel.ts': 'import "../ui/button.tsx"\nexport { Row } from "../protocol/feed.ts"',
  'src/console/stores.tsx': 'import "../staff/home.tsx"\nimport "../ui/button.tsx"',
  'src/ui/button.tsx': 'import { Home } from "../staff/home.tsx"',
  'sync-server/main.ts': 'import { SqliteStorage } from "./storage/sqlite/storage.ts"\nimport "../src/decider/chat.ts"',
  'sync-server/clock.ts': '',
  'sync-server/feed/feed.ts': 'import "../storage/sqlite/storage.ts"\nimport "../../src/staff/home.tsx"\nimport "./rows.ts"',
  'sync-server/feed/rows.ts': 'import type { Feed } from "./feed.ts"',
  'sync-server/storage/storage.ts': '',
  'sync-server/storage/sqlite/storage.ts': 'import "../../clock.ts"\nimport "../storage.ts"\nimport "../postgres/storage.ts"',
  'sync-server/storage/postgres/storage.ts': 'import "vitest"\nimport "undeclared"\nimport "./missing.ts"\nimport "kysely"',
  'sync-server/http/server.ts': 'import { DatabaseSync } from "node:sqlite"\nimport "../../tests/support/member.ts"',
  'tests/support/member.ts': 'import "../../src/protocol/commands.ts"\nimport "../../sync-server/clock.ts"',
}

const expected: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['no-cycles', 'sync-server/feed/feed.ts', 'sync-server/feed/rows.ts'],
  ['identifiers-know-nothing', 'src/identifiers.ts', 'src/decider/chat.ts'],
  ['decider-is-pure', 'src/decider/chat.ts', 'fs'],
  ['decider-is-pure', 'src/decider/wire.ts', 'src/protocol/feed.ts'],
  ['protocol-is-only-the-wire', 'src/protocol/socket.ts', 'src/decider/chat.ts'],
  ['browsers-never-import-the-server', 'src/staff/home.tsx', 'sync-server/main.ts'],
  ['browsers-never-import-the-server', 'src/staff/lazy.tsx', 'src/decider/chat.ts'],
  ['browsers-load-no-schemas', 'src/protocol/feed.ts', 'node_modules/typebox/index.js'],
  ['browsers-load-no-schemas', 'src/staff/claim.tsx', 'src/protocol/commands.ts'],
  ['server-never-imports-a-screen', 'sync-server/feed/feed.ts', 'src/staff/home.tsx'],
  ['only-the-roots-choose-a-storage-engine', 'sync-server/feed/feed.ts', 'sync-server/storage/sqlite/storage.ts'],
  ['only-the-roots-choose-a-storage-engine', 'sync-server/http/server.ts', 'node:sqlite'],
  ['engines-do-not-know-each-other', 'sync-server/storage/sqlite/storage.ts', 'sync-server/storage/postgres/storage.ts'],
  ['the-widget-stands-alone', 'src/widget/panel.ts', 'src/ui/button.tsx'],
  ['the-console-stands-apart', 'src/console/stores.tsx', 'src/staff/home.tsx'],
  ['shared-parts-know-no-screen', 'src/ui/button.tsx', 'src/staff/home.tsx'],
  ['tests-from-outside-stay-outside', 'tests/support/member.ts', 'sync-server/clock.ts'],
  ['products-never-import-tests', 'sync-server/http/server.ts', 'tests/support/member.ts'],
  ['products-never-import-development-packages', 'sync-server/storage/postgres/storage.ts', 'node_modules/vitest/index.js'],
  ['packages-are-declared', 'sync-server/storage/postgres/storage.ts', 'node_modules/undeclared/index.js'],
  ['everything-resolves', 'sync-server/storage/postgres/storage.ts', './missing.ts'],
]

let folder: string
let found: readonly IViolation[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopbell-imports-'))
  for (const [path, content] of Object.entries(planted)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  found = await violationsIn(folder)
})
afterAll(() => rm(folder, { recursive: true }))

test('every rule is planted', () => {
  expect(new Set(expected.map(([rule]) => rule))).toEqual(new Set(rules.forbidden.map(({ name }) => name)))
})

test.each(expected)('%s is found: %s → %s', (name, from, to) => {
  expect(found.map(inWords)).toContain(`${name}: ${from} → ${to}`)
})

test('what the rules allow is not found', () => {
  const wanted = new Set(expected.map(([rule, from, to]) => `${rule}: ${from} → ${to}`))
  // The planted cycles are reported from either of their ends.
  const alsoFound = found.map(inWords).filter((violation) => !wanted.has(violation) && !violation.startsWith('no-cycles'))
  expect(alsoFound).toEqual([])
})

test('the project breaks none of them', async () => {
  expect((await violationsIn(root)).map(inWords)).toEqual([])
})

function inWords({ rule, from, to }: IViolation): string {
  return `${rule.name}: ${from} → ${to}`
}

async function violationsIn(cwd: string): Promise<readonly IViolation[]> {
  const depcruise = join(root, 'node_modules/.bin/depcruise')
  const config = join(import.meta.dirname, 'import-rules.ts')
  const args = ['--config', config, '--output-type', 'json', 'src', 'sync-server', 'tests']
  const { stdout } = await promisify(execFile)(depcruise, args, { cwd, maxBuffer: 100_000_000 })
  return (JSON.parse(stdout) as ICruiseResult).summary.violations
}
