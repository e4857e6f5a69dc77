/** One record of an export and what becomes of it: prices, dates, cancellations, reasons to refuse. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateReader, defaultDateFormat } from '../../../sync-server/import/date-format.ts'
import { type Field, priceE4, readOrderLine } from '../../../sync-server/import/order-line.ts'

const readDate = dateReader(defaultDateFormat) ?? (() => null)
const rules = { readDate, dateFormat: defaultDateFormat, cancellationPrefix: 'C', now: Date.UTC(2011, 0, 1) }
const fields: Readonly<Record<Field, string>> = {
  order: '536365',
  product: '85123A',
  title: 'WHITE HANGING HEART T-LIGHT HOLDER ',
  quantity: '6',
  date: '2010-12-01 08:26:00',
  price: '2.55',
  customer: '17850.0',
}
const read = (change: Partial<Record<Field, string>> = {}, more: Partial<typeof rules> = {}) =>
  readOrderLine({ ...fields, ...change }, { ...rules, ...more })

describe('a line that is taken', () => {
  test('is trimmed, its customer a whole number again, its price in ten-thousandths', () => {
    expect(read()).toEqual({
      is: 'line',
      line: {
        order: '536365',
        customer: '17850',
        product: '85123A',
        title: 'WHITE HANGING HEART T-LIGHT HOLDER',
        quantity: 6,
        unitPriceE4: 25_500,
        orderedAt: Date.UTC(2010, 11, 1, 8, 26),
        isCancellation: false,
      },
    })
  })

  test.each([
    ['a cancellation has a positive quantity', { order: 'C536379', quantity: '-1' }, { isCancellation: true, quantity: 1 }],
    ['a gift costs nothing', { price: '0.0' }, { unitPriceE4: 0 }],
    ['a title that is missing is the product’s code', { title: ' ' }, { title: '85123A' }],
    ['a quantity may have been through a spreadsheet', { quantity: '12.0' }, { quantity: 12 }],
    ['a customer’s number need not be a number', { customer: 'EU-0017.50' }, { customer: 'EU-0017.50' }],
    ['zeros in front stay', { customer: '0042', order: '000123' }, { customer: '0042', order: '000123' }],
  ])('%s', (_, change, expected) => {
    expect(read(change)).toMatchObject({ is: 'line', line: expected })
  })

  test('without a prefix, every negative quantity is a cancellation', () => {
    const free = { cancellationPrefix: '' }
    expect(read({ quantity: '-2' }, free)).toMatchObject({ line: { isCancellation: true, quantity: 2 } })
    expect(read({ order: 'C1' }, free)).toMatchObject({ line: { isCancellation: false } })
  })
})

describe('a line that is refused says why', () => {
  test.each([
    ['no customer number', { customer: '' }],
    ['no customer number', { customer: ' ', quantity: '-5', price: 'x' }],
    ['no order number', { order: ' ' }],
    ['no product code', { product: '' }],
    ['order too long', { order: '1'.repeat(101) }],
    ['title too long', { title: 'x'.repeat(501) }],
    ['quantity is not a whole number', { quantity: '1.5' }],
    ['quantity is not a whole number', { quantity: '' }],
    ['quantity is not a whole number', { quantity: '1e3' }],
    ['quantity is zero', { quantity: '0' }],
    ['positive quantity on a cancellation', { order: 'C536379' }],
    ['negative quantity outside a cancellation', { quantity: '-6' }],
    ['price is not a number such as 2.55', { price: '2,55' }],
    ['price is not a number such as 2.55', { price: '' }],
    ['price is not a number such as 2.55', { price: 'NaN' }],
    ['negative price', { price: '-11062.06' }],
    ['date is not as --date-format says', { date: '12/1/2010 8:26' }],
    ['date is not as --date-format says', { date: '2010-02-30 08:26:00' }],
    ['date is not as --date-format says', { date: '2010-12-01 24:00:00' }],
    ['date is out of range', { date: '1900-01-01 00:00:00' }],
    ['date is out of range', { date: '2031-01-01 00:00:00' }],
  ])('%s: %j', (why, change) => {
    expect(read(change)).toMatchObject({ is: 'refused', why })
  })
})

describe('prices', () => {
  test.each([
    ['2.55', 25_500],
    ['2.1', 21_000],
    ['0.001', 10],
    ['1.005', 10_050],
    ['38970', 389_700_000],
    ['999999999.9999', 9_999_999_999_999],
    ['2.5500000000000003', 25_500],
    ['0.00005', 1],
    ['0.00004999999', 0],
    ['-0.00005', -1],
    ['+3', 30_000],
    ['.5', null],
    ['5.', null],
    ['1e3', null],
    ['0x10', null],
    ['1,234.50', null],
    ['9999999999', null],
  ])('%s is %s', (text, expected) => {
    expect(priceE4(text)).toBe(expected)
  })

  test('any price of four places is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999_999 }), (e4) => {
        const text = `${Math.floor(e4 / 10_000)}.${String(e4 % 10_000).padStart(4, '0')}`
        expect(priceE4(text)).toBe(e4)
      }),
    )
  })
})

describe('dates', () => {
  test.each([
    ['M/D/YYYY H:mm', '12/1/2010 8:26', Date.UTC(2010, 11, 1, 8, 26)],
    ['D/M/YYYY H:mm', '1/12/2010 18:06', Date.UTC(2010, 11, 1, 18, 6)],
    ['DD.MM.YYYY', '29.02.2012', Date.UTC(2012, 1, 29)],
    ['YYYY-MM-DDTHH:mm:ssZ', '2010-12-01T08:26:05Z', Date.UTC(2010, 11, 1, 8, 26, 5)],
    ['D/M/YYYY', '31/4/2011', null],
    ['DD.MM.YYYY', '1.2.2012', null],
    ['YYYY-MM-DD', 'yesterday', null],
    ['YYYY-MM-DD', '2010-12-01 08:26', null],
  ])('%s reads %s', (format, text, expected) => {
    expect(dateReader(format)?.(text)).toBe(expected)
  })

  test.each(['HH:mm', 'YYYY-MM', 'D/D/YYYY', '', 'nonsense'])('“%s” is no format', (format) => {
    expect(dateReader(format)).toBeNull()
  })
})
