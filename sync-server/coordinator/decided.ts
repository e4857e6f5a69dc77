/** One submission on its way through a flush: what it came to, and what has to be durable before anybody is told. */
import type { Answer } from '../../src/decider/answers.ts'
import type { Circumstances } from '../../src/decider/commands.ts'
import { decisionTime, nextDeadline } from '../../src/decider/deadlines.ts'
import type { decide } from '../../src/decider/decide.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { StoreId } from '../../src/identifiers.ts'
import type { DecisionToCommit } from '../storage/decision-log.ts'
import { writesOf } from './conversation-writes.ts'
import type { Outcome, Submission } from './submission.ts'

/**
 * The deadline of a store whose open chats are all held and whose shoppers are all here: nothing happens there by itself, but
 * a restart ends the shoppers' streams, so the next server has to look.
 */
const onlyAfterRestart = Number.MAX_SAFE_INTEGER
/** A snapshot is kept whenever a store's version passes a multiple of this. */
const snapshotEvery = 200

export interface Pending {
  readonly submission: Submission
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (failure: unknown) => void
}

/** A store as this server has it: the state of its last commit. */
export interface LiveStore {
  readonly id: StoreId
  state: StoreState
  /** For when the store's timer is set; `null` where none is. */
  armedFor: number | null
  disarm: () => void
}

export interface Decided {
  readonly pending: Pending
  readonly store: LiveStore
  readonly before: StoreState
  readonly after: StoreState
  /** When the store must be looked at next; `null` where nothing will happen by itself. */
  readonly due: number | null
  readonly answer: Answer
  readonly commit: DecisionToCommit
}

/** Decides on the newest state of its store, which may be one that is not durable yet. Throws for bugs only. */
export function decideOne(
  decider: typeof decide,
  pending: Pending,
  store: LiveStore,
  before: StoreState,
  around: Circumstances,
): Decided {
  const { submission } = pending
  const decision = decider(before, submission.command, around)
  const { after } = decision
  const lookedAt = decisionTime(before, around)
  const due = nextDeadline(after, lookedAt, around)
  const { asked } = submission
  const isSnapshotDue = Math.floor(after.version / snapshotEvery) > Math.floor(before.version / snapshotEvery)
  return {
    pending,
    store,
    before,
    after,
    due,
    answer: decision.answer,
    commit: {
      store: store.id,
      expectedVersion: before.version,
      events: decision.events,
      answered: asked && {
        actor: asked.actor,
        id: asked.id,
        given: { content: asked.content, answer: decision.answer },
        at: lookedAt,
      },
      nextDeadline: due ?? (hasOpenChat(after) ? onlyAfterRestart : null),
      writes: writesOf(submission, decision),
      snapshot: isSnapshotDue ? after : null,
      ...(submission.audit && decision.events.length > 0 ? { audit: [submission.audit] } : {}),
    },
  }
}

function hasOpenChat({ chats }: StoreState): boolean {
  return Object.values(chats).some((chat) => chat.standing.is !== 'ended')
}
