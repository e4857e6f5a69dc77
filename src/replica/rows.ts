/** The feed's rows as a reactive store, one table a kind, so that a new message wakes its conversation and nothing else. */
import { batch } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { ChatRow, MemberRow, MeRow, MessageRow, MissedRow, OfferRow, Row, StoreRow } from '../protocol/feed.ts'
import type { RowSink } from './feed.ts'

type Table<R> = { [key: string]: R }
/** A store drops the key that is set to undefined. */
type Draft<R> = { [key: string]: R | undefined }

/** Everything that the server shows this member. The keys of the tables are the rows' own. */
export interface Rows {
  readonly me: MeRow | null
  readonly store: StoreRow | null
  readonly members: Readonly<Table<MemberRow>>
  readonly offers: Readonly<Table<OfferRow>>
  readonly chats: Readonly<Table<ChatRow>>
  readonly missed: Readonly<Table<MissedRow>>
  /** By chat, then by row key. */
  readonly messages: Readonly<Table<Readonly<Table<MessageRow>>>>
}

interface Tables {
  me: MeRow | null
  store: StoreRow | null
  members: Draft<MemberRow>
  offers: Draft<OfferRow>
  chats: Draft<ChatRow>
  missed: Draft<MissedRow>
  messages: Draft<Draft<MessageRow>>
}

/**
 * Reactive rows and the sink that a {@link Feed} fills; `together` runs many changes as one. A row that is put again keeps its
 * identity and changes in place, so that a screen that shows it is not built anew after every reconnecting.
 */
export function createRows(): { rows: Rows; sink: RowSink; together: <T>(change: () => T) => T } {
  const [tables, set] = createStore<Tables>({
    me: null,
    store: null,
    members: {},
    offers: {},
    chats: {},
    missed: {},
    messages: {},
  })

  const put = (row: Row): void => {
    switch (row.kind) {
      case 'me':
        set('me', reconcile(row))
        break
      case 'store':
        set('store', reconcile(row))
        break
      case 'member':
        set('members', row.key, reconcile(row))
        break
      case 'offer':
        set('offers', row.key, reconcile(row))
        break
      case 'chat':
        set('chats', row.key, reconcile(row))
        break
      case 'missed':
        set('missed', row.key, reconcile(row))
        break
      case 'message':
        if (!tables.messages[row.chat]) set('messages', row.chat, {})
        set('messages', row.chat, row.key, reconcile(row))
        break
    }
  }

  const remove = (key: string): void => {
    const [kind, chat = ''] = key.split('/')
    switch (kind) {
      case 'me':
        set('me', null)
        break
      case 'store':
        set('store', null)
        break
      case 'member':
        set('members', key, undefined)
        break
      case 'offer':
        set('offers', key, undefined)
        break
      case 'chat':
        set('chats', key, undefined)
        break
      case 'missed':
        set('missed', key, undefined)
        break
      case 'message':
        if (tables.messages[chat]) set('messages', chat, key, undefined)
    }
  }

  const keys = (): string[] => [
    ...(tables.me ? [tables.me.key] : []),
    ...(tables.store ? [tables.store.key] : []),
    ...[tables.members, tables.offers, tables.chats, tables.missed, ...Object.values(tables.messages)].flatMap((table) =>
      Object.keys(table ?? {}),
    ),
  ]

  const sink: RowSink = {
    put,
    remove,
    keepOnly: (kept) => {
      for (const key of keys()) if (!kept.has(key)) remove(key)
    },
  }
  // What is undefined in a table is gone from it: the tables read as if every key in them had its row.
  return { rows: tables as Rows, sink, together: batch }
}
