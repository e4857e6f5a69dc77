/** The log of decisions: events, answers, deadlines and snapshots, committed many at a time and a savepoint each. */
import { sql } from 'kysely'
import type { Answer } from '../../../src/decider/answers.ts'
import type { StoreEvent } from '../../../src/decider/events.ts'
import { stateFormat } from '../../../src/decider/state.ts'
import { oldestFormat, upcast } from '../../../src/decider/upcasting.ts'
import type { CommandId, StoreId } from '../../../src/identifiers.ts'
import { answerKey, type CommitResult, type DecisionLog, type DecisionToCommit, type GivenAnswer } from '../decision-log.ts'
import { StorageFailure } from '../storage.ts'
import type { AuditWriter } from './audit-trail.ts'
import type { WriteConversation } from './conversations.ts'
import type { Statements } from './statements.ts'

type Kept = { readonly keep: boolean; readonly result: CommitResult }

export function sqliteDecisionLog(
  statements: Statements,
  writeConversation: WriteConversation,
  audited: AuditWriter,
): DecisionLog {
  const snapshotOf = statements.prepare((db, given: { store: StoreId; oldest: number; newest: number }) =>
    db
      .selectFrom('snapshot')
      .select(['version', 'format', 'state'])
      .where('store', '=', given.store)
      .where('format', '>=', given.oldest)
      .where('format', '<=', given.newest),
  )
  const baseOf = statements.prepare((db, given: { store: StoreId; oldest: number; newest: number }) =>
    db
      .selectFrom('log_base')
      .select(['version', 'format', 'state'])
      .where('store', '=', given.store)
      .where('format', '>=', given.oldest)
      .where('format', '<=', given.newest),
  )
  const head = statements.prepare((db, given: { store: StoreId }) =>
    db.selectFrom('store_head').select('version').where('store', '=', given.store),
  )
  const eventsAfter = statements.prepare((db, given: { store: StoreId; version: number }) =>
    db
      .selectFrom('event')
      .select(['version', 'body'])
      .where('store', '=', given.store)
      .where('version', '>', given.version)
      .orderBy('version'),
  )
  const answersTo = statements.prepare((db, given: { ids: string }) =>
    db
      .selectFrom('answer')
      .select(['actor', 'id', 'content', 'body'])
      .where('id', 'in', sql<CommandId>`(select value from json_each(${given.ids}))`),
  )
  const addAnswer = statements.prepare((db, given: { id: CommandId; actor: string; content: string; body: string; at: number }) =>
    db
      .insertInto('answer')
      .values({ id: given.id, actor: given.actor, content: given.content, body: given.body, at: given.at })
      .onConflict((on) => on.doNothing()),
  )
  const moveHead = statements.prepare(
    (db, given: { store: StoreId; expected: number; version: number; nextDeadline: number | null }) =>
      db
        .updateTable('store_head')
        .set({ version: given.version, next_deadline: given.nextDeadline })
        .where('store', '=', given.store)
        .where('version', '=', given.expected),
  )
  const addHead = statements.prepare((db, given: { store: StoreId; version: number; nextDeadline: number | null }) =>
    db
      .insertInto('store_head')
      .values({ store: given.store, version: given.version, next_deadline: given.nextDeadline })
      .onConflict((on) => on.doNothing()),
  )
  const addEvent = statements.prepare((db, given: { store: StoreId; version: number; at: number; type: string; body: string }) =>
    db
      .insertInto('event')
      .values({ store: given.store, version: given.version, at: given.at, type: given.type, body: given.body }),
  )
  const putSnapshot = statements.prepare((db, given: { store: StoreId; version: number; format: number; state: string }) =>
    db
      .insertInto('snapshot')
      .values({ store: given.store, version: given.version, format: given.format, state: given.state })
      .onConflict((on) =>
        on.column('store').doUpdateSet((row) => ({
          version: row.ref('excluded.version'),
          format: row.ref('excluded.format'),
          state: row.ref('excluded.state'),
        })),
      ),
  )
  const deadlines = statements.prepare((db) =>
    db
      .selectFrom('store_head')
      .select(['store', 'next_deadline as at'])
      .where('next_deadline', 'is not', null)
      .orderBy('next_deadline')
      .orderBy('store')
      .$narrowType<{ at: number }>(),
  )
  const forgetAnswers = statements.prepare((db, given: { before: number }) =>
    db.deleteFrom('answer').where('at', '<', given.before),
  )
  const noteAlive = statements.prepare((db, given: { at: number }) =>
    db
      .insertInto('alive')
      .values({ only_row: 1, at: given.at })
      .onConflict((on) => on.column('only_row').doUpdateSet((row) => ({ at: row.ref('excluded.at') }))),
  )
  const lastAlive = statements.prepare((db) => db.selectFrom('alive').select('at'))

  /** The expected version is checked by moving the head on from it: whoever comes second moves nothing. */
  function moveOn({ store, expectedVersion, events, nextDeadline }: DecisionToCommit): boolean {
    const version = expectedVersion + events.length
    if (moveHead.run({ store, expected: expectedVersion, version, nextDeadline }) === 1) return true
    return expectedVersion === 0 && addHead.run({ store, version, nextDeadline }) === 1
  }

  function keep(decision: DecisionToCommit): Kept {
    const { store, answered, events, expectedVersion } = decision
    // The answer comes first: where both were overtaken, that the command has been answered is the final word.
    if (answered && !keepAnswer(answered)) return { keep: false, result: 'answered' }
    if (!moveOn(decision)) return { keep: false, result: 'conflict' }
    events.forEach((event, index) => {
      addEvent.run({
        store,
        version: expectedVersion + index + 1,
        at: event.at,
        type: event.type,
        body: JSON.stringify(event),
      })
    })
    for (const write of decision.writes) writeConversation(write)
    if (decision.audit) audited(decision.audit)
    if (decision.snapshot) {
      const { version } = decision.snapshot
      putSnapshot.run({ store, version, format: stateFormat, state: JSON.stringify(decision.snapshot) })
    }
    return { keep: true, result: 'committed' }
  }

  function keepAnswer({ actor, id, given, at }: NonNullable<DecisionToCommit['answered']>): boolean {
    return addAnswer.run({ id, actor, content: given.content, body: JSON.stringify(given.answer), at }) === 1
  }

  return {
    load: (store) =>
      statements.attempt(`The log of store ${store} could not be read`, () => {
        const readable = { store, oldest: oldestFormat, newest: stateFormat }
        const snapshot = snapshotOf.first(readable)
        const base = baseOf.first(readable)
        const kept = base && base.version > (snapshot?.version ?? 0) ? base : snapshot
        const version = kept?.version ?? 0
        const events = eventsAfter.all({ store, version })
        const first = events[0]?.version ?? (head.first({ store })?.version ?? version) + 1
        if (first !== version + 1) throw beginningLost(store)
        if (!kept && events.length === 0) return null
        return {
          snapshot: kept ? upcast(JSON.parse(kept.state), kept.format) : null,
          events: events.map(({ body }) => JSON.parse(body) as StoreEvent),
        }
      }),

    answers: (asked) =>
      statements.attempt('Earlier answers could not be read', () => {
        if (asked.length === 0) return new Map<string, GivenAnswer>()
        const wanted = new Set(asked.map(({ actor, id }) => answerKey(actor, id)))
        return new Map(
          answersTo
            .all({ ids: JSON.stringify(asked.map(({ id }) => id)) })
            .map(({ actor, id, content, body }) => {
              const given: GivenAnswer = { content, answer: JSON.parse(body) as Answer }
              return [answerKey(actor, id), given] as const
            })
            .filter(([key]) => wanted.has(key)),
        )
      }),

    commit: (decisions) =>
      statements.transaction('The decisions could not be kept', () =>
        decisions.map((decision) => statements.savepoint(() => keep(decision))),
      ),

    deadlines: () => statements.attempt('The deadlines could not be read', () => deadlines.all({})),

    forgetAnswers: (before) => statements.attempt('Old answers could not be removed', () => forgetAnswers.run({ before })),

    noteAlive: (at) =>
      statements.attempt('The sign of life could not be kept', () => {
        noteAlive.run({ at })
      }),

    lastAlive: () => statements.attempt('The last sign of life could not be read', () => lastAlive.first({})?.at ?? null),
  }
}

/** The kept states are of another format, and the events before them have been cut off: nothing is guessed. */
function beginningLost(store: StoreId): StorageFailure {
  return new StorageFailure(
    `The log of store ${store} has lost its oldest events, and this Shopbell cannot read the state that was kept in their place. ` +
      'Start the version that ran last.',
  )
}
