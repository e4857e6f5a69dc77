/** The log of decisions on a virtual disk: each decision of a flush is kept whole or not at all, and all of them by one flush. */
import type { StoreEvent } from '../../../src/decider/events.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import {
  answerKey,
  type CommitResult,
  type DecisionLog,
  type DecisionToCommit,
} from '../../../sync-server/storage/decision-log.ts'
import { writeConversation } from './conversations.ts'
import type { Tables, Transaction } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

/** Hears of every flush that was kept, also of one whose server crashed before it could hear of it. */
export type OnKept = (decisions: readonly DecisionToCommit[], results: readonly CommitResult[]) => void

export function virtualDecisionLog(disk: VirtualDisk, user: DiskUser, onKept: OnKept): DecisionLog {
  return {
    load: (store) =>
      disk.read(user, `The log of store ${store} could not be read`, ({ events, snapshots, bases }) => {
        const newest = snapshots.get(store) ?? null
        const base = bases.get(store) ?? null
        const snapshot = (base?.version ?? 0) > (newest?.version ?? 0) ? base : newest
        const after = (events.get(store) ?? []).slice((snapshot?.version ?? 0) - (base?.version ?? 0))
        if (!snapshot && after.length === 0) return null
        return asKept<{ snapshot: StoreState | null; events: StoreEvent[] }>({ snapshot, events: after })
      }),

    answers: (asked) =>
      disk.read(user, 'Earlier answers could not be read', ({ answers }) => {
        const keys = asked.map(({ actor, id }) => answerKey(actor, id))
        return new Map(
          keys.flatMap((key) => {
            const kept = answers.get(key)
            return kept ? [[key, asKept(kept.given)] as const] : []
          }),
        )
      }),

    commit: (decisions) =>
      disk.write(
        user,
        'The decisions could not be kept',
        (tables, transaction) => decisions.map((decision) => keep(decision, tables, transaction)),
        (results) => onKept(decisions, results),
      ),

    deadlines: () =>
      disk.read(user, 'The deadlines could not be read', ({ heads }) =>
        [...heads]
          .flatMap(([store, { nextDeadline }]) => (nextDeadline === null ? [] : [{ store, at: nextDeadline }]))
          .sort((a, b) => a.at - b.at || (a.store < b.store ? -1 : 1)),
      ),

    forgetAnswers: (before) =>
      disk.write(user, 'Old answers could not be removed', ({ answers }, transaction) => {
        const old = [...answers].filter(([, { at }]) => at < before)
        for (const [key] of old) transaction.remove(answers, key)
        return old.length
      }),

    noteAlive: (at) =>
      disk.write(user, 'The sign of life could not be kept', ({ alive }, transaction) => transaction.put(alive, 'at', at)),

    lastAlive: () => disk.read(user, 'The last sign of life could not be read', ({ alive }) => alive.get('at') ?? null),
  }
}

function keep(decision: DecisionToCommit, tables: Tables, transaction: Transaction): CommitResult {
  const { store, answered, events, expectedVersion, nextDeadline, writes, snapshot } = decision
  // As with every engine, that the command has been answered is the final word.
  if (answered && tables.answers.has(answerKey(answered.actor, answered.id))) return 'answered'
  if ((tables.heads.get(store)?.version ?? 0) !== expectedVersion) return 'conflict'
  if (answered) transaction.put(tables.answers, answerKey(answered.actor, answered.id), answered)
  transaction.put(tables.heads, store, { version: expectedVersion + events.length, nextDeadline })
  if (events.length > 0) transaction.append(tables.events, store, events)
  for (const write of writes) writeConversation(write, tables, transaction)
  if (snapshot) transaction.put(tables.snapshots, store, snapshot)
  return 'committed'
}

/** What comes off a disk is never what went onto it, but what was written of it. */
function asKept<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value
}
