/**
 * What a store's decisions are told when its team changes. They know members by their identifiers only, and the directory has the
 * first word: whatever came between the two, a crash, a disk that failed, another process, is made good by comparing them.
 */
import type { Logger } from 'pino'
import type { StoreId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { Directory } from '../storage/directory.ts'

export interface TeamChanges {
  /** The store's team is another in the directory. Resolves after the first try; one that fails is tried again until it is done. */
  changed(store: StoreId): Promise<void>
  /** Somebody of the store is here: what a crash left undone is done when the first of them comes. */
  comes(store: StoreId): void
  stop(): void
}

export interface TeamChangesParts {
  readonly directory: Pick<Directory, 'everybody'>
  readonly coordinator: Coordinator
  readonly clock: Clock
  readonly log: Logger
}

const tryAgainAfterMs = 1_000

export function createTeamChanges({ directory, coordinator, clock, log }: TeamChangesParts): TeamChanges {
  const compared = new Set<StoreId>()
  /** One comparison of a store at a time, or an old one could bring back who has left since. */
  const turns = new Map<StoreId, Promise<void>>()
  let isOver = false

  function changed(store: StoreId): Promise<void> {
    const turn = (turns.get(store) ?? Promise.resolve()).then(() => attempt(store))
    turns.set(store, turn)
    return turn
  }

  async function attempt(store: StoreId): Promise<void> {
    try {
      await tellDecisions(store)
    } catch (failure) {
      if (isOver) return
      log.error({ err: failure, store }, 'the decisions of a store could not be told who is of its team; it is tried again')
      clock.at(clock.now() + tryAgainAfterMs, () => !isOver && void changed(store))
    }
  }

  /** AV5. Nobody is removed of whom the directory does not say that they have left. */
  async function tellDecisions(store: StoreId): Promise<void> {
    const { members } = await coordinator.state(store)
    for (const { id: member, removedAt } of await directory.everybody(store)) {
      const isOfTeam = removedAt === null
      if (isOfTeam === Object.hasOwn(members, member)) continue
      await coordinator.submit({ store, command: { type: isOfTeam ? 'AddMember' : 'RemoveMember', member }, asked: null })
    }
  }

  return {
    changed,
    comes(store) {
      if (compared.has(store)) return
      compared.add(store)
      void changed(store)
    },
    stop() {
      isOver = true
    },
  }
}
