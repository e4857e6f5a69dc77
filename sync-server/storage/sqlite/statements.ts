/**
 * SQL on `node:sqlite`: Kysely writes each statement once, checked against the tables' types, and SQLite keeps it prepared.
 * Everything here is synchronous on purpose: a transaction never spans an `await`, so nothing can slip into another's.
 */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import { type Compilable, DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { StorageFailure } from '../storage.ts'
import type { Tables } from './tables.ts'

/** Kysely only writes the SQL; it has no connection of its own. */
const sqlWriter = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** Stands where a statement's parameter will be. */
class Placeholder {
  readonly parameter: string
  constructor(parameter: string) {
    this.parameter = parameter
  }
}

export interface Statement<Parameters, Row> {
  all(parameters: Parameters): Row[]
  first(parameters: Parameters): Row | null
  /** Resolves to how many rows were changed. */
  run(parameters: Parameters): number
}

export class Statements {
  readonly #database: DatabaseSync
  readonly #begin: () => unknown
  readonly #commit: () => unknown
  readonly #savepoint: () => unknown
  readonly #release: () => unknown
  readonly #backToSavepoint: () => unknown

  readonly #onCommit: () => void

  /** `onCommit` is called after every transaction. */
  constructor(database: DatabaseSync, onCommit: () => void = () => {}) {
    this.#database = database
    this.#onCommit = onCommit
    const plain = (sql: string) => {
      const prepared = database.prepare(sql)
      return () => prepared.run()
    }
    this.#begin = plain('begin immediate')
    this.#commit = plain('commit')
    this.#savepoint = plain('savepoint one')
    this.#release = plain('release one')
    this.#backToSavepoint = plain('rollback to one')
  }

  /**
   * Prepares a statement: `prepare<{ id: StoreId }, StoreRow>((db, given) => db.selectFrom(…).where('id', '=', given.id))`.
   * What `given` yields while the statement is written are placeholders; their values come with each run.
   */
  prepare<Parameters extends { readonly [name: string]: SQLInputValue } = Record<never, never>, Row = unknown>(
    write: (db: Kysely<Tables>, given: Parameters) => Compilable<Row>,
  ): Statement<Parameters, Row> {
    const given = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as Parameters
    const { sql, parameters } = write(sqlWriter, given).compile()
    const prepared = this.#database.prepare(sql)
    const values = (now: Parameters) =>
      parameters.map((parameter) => (parameter instanceof Placeholder ? now[parameter.parameter] : parameter) as SQLInputValue)
    // SQLite's rows have no prototype; ours are plain objects like any other.
    const typed = (row: Record<string, SQLOutputValue>) => ({ ...row }) as Row
    return {
      all: (now) => prepared.all(...values(now)).map(typed),
      first: (now) => {
        const row = prepared.get(...values(now))
        return row ? typed(row) : null
      },
      run: (now) => Number(prepared.run(...values(now)).changes),
    }
  }

  /**
   * Runs the work, and makes its every failure a rejection: {@link StorageFailure} where SQLite could not do it, with the
   * sentence that the caller has for it.
   */
  attempt<Result>(what: string, work: () => Result): Promise<Result> {
    try {
      return Promise.resolve(work())
    } catch (failure) {
      return Promise.reject(asStorageFailure(what, failure))
    }
  }

  /** One transaction, durable when it resolves; whatever fails in it, nothing of it is kept. */
  transaction<Result>(what: string, work: () => Result): Promise<Result> {
    return this.attempt(what, () => {
      this.#begin()
      try {
        const result = work()
        this.#commit()
        this.#onCommit()
        return result
      } catch (failure) {
        if (this.#database.isTransaction) this.#database.exec('rollback')
        throw failure
      }
    })
  }

  /** A part of the transaction that is kept or undone by itself. A failure inside is the transaction's. */
  savepoint<Result>(work: () => { readonly keep: boolean; readonly result: Result }): Result {
    this.#savepoint()
    const { keep, result } = work()
    if (!keep) this.#backToSavepoint()
    this.#release()
    return result
  }
}

/** What went wrong, in a sentence for the log; errors that are not SQLite's are bugs and stay what they are. */
export function asStorageFailure(what: string, failure: unknown): unknown {
  if (failure instanceof StorageFailure || !(failure instanceof Error)) return failure
  const code = 'code' in failure ? failure.code : undefined
  if (code === 'ERR_INVALID_STATE') return new StorageFailure(`${what}: the database is closed.`, { cause: failure })
  if (code !== 'ERR_SQLITE_ERROR') return failure
  return new StorageFailure(`${what}: ${failure.message}.`, { cause: failure })
}

/** SQLite's own number for what went wrong, without its refinements: 5 is busy, 14 cannot open, 26 not a database. */
export function sqliteCode(failure: unknown): number | null {
  if (!(failure instanceof Error) || !('errcode' in failure) || typeof failure.errcode !== 'number') return null
  return failure.errcode & 0xff
}
