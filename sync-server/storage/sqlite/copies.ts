/**
 * Copies of the embedded database: made while a server writes to it, and put back while none does. A copy is one whole file of
 * one moment; nothing of what had been removed before is in it.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NewerSchema, StorageFailure } from '../storage.ts'
import { eraseAgain, erasuresIn } from './erasing-again.ts'
import { applicationId, migrations, refuseNewerSchema } from './migrations.ts'
import { asStorageFailure, sqliteCode } from './statements.ts'

const busy = 5
/** How every SQLite file begins. */
const mark = Buffer.from('SQLite format 3\0')

/**
 * Copies the database of a data directory into the new file `to`, which is there whole or not at all. A server may be writing
 * meanwhile, and is not held up. Returns the copy's size in bytes. Throws `StorageFailure` where that cannot be done.
 */
export function copyDatabase(file: string, to: string): number {
  if (existsSync(to)) throw new StorageFailure(`${to} is there already and has not been touched. Name a new file.`)
  const unfinished = `${to}.unfinished`
  try {
    mkdirSync(dirname(to), { recursive: true })
    rmSync(unfinished, { force: true })
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      database.prepare('vacuum into ?').run(unfinished)
    } finally {
      database.close()
    }
    checkCopy(unfinished)
    flush(unfinished)
    renameSync(unfinished, to)
    flush(dirname(to))
    return statSync(to).size
  } catch (failure) {
    rmSync(unfinished, { force: true })
    throw failure instanceof StorageFailure ? failure : asStorageFailure(`${file} could not be copied to ${to}`, failure)
  }
}

export interface PutBack {
  /** Where what was there is now; `null` where nothing was there. */
  readonly aside: string | null
  /** How many shoppers and customers who had been erased since the copy were erased from it again. */
  readonly erasedAgain: number
  /** Whether it is known what was erased since: by what was there, or by the file that was named. */
  readonly isErasedSinceKnown: boolean
}

/**
 * Puts a copy in the place of a data directory's database, and erases from it again whoever was erased since: what was there
 * remembers that, and so may another newer database, `erasures`. What was there is moved aside, and goes with the server's tidying
 * once it is old. Throws `StorageFailure`, with everything as it was, where the copy is damaged or of a
 * newer Shopbell, or a server is running on the directory.
 */
export function putBack(copy: string, file: string, now: Date, erasures: string | null): PutBack {
  checkCopy(copy)
  const named = erasures === null ? null : erasuresIn(erasures)
  if (erasures !== null && named === null)
    throw new StorageFailure(`${erasures} is no Shopbell database that remembers erasures.`)
  const incoming = `${file}.incoming`
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(file)) refuseWhileInUse(file)
    const found = erasuresIn(file)
    copyFileSync(copy, incoming)
    const erasedAgain = eraseAgain(incoming, [...(found ?? []), ...(named ?? [])])
    flush(incoming)
    const aside = existsSync(file) ? asideOf(file, now) : null
    // A damaged one may have left its log behind, which belongs to it and to no other.
    if (aside) for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part)
    renameSync(incoming, file)
    flush(dirname(file))
    return { aside, erasedAgain, isErasedSinceKnown: found !== null || named !== null }
  } catch (failure) {
    for (const part of ['', '-wal', '-shm']) rmSync(incoming + part, { force: true })
    throw failure instanceof StorageFailure ? failure : asStorageFailure(`${copy} could not be put back`, failure)
  }
}

/** Removes the databases, with their logs, that were moved aside from `file` before the given time. Returns how many files went. */
export function removeOldAsides(file: string, before: number): number {
  const folder = dirname(file)
  const oldest = basename(asideOf(file, new Date(before)))
  const isAside = (name: string) => name.startsWith(`${basename(file)}.before-`)
  // The times in the names have one length, so that the earlier sorts before the later.
  const old = readdirSync(folder).filter((name) => isAside(name) && name < oldest)
  for (const name of old) rmSync(join(folder, name), { force: true })
  return old.length
}

const asideOf = (file: string, at: Date): string => `${file}.before-${at.toISOString().replaceAll(/[:.]/g, '-')}`

/** Ours, of no newer shape, and every page of it readable. */
function checkCopy(file: string): void {
  if (!existsSync(file)) throw new StorageFailure(`There is no file ${file}.`)
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(file, { readOnly: true })
    if (database.prepare('pragma application_id').get()?.application_id !== applicationId)
      throw new StorageFailure(`${file} is not a copy of a Shopbell database.`)
    refuseNewerSchema(database, migrations)
    const found = database.prepare('pragma integrity_check(1)').get()?.integrity_check
    if (found !== 'ok') throw new StorageFailure(`${file} is damaged (${found}). Take another copy.`)
  } catch (failure) {
    if (failure instanceof StorageFailure || failure instanceof NewerSchema) throw failure
    throw asStorageFailure(`${file} cannot be read as a Shopbell database`, failure)
  } finally {
    database?.close()
  }
}

function refuseWhileInUse(file: string): void {
  if (isInUse(file)) throw new StorageFailure(`A server is running on ${dirname(file)}. Stop it, then put the copy back.`)
}

/**
 * Whether another process has the database open. Whoever has it open with a write-ahead log keeps a lock on it. Closing it alone
 * empties its log into the file. Nobody works on one that cannot be read any more: that may be why a copy is put back, and nothing
 * of it is to be touched.
 */
export function isInUse(file: string): boolean {
  if (!beginsLikeADatabase(file)) return false
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive; commit')
    return false
  } catch (failure) {
    return sqliteCode(failure) === busy
  } finally {
    database.close()
  }
}

function beginsLikeADatabase(file: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    const beginning = Buffer.alloc(mark.length)
    readSync(descriptor, beginning)
    return beginning.equals(mark)
  } finally {
    closeSync(descriptor)
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
