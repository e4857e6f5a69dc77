/**
 * How soon a server that was killed serves again and has its timers armed: 1,000 stores, a million events, three chats ringing
 * in each store; beside the same on an empty folder, which is what starting the process costs by itself.
 */
import type { StoreId } from '../../../src/identifiers.ts'
import { databaseFile, openSqliteStorage } from '../../../sync-server/storage/sqlite/open.ts'
import { startProduct } from '../child.ts'
import { keepHistory, makeHistory } from '../history.ts'
import type { Row, Run } from '../run.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'
import { builtInMemory, removeFolder, temporaryFolder } from '../town.ts'

export const restart: Row = {
  name: 'restart',
  about: 'restart after a kill, 1,000 stores with a million events',
  async measure({ isQuick }: Run) {
    const [stores, eventsAStore] = isQuick ? [100, 200] : [1_000, 1_000]
    const data = await builtInMemory(async (folder) => {
      const storage = await openSqliteStorage({ file: databaseFile(folder) })
      const ids = Array.from({ length: stores }, (_, number) => `s${number}` as StoreId)
      await keepHistory(storage, ids, makeHistory(eventsAStore, Date.now()))
      await storage.log.noteAlive(Date.now())
      await storage.close()
    })
    const empty = temporaryFolder()
    const measured: number[] = []
    const beside: number[] = []
    try {
      for (let repetition = 0; repetition <= (isQuick ? 1 : 5); repetition++) {
        const bare = await timeToReady(empty)
        const ours = await timeToReady(data)
        // The first start takes over what the bench made; those after it follow a kill.
        if (repetition === 0) continue
        beside.push(bare)
        measured.push(ours)
      }
    } finally {
      removeFolder(data)
      removeFolder(empty)
    }
    return [
      {
        row: 'restart',
        what: 'from start to serving, timers armed',
        unit: 'ms',
        measured: spreadOf(measured),
        beside: { what: 'on an empty folder', value: spreadOf(beside), ratio: spreadOf(ratiosOf(measured, beside)) },
        budget: { of: 'measured', is: 'atMost', value: 1_000 },
      },
    ]
  },
}

async function timeToReady(data: string): Promise<number> {
  const server = await startProduct(data)
  await server.kill()
  return server.readyAfterMs
}
