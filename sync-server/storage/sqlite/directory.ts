/** Retailers, their stores and the stores' members, listed in the order in which they were added. */
import { sql } from 'kysely'
import type { MemberId, RetailerId, ShiftId, StoreId } from '../../../src/identifiers.ts'
import type { Language } from '../../../src/protocol/staff.ts'
import type { Directory, DirectoryMember, Retailer } from '../directory.ts'
import type { SetUp } from '../set-up.ts'
import { StorageFailure } from '../storage.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { HoursWriter } from './hours.ts'
import type { Statements } from './statements.ts'

const asAdded = sql`rowid`

/** Reads and changes share their statements; `setUp` writes the audit trail's entries with each change. */
export function sqliteDirectory(
  statements: Statements,
  keepHours: HoursWriter,
  audited: AuditWriter,
): { readonly directory: Directory; readonly setUp: SetUp } {
  const addRetailer = statements.prepare(
    (
      db,
      given: {
        id: RetailerId
        name: string
        locale: string
        currency: string
        signingSecret: string
        allowedSites: string
        isDemo: number
      },
    ) =>
      db.insertInto('retailer').values({
        id: given.id,
        name: given.name,
        locale: given.locale,
        currency: given.currency,
        signing_secret: given.signingSecret,
        allowed_sites: given.allowedSites,
        is_demo: given.isDemo,
      }),
  )
  const changeRetailer = statements.prepare(
    (
      db,
      given: {
        id: RetailerId
        name: string
        locale: string
        currency: string
        signingSecret: string
        allowedSites: string
      },
    ) =>
      db
        .updateTable('retailer')
        .set({
          name: given.name,
          locale: given.locale,
          currency: given.currency,
          signing_secret: given.signingSecret,
          allowed_sites: given.allowedSites,
        })
        .where('id', '=', given.id),
  )
  const addStore = statements.prepare((db, given: { id: StoreId; retailer: RetailerId; name: string; idleLockMs: number }) =>
    db.insertInto('store').values({ id: given.id, retailer: given.retailer, name: given.name, idle_lock_ms: given.idleLockMs }),
  )
  const changeStore = statements.prepare((db, given: { id: StoreId; name: string; idleLockMs: number }) =>
    db.updateTable('store').set({ name: given.name, idle_lock_ms: given.idleLockMs }).where('id', '=', given.id),
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
        removedAt: number | null
      },
    ) =>
      db.insertInto('member').values({
        id: given.id,
        store: given.store,
        name: given.name,
        role: given.role,
        pin_hash: given.pinHash,
        language: given.language,
        removed_at: given.removedAt,
      }),
  )
  const changeMember = statements.prepare(
    (db, given: { id: MemberId; name: string; role: DirectoryMember['role']; pinHash: string }) =>
      db.updateTable('member').set({ name: given.name, role: given.role, pin_hash: given.pinHash }).where('id', '=', given.id),
  )
  const removeMember = statements.prepare((db, given: { id: MemberId; at: number }) =>
    db.updateTable('member').set({ removed_at: given.at }).where('id', '=', given.id).where('removed_at', 'is', null),
  )
  const useLink = statements.prepare((db, given: { linkHash: string }) =>
    db.deleteFrom('one_time_link').where('token_hash', '=', given.linkHash).where('member', 'is', null),
  )
  const addAccount = statements.prepare((db, given: { member: MemberId; login: string; passwordHash: string | null }) =>
    db.insertInto('account').values({ member: given.member, login: given.login, password_hash: given.passwordHash }),
  )
  const shiftsOf = statements.prepare((db, given: { member: MemberId }) =>
    db.selectFrom('shift').select('id').where('member', '=', given.member).orderBy('id'),
  )
  const endShift = statements.prepare((db, given: { id: ShiftId }) => db.deleteFrom('shift').where('id', '=', given.id))
  const dropAccount = statements.prepare((db, given: { member: MemberId }) =>
    db.deleteFrom('account').where('member', '=', given.member),
  )
  const forgiveWrongPins = statements.prepare((db, given: { member: MemberId }) =>
    db.deleteFrom('wrong_pins').where('member', '=', given.member),
  )
  const retailers = statements.prepare((db) => db.selectFrom('retailer').selectAll().orderBy(asAdded))
  const retailer = statements.prepare((db, given: { id: RetailerId }) =>
    db.selectFrom('retailer').selectAll().where('id', '=', given.id),
  )
  const storeColumns = ['id', 'retailer', 'name', 'idle_lock_ms as idleLockMs'] as const
  const stores = statements.prepare((db, given: { retailer: RetailerId }) =>
    db.selectFrom('store').select(storeColumns).where('retailer', '=', given.retailer).orderBy(asAdded),
  )
  const store = statements.prepare((db, given: { id: StoreId }) =>
    db.selectFrom('store').select(storeColumns).where('id', '=', given.id),
  )
  const memberColumns = ['id', 'store', 'name', 'role', 'pin_hash as pinHash', 'language', 'removed_at as removedAt'] as const
  const members = statements.prepare((db, given: { store: StoreId }) =>
    db
      .selectFrom('member')
      .select(memberColumns)
      .where('store', '=', given.store)
      .where('removed_at', 'is', null)
      .orderBy(asAdded),
  )
  const everybody = statements.prepare((db, given: { store: StoreId }) =>
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
    allowedSites: JSON.parse(row.allowed_sites),
    isDemo: row.is_demo === 1,
  })

  const insertRetailer = ({ isDemo, allowedSites, ...rest }: Retailer) =>
    addRetailer.run({ ...rest, allowedSites: JSON.stringify(allowedSites), isDemo: isDemo ? 1 : 0 })

  const setUp: SetUp = {
    begin: (first, linkHash, ...entries) =>
      statements.transaction(`Retailer ${first.retailer.id} could not be set up`, () => {
        if (useLink.run({ linkHash }) === 0) return false
        insertRetailer(first.retailer)
        addStore.run({ ...first.store })
        if (first.hours) keepHours(first.hours)
        addMember.run({ ...first.admin })
        addAccount.run({ ...first.account })
        audited(entries)
        return true
      }),
    addRetailer: (added, ...entries) =>
      statements.transaction(`Retailer ${added.id} could not be added`, () => {
        insertRetailer(added)
        audited(entries)
      }),
    addStore: (added, ...entries) =>
      statements.transaction(`Store ${added.id} could not be added`, () => {
        addStore.run({ ...added })
        audited(entries)
      }),
    addMember: (added, ...entries) =>
      statements.transaction(`Member ${added.id} could not be added`, () => {
        addMember.run({ ...added })
        audited(entries)
      }),
    changeRetailer: (id, change, ...entries) =>
      statements.transaction(`Retailer ${id} could not be changed`, () => {
        const row = retailer.first({ id })
        if (!row) throw new StorageFailure(`There is no retailer ${id} to change.`)
        const { allowedSites, isDemo: _, ...rest } = { ...retailerOf(row), ...change }
        changeRetailer.run({ ...rest, allowedSites: JSON.stringify(allowedSites) })
        audited(entries)
      }),
    changeStore: (id, change, ...entries) =>
      statements.transaction(`Store ${id} could not be changed`, () => {
        const before = store.first({ id })
        if (!before) throw new StorageFailure(`There is no store ${id} to change.`)
        const { name, idleLockMs } = { ...before, ...change }
        changeStore.run({ id, name, idleLockMs })
        audited(entries)
      }),
    changeMember: (id, change, ...entries) =>
      statements.transaction(`Member ${id} could not be changed`, () => {
        const before = member.first({ id })
        if (!before) throw new StorageFailure(`There is no member ${id} to change.`)
        const { name, role, pinHash } = { ...before, ...change }
        changeMember.run({ id, name, role, pinHash })
        audited(entries)
      }),
    removeMember: (id, at, ...entries) =>
      statements.transaction(`Member ${id} could not be removed`, () => {
        if (removeMember.run({ id, at }) === 0) return []
        const shifts = shiftsOf.all({ member: id }).map((shift) => shift.id)
        for (const shift of shifts) endShift.run({ id: shift })
        dropAccount.run({ member: id })
        forgiveWrongPins.run({ member: id })
        audited(entries)
        return shifts
      }),
  }

  const directory: Directory = {
    addRetailer: (added) => setUp.addRetailer(added),
    addStore: (added) => setUp.addStore(added),
    addMember: (added) => setUp.addMember(added),
    retailers: () => statements.attempt('The retailers could not be read', () => retailers.all({}).map(retailerOf)),
    stores: (of) => statements.attempt(`The stores of ${of} could not be read`, () => stores.all({ retailer: of })),
    retailer: (id) =>
      statements.attempt(`Retailer ${id} could not be read`, () => {
        const row = retailer.first({ id })
        return row && retailerOf(row)
      }),
    store: (id) => statements.attempt(`Store ${id} could not be read`, () => store.first({ id })),
    members: (of) => statements.attempt(`The members of ${of} could not be read`, () => members.all({ store: of })),
    everybody: (of) => statements.attempt(`Whoever was ever of ${of} could not be read`, () => everybody.all({ store: of })),
    chooseLanguage: (of, language) =>
      statements.attempt(`The language of member ${of} could not be changed`, () => {
        if (chooseLanguage.run({ member: of, language }) === 0) throw new StorageFailure(`There is no member ${of} to change.`)
      }),
    member: (id) => statements.attempt(`Member ${id} could not be read`, () => member.first({ id })),
  }
  return { directory, setUp }
}
