/**
 * How many durable decisions one core makes in a second: the real coordinator on the real storage, without HTTP and sockets,
 * with so many chats under way in so many stores. Beside it, the same number of bare rows in flushes of the same size.
 */
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { createCoordinator } from '../../../sync-server/coordinator/coordinator.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { systemClock } from '../../../sync-server/system-clock.ts'
import { decisionsALife, liveThrough } from '../life.ts'
import { buildTown, everybodyOf, removeFolder, temporaryFolder } from '../town.ts'

export interface DecisionsRun {
  readonly decisionsASecond: number
  readonly bareRowsASecond: number
}

const { values } = parseArgs({
  options: {
    stores: { type: 'string', default: '1' },
    members: { type: 'string', default: '30' },
    chats: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '3' },
  },
})
const [stores, members, chats, seconds] = [values.stores, values.members, values.chats, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
]

const decided = await decide()
const bare = bareRows(decided.decisionsAFlush)
process.stdout.write(`${JSON.stringify({ decisionsASecond: decided.aSecond, bareRowsASecond: bare } satisfies DecisionsRun)}\n`)

async function decide(): Promise<{ readonly aSecond: number; readonly decisionsAFlush: number }> {
  const town = await buildTown({ stores, membersAStore: members })
  const storage = await openSqliteStorage({ file: databaseFile(town.data) })
  const heard = new Map(town.stores.map(({ id }) => [id, everybodyOf(id, members)]))
  let flushes = 0
  let decisions = 0
  const coordinator = createCoordinator({
    storage,
    clock: systemClock(),
    log: pino({ level: 'silent' }),
    heardAt: (store) => heard.get(store) ?? {},
    onFlush: (flush) => {
      flushes += 1
      decisions += flush.decisions
    },
  })
  await coordinator.start()
  // Once through before the clock runs, so that every store is loaded and the code is warm.
  await Promise.all(town.stores.map(({ id }) => liveThrough(coordinator, id)))
  flushes = 0
  decisions = 0
  const begun = performance.now()
  const end = begun + seconds * 1_000
  let lives = 0
  await Promise.all(
    Array.from({ length: stores * chats }, async (_, nth) => {
      const store = town.stores[nth % stores]?.id
      if (!store) throw new Error('There are stores for all chats.')
      while (performance.now() < end) {
        await liveThrough(coordinator, store)
        lives += 1
      }
    }),
  )
  const took = (performance.now() - begun) / 1_000
  await coordinator.stop()
  await storage.close()
  removeFolder(town.data)
  return { aSecond: (lives * decisionsALife) / took, decisionsAFlush: Math.max(1, Math.round(decisions / flushes)) }
}

/** The least that a durable decision can cost: one row in a table, so many to a flush. */
function bareRows(aFlush: number): number {
  const folder = temporaryFolder()
  const database = new DatabaseSync(databaseFile(folder))
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table bare (id integer primary key, body text)')
  const add = database.prepare('insert into bare (body) values (?)')
  const body = 'x'.repeat(200)
  const begun = performance.now()
  let rows = 0
  while (performance.now() - begun < 1_000) {
    database.exec('begin immediate')
    for (let row = 0; row < aFlush; row++) add.run(body)
    database.exec('commit')
    rows += aFlush
  }
  const took = (performance.now() - begun) / 1_000
  database.close()
  removeFolder(folder)
  return rows / took
}
