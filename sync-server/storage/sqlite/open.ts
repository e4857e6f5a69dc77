/**
 * Opens the embedded database: makes sure that the file is ours, of no newer shape, writable and durable (WAL with
 * `synchronous=FULL`: a commit is on the disk when it returns), and puts the engine's parts together. Other processes may
 * have the same file open: whoever decides second finds out by its expected version, and an import takes turns with a server.
 */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Logger } from 'pino'
import { type Storage, StorageFailure } from '../storage.ts'
import { sqliteAccounts } from './accounts.ts'
import { auditWriter, sqliteAuditTrail } from './audit-trail.ts'
import { Checkpoints } from './checkpoints.ts'
import { conversationWriter, sqliteConversations } from './conversations.ts'
import { sqliteDecisionLog } from './decision-log.ts'
import { sqliteDevices } from './devices.ts'
import { sqliteDirectory } from './directory.ts'
import { assertDurable, makeDurable } from './durability.ts'
import { hoursWriter, sqliteHours } from './hours.ts'
import { sqliteKeeping } from './keeping.ts'
import { applicationId, migrate, migrations, overwritesSince, refuseNewerSchema } from './migrations.ts'
import { sqliteOneTimeLinks } from './one-time-links.ts'
import { sqliteOrders } from './orders.ts'
import { sqliteOtherProcesses } from './other-processes.ts'
import { sqlitePinTries } from './pin-tries.ts'
import { sqlitePushSubscriptions } from './push-subscriptions.ts'
import { sqliteShifts } from './shifts.ts'
import { sqliteShoppers } from './shoppers.ts'
import { asStorageFailure, Statements, sqliteCode } from './statements.ts'
import { Wiping } from './wiping.ts'

export interface SqliteOptions {
  readonly file: string
  readonly log?: Logger
  /** How long to wait for another process's write, which stops this process meanwhile. */
  readonly busyTimeoutMs?: number
}

/** Where a data directory has its database. */
export function databaseFile(dataDirectory: string): string {
  return join(dataDirectory, 'shopbell.sqlite')
}

/**
 * Opens the file, making it and its directory where they are missing. Rejects with `StorageFailure` where it cannot be used,
 * with the reason and what to do, and with `NewerSchema` where a newer Shopbell wrote it; the file is then untouched.
 */
export async function openSqliteStorage({ file, log, busyTimeoutMs = 5_000 }: SqliteOptions): Promise<Storage> {
  const database = openFile(file, busyTimeoutMs)
  try {
    refuseOthers(database, file)
    refuseNewerSchema(database, migrations)
    makeDurable(database)
    const { from, to } = migrate(database, migrations)
    // After the first write, because only then is it certain that the settings hold.
    assertDurable(database, file)
    if (from > 0 && from < overwritesSince) database.exec('vacuum')
    log?.info({ file, schemaBefore: from, schema: to }, 'the database is open')
    return assemble(database, file, log)
  } catch (failure) {
    database.close()
    throw explain(failure, file)
  }
}

function openFile(file: string, busyTimeoutMs: number): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure)
    throw new StorageFailure(
      `The data directory ${dirname(file)} cannot be made (${why}). Name one that can be written with --data.`,
      { cause: failure },
    )
  }
  try {
    return new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  } catch (failure) {
    throw explain(failure, file)
  }
}

/** Another program's database has tables but not our mark; a new file has neither. */
function refuseOthers(database: DatabaseSync, file: string): void {
  const mark = database.prepare('pragma application_id').get()?.application_id
  if (mark === applicationId) return
  const isEmpty = database.prepare('select 1 from sqlite_schema limit 1').get() === undefined
  if (mark !== 0 || !isEmpty)
    throw new StorageFailure(
      `${file} is a database of another program and has not been touched. Move it, or name another --data.`,
    )
}

function explain(failure: unknown, file: string): unknown {
  const because = (sentence: string) => new StorageFailure(sentence, { cause: failure })
  switch (sqliteCode(failure)) {
    case 5:
      return because(`${file} is being changed by another process that does not let go. Stop it, then start again.`)
    case 8:
      return because(`${file} cannot be written: make the file and its directory writable for this user.`)
    case 10:
      return because(`${file} cannot be read or written: the disk reports an error.`)
    case 11:
      return because(`${file} is damaged. Put back a copy, or move it away to start anew.`)
    case 13:
      return because(`${file} cannot be written: the disk is full.`)
    case 14:
      return because(`${file} cannot be opened: its directory must be readable and writable for this user.`)
    case 26:
      return because(`${file} is not a database. Move it away, or name another --data.`)
    default:
      return asStorageFailure(`${file} cannot be opened`, failure)
  }
}

function assemble(database: DatabaseSync, file: string, log: Logger | undefined): Storage {
  const checkpoints = new Checkpoints(file, log)
  const statements = new Statements(database, () => checkpoints.committed())
  const audited = auditWriter(statements)
  const writeHours = hoursWriter(statements)
  const wiping = new Wiping(database, file)
  return {
    log: sqliteDecisionLog(statements, conversationWriter(statements), audited),
    ...sqliteDirectory(statements, writeHours, audited),
    devices: sqliteDevices(statements, audited),
    pinTries: sqlitePinTries(statements, audited),
    accounts: sqliteAccounts(statements, audited),
    oneTimeLinks: sqliteOneTimeLinks(statements, audited),
    otherProcesses: sqliteOtherProcesses(database, statements),
    audit: sqliteAuditTrail(statements, audited),
    shifts: sqliteShifts(statements),
    hours: sqliteHours(statements, writeHours, audited),
    push: sqlitePushSubscriptions(statements),
    shoppers: sqliteShoppers(statements),
    conversations: sqliteConversations(statements),
    orders: sqliteOrders(statements),
    keeping: sqliteKeeping(statements, file, wiping),
    check: () =>
      statements.attempt('The database cannot be read', () => {
        database.exec('select count(*) from retailer')
      }),
    async close() {
      await checkpoints.stop()
      await statements.attempt('The database could not be closed', () => {
        if (database.isOpen) database.close()
        wiping.close()
      })
    },
  }
}
