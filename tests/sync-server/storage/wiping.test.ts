/** What is removed is nowhere in the file any more, nor in its log: looked for in the bytes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, migrations, overwritesSince } from '../../../sync-server/storage/sqlite/migrations.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import {
  chatId,
  decision,
  messageWrite,
  opening,
  retailer,
  retailerId,
  shopper,
  shopperId,
  store,
} from '../../contracts/storage-samples.ts'
import { Chance } from '../../support/chance.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shopbell-wiping-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Every mark of the form `MARK000001K` that stands in any file of the folder. */
function marksIn(): ReadonlySet<string> {
  const all = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  return new Set(all.flatMap((bytes) => bytes.match(/MARK\d{6}K/g) ?? []))
}

async function wipe(storage: Storage, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
  for (let part: number | null = 0; part !== null; ) {
    part = await storage.keeping.wipe(part)
    await meanwhile()
  }
}

/** A shop in which people come, say much or little, and are erased again. */
class Shop {
  readonly storage: Storage
  readonly gone: string[] = []
  readonly #chance = new Chance(7)
  readonly #here: string[] = []
  #version = 0
  #people = 0

  constructor(storage: Storage) {
    this.storage = storage
  }

  async passDay(people: number): Promise<void> {
    for (let count = 0; count < people; count++) {
      await this.come()
      if (this.#here.length > 40 && this.#chance.happens(0.9)) await this.erase()
    }
  }

  async come(): Promise<void> {
    const mark = `MARK${String(++this.#people).padStart(6, '0')}K`
    const text = (most: number) => `${mark} `.repeat(this.#chance.between(1, this.#chance.happens(0.15) ? most * 30 : most))
    const chat = chatId(`${this.#chance.between(1, 1e9).toString(16)}-${mark}`.toLowerCase())
    await this.storage.shoppers.add(shopper(mark.toLowerCase(), { name: mark, customer: mark }))
    const said = Array.from({ length: this.#chance.between(0, 15) }, (_, nth) => messageWrite(nth + 1, { chat, text: text(12) }))
    const question = opening({ chat, shopper: shopperId(mark.toLowerCase()), name: mark, question: text(20) })
    const contact = { write: 'contact', chat, address: `${mark}@example.org`, text: text(10), at: 1 } as const
    const results = await this.storage.log.commit([
      decision({ expectedVersion: this.#version, events: [], writes: [question, ...said, contact] }),
    ])
    expect(results).toEqual(['committed'])
    this.#here.push(mark)
  }

  async erase(): Promise<void> {
    const nth = this.#chance.between(0, this.#here.length - 1)
    const [mark = ''] = this.#here.splice(nth, 1)
    const { keeping } = this.storage
    await keeping.beginErasure({
      retailer: retailerId('acme'),
      shoppers: [shopperId(mark.toLowerCase())],
      ordersOf: null,
      at: 1,
    })
    for (const left of await keeping.leftovers(10)) while (!(await keeping.remove(left, 4)));
    this.gone.push(mark)
  }

  get here(): readonly string[] {
    return this.#here
  }
}

async function openShop(): Promise<Shop> {
  const storage = await openSqliteStorage({ file: databaseFile(folder) })
  await storage.directory.addRetailer(retailer())
  await storage.directory.addStore(store('store-1'))
  return new Shop(storage)
}

test('of hundreds who were erased no byte is left, in the file or its log', async () => {
  const shop = await openShop()
  await shop.passDay(500)
  // In the log at least, nothing is overwritten by itself.
  const before = marksIn()
  expect(shop.gone.filter((mark) => before.has(mark))).not.toEqual([])
  await wipe(shop.storage)
  const marks = marksIn()
  expect(shop.gone.length).toBeGreaterThan(300)
  expect(shop.gone.filter((mark) => marks.has(mark))).toEqual([])
  expect(shop.here.filter((mark) => !marks.has(mark))).toEqual([])
  await shop.storage.close()
  sound()
})

test('whoever writes meanwhile loses nothing, and a page that slipped through is wiped the second time', async () => {
  const shop = await openShop()
  await shop.passDay(300)
  const erased = [...shop.gone]
  for (let time = 1; time <= 2; time++) await wipe(shop.storage, () => shop.passDay(5))
  const marks = marksIn()
  expect(erased.filter((mark) => marks.has(mark))).toEqual([])
  expect(shop.here.filter((mark) => !marks.has(mark))).toEqual([])
  await shop.storage.close()
  sound()
})

test('while another process reads or has the file half written, it is left alone, and nobody waits', async () => {
  const shop = await openShop()
  await shop.passDay(60)
  const reader = new DatabaseSync(databaseFile(folder))
  reader.exec('begin; select count(*) from conversation')
  await shop.passDay(5)
  expect(await shop.storage.keeping.wipe(0)).toBe(0)
  reader.exec('commit')
  reader.close()
  const erased = [...shop.gone]
  await wipe(shop.storage)
  const marks = marksIn()
  expect(erased.filter((mark) => marks.has(mark))).toEqual([])
  await shop.storage.close()
  sound()
})

test('a file from before anything was overwritten is written anew when it is first opened', async () => {
  const old = new DatabaseSync(databaseFile(folder))
  migrate(old, migrations.slice(0, overwritesSince - 1))
  old.exec('pragma secure_delete = off; create table note (words text)')
  for (let note = 0; note < 50; note++) old.prepare('insert into note values (?)').run('MARK000001K '.repeat(300))
  old.exec('delete from note')
  old.close()
  expect(marksIn()).toEqual(new Set(['MARK000001K']))
  await (await openSqliteStorage({ file: databaseFile(folder) })).close()
  expect(marksIn()).toEqual(new Set())
})

test('databases that were set aside go once they are old enough, with their logs, and nothing else does', async () => {
  const storage = await openSqliteStorage({ file: databaseFile(folder) })
  const aside = (at: number) => `shopbell.sqlite.before-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}`
  const names = [aside(1_000), `${aside(1_000)}-wal`, aside(2_000), 'import-report.txt']
  for (const name of names) writeFileSync(join(folder, name), 'MARK000001K')
  expect(await storage.keeping.removeOldCopies(2_000)).toBe(2)
  expect(names.map((name) => existsSync(join(folder, name)))).toEqual([false, false, true, true])
  await storage.close()
})

function sound(): void {
  const database = new DatabaseSync(databaseFile(folder), { readOnly: true })
  expect(database.prepare('pragma integrity_check').get()?.integrity_check).toBe('ok')
  expect(database.prepare('pragma foreign_key_check').all()).toEqual([])
  database.close()
}
