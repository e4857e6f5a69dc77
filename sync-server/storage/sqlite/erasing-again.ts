/**
 * Erasing in a database on which no server runs: the words go at once, and what the decisions have to let go of stays left over for
 * the server that is started next. A copy from before an erasure is erased again by what a newer database remembers of it.
 */
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StorageFailure } from '../storage.ts'
import { erasedHash } from './erased-names.ts'
import { applicationId, migrate, migrations } from './migrations.ts'
import { asStorageFailure } from './statements.ts'

/** Removes the words and order lines that are left over. Throws `StorageFailure`. */
export function removeWhatIsLeftOver(file: string): void {
  changing(file, () => {})
}

/** What a database remembers of erasures: hashes, and when (milliseconds since 1970). */
export type Erasures = readonly { readonly hash: string; readonly at: number }[]

/** `null` where the file is none of ours, is damaged, or is from before erasures were remembered. */
export function erasuresIn(file: string): Erasures | null {
  if (!existsSync(file)) return null
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(file, { readOnly: true })
    if (database.prepare('pragma application_id').get()?.application_id !== applicationId) return null
    return database.prepare('select hash, at from erased').all() as unknown as Erasures
  } catch {
    // Why a database is being replaced may be just that nothing can be read in it: whoever asks says what that means.
    return null
  } finally {
    database?.close()
  }
}

/** Erases from a database whatever these erasures name. Returns how many shoppers and customers that were. */
export function eraseAgain(file: string, erasures: Erasures): number {
  if (erasures.length === 0) return 0
  return changing(file, (database) => {
    const note = database.prepare('insert or ignore into erased (hash, at) values (?, ?)')
    for (const { hash, at } of erasures) note.run(hash, at)
    database.function('erased_hash', { deterministic: true }, (text) => erasedHash(String(text)))
    const found = database.prepare(`
      select (select count(*) from shopper where erased_hash('shopper ' || id) in (select hash from erased))
        + (select count(*) from (select distinct retailer, customer from order_line)
           where erased_hash('customer ' || retailer || ' ' || customer) in (select hash from erased)) as found
    `)
    const { found: count } = found.get() as { found: number }
    database.exec(`
      insert or ignore into erasing (what, owner, name, at)
        select 'chat', store, chat, 0 from conversation
        where erased_hash('shopper ' || shopper) in (select hash from erased)
          or erased_hash('chat ' || store || ' ' || chat) in (select hash from erased);
      insert or ignore into erased (hash, at)
        select erased_hash('chat ' || owner || ' ' || name), at from erasing where what = 'chat';
      delete from shopper where erased_hash('shopper ' || id) in (select hash from erased);
      insert or ignore into erasing (what, owner, name, at)
        select distinct 'orders', retailer, customer, 0 from order_line
        where erased_hash('customer ' || retailer || ' ' || customer) in (select hash from erased);
    `)
    return count
  })
}

/** The change, the removing that follows from it, and a file that is written anew, so that no byte of what went is in it. */
function changing<Result>(file: string, change: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true })
  try {
    migrate(database, migrations)
    database.exec('begin immediate')
    const result = change(database)
    database.exec(`
      delete from conversation where chat in (select name from erasing where what = 'chat');
      delete from order_line where (retailer, customer) in (select owner, name from erasing where what = 'orders');
      delete from erasing where what = 'orders';
      commit;
      vacuum;
      pragma wal_checkpoint(truncate);
    `)
    return result
  } catch (failure) {
    throw failure instanceof StorageFailure ? failure : asStorageFailure(`${file} could not be erased from`, failure)
  } finally {
    database.close()
  }
}
