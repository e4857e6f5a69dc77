/** One record of an export → a line of an order, or the reason why it cannot be one. */
import { singleLine } from '../../src/protocol/text.ts'
import type { OrderLine } from '../storage/orders.ts'
import type { ReadDate } from './date-format.ts'

/** What a line needs, and the column that has it unless `--map` says another; the defaults are Online Retail's. */
export const defaultColumns = {
  order: 'InvoiceNo',
  product: 'StockCode',
  title: 'Description',
  quantity: 'Quantity',
  date: 'InvoiceDate',
  price: 'UnitPrice',
  customer: 'CustomerID',
} as const
export type Field = keyof typeof defaultColumns
export type Columns = Readonly<Record<Field, string>>

/** Which occurrence of its product in the order it is, is known only with the lines before it. */
export type LineRead =
  | { readonly is: 'line'; readonly line: Omit<OrderLine, 'occurrence'> }
  | { readonly is: 'refused'; readonly why: string; readonly detail: string }

export interface LineRules {
  readonly readDate: ReadDate
  readonly dateFormat: string
  /** A line is a cancellation if its order's number begins so; where this is empty, if its quantity is negative. */
  readonly cancellationPrefix: string
  /** Milliseconds since 1970; a line from more than a day after it is refused. */
  readonly now: number
}

const longestIdentifier = 100
const longestTitle = 500
const earliest = Date.UTC(1980, 0, 1)
const dayMs = 86_400_000

/**
 * Lines without a customer number are refused first: they can be nobody's history, whatever else they are. A price of zero
 * is a gift and is taken; a price below zero is a correction of the books and is not.
 */
export function readOrderLine(fields: Readonly<Record<Field, string>>, rules: LineRules): LineRead {
  const refused = (why: string, detail = ''): LineRead => ({ is: 'refused', why, detail })
  const text = (field: Field) => fields[field].trim()

  const customer = withoutFraction(text('customer'))
  if (customer === '') return refused('no customer number')
  const order = text('order')
  if (order === '') return refused('no order number')
  const product = text('product')
  if (product === '') return refused('no product code')
  for (const [name, value] of Object.entries({ customer, order, product })) {
    if (value.length > longestIdentifier) return refused(`${name} too long`, `more than ${longestIdentifier} characters`)
  }
  const title = singleLine(fields.title) || product
  if (title.length > longestTitle) return refused('title too long', `more than ${longestTitle} characters`)

  const quantity = wholeNumber(text('quantity'))
  if (quantity === null) return refused('quantity is not a whole number', text('quantity'))
  if (quantity === 0) return refused('quantity is zero')
  const isCancellation = isCancelled(order, quantity, rules.cancellationPrefix.toLowerCase())
  if (isCancellation && quantity > 0) return refused('positive quantity on a cancellation', text('quantity'))
  if (!isCancellation && quantity < 0) return refused('negative quantity outside a cancellation', text('quantity'))

  const unitPriceE4 = priceE4(text('price'))
  if (unitPriceE4 === null) return refused('price is not a number such as 2.55', text('price'))
  if (unitPriceE4 < 0) return refused('negative price', text('price'))

  const orderedAt = rules.readDate(text('date'))
  if (orderedAt === null) return refused('date is not as --date-format says', `${text('date')} is not ${rules.dateFormat}`)
  if (orderedAt < earliest || orderedAt > rules.now + dayMs) return refused('date is out of range', text('date'))

  return {
    is: 'line',
    line: { order, customer, product, title, quantity: Math.abs(quantity), unitPriceE4, orderedAt, isCancellation },
  }
}

function isCancelled(order: string, quantity: number, prefix: string): boolean {
  return prefix === '' ? quantity < 0 : order.toLowerCase().startsWith(prefix)
}

/** `17850.0` is the number 17850 after a spreadsheet or a script had it; a number of any other look stays as it is. */
function withoutFraction(number: string): string {
  return number.replace(/^(\d+)\.0+$/, '$1')
}

function wholeNumber(text: string): number | null {
  return /^[+-]?\d{1,9}(\.0+)?$/.test(text) ? Number.parseInt(text, 10) : null
}

/**
 * Ten-thousandths of the currency's unit, from the digits themselves: no binary fraction comes near a price. Digits beyond the
 * fourth place, which only arithmetic on floating-point numbers makes, are rounded, halves away from zero.
 */
export function priceE4(text: string): number | null {
  const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,30}))?$/.exec(text)
  if (!found) return null
  const [, sign, whole = '', fraction = ''] = found
  const digits = Number(whole + fraction.slice(0, 4).padEnd(4, '0'))
  const rounded = digits + (Number(fraction[4] ?? 0) >= 5 ? 1 : 0)
  return sign === '-' && rounded !== 0 ? -rounded : rounded
}
