/** Who is meant by a customer's number, a contact or a shopper's identifier: one person, nobody, or more than one. */
import type { RetailerId, ShopperId } from '../../src/identifiers.ts'
import type { WhichShopper } from '../../src/protocol/keeping.ts'
import type { Shopper } from '../storage/shoppers.ts'
import type { Storage } from '../storage/storage.ts'

/** One person, as far as is known. */
export interface Subject {
  readonly retailer: RetailerId
  /** Their browsers, the first seen first. None where only orders are known of the customer. */
  readonly shoppers: readonly Shopper[]
  readonly customer: string | null
}

export type Found =
  | { readonly is: 'found'; readonly subject: Subject }
  | { readonly is: 'nobody' }
  /** Several who may be different people left the same contact; whoever asks has to say which. */
  | { readonly is: 'several'; readonly shoppers: readonly Shopper[] }

/** Of the retailer's shoppers and customers only. */
export async function findSubject(storage: Storage, retailer: RetailerId, { by, value }: WhichShopper): Promise<Found> {
  const sought = value.trim()
  if (by === 'customer') return customersOwn(storage, retailer, sought)
  const found =
    by === 'contact'
      ? await storage.keeping.shoppersWithContact(retailer, sought)
      : await withId(storage, retailer, sought as ShopperId)
  const [first] = found
  if (!first) return { is: 'nobody' }
  const isOnePerson = found.length === 1 || found.every(({ customer }) => customer !== null && customer === first.customer)
  if (!isOnePerson) return { is: 'several', shoppers: found }
  if (first.customer !== null) return customersOwn(storage, retailer, first.customer)
  return { is: 'found', subject: { retailer, shoppers: found, customer: null } }
}

async function withId(storage: Storage, retailer: RetailerId, id: ShopperId): Promise<readonly Shopper[]> {
  const shopper = await storage.shoppers.find(id)
  return shopper?.retailer === retailer ? [shopper] : []
}

async function customersOwn(storage: Storage, retailer: RetailerId, customer: string): Promise<Found> {
  const shoppers = await storage.keeping.shoppersOfCustomer(retailer, customer)
  const isKnown = shoppers.length > 0 || (await storage.orders.ofCustomer(retailer, customer, 1)).length > 0
  return isKnown ? { is: 'found', subject: { retailer, shoppers, customer } } : { is: 'nobody' }
}
