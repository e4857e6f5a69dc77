/** A real database file in a folder of its own, for one test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseFile, openSqliteStorage } from '../../sync-server/storage/sqlite/open.ts'
import type { Storage } from '../../sync-server/storage/storage.ts'

export interface TestDatabase {
  readonly storage: Storage
  /** Closes the file and removes it. */
  end(): Promise<void>
}

export async function openDatabase(): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'shopbell-test-'))
  const storage = await openSqliteStorage({ file: databaseFile(directory) })
  return {
    storage,
    async end() {
      await storage.close()
      rmSync(directory, { recursive: true })
    },
  }
}
