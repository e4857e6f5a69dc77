/** What only SQLite has: a file that may be new, old, foreign, damaged, locked, full or shared. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stateFormat } from '../../../src/decider/state.ts'
import { oldestFormat } from '../../../src/decider/upcasting.ts'
import { assertDurable, makeDurable } from '../../../sync-server/storage/sqlite/durability.ts'
import { migrate, migrations } from '../../../sync-server/storage/sqlite/migrations.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { NewerSchema, type Storage, StorageFailure } from '../../../sync-server/storage/storage.ts'
import { answered, decision, event, retailer, snapshot, storeId } from '../../contracts/storage-samples.ts'

const store1 = storeId('store-1')
let directory: string
let file: string
const opened: Storage[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'shopbell-sqlite-'))
  file = databaseFile(directory)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const storage of opened.splice(0)) await storage.close()
  chmodSync(directory, 0o700)
  rmSync(directory, { recursive: true })
})

async function open(options: { busyTimeoutMs?: number } = {}): Promise<Storage> {
  const storage = await openSqliteStorage({ file, ...options })
  opened.push(storage)
  return storage
}

/** Looks at the file, or changes it, as another program would. */
function behindItsBack<Result>(work: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file)
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** Everything that the writing process says, and a wait for its `count`th line. */
function writer(store: string, most: number, inShell?: string) {
  const script = fileURLToPath(new URL('./commit-for-ever.ts', import.meta.url))
  const command = [process.execPath, script, file, store, String(most)]
  const child = inShell
    ? spawn('sh', ['-c', `${inShell}; exec "$@"`, 'sh', ...command])
    : spawn(command[0] ?? '', command.slice(1))
  children.push(child)
  const lines: string[] = []
  const ended = new Promise<readonly string[]>((resolve) => child.once('close', () => resolve(lines)))
  const heard = (count: number) =>
    new Promise<void>((resolve, reject) => {
      reader.on('line', () => lines.length >= count && resolve())
      ended.then(() => reject(new Error(`The writer ended: ${lines.at(-1)}`)))
    })
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  return { child, lines, ended, heard }
}

describe('durability', () => {
  test('the file is in WAL mode and flushed fully', async () => {
    await open()
    expect(behindItsBack((database) => database.prepare('pragma journal_mode').get()?.journal_mode)).toBe('wal')
    const database = new DatabaseSync(file)
    makeDurable(database)
    expect(() => assertDurable(database, file)).not.toThrow()
    database.close()
  })

  test.each(['pragma synchronous = normal', 'pragma synchronous = off', 'pragma foreign_keys = off'])(
    'a connection with “%s” is refused',
    async (setting) => {
      await open()
      const database = new DatabaseSync(file)
      makeDurable(database)
      database.exec(setting)
      expect(() => assertDurable(database, file)).toThrow(/cannot be made durable/)
      database.close()
    },
  )

  test('a database that can have no write-ahead log is refused', async () => {
    await expect(openSqliteStorage({ file: ':memory:' })).rejects.toThrow(/cannot be made durable \(journal_mode memory/)
  })

  test('CL1: what was said to be committed survives kill -9', async () => {
    const { child, lines, ended, heard } = writer('store-1', 1_000_000)
    await heard(50)
    child.kill('SIGKILL')
    await ended
    const said = Number(lines.at(-1))
    const loaded = await (await open()).log.load(store1)
    expect(loaded?.events.length).toBeGreaterThanOrEqual(said)
    expect(loaded?.events).toEqual(Array.from({ length: loaded?.events.length ?? 0 }, (_, index) => event(index + 1)))
  })

  test('a full disk is a StorageFailure, and what came before it is kept', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no limit for the size of a file')
    const { ended } = writer('store-1', 1_000_000, 'ulimit -f 900')
    const lines = await ended
    expect(lines.at(-1)).toMatch(/^StorageFailure: The decisions could not be kept: /)
    const said = Number(lines.at(-2))
    expect(said).toBeGreaterThan(10)
    expect((await (await open()).log.load(store1))?.events).toHaveLength(said)
  })
})

describe('several at once', () => {
  test('processes that open a new file together all work', async () => {
    const ended = await Promise.all(['a', 'b', 'c', 'd'].map((store) => writer(store, 20).ended))
    expect(ended.map((lines) => lines.at(-1))).toEqual(['20', '20', '20', '20'])
    const storage = await open()
    for (const store of ['a', 'b', 'c', 'd']) expect((await storage.log.load(storeId(store)))?.events).toHaveLength(20)
  })

  test('while another holds the file, a flush fails whole and may be repeated', async () => {
    const storage = await open({ busyTimeoutMs: 20 })
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    const flush = () => storage.log.commit([decision({ answered: answered('x') })])
    await expect(flush()).rejects.toThrow(/could not be kept: database is locked/)
    expect(await storage.log.load(store1)).toBeNull()
    other.exec('rollback')
    other.close()
    expect(await flush()).toEqual(['committed'])
  })

  test('while another holds the file, opening it says so', async () => {
    await open()
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    await expect(open({ busyTimeoutMs: 20 })).rejects.toThrow(/being changed by another process/)
    other.close()
  })
})

describe('the schema', () => {
  test('a newer one is refused, and the file is untouched', async () => {
    await (await open()).close()
    behindItsBack((database) => database.exec(`pragma user_version = ${migrations.length + 1}`))
    const before = readFileSync(file)
    const refused = open()
    await expect(refused).rejects.toThrow(NewerSchema)
    await expect(refused).rejects.toMatchObject({ found: migrations.length + 1, known: migrations.length })
    expect(readFileSync(file)).toEqual(before)
  })

  test('the first schema’s data is there after every later step', async () => {
    behindItsBack((database) => {
      migrate(database, migrations.slice(0, 1))
      database.exec(`insert into retailer (id, name, locale, currency, signing_secret, is_demo)
        values ('acme', 'Acme Clothing', 'en-GB', 'GBP', '${'x'.repeat(43)}', 0)`)
      database.exec(`insert into event (store, version, at, type, body)
        values ('store-1', 1, ${event(1).at}, '${event(1).type}', '${JSON.stringify(event(1))}')`)
    })
    const storage = await open()
    expect(await storage.directory.retailers()).toEqual([retailer()])
    expect((await storage.log.load(store1))?.events).toEqual([event(1)])
    expect(behindItsBack((database) => database.prepare('pragma user_version').get()?.user_version)).toBe(migrations.length)
  })

  test('only missing steps are taken, in order', () => {
    const steps = ['create table one (x) ', 'alter table one add column y', 'insert into one values (1, 2)']
    behindItsBack((database) => {
      expect(migrate(database, steps.slice(0, 1))).toEqual({ from: 0, to: 1 })
      expect(migrate(database, steps)).toEqual({ from: 1, to: 3 })
      expect(migrate(database, steps)).toEqual({ from: 3, to: 3 })
      expect(database.prepare('select count(*) as rows from one').get()?.rows).toBe(1)
      expect(() => migrate(database, steps.slice(0, 2))).toThrow(NewerSchema)
    })
  })

  test('a step that fails takes the others with it', () => {
    behindItsBack((database) => {
      expect(() => migrate(database, ['create table one (x)', 'create nonsense'])).toThrow(/syntax error/)
      expect(database.prepare('select count(*) as tables from sqlite_schema').get()?.tables).toBe(0)
      expect(database.prepare('pragma user_version').get()?.user_version).toBe(0)
    })
  })

  test('a snapshot of the format before is read as what it meant, so that its log need not be read again', async () => {
    const storage = await open()
    await storage.log.commit([decision({ events: [event(1), event(2)], snapshot: snapshot(2) })])
    await storage.log.commit([decision({ expectedVersion: 2, events: [event(3)] })])
    const { opening: _, members, ...rest } = snapshot(2)
    const before = Object.values(members).map(({ madeUnavailable: __, ...member }) => [
      member.id,
      { ...member, madeUnavailableAt: null },
    ])
    const kept = JSON.stringify({ ...rest, members: Object.fromEntries(before) })
    behindItsBack((database) => database.prepare('update snapshot set format = 2, state = ?').run(kept))
    expect(await storage.log.load(store1)).toEqual({ snapshot: snapshot(2), events: [event(3)] })
  })

  test.each([oldestFormat - 1, stateFormat + 1])(
    'a snapshot of format %i is passed over and the log read from its start',
    async (format) => {
      const storage = await open()
      await storage.log.commit([decision({ events: [event(1), event(2)], snapshot: snapshot(2) })])
      await storage.log.commit([decision({ expectedVersion: 2, events: [event(3)] })])
      behindItsBack((database) => database.exec(`update snapshot set format = ${format}`))
      expect(await storage.log.load(store1)).toEqual({ snapshot: null, events: [event(1), event(2), event(3)] })
      await storage.log.commit([decision({ expectedVersion: 3, events: [], snapshot: snapshot(3) })])
      expect(await storage.log.load(store1)).toEqual({ snapshot: snapshot(3), events: [] })
    },
  )
})

describe('a file that cannot be used', () => {
  test('a new data directory is made, with all above it', async () => {
    file = databaseFile(join(directory, 'not', 'yet', 'there'))
    await open()
    expect(existsSync(file)).toBe(true)
  })

  test('a file that is not a database is named and untouched', async () => {
    writeFileSync(file, 'InvoiceNo,StockCode\n536365,85123A\n'.repeat(200))
    const before = readFileSync(file)
    await expect(open()).rejects.toThrow(`${file} is not a database. Move it away, or name another --data.`)
    expect(readFileSync(file)).toEqual(before)
  })

  test('another program’s database is named and untouched', async () => {
    behindItsBack((database) => database.exec('create table theirs (x)'))
    const before = readFileSync(file)
    await expect(open()).rejects.toThrow(/database of another program/)
    expect(readFileSync(file)).toEqual(before)
  })

  test('a damaged database is a StorageFailure', async () => {
    const storage = await open()
    await storage.log.commit([decision({ events: Array.from({ length: 2_000 }, (_, index) => event(index)) })])
    await storage.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 4_096)
    writeFileSync(file, bytes)
    const loading = open().then((again) => again.log.load(store1))
    await expect(loading).rejects.toThrow(StorageFailure)
  })

  test('a data directory that cannot be made is named', async () => {
    writeFileSync(join(directory, 'data'), '')
    file = databaseFile(join(directory, 'data'))
    await expect(open()).rejects.toThrow(/The data directory .* cannot be made .* --data/)
  })

  test('a directory in the file’s place is named', async () => {
    mkdirSync(file)
    await expect(open()).rejects.toThrow(/cannot be opened: its directory must be readable and writable/)
  })

  test('a directory or file that may not be written is named', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may write everywhere')
    chmodSync(directory, 0o500)
    await expect(open()).rejects.toThrow(/cannot be opened: its directory must be readable and writable/)
    chmodSync(directory, 0o700)
    await (await open()).close()
    chmodSync(file, 0o400)
    await expect(open()).rejects.toThrow(/cannot be written: make the file and its directory writable/)
  })
})

test('the audit trail cannot be changed or shortened, not even by whoever has the file', async () => {
  const storage = await open()
  await storage.setUp.addRetailer(retailer(), {
    at: 1,
    retailer: retailer().id,
    store: null,
    by: { is: 'operator' },
    action: 'retailerSetUp',
    subject: 'acme',
    details: {},
  })
  const database = new DatabaseSync(file)
  expect(() => database.exec(`update audit_entry set subject = 'x'`)).toThrow(/cannot be changed/)
  expect(() => database.exec('delete from audit_entry')).toThrow(/cannot be shortened/)
  database.close()
})
