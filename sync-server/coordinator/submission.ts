/** What the rest of the server may ask of the coordinator, and what it hears from it. */
import type { Answer } from '../../src/decider/answers.ts'
import type { Command } from '../../src/decider/commands.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { CommandId, StoreId } from '../../src/identifiers.ts'
import type { NewAuditEntry } from '../storage/audit-trail.ts'
import type { ConversationWrite } from '../storage/conversations.ts'

export interface Submission {
  readonly store: StoreId
  readonly command: Command
  /** Who asked, under which identifier, with what content (CL2); `null` for what nobody asked. */
  readonly asked: Asked | null
  /** The words that go with what was decided, kept in the same commit. Called with the events of an accepted command only. */
  readonly words?: (events: readonly StoreEvent[]) => readonly ConversationWrite[]
  /** What the audit trail is to know, kept in the same commit where anything was decided. */
  readonly audit?: NewAuditEntry
}

export interface Asked {
  /** `member:<id>` or `shopper:<id>`: identifiers are idempotent within it. */
  readonly actor: string
  readonly id: CommandId
  /** SHA-256 (hex) of the command's canonical content. */
  readonly content: string
}

export type Outcome =
  | { readonly is: 'answered'; readonly answer: Answer }
  /** CL2: the identifier was used before with other content. */
  | { readonly is: 'identifierReused' }
  /** CL2: the identifier is older than the 30 days for which answers are kept, or from the future. */
  | { readonly is: 'identifierTooOld' }

export interface Coordinator {
  /**
   * Decides, commits, and resolves once the answer is durable. The same actor and identifier get the same answer for 30 days.
   * Rejects with `StorageFailure` where it could not be made durable: nothing then happened, and a retry is safe.
   */
  submit(submission: Submission): Promise<Outcome>
  /** Whether what last had to become durable did. While it does not, commands are rejected; it mends by itself. */
  isKeeping(): boolean
  /** The store as of its last commit; loads it where need be. A store without events is empty, with the default policy. */
  state(store: StoreId): Promise<StoreState>
  /** Calls back after each commit of the store that has events, in order. Returns how to stop. */
  subscribe(store: StoreId, listener: (change: Change) => void): () => void
}

/** One durable decision, as published. */
export interface Change {
  readonly store: StoreId
  readonly before: StoreState
  readonly after: StoreState
  readonly events: readonly StoreEvent[]
  readonly writes: readonly ConversationWrite[]
}
