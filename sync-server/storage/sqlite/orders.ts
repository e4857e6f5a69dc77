/** Orders as imported: lines in the order in which they were first put, found by customer. */
import { sql } from 'kysely'
import type { RetailerId } from '../../../src/identifiers.ts'
import type { OrderLine, Orders } from '../orders.ts'
import type { Statements } from './statements.ts'

type LineValues = {
  readonly retailer: RetailerId
  readonly order: string
  readonly product: string
  readonly occurrence: number
  readonly customer: string
  readonly title: string
  readonly quantity: number
  readonly unitPriceE4: number
  readonly orderedAt: number
  readonly isCancellation: number
}

export function sqliteOrders(statements: Statements): Orders {
  const add = statements.prepare((db, given: LineValues) =>
    db
      .insertInto('order_line')
      .values({
        retailer: given.retailer,
        order_number: given.order,
        product: given.product,
        occurrence: given.occurrence,
        customer: given.customer,
        title: given.title,
        quantity: given.quantity,
        unit_price_e4: given.unitPriceE4,
        ordered_at: given.orderedAt,
        is_cancellation: given.isCancellation,
      })
      .onConflict((on) => on.doNothing()),
  )
  /** Writes only where something differs: importing the same file again is mostly reading. */
  const replace = statements.prepare((db, given: LineValues) =>
    db
      .updateTable('order_line')
      .set({
        customer: given.customer,
        title: given.title,
        quantity: given.quantity,
        unit_price_e4: given.unitPriceE4,
        ordered_at: given.orderedAt,
        is_cancellation: given.isCancellation,
      })
      .where('retailer', '=', given.retailer)
      .where('order_number', '=', given.order)
      .where('product', '=', given.product)
      .where('occurrence', '=', given.occurrence)
      .where((line) =>
        line.or([
          line('customer', '!=', given.customer),
          line('title', '!=', given.title),
          line('quantity', '!=', given.quantity),
          line('unit_price_e4', '!=', given.unitPriceE4),
          line('ordered_at', '!=', given.orderedAt),
          line('is_cancellation', '!=', given.isCancellation),
        ]),
      ),
  )
  const ofCustomer = statements.prepare((db, given: { retailer: RetailerId; customer: string; mostOrders: number }) =>
    db
      .with('newest', (part) =>
        part
          .selectFrom('order_line')
          .select((row) => ['order_number', row.fn.max('ordered_at').as('newest_at')])
          .where('retailer', '=', given.retailer)
          .where('customer', '=', given.customer)
          .groupBy('order_number')
          .orderBy('newest_at', 'desc')
          .orderBy('order_number', 'desc')
          .limit(given.mostOrders),
      )
      .selectFrom('newest')
      .innerJoin('order_line as line', 'line.order_number', 'newest.order_number')
      .select([
        'line.order_number as order',
        'customer',
        'product',
        'title',
        'quantity',
        'unit_price_e4 as unitPriceE4',
        'ordered_at as orderedAt',
        'occurrence',
        'is_cancellation as isCancellation',
      ])
      .where('retailer', '=', given.retailer)
      .where('customer', '=', given.customer)
      .orderBy('newest_at', 'desc')
      .orderBy('line.order_number', 'desc')
      .orderBy(sql`line.rowid`),
  )
  const countOrders = statements.prepare((db, given: { retailer: RetailerId; customer: string }) =>
    db
      .selectFrom('order_line')
      .select((row) => row.fn.count<number>('order_number').distinct().as('orders'))
      .where('retailer', '=', given.retailer)
      .where('customer', '=', given.customer)
      .where('is_cancellation', '=', 0),
  )

  return {
    put: (retailer, lines) =>
      statements.transaction('The orders could not be kept', () => {
        let added = 0
        for (const line of lines) {
          const values = { ...line, retailer, isCancellation: line.isCancellation ? 1 : 0 }
          const isNew = add.run(values) === 1
          if (isNew) added += 1
          else replace.run(values)
        }
        return { added, replaced: lines.length - added }
      }),

    ofCustomer: (retailer, customer, mostOrders) =>
      statements.attempt(`The orders of customer ${customer} could not be read`, () =>
        ofCustomer
          .all({ retailer, customer, mostOrders })
          .map((row): OrderLine => ({ ...row, isCancellation: row.isCancellation === 1 })),
      ),

    countOrders: (retailer, customer) =>
      statements.attempt(
        `The orders of customer ${customer} could not be counted`,
        () => countOrders.first({ retailer, customer })?.orders ?? 0,
      ),
  }
}
