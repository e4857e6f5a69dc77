/** What the server's file holds when all is over, read without the server: the log of decisions, the answers, the words. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Answer } from '../../src/decider/answers.ts'
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'

interface KeptStore {
  readonly store: StoreId
  /** In order; their versions have been found to be 1, 2, 3 and so on, up to the store's own. */
  readonly events: readonly StoreEvent[]
  readonly snapshot: StoreState | null
}

export interface KeptMessage {
  readonly chat: ChatId
  readonly number: number
  readonly id: string
  readonly text: string
}

export interface Kept {
  readonly stores: readonly KeptStore[]
  /** By actor and identifier: `member:ana 01932f6e-…`. */
  readonly answers: ReadonlyMap<string, Answer>
  readonly messages: readonly KeptMessage[]
  readonly contacts: ReadonlySet<ChatId>
  readonly names: ReadonlyMap<MemberId, string>
}

/** Throws where the file is not whole: a gap in a log, a head that is not its last event's. */
export function readKept(dataDirectory: string): Kept {
  const database = new DatabaseSync(join(dataDirectory, 'shopbell.sqlite'), { readOnly: true })
  try {
    const all = <Row>(query: string, ...values: string[]) => database.prepare(query).all(...values) as Row[]
    const [{ integrity_check: integrity } = { integrity_check: 'no answer' }] = all<{ integrity_check: string }>(
      'pragma integrity_check',
    )
    if (integrity !== 'ok') throw new Error(`The database is damaged: ${integrity}`)
    const snapshots = new Map(
      all<{ store: StoreId; state: string }>('select store, state from snapshot').map(({ store, state }) => [store, state]),
    )
    const heads = all<{ store: StoreId; version: number }>('select store, version from store_head')
    const stores = heads.map(({ store, version }): KeptStore => {
      const rows = all<{ version: number; body: string }>(
        'select version, body from event where store = ? order by version',
        store,
      )
      const gap = rows.findIndex((row, index) => row.version !== index + 1)
      if (gap >= 0 || rows.length !== version)
        throw new Error(`The log of ${store} has ${rows.length} events, and ends at ${version}.`)
      const snapshot = snapshots.get(store)
      return {
        store,
        events: rows.map(({ body }) => JSON.parse(body) as StoreEvent),
        snapshot: snapshot === undefined ? null : (JSON.parse(snapshot) as StoreState),
      }
    })
    const answers = all<{ actor: string; id: string; body: string }>('select actor, id, body from answer')
    const contacts = all<{ chat: ChatId }>('select chat from conversation where contact_at is not null')
    return {
      stores,
      answers: new Map(answers.map(({ actor, id, body }) => [`${actor} ${id}`, JSON.parse(body) as Answer])),
      messages: all<KeptMessage>('select chat, number, id, words as text from message order by chat, number'),
      contacts: new Set(contacts.map(({ chat }) => chat)),
      names: new Map(all<{ id: MemberId; name: string }>('select id, name from member').map(({ id, name }) => [id, name])),
    }
  } finally {
    database.close()
  }
}
