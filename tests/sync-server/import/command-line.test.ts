/** `npm run import` as somebody at a terminal meets it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
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

function run(args: readonly string[], onOutput?: (kill: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
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
    onOutput?.((signal) => child.kill(signal))
  })
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, out, err, summary: () => JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') })),
  )
}

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

describe('a wrong command ends with 2 and says what is right', () => {
  test.each([
    [[], /Say what to import: orders/],
    [['shoppers', 'x.csv'], /no import of “shoppers”/],
    [['orders'], /at least one CSV file/],
    [['orders', 'x.csv'], /--retailer/],
    [['orders', 'x.csv', '--retailer', 'acme', '--map', 'colour=Red'], /--map is “colour=Red”.*order, product/],
    [['orders', 'x.csv', '--retailer', 'acme', '--map', 'order'], /FIELD=COLUMN/],
    [['orders', 'x.csv', '--retailer', 'acme', '--date-format', 'H:mm'], /needs a year, a month and a day/],
    [['orders', 'x.csv', '--shop', 'acme'], /--shop/],
  ])('%j', async (args, message) => {
    const ended = await run(args)
    expect(ended.code).toBe(2)
    expect(ended.err).toMatch(message)
    expect(ended.err).toContain('npm run import -- orders FILE.csv')
  })

  test('--help ends well', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--date-format PATTERN') })
  })
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

test('Ctrl-C keeps what was read, and the same again completes it', async () => {
  const file = csv(
    'long.csv',
    Array.from({ length: 200_000 }, (_, index) => line(index)),
  )
  const args = ['orders', file, '--retailer', 'acme']
  // The first line of progress says that it is under way.
  const stopped = await run(args, (kill) => kill('SIGINT'))
  expect(stopped.code).toBe(130)
  expect(stopped.out).toContain('the same command again continues')
  const { taken, read, refused } = stopped.summary() as Record<string, number>
  expect(Number(taken) + Number(refused)).toBe(read)
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThan(200_000)
  expect((await run(args)).summary()).toMatchObject({ read: 200_000, added: 200_000 - Number(taken), stopped: null })
})

test('a server on the same data goes on deciding while an import runs', async () => {
  const file = csv(
    'long.csv',
    Array.from({ length: 30_000 }, (_, index) => line(index)),
  )
  const server = await openSqliteStorage({ file: databaseFile(data) })
  let isRunning = true
  const importing = run(['orders', file, '--retailer', 'acme']).finally(() => {
    isRunning = false
  })
  let version = 0
  while (isRunning) {
    expect(await server.log.commit([decision({ expectedVersion: version })])).toEqual(['committed'])
    version += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect((await importing).summary()).toMatchObject({ added: 30_000, stopped: null })
  expect((await server.log.load(decision().store))?.events).toHaveLength(version)
  await server.close()
})
