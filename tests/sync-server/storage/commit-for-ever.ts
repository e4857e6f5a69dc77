/**
 * A process of its own that opens the file, commits one decision after the other to one store, and says each version once it
 * is durable; for tests that kill it, fill its disk or run several. Ends by itself after `most` commits or at a failure, which
 * it names.
 */
import { openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { decision, event, storeId } from '../../contracts/storage-samples.ts'

const [file = '', store = '', most = '0'] = process.argv.slice(2)
try {
  const storage = await openSqliteStorage({ file })
  for (let version = 0; version < Number(most); version++) {
    const [result] = await storage.log.commit([
      decision({ store: storeId(store), expectedVersion: version, events: [event(version + 1)] }),
    ])
    if (result !== 'committed') throw new Error(`${store} at ${version}: ${result}`)
    process.stdout.write(`${version + 1}\n`)
  }
} catch (failure) {
  process.stdout.write(`${failure instanceof Error ? `${failure.name}: ${failure.message}` : failure}\n`)
}
