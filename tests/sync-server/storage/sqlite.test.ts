/** SQLite against the contracts of every storage engine. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../../sync-server/storage/storage.ts'
import { setUpContract } from '../../contracts/set-up-contract.ts'
import { storageContract } from '../../contracts/storage-contract.ts'

storageContract('SQLite', opened)
setUpContract('SQLite', opened)

async function opened() {
  const directory = mkdtempSync(join(tmpdir(), 'shopbell-storage-'))
  const open = () => openSqliteStorage({ file: databaseFile(directory) })
  const others: Storage[] = []
  let current = await open()
  return {
    storage: current,
    async reopen() {
      await current.close()
      current = await open()
      return current
    },
    async another() {
      const other = await open()
      others.push(other)
      return other
    },
    async remove() {
      for (const one of [current, ...others]) await one.close()
      rmSync(directory, { recursive: true })
    },
  }
}
