/**
 * What another process has done, such as the operator's command line beside this server: the sockets of shifts that it ended close
 * here within a second, and a team that it changed is read anew. Looking costs next to nothing while nobody else writes.
 */
import type { Logger } from 'pino'
import type { ShiftId, StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/storage.ts'
import type { Sessions } from './sessions.ts'

interface EndedElsewhereParts {
  readonly storage: Pick<Storage, 'otherProcesses'>
  readonly sessions: Pick<Sessions, 'ended'>
  /** Those for which this server holds anything. */
  readonly openShifts: () => readonly ShiftId[]
  /** A store, or somebody of its team, is another than before. */
  readonly storeChanged: (store: StoreId) => void
  readonly clock: Clock
  readonly log: Logger
}

const lookEveryMs = 400

/** Looks until it is stopped. */
export function watchForEndedElsewhere(parts: EndedElsewhereParts): () => void {
  const { storage, sessions, openShifts, storeChanged, clock, log } = parts
  let cancel = () => {}
  let isOver = false
  async function look(): Promise<void> {
    try {
      if (await storage.otherProcesses.haveWritten()) {
        sessions.ended(await storage.otherProcesses.endedShifts(openShifts()))
        for (const store of await storage.otherProcesses.storesChanged()) storeChanged(store)
      }
    } catch (failure) {
      log.warn({ err: failure }, 'what other processes ended could not be read')
    }
    if (!isOver) again()
  }
  function again(): void {
    cancel = clock.at(clock.now() + lookEveryMs, () => void look())
  }
  again()
  return () => {
    isOver = true
    cancel()
  }
}
