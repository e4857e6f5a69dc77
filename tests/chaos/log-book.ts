/** A store's log, read once from the top: who had each chat under which fence, how each request ended, and the last state. */
import type { StoreEvent } from '../../src/decider/events.ts'
import { evolve, initialState } from '../../src/decider/evolve.ts'
import type { Chat, StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId } from '../../src/identifiers.ts'

export interface ChatBook {
  readonly chat: ChatId
  /** By fence. */
  readonly holders: Map<number, MemberId>
  /** By number: everything that ended it. One is right. */
  readonly requests: Map<number, string[]>
  endings: number
}

export interface LogBook {
  readonly chats: ReadonlyMap<ChatId, ChatBook>
  /** What happened while somebody else had the chat, in words. */
  readonly doubleHeld: readonly string[]
  readonly state: StoreState
  /** The state at a version of the log. */
  readonly stateAt: (version: number) => StoreState | undefined
}

export function readLog(events: readonly StoreEvent[], versionToRemember: number | null): LogBook {
  const chats = new Map<ChatId, ChatBook>()
  const doubleHeld: string[] = []
  let state = initialState()
  let remembered: StoreState | undefined
  for (const event of events) {
    const before = 'chat' in event ? state.chats[event.chat] : undefined
    state = evolve(state, event)
    if (state.version === versionToRemember) remembered = state
    if (!('chat' in event)) continue
    const book = chats.get(event.chat) ?? { chat: event.chat, holders: new Map(), requests: new Map(), endings: 0 }
    chats.set(event.chat, book)
    note(book, event)
    const after = state.chats[event.chat]
    if (after) doubleHeld.push(...noteHolder(book, before, after))
  }
  return { chats, doubleHeld, state, stateAt: (version) => (version === versionToRemember ? remembered : undefined) }
}

function note(book: ChatBook, event: StoreEvent): void {
  if (event.type === 'ChatEnded') book.endings += 1
  if (event.type === 'RequestOpened') book.requests.set(event.request, book.requests.get(event.request) ?? [])
  if (event.type === 'ChatClaimed' || event.type === 'RequestMissed' || event.type === 'RequestWithdrawn')
    book.requests.set(event.request, [...(book.requests.get(event.request) ?? []), event.type])
}

/** A chat that somebody has gets another holder by an open request only (RE3), and its fence rises by one each time. */
function noteHolder(book: ChatBook, before: Chat | undefined, after: Chat): string[] {
  if (after.standing.is !== 'held') return []
  const { holder } = after.standing
  const had = before?.standing.is === 'held' ? before.standing.holder : null
  if (before && had === holder && before.fence === after.fence) return []
  const findings: string[] = []
  if (had !== null && before?.request.end !== null) findings.push(`${holder} got chat ${book.chat} while ${had} had it`)
  if (after.fence !== (before?.fence ?? 0) + 1 || book.holders.has(after.fence))
    findings.push(`${holder} got chat ${book.chat} with fence ${after.fence}, after ${before?.fence}`)
  book.holders.set(after.fence, holder)
  return findings
}
