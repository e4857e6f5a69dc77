/** What other processes on the same file did. SQLite counts their commits, so that looking costs next to nothing. */
import type { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { ShiftId, StoreId } from '../../../src/identifiers.ts'
import type { OtherProcesses } from '../other-processes.ts'
import type { Statements } from './statements.ts'

export function sqliteOtherProcesses(database: DatabaseSync, statements: Statements): OtherProcesses {
  const dataVersion = database.prepare('pragma data_version')
  const read = () => Number(dataVersion.get()?.data_version)
  let seen = read()
  const found = statements.prepare((db, given: { ids: string }) =>
    db.selectFrom('shift').select('id').where('id', 'in', sql<ShiftId>`(select value from json_each(${given.ids}))`),
  )
  const newest = statements.prepare((db) => db.selectFrom('audit_entry').select(({ fn }) => fn.max('number').as('number')))
  const entriesSince = statements.prepare((db, given: { after: number }) =>
    db
      .selectFrom('audit_entry')
      .select(['number', 'store'])
      .where('number', '>', given.after)
      .where('action', 'in', ['storeChanged', 'memberAdded', 'memberChanged', 'memberRemoved'])
      .orderBy('number'),
  )
  let seenEntry = Number(newest.first({})?.number ?? 0)
  return {
    haveWritten: () =>
      statements.attempt('Whether another process has written could not be read', () => {
        const before = seen
        seen = read()
        return seen !== before
      }),
    endedShifts: (shifts) =>
      statements.attempt('The shifts could not be read', () => {
        const there = new Set(found.all({ ids: JSON.stringify(shifts) }).map(({ id }) => id))
        return shifts.filter((shift) => !there.has(shift))
      }),
    storesChanged: () =>
      statements.attempt('Which stores were changed could not be read', () => {
        const entries = entriesSince.all({ after: seenEntry })
        seenEntry = entries.at(-1)?.number ?? seenEntry
        return [...new Set(entries.flatMap(({ store }) => (store === null ? [] : [store as StoreId])))]
      }),
  }
}
