/** What may be said on the import’s command line, and what is said back. */
import { expect, test } from 'vitest'
import { readArguments } from '../../../sync-server/import/arguments.ts'
import { defaultColumns } from '../../../sync-server/import/order-line.ts'

const read = (...args: string[]) => readArguments(args)

test('what is not said is as for Online Retail', () => {
  expect(read('orders', 'a.csv', 'b.csv', '--retailer', 'acme')).toEqual({
    is: 'arguments',
    arguments: {
      files: ['a.csv', 'b.csv'],
      retailer: 'acme',
      data: null,
      columns: defaultColumns,
      encoding: 'utf-8',
      dateFormat: 'YYYY-MM-DD HH:mm:ss',
      readDate: expect.any(Function),
      cancellationPrefix: 'C',
      report: null,
    },
  })
})

test('every column may have another name, with an equals sign even', () => {
  const mapped = read('orders', 'a.csv', '--retailer', 'acme', '--map', 'order=No', '--map', ' price = a=b ')
  expect(mapped).toMatchObject({ arguments: { columns: { ...defaultColumns, order: 'No', price: 'a=b' } } })
})

test.each<[string[], RegExp]>([
  [[], /Say what to import: orders/],
  [['shoppers', 'x.csv'], /no import of “shoppers”/],
  [['orders'], /at least one CSV file/],
  [['orders', 'x.csv'], /--retailer/],
  [['orders', 'x.csv', '--retailer', 'acme', '--map', 'colour=Red'], /--map is “colour=Red”.*order, product/],
  [['orders', 'x.csv', '--retailer', 'acme', '--map', 'order'], /FIELD=COLUMN/],
  [['orders', 'x.csv', '--retailer', 'acme', '--date-format', 'H:mm'], /needs a year, a month and a day/],
  [['orders', 'x.csv', '--shop', 'acme'], /--shop/],
])('%j is refused', (args, message) => {
  expect(readArguments(args)).toMatchObject({ is: 'problem', message: expect.stringMatching(message) })
})

test('help is help, whatever else is said', () => {
  expect(read('--help')).toEqual({ is: 'help' })
  expect(read('orders', '-h')).toEqual({ is: 'help' })
})
