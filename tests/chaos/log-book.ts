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
  /** CL7: the fences with which it was handed back. */
  readonly handedBack: Set<number>
  /** RE3: how often colleagues were asked to take it over from its holder, and how often one did. */
  rescues: number
  takenOver: number
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
    const book = chats.get(event.chat) ?? emptyBook(event.chat)
    chats.set(event.chat, book)
    note(book, event)
    if (event.type === 'ChatHandedBack' && before) book.handedBack.add(before.fence)
    const after = state.chats[event.chat]
    if (after) doubleHeld.push(...noteHolder(book, before, after))
  }
  return { chats, doubleHeld, state, stateAt: (version) => (version === versionToRemember ? remembered : undefined) }
}

function emptyBook(chat: ChatId): ChatBook {
  return { chat, holders: new Map(), requests: new Map(), handedBack: new Set(), rescues: 0, takenOver: 0, endings: 0 }
}

function note(book: ChatBook, event: StoreEvent): void {
  if (event.type === 'ChatEnded') book.endings += 1
  if (event.type === 'RequestOpened' && event.why === 'rescue') book.rescues += 1
  if (event.type === 'RequestOpened') book.requests.set(event.request, book.requests.get(event.request) ?? [])
  if (event.type === 'ChatClaimed' || event.type === 'RequestMissed' || event.type === 'RequestWithdrawn')
    book.requests.set(event.request, [...(book.requests.get(event.request) ?? []), event.type])
}

/** A chat that somebody has gets another holder by an open rescue only (RE3), and its fence rises by one each time. */
function noteHolder(book: ChatBook, before: Chat | undefined, after: Chat): string[] {
  if (after.standing.is !== 'held') return []
  const { holder } = after.standing
  const had = before?.standing.is === 'held' ? before.standing.holder : null
  if (before && had === holder && before.fence === after.fence) return []
  const findings: string[] = []
  if (had !== null) {
    const isRescue = before?.request.why === 'rescue' && before.request.end === null
    if (isRescue && had !== holder) book.takenOver += 1
    else findings.push(`${holder} got chat ${book.chat} while ${had} had it`)
  }
  if (after.fence !== (before?.fence ?? 0) + 1 || book.holders.has(after.fence))
    findings.push(`${holder} got chat ${book.chat} with fence ${after.fence}, after ${before?.fence}`)
  book.holders.set(after.fence, holder)
  return findings
}
