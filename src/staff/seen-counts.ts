/** How many of each chat's messages the member has had on screen, also on an earlier page of this device. */
import { createStore } from 'solid-js/store'
import type { ChatId } from '../identifiers.ts'
import type { SeenCounts } from '../replica/database.ts'
import type { Rows } from '../replica/rows.ts'

export interface SeenParts {
  readonly rows: Rows
  /** What an earlier page kept. */
  readonly kept: Promise<SeenCounts>
  readonly keep: (counts: SeenCounts) => Promise<void>
}

export interface Seen {
  /** Reactive. */
  seen(chat: ChatId): number
  mark(chat: ChatId, messages: number): void
}

/** Counts only rise. What cannot be kept costs a word of *new* after the next reload, and nothing else. */
export function createSeen({ rows, kept, keep }: SeenParts): Seen {
  const [counts, setCounts] = createStore<Record<ChatId, number>>({})
  const raise = (chat: ChatId, messages: number) => setCounts(chat, (before = 0) => Math.max(before, messages))
  const loading = kept.then(
    (before) => {
      for (const [chat, messages] of Object.entries(before)) raise(chat as ChatId, messages)
    },
    () => {},
  )
  /** The chats that are still here: what a person has seen is not piled up for ever. */
  const ofNow = (): SeenCounts => {
    const chats = Object.values(rows.chats).map(({ id }) => id)
    return Object.fromEntries(chats.flatMap((chat) => (counts[chat] ? [[chat, counts[chat]]] : [])))
  }
  return {
    seen: (chat) => counts[chat] ?? 0,
    mark(chat, messages) {
      if ((counts[chat] ?? 0) >= messages) return
      raise(chat, messages)
      void loading.then(() => keep(ofNow()).catch(() => {}))
    },
  }
}
