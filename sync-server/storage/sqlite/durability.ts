/**
 * What makes a commit survive the loss of power, a write-ahead log that is flushed to the disk before a commit returns; and what
 * makes a removed row gone.
 */
import type { DatabaseSync } from 'node:sqlite'
import { StorageFailure } from '../storage.ts'

/**
 * 16 MB: pages written often are then copied once; SQLite's own figure, 4 MB, costs a quarter of the decisions per second. Most of it
 * is done beside the commits by then (checkpoints.ts).
 */
const pagesBetweenCheckpoints = 4_000
/** `pragma synchronous` says 2 for FULL. */
const synchronousFull = 2

/** `synchronous` is set after the write-ahead log is on, because a build may have another default for each. */
export function makeDurable(database: DatabaseSync): void {
  database.exec('pragma journal_mode = wal')
  database.exec('pragma synchronous = full')
  database.exec(`pragma wal_autocheckpoint = ${pagesBetweenCheckpoints}`)
  database.exec('pragma temp_store = memory')
  // What is removed is overwritten, and not merely forgotten; wiping.ts does the rest.
  database.exec('pragma secure_delete = on')
}

/** Reads the settings back and throws `StorageFailure` where they do not hold; whoever opens must then refuse to start. */
export function assertDurable(database: DatabaseSync, file: string): void {
  const journal = database.prepare('pragma journal_mode').get()?.journal_mode
  const synchronous = database.prepare('pragma synchronous').get()?.synchronous
  const foreignKeys = database.prepare('pragma foreign_keys').get()?.foreign_keys
  const secureDelete = database.prepare('pragma secure_delete').get()?.secure_delete
  if (journal === 'wal' && synchronous === synchronousFull && foreignKeys === 1 && secureDelete === 1) return
  throw new StorageFailure(
    `${file} cannot be made durable (journal_mode ${journal}, synchronous ${synchronous}, foreign_keys ${foreignKeys}, ` +
      `secure_delete ${secureDelete}). ` +
      'Keep the data directory on a local disk: network file systems have no write-ahead log.',
  )
}
