/** What a retailer's customers have bought, as its exports say it. */
import type { RetailerId } from '../../src/identifiers.ts'

/** A line of an order as an export names it. Identified by retailer, order, product and `occurrence`. */
export interface OrderLine {
  readonly order: string
  readonly customer: string
  readonly product: string
  readonly title: string
  readonly quantity: number
  /** In ten-thousandths of the currency's unit, because exports have prices finer than a penny. */
  readonly unitPriceE4: number
  readonly orderedAt: number
  /** From 1: the same product may stand in an order more than once. */
  readonly occurrence: number
  /** This line takes back what an earlier order of the customer's bought; `quantity` is then positive too. */
  readonly isCancellation: boolean
}

export interface Orders {
  /** Puts lines in place, replacing those of the same identity; one transaction. Resolves to how many were new. */
  put(retailer: RetailerId, lines: readonly OrderLine[]): Promise<{ readonly added: number; readonly replaced: number }>
  /** The customer's lines, newest order first, of at most `mostOrders` orders; cancellations are among them. */
  ofCustomer(retailer: RetailerId, customer: string, mostOrders: number): Promise<readonly OrderLine[]>
  /** How many orders the customer has; what only takes something back is none. */
  countOrders(retailer: RetailerId, customer: string): Promise<number>
}
