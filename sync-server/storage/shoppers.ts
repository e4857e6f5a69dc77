/** The visitors of a retailer's website, each a browser until its customer number is known. */
import type { RetailerId, ShopperId } from '../../src/identifiers.ts'

export interface Shopper {
  readonly id: ShopperId
  readonly retailer: RetailerId
  readonly tokenHash: string
  /** The retailer's own number for them, once a signed token said so. */
  readonly customer: string | null
  readonly name: string | null
  readonly firstSeenAt: number
}
export interface Shoppers {
  add(shopper: Shopper): Promise<void>
  find(id: ShopperId): Promise<Shopper | null>
  findByToken(tokenHash: string): Promise<Shopper | null>
  /** Changes the name or the customer number. */
  update(id: ShopperId, change: { readonly name?: string; readonly customer?: string }): Promise<void>
}
