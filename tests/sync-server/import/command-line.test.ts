/** `npm run import` as somebody at a terminal meets it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { decision, retailer } from '../../contracts/storage-samples.ts'

const root = join(import.meta.dirname, '../../..')
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
let directory: string
let data: string

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'shopbell-import-'))
  data = join(directory, 'data')
  const storage = await openSqliteStorage({ file: databaseFile(data) })
  await storage.directory.addRetailer(retailer())
  await storage.close()
})
afterEach(() => rmSync(directory, { recursive: true }))

function csv(name: string, lines: readonly string[]): string {
  const path = join(directory, name)
  writeFileSync(path, [header, ...lines, ''].join('\n'))
  return path
}
const line = (order: number, customer = '17850.0') =>
  `${order},71053,LANTERN,6,2010-12-01 08:26:00,3.39,${customer},United Kingdom`

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The last line of standard output. */
  readonly summary: () => Record<string, unknown>
}

function start(args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['sync-server/import/command-line.ts', ...args], {
    cwd: root,
    env: { ...process.env, SHOPBELL_DATA: data },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err, summary: () => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') })),
  )
  return { child, ended }
}

const run = (args: readonly string[]): Promise<Ended> => start(args).ended

test('says what was taken, what was refused and where the report is; the last line is JSON', async () => {
  const file = csv('orders.csv', [line(1), line(2), line(3, '')])
  const ended = await run(['orders', file, '--retailer', 'acme', '--data', data])
  expect(ended).toMatchObject({ code: 0, err: '' })
  const report = join(data, 'imports', 'orders.csv.refused.csv')
  expect(ended.out).toContain('3 lines read: 2 taken (2 new), 1 refused.')
  expect(ended.out).toContain('  1  no customer number')
  expect(ended.out).toContain(report)
  expect(ended.summary()).toEqual({
    read: 3,
    taken: 2,
    added: 2,
    replaced: 0,
    refused: 1,
    reasons: { 'no customer number': 1 },
    cancellations: 0,
    orders: 2,
    customers: 1,
    stopped: null,
    report,
    seconds: expect.any(Number),
    peakMemoryMB: expect.any(Number),
  })
  expect(readFileSync(report, 'utf8')).toContain('"orders.csv","4","no customer number"')
})

test('several files are one import; the environment may name the data, --report the report', async () => {
  const files = [csv('monday.csv', [line(1)]), csv('tuesday.csv', [line(2), line(3)])]
  const report = join(directory, 'elsewhere', 'report.csv')
  const ended = await run(['orders', ...files, '--retailer', 'acme', '--report', report])
  expect(ended.summary()).toMatchObject({ read: 3, added: 3, report })
  expect(existsSync(report)).toBe(true)
})

test('columns, dates and encoding may be others', async () => {
  const path = join(directory, 'other.csv')
  writeFileSync(
    path,
    'No,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n1,A,CAFÉ £,1,12/1/2010 8:26,1.5,7\n',
    'latin1',
  )
  const options = ['--map', 'order=No', '--date-format', 'M/D/YYYY H:mm', '--encoding', 'latin1', '--retailer', 'acme']
  expect((await run(['orders', path, ...options])).summary()).toMatchObject({ added: 1, refused: 0 })
  const storage = await openSqliteStorage({ file: databaseFile(data) })
  const [kept] = await storage.orders.ofCustomer(retailer().id, '7', 1)
  await storage.close()
  expect(kept).toMatchObject({ title: 'CAFÉ £', orderedAt: Date.UTC(2010, 11, 1, 8, 26) })
})

test('a wrong command ends with 2 and says what is right', async () => {
  const ended = await run(['orders', 'x.csv'])
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toMatch(/^Say whose orders they are with --retailer\.\n\nnpm run import -- orders FILE\.csv/)
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--date-format PATTERN') })
})

describe('what is not there is named, and nothing is changed', () => {
  test('a file', async () => {
    const ended = await run(['orders', csv('there.csv', [line(1)]), join(directory, 'not.csv'), '--retailer', 'acme'])
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/There is no file .*not\.csv/) })
    mkdirSync(join(directory, 'folder.csv'))
    expect((await run(['orders', join(directory, 'folder.csv'), '--retailer', 'acme'])).err).toMatch(/is not a file/)
  })

  test('a data directory', async () => {
    const nowhere = join(directory, 'nowhere')
    const ended = await run(['orders', csv('a.csv', [line(1)]), '--retailer', 'acme', '--data', nowhere])
    expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(/no Shopbell data in .*nowhere.*--data/) })
    expect(existsSync(nowhere)).toBe(false)
  })

  test('a retailer, with those that are', async () => {
    const ended = await run(['orders', csv('a.csv', [line(1)]), '--retailer', 'acmee'])
    expect(ended).toMatchObject({ code: 1, err: 'There is no retailer “acmee”. Known: acme (Acme Clothing).\n' })
  })

  test('a place for the report', async () => {
    const ended = await run(['orders', csv('a.csv', [line(1)]), '--retailer', 'acme', '--report', directory])
    expect(ended).toMatchObject({ code: 1, err: expect.stringMatching(/report of refused lines cannot be written.*--report/) })
  })

  test('columns: ends with 1, after the summary', async () => {
    const path = join(directory, 'other.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    const ended = await run(['orders', path, '--retailer', 'acme'])
    expect(ended.code).toBe(1)
    expect(ended.out).toMatch(/^Stopped: other\.csv: There is no column “InvoiceNo”/)
    expect(ended.summary()).toMatchObject({ read: 0, stopped: expect.stringContaining('“a”, “b”') })
  })
})

const manyLines = Array.from({ length: 30_000 }, (_, index) => line(index))

/** Resolves once the first lines of an import are in the database. */
async function underWay(server: Storage): Promise<void> {
  while ((await server.orders.countOrders(retailer().id, '17850')) === 0) await new Promise((resolve) => setImmediate(resolve))
}

test('Ctrl-C keeps what was read, and the same again completes it', async () => {
  const args = ['orders', csv('long.csv', manyLines), '--retailer', 'acme']
  const server = await openSqliteStorage({ file: databaseFile(data) })
  const importing = start(args)
  await underWay(server)
  // While another holds the database the import waits, so that the signal finds it in the middle however busy the machine is.
  const other = new DatabaseSync(databaseFile(data), { timeout: 10_000 })
  other.exec('begin immediate')
  importing.child.kill('SIGINT')
  other.exec('rollback')
  other.close()
  const stopped = await importing.ended
  expect(stopped.code).toBe(130)
  expect(stopped.out).toContain('the same command again continues')
  const taken = Number(stopped.summary().taken)
  expect(stopped.summary()).toMatchObject({ read: taken, refused: 0, stopped: 'interrupted' })
  expect(await server.orders.countOrders(retailer().id, '17850')).toBe(taken)
  expect(taken).toBeLessThan(30_000)
  expect((await run(args)).summary()).toMatchObject({ read: 30_000, added: 30_000 - taken, stopped: null })
  await server.close()
})

test('a server on the same data goes on deciding while an import runs', async () => {
  const server = await openSqliteStorage({ file: databaseFile(data) })
  const importing = start(['orders', csv('long.csv', manyLines), '--retailer', 'acme'])
  await underWay(server)
  for (let version = 0; version < 50; version++)
    expect(await server.log.commit([decision({ expectedVersion: version })])).toEqual(['committed'])
  expect((await importing.ended).summary()).toMatchObject({ added: 30_000, stopped: null })
  expect((await server.log.load(decision().store))?.events).toHaveLength(50)
  await server.close()
})
