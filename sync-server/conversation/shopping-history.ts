/** A shopper's orders, made from the lines of a retailer's exports: pure. */
import type { ShoppingHistory } from '../../src/protocol/staff.ts'
import type { OrderLine } from '../storage/orders.ts'

export type Order = ShoppingHistory['orders'][number]
type Line = Order['lines'][number]

interface Bought {
  readonly line: OrderLine
  cancelled: number
}

/**
 * Orders, newest first, their lines as they stand in the order. A cancellation takes back what the customer bought of the same
 * product: the latest purchase before it first, and of purchases that are not among the lines nothing.
 */
export function ordersFrom(lines: readonly OrderLine[], currency: string): readonly Order[] {
  const bought = lines.filter((line) => !line.isCancellation).map((line): Bought => ({ line, cancelled: 0 }))
  takeBack(
    Map.groupBy(bought, ({ line }) => line.product),
    lines.filter((line) => line.isCancellation),
  )
  const minorPerE4 = 10 ** (minorDigits(currency) - 4)
  return [...Map.groupBy(bought, ({ line }) => line.order)]
    .map(([number, ofOrder]) => orderFrom(number, ofOrder, currency, minorPerE4))
    .sort((a, b) => b.orderedAt - a.orderedAt || (a.number < b.number ? 1 : -1))
}

/** Earlier cancellations first, so that what is left for the later ones does not depend on the order of the lines. */
function takeBack(boughtByProduct: ReadonlyMap<string, Bought[]>, cancellations: readonly OrderLine[]): void {
  for (const { product, quantity, orderedAt } of cancellations.toSorted((a, b) => a.orderedAt - b.orderedAt)) {
    const before = (boughtByProduct.get(product) ?? []).filter(({ line }) => line.orderedAt <= orderedAt)
    let left = quantity
    for (const one of before.sort((a, b) => b.line.orderedAt - a.line.orderedAt)) {
      const taken = Math.min(left, Math.max(0, one.line.quantity - one.cancelled))
      one.cancelled += taken
      left -= taken
    }
  }
}

function orderFrom(number: string, bought: readonly Bought[], currency: string, minorPerE4: number): Order {
  const totalE4 = bought.reduce((sum, { line, cancelled }) => sum + line.unitPriceE4 * (line.quantity - cancelled), 0)
  return {
    number,
    orderedAt: Math.min(...bought.map(({ line }) => line.orderedAt)),
    currency,
    totalMinor: Math.round(totalE4 * minorPerE4),
    lines: bought.map(
      ({ line, cancelled }): Line => ({
        product: line.product,
        title: line.title,
        quantity: line.quantity,
        unitPriceMinor: Math.round(line.unitPriceE4 * minorPerE4),
        cancelledQuantity: cancelled,
      }),
    ),
  }
}

/** How many digits the currency's smallest unit has: 2 for GBP, 0 for JPY. */
function minorDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return maximumFractionDigits ?? 2
}
