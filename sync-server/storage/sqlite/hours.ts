/** Stores' hours, each whole in one row: nobody asks for a part of them. */
import type { StoreId } from '../../../src/identifiers.ts'
import type { StoreHours } from '../../../src/protocol/hours.ts'
import type { Hours, KeptHours } from '../hours.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { Statements } from './statements.ts'

/** Writes them inside the transaction that is open, in place of what the store had. */
export type HoursWriter = (hours: KeptHours) => void

export function hoursWriter(statements: Statements): HoursWriter {
  const keep = statements.prepare((db, given: { store: StoreId; hours: string; changedAt: number }) =>
    db
      .insertInto('store_hours')
      .values({ store: given.store, hours: given.hours, changed_at: given.changedAt })
      .onConflict((on) =>
        on
          .column('store')
          .doUpdateSet((row) => ({ hours: row.ref('excluded.hours'), changed_at: row.ref('excluded.changed_at') })),
      ),
  )
  return ({ store, hours, changedAt }) => {
    keep.run({ store, hours: JSON.stringify(hours), changedAt })
  }
}

export function sqliteHours(statements: Statements, write: HoursWriter, audited: AuditWriter): Hours {
  const columns = ['store', 'hours', 'changed_at as changedAt'] as const
  const of = statements.prepare((db, given: { store: StoreId }) =>
    db.selectFrom('store_hours').select(columns).where('store', '=', given.store),
  )
  const all = statements.prepare((db) => db.selectFrom('store_hours').select(columns).orderBy('store'))

  return {
    keep: (hours, ...entries) =>
      statements.transaction(`The hours of store ${hours.store} could not be kept`, () => {
        write(hours)
        audited(entries)
      }),
    of: (store) =>
      statements.attempt(`The hours of store ${store} could not be read`, () => {
        const row = of.first({ store })
        return row && kept(row)
      }),
    all: () => statements.attempt('The hours could not be read', () => all.all({}).map(kept)),
  }
}

function kept(row: { readonly store: StoreId; readonly hours: string; readonly changedAt: number }): KeptHours {
  return { ...row, hours: JSON.parse(row.hours) as StoreHours }
}
