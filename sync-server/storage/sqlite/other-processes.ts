/** What other processes on the same file did. SQLite counts their commits, so that looking costs next to nothing. */
import type { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { ShiftId } from '../../../src/identifiers.ts'
import type { OtherProcesses } from '../other-processes.ts'
import type { Statements } from './statements.ts'

export function sqliteOtherProcesses(database: DatabaseSync, statements: Statements): OtherProcesses {
  const dataVersion = database.prepare('pragma data_version')
  const read = () => Number(dataVersion.get()?.data_version)
  let seen = read()
  const found = statements.prepare((db, given: { ids: string }) =>
    db.selectFrom('shift').select('id').where('id', 'in', sql<ShiftId>`(select value from json_each(${given.ids}))`),
  )
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
  }
}
