/** Retailers, their stores and the stores' members, listed in the order in which they were added. */
import { sql } from 'kysely'
import type { MemberId, RetailerId, StoreId } from '../../../src/identifiers.ts'
import type { Language } from '../../../src/protocol/staff.ts'
import { type Directory, type DirectoryMember, type Retailer, StorageFailure } from '../storage.ts'
import type { Statements } from './statements.ts'

const asAdded = sql`rowid`

export function sqliteDirectory(statements: Statements): Directory {
  const addRetailer = statements.prepare(
    (db, given: { id: RetailerId; name: string; locale: string; currency: string; signingSecret: string; isDemo: number }) =>
      db.insertInto('retailer').values({
        id: given.id,
        name: given.name,
        locale: given.locale,
        currency: given.currency,
        signing_secret: given.signingSecret,
        is_demo: given.isDemo,
      }),
  )
  const addStore = statements.prepare((db, given: { id: StoreId; retailer: RetailerId; name: string }) =>
    db.insertInto('store').values({ id: given.id, retailer: given.retailer, name: given.name }),
  )
  const addMember = statements.prepare(
    (
      db,
      given: {
        id: MemberId
        store: StoreId
        name: string
        role: DirectoryMember['role']
        pinHash: string
        language: Language | null
      },
    ) =>
      db.insertInto('member').values({
        id: given.id,
        store: given.store,
        name: given.name,
        role: given.role,
        pin_hash: given.pinHash,
        language: given.language,
      }),
  )
  const retailers = statements.prepare((db) => db.selectFrom('retailer').selectAll().orderBy(asAdded))
  const retailer = statements.prepare((db, given: { id: RetailerId }) =>
    db.selectFrom('retailer').selectAll().where('id', '=', given.id),
  )
  const stores = statements.prepare((db, given: { retailer: RetailerId }) =>
    db.selectFrom('store').select(['id', 'retailer', 'name']).where('retailer', '=', given.retailer).orderBy(asAdded),
  )
  const store = statements.prepare((db, given: { id: StoreId }) =>
    db.selectFrom('store').select(['id', 'retailer', 'name']).where('id', '=', given.id),
  )
  const memberColumns = ['id', 'store', 'name', 'role', 'pin_hash as pinHash', 'language'] as const
  const members = statements.prepare((db, given: { store: StoreId }) =>
    db.selectFrom('member').select(memberColumns).where('store', '=', given.store).orderBy(asAdded),
  )
  const member = statements.prepare((db, given: { id: MemberId }) =>
    db.selectFrom('member').select(memberColumns).where('id', '=', given.id),
  )
  const chooseLanguage = statements.prepare((db, given: { member: MemberId; language: Language | null }) =>
    db.updateTable('member').set({ language: given.language }).where('id', '=', given.member),
  )

  type RetailerRow = NonNullable<ReturnType<typeof retailer.first>>
  const retailerOf = (row: RetailerRow): Retailer => ({
    id: row.id,
    name: row.name,
    locale: row.locale,
    currency: row.currency,
    signingSecret: row.signing_secret,
    isDemo: row.is_demo === 1,
  })

  return {
    addRetailer: ({ isDemo, ...rest }) =>
      statements.attempt(`Retailer ${rest.id} could not be added`, () => {
        addRetailer.run({ ...rest, isDemo: isDemo ? 1 : 0 })
      }),
    addStore: (added) =>
      statements.attempt(`Store ${added.id} could not be added`, () => {
        addStore.run({ ...added })
      }),
    addMember: (added) =>
      statements.attempt(`Member ${added.id} could not be added`, () => {
        addMember.run({ ...added })
      }),
    retailers: () => statements.attempt('The retailers could not be read', () => retailers.all({}).map(retailerOf)),
    stores: (of) => statements.attempt(`The stores of ${of} could not be read`, () => stores.all({ retailer: of })),
    retailer: (id) =>
      statements.attempt(`Retailer ${id} could not be read`, () => {
        const row = retailer.first({ id })
        return row && retailerOf(row)
      }),
    store: (id) => statements.attempt(`Store ${id} could not be read`, () => store.first({ id })),
    members: (of) => statements.attempt(`The members of ${of} could not be read`, () => members.all({ store: of })),
    chooseLanguage: (of, language) =>
      statements.attempt(`The language of member ${of} could not be changed`, () => {
        if (chooseLanguage.run({ member: of, language }) === 0) throw new StorageFailure(`There is no member ${of} to change.`)
      }),
    member: (id) => statements.attempt(`Member ${id} could not be read`, () => member.first({ id })),
  }
}
