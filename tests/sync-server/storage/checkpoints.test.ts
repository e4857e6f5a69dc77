/** That the write-ahead log is carried over beside the commits, and that nothing of it stays behind. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import type { StoreEvent } from '../../../src/decider/events.ts'
import { offerId } from '../../../src/identifiers.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { chatId, decision, memberId, storeId } from '../../contracts/storage-samples.ts'
import { until } from '../../support/until.ts'

/** More than go by before anything is done beside them, and fewer pages than SQLite itself lets the log have. */
const commits = 300
const pagesACommit = 8

/** Takes a page or so. */
const large = (at: number): StoreEvent => ({
  type: 'OfferServed',
  chat: chatId('c'),
  request: 1,
  offer: offerId(chatId('c'), 1, 1),
  member: memberId('ann'),
  deliverBy: at,
  passedOver: Array.from({ length: 60 }, (_, nth) => ({ member: memberId(`somebody-${nth}`), why: 'unreachable' })),
  at,
})

test('most of a long log is in the file before a commit has to carry it over, and the log is gone after closing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'shopbell-checkpoints-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = databaseFile(directory)
  const storage = await openSqliteStorage({ file })
  for (let nth = 0; nth < commits; nth++) {
    const events = Array.from({ length: pagesACommit }, (_, of) => large(nth * pagesACommit + of))
    await storage.log.commit([decision({ store: storeId(`s${nth}`), events })])
  }
  const beside = new DatabaseSync(file)
  await until(() => {
    const { log, checkpointed } = beside.prepare('pragma wal_checkpoint(noop)').get() as Record<string, number>
    expect(log).toBeLessThan(4_000)
    expect(checkpointed).toBeGreaterThan(1_000)
  })
  beside.close()
  await storage.close()
  expect(existsSync(`${file}-wal`)).toBe(false)
  const again = await openSqliteStorage({ file })
  expect((await again.log.load(storeId(`s${commits - 1}`)))?.events).toHaveLength(pagesACommit)
  await again.close()
})
