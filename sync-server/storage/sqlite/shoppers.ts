/** Shoppers, found by their identifier or by the hash of the token that their browser keeps. */
import type { RetailerId, ShopperId } from '../../../src/identifiers.ts'
import type { Shopper, Shoppers } from '../shoppers.ts'
import { StorageFailure } from '../storage.ts'
import type { Statements } from './statements.ts'

const columns = ['id', 'retailer', 'token_hash as tokenHash', 'customer', 'name', 'first_seen_at as firstSeenAt'] as const

export function sqliteShoppers(statements: Statements): Shoppers {
  const add = statements.prepare(
    (
      db,
      given: {
        id: ShopperId
        retailer: RetailerId
        tokenHash: string
        customer: string | null
        name: string | null
        firstSeenAt: number
      },
    ) =>
      db.insertInto('shopper').values({
        id: given.id,
        retailer: given.retailer,
        token_hash: given.tokenHash,
        customer: given.customer,
        name: given.name,
        first_seen_at: given.firstSeenAt,
      }),
  )
  const find = statements.prepare((db, given: { id: ShopperId }) =>
    db.selectFrom('shopper').select(columns).where('id', '=', given.id),
  )
  const findByToken = statements.prepare((db, given: { tokenHash: string }) =>
    db.selectFrom('shopper').select(columns).where('token_hash', '=', given.tokenHash),
  )
  /** `null` leaves what is there. */
  const update = statements.prepare((db, given: { id: ShopperId; name: string | null; customer: string | null }) =>
    db
      .updateTable('shopper')
      .set((row) => ({
        name: row.fn.coalesce(row.val(given.name), 'name'),
        customer: row.fn.coalesce(row.val(given.customer), 'customer'),
      }))
      .where('id', '=', given.id),
  )

  return {
    add: (shopper: Shopper) =>
      statements.attempt(`Shopper ${shopper.id} could not be added`, () => {
        add.run({ ...shopper })
      }),
    find: (id) => statements.attempt(`Shopper ${id} could not be read`, () => find.first({ id })),
    findByToken: (tokenHash) => statements.attempt('The shopper could not be read', () => findByToken.first({ tokenHash })),
    update: (id, { name = null, customer = null }) =>
      statements.attempt(`Shopper ${id} could not be changed`, () => {
        if (update.run({ id, name, customer }) === 0) throw new StorageFailure(`There is no shopper ${id} to change.`)
      }),
  }
}
