/** The whole import but its command line, into a real database. */
import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dateReader, defaultDateFormat } from '../../../sync-server/import/date-format.ts'
import {
  type ImportOptions,
  type ImportSummary,
  importOrders,
  type Refusal,
  type Source,
} from '../../../sync-server/import/import-orders.ts'
import { defaultColumns } from '../../../sync-server/import/order-line.ts'
import { openRefusalReport } from '../../../sync-server/import/refusal-report.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { SqliteOverflow } from '../../../sync-server/storage/sqlite/overflow.ts'
import { type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { retailer } from '../../contracts/storage-samples.ts'

const acme = retailer().id
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const row = (order: string, product: string, { quantity = 6, price = '2.55', customer = '17850.0', title = 'LANTERN' } = {}) =>
  `${order},${product},${title},${quantity},2010-12-01 08:26:00,${price},${customer},United Kingdom`

let directory: string
let storage: Storage
let refused: Refusal[]

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'shopbell-import-'))
  storage = await openSqliteStorage({ file: databaseFile(directory) })
  await storage.directory.addRetailer(retailer())
  refused = []
})
afterEach(async () => {
  await storage.close()
  rmSync(directory, { recursive: true })
})

function file(lines: readonly string[], { name = 'orders.csv', pieces = 64 } = {}): Source {
  async function* bytes() {
    const all = Buffer.from([header, ...lines, ''].join('\r\n'))
    for (let at = 0; at < all.length; at += pieces) yield all.subarray(at, at + pieces)
  }
  return { name, bytes: bytes() }
}

async function run(sources: readonly Source[], change: Partial<ImportOptions> = {}): Promise<ImportSummary> {
  const overflow = new SqliteOverflow()
  const summary = importOrders(sources, {
    orders: storage.orders,
    retailer: acme,
    overflow,
    columns: defaultColumns,
    encoding: 'utf-8',
    rules: {
      readDate: dateReader(defaultDateFormat) ?? (() => null),
      dateFormat: defaultDateFormat,
      cancellationPrefix: 'C',
      now: Date.UTC(2011, 0, 1),
    },
    refuse: async (refusals) => {
      refused.push(...refusals)
    },
    ...change,
  })
  return summary.finally(() => overflow.close())
}

const ofCustomer = (customer: string) => storage.orders.ofCustomer(acme, customer, 1_000)

describe('what is taken', () => {
  test('is the customer’s history, cancellations among it', async () => {
    const summary = await run([
      file([row('536365', '71053'), row('536366', '22633', { customer: '13047' }), row('C536379', '71053', { quantity: -2 })]),
    ])
    expect(summary).toEqual({
      read: 3,
      taken: 3,
      added: 3,
      replaced: 0,
      refused: 0,
      reasons: {},
      cancellations: 1,
      orders: 3,
      customers: 2,
      stopped: null,
    })
    expect((await ofCustomer('17850')).map((line) => [line.order, line.quantity, line.isCancellation])).toEqual([
      ['C536379', 2, true],
      ['536365', 6, false],
    ])
  })

  test('equal products of an order stay apart, however far apart they stand', async () => {
    const between = Array.from({ length: 1_500 }, (_, index) => row(`between-${index}`, 'x', { customer: 'other' }))
    const lines = [row('1', 'a', { quantity: 1 }), row('1', 'a', { quantity: 2 }), ...between, row('1', 'a', { quantity: 3 })]
    expect(await run([file(lines, { pieces: 5_000 })])).toMatchObject({ added: 1_503, replaced: 0, orders: 1_501 })
    expect((await ofCustomer('17850')).map((line) => [line.occurrence, line.quantity])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
  })

  test('repeating adds nothing, in one run or two, whatever the pieces', async () => {
    const lines = [row('1', 'a'), row('1', 'a'), row('2', 'a'), row('1', 'b'), row('', 'c'), row('1', 'a')]
    expect(await run([file(lines)])).toMatchObject({ added: 5, replaced: 0, refused: 1 })
    const before = await ofCustomer('17850')
    expect(await run([file(lines, { pieces: 7 }), file(lines)])).toMatchObject({
      read: 12,
      taken: 10,
      added: 0,
      replaced: 10,
      refused: 2,
      orders: 2,
    })
    expect(await ofCustomer('17850')).toEqual(before)
  })

  test('a corrected export corrects what is there', async () => {
    await run([file([row('1', 'a', { price: '2.55' })])])
    expect(await run([file([row('1', 'a', { price: '2.65', title: 'LAMP' })])])).toMatchObject({ added: 0, replaced: 1 })
    expect(await ofCustomer('17850')).toMatchObject([{ unitPriceE4: 26_500, title: 'LAMP' }])
  })

  test('columns may have other names and places', async () => {
    async function* bytes() {
      yield Buffer.from('when;ignored,buyer,what\n'.replace(';', ','))
      yield Buffer.from('2010-12-01 08:26:00,x,17850,71053\n')
    }
    const columns = { ...defaultColumns, date: 'when', customer: 'buyer', order: 'what', product: 'what', title: 'what' }
    const summary = await run([{ name: 'other.csv', bytes: bytes() }], {
      columns: { ...columns, quantity: 'what', price: 'what' },
    })
    expect(summary).toMatchObject({ taken: 1, stopped: null })
    expect(await ofCustomer('17850')).toMatchObject([{ order: '71053', quantity: 71_053, unitPriceE4: 710_530_000 }])
  })
})

describe('what is refused', () => {
  const lines = [
    row('1', 'a'),
    row('1', 'b', { customer: '' }),
    '2,c,"two\nlines",6,2010-12-01 08:26:00,2.55,,United Kingdom',
    row('3', 'd', { quantity: -1 }),
    'too,few',
    '4,e,"never closed,6,2010-12-01 08:26:00,2.55,17850,United Kingdom',
    row('C5', 'f', { quantity: 1 }),
    row('6', 'g', { price: '-1' }),
    row('7', 'h'),
  ]

  test('has its line’s number, reason and text; none vanishes', async () => {
    const summary = await run([file(lines)])
    expect(refused.map(({ line, why }) => [line, why])).toEqual([
      [3, 'no customer number'],
      [4, 'no customer number'],
      [6, 'negative quantity outside a cancellation'],
      [7, 'wrong number of columns'],
      [8, 'quote never closed'],
      [9, 'positive quantity on a cancellation'],
      [10, 'negative price'],
    ])
    expect(refused[1]?.text).toBe('2,c,"two\nlines",6,2010-12-01 08:26:00,2.55,,United Kingdom')
    expect(summary).toMatchObject({ read: 9, taken: 2, refused: 7, reasons: { 'no customer number': 2, 'negative price': 1 } })
    expect(Object.values(summary.reasons).reduce((sum, count) => sum + count, 0)).toBe(summary.refused)
  })

  test('is written to the report as CSV', async () => {
    const path = join(directory, 'imports', 'report.csv')
    const report = await openRefusalReport(path)
    await run([file(['1,"a ""b""",x', row('2', 'a', { customer: '' })], { name: 'week "1".csv' })], { refuse: report.write })
    await report.close()
    expect(readFileSync(path, 'utf8').split('\r\n')).toEqual([
      'file,line,reason,detail,text',
      '"week ""1"".csv","2","wrong number of columns","3 instead of 8","1,""a """"b"""""",x"',
      '"week ""1"".csv","3","no customer number","","2,a,LANTERN,6,2010-12-01 08:26:00,2.55,,United Kingdom"',
      '',
    ])
  })
})

describe('an import that stops', () => {
  const many = Array.from({ length: 200 }, (_, index) => row(`${index}`, 'a'))

  test('says which columns are missing and which there are', async () => {
    async function* bytes() {
      yield Buffer.from('Invoice;StockCode\n1;2\n')
    }
    const { stopped, read } = await run([{ name: 'semi.csv', bytes: bytes() }])
    expect(stopped).toMatch(
      /^semi\.csv: There is no column “InvoiceNo” \(order\), “StockCode” \(product\), .*“Invoice;StockCode”.*--map/,
    )
    expect(read).toBe(0)
  })

  test('says that a column is there twice', async () => {
    async function* bytes() {
      yield Buffer.from(`${header},Quantity\n`)
    }
    expect((await run([{ name: 'twice.csv', bytes: bytes() }])).stopped).toMatch(/“Quantity” is there twice/)
  })

  test('by a signal keeps what it has, and the same again completes it', async () => {
    const interruption = new AbortController()
    const stopped = await run([file(many), file(many)], {
      signal: interruption.signal,
      onProgress: (read) => read >= 50 && interruption.abort(),
    })
    expect(stopped.stopped).toBe('interrupted')
    expect(stopped.read).toBeGreaterThanOrEqual(50)
    expect(stopped.read).toBeLessThan(200)
    expect(await ofCustomer('17850')).toHaveLength(stopped.taken)
    const rest = await run([file(many)])
    expect(rest).toMatchObject({ read: 200, added: 200 - stopped.added, stopped: null })
  })

  test('by the database counts only what was kept', async () => {
    let puts = 0
    const failing = {
      ...storage.orders,
      put: (...[whose, lines]: Parameters<typeof storage.orders.put>) =>
        ++puts > 3 ? Promise.reject(new StorageFailure('The disk is full.')) : storage.orders.put(whose, lines),
    }
    const summary = await run([file(many, { pieces: 500 })], { orders: failing })
    expect(summary.stopped).toBe('orders.csv: The disk is full.')
    expect(summary.taken + summary.refused).toBe(summary.read)
    expect(await ofCustomer('17850')).toHaveLength(summary.taken)
  })

  test('by a file that goes away keeps what it has', async () => {
    async function* bytes() {
      yield Buffer.from(`${header}\n${row('1', 'a')}\n${row('2', 'a')}`)
      yield* createReadStream(join(directory, 'gone.csv'))
    }
    const summary = await run([{ name: 'gone.csv', bytes: bytes() }])
    expect(summary).toMatchObject({ read: 1, taken: 1, stopped: expect.stringContaining('ENOENT') })
  })

  test('by a bug rejects', async () => {
    const refuse = () => Promise.reject(new RangeError('a bug'))
    await expect(run([file(many)], { refuse })).rejects.toThrow(RangeError)
  })
})

const realData = join(import.meta.dirname, '../../../../shared/data/online-retail')

test('the six days of Online Retail', async ({ skip }) => {
  skip(!existsSync(realData), 'the data of Online Retail, which is not part of this repository, is not beside it')
  const days = () =>
    readdirSync(realData)
      .sort()
      .map((name): Source => ({ name, bytes: createReadStream(join(realData, name)) }))
  const first = await run(days())
  expect(first).toMatchObject({
    read: 16_985,
    taken: 10_960,
    added: 10_960,
    reasons: { 'no customer number': 6_025 },
    cancellations: 152,
    customers: 452,
    stopped: null,
  })
  expect(refused).toHaveLength(6_025)
  expect(await run(days())).toMatchObject({ taken: 10_960, added: 0, replaced: 10_960, refused: 6_025 })
  const [line] = (await ofCustomer('17850')).filter(({ order }) => order === '536365')
  expect(line).toMatchObject({ product: '85123A', title: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 6, unitPriceE4: 25_500 })
})
