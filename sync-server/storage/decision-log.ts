/** What every store has decided, in order, and the answers that were given for it. */
import type { Answer } from '../../src/decider/answers.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { CommandId, StoreId } from '../../src/identifiers.ts'
import type { NewAuditEntry } from './audit-trail.ts'
import type { ConversationWrite } from './conversations.ts'

export interface DecisionLog {
  /** The newest usable snapshot and the events after it, in order. `null` for a store that has no event yet. */
  load(store: StoreId): Promise<LoadedStore | null>
  /** The answers already given to these commands, by {@link answerKey}; those not there were never answered. */
  answers(asked: readonly { readonly actor: string; readonly id: CommandId }[]): Promise<ReadonlyMap<string, GivenAnswer>>
  /**
   * One durable flush for many decisions, in order, a savepoint each: each is kept whole or not at all, and one that fails its
   * expected version (`conflict`) or whose command has been answered meanwhile (`answered`) takes none of the others with
   * it. Resolves after the flush: nobody may be told before.
   */
  commit(decisions: readonly DecisionToCommit[]): Promise<readonly CommitResult[]>
  /** Stores with a deadline, soonest first. */
  deadlines(): Promise<readonly { readonly store: StoreId; readonly at: number }[]>
  /** Removes answers given before `before` (CL2). Resolves to how many. */
  forgetAnswers(before: number): Promise<number>
  /** Says that a server was alive at this time, for the time given back after a crash (OF1). */
  noteAlive(at: number): Promise<void>
  /** When a server last said so; `null` on an empty database. */
  lastAlive(): Promise<number | null>
}

interface LoadedStore {
  readonly snapshot: StoreState | null
  readonly events: readonly StoreEvent[]
}

export const answerKey = (actor: string, id: CommandId): string => `${actor} ${id}`

export interface GivenAnswer {
  /** SHA-256 (hex) of the command's content: the same identifier with other content is refused (CL2). */
  readonly content: string
  readonly answer: Answer
}

export interface DecisionToCommit {
  readonly store: StoreId
  /** The store's version before these events. */
  readonly expectedVersion: number
  readonly events: readonly StoreEvent[]
  /** `null` for what nobody asked: deadlines, presence. */
  readonly answered: { readonly actor: string; readonly id: CommandId; readonly given: GivenAnswer; readonly at: number } | null
  /** When the store must be looked at next. */
  readonly nextDeadline: number | null
  /** Words and their like, kept outside the log, in the same transaction. */
  readonly writes: readonly ConversationWrite[]
  /** Now and then, so that loading a store does not grow with its age. */
  readonly snapshot: StoreState | null
  /** Who decided it, where the audit trail must know; in the same transaction. Asked only of an engine that has a trail. */
  readonly audit?: readonly NewAuditEntry[]
}

export type CommitResult = 'committed' | 'conflict' | 'answered'
