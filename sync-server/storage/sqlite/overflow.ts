/**
 * A place for what a long run must remember and memory should not: a private database on the disk that SQLite removes by
 * itself, even after a crash. Nothing in it is durable or meant to be.
 */
import { DatabaseSync } from 'node:sqlite'

export class SqliteOverflow {
  /** An empty name makes a private, temporary database. */
  readonly #database = new DatabaseSync('')
  readonly #keep
  readonly #recall
  readonly #note

  constructor() {
    this.#database.exec(`
      pragma journal_mode = off;
      pragma synchronous = off;
      create table kept (key text primary key, value text not null) strict, without rowid;
      create table noted (kind text, name text, primary key (kind, name)) strict, without rowid;
    `)
    this.#keep = this.#database.prepare('insert or replace into kept values (?, ?)')
    this.#recall = this.#database.prepare('select value from kept where key = ?')
    this.#note = this.#database.prepare('insert or ignore into noted values (?, ?)')
  }

  keep(key: string, value: string): void {
    this.#keep.run(key, value)
  }

  /** What was kept last under this key; `null` for nothing. */
  recall(key: string): string | null {
    const value = this.#recall.get(key)?.value
    return typeof value === 'string' ? value : null
  }

  /** Forgets all that was kept, but not what was noted. */
  clear(): void {
    this.#database.exec('delete from kept')
  }

  /** Notes a name of a kind; whether it is the first time. */
  isNew(kind: string, name: string): boolean {
    return this.#note.run(kind, name).changes === 1
  }

  close(): void {
    this.#database.close()
  }
}
