/** What the feed holds of a store that is open: its state, the names and words beside it, and who reads it how far. */
import type { Policy } from '../../src/decider/policy.ts'
import type { Opening, StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Batch, Row } from '../../src/protocol/feed.ts'
import type { Change } from '../coordinator/submission.ts'
import { changeBy, openedBy } from '../storage/conversation-changes.ts'
import type { Conversation, ConversationWrite, Message } from '../storage/conversations.ts'
import type { Surroundings } from './project.ts'
import type { ReaderView } from './reader-view.ts'

export interface Hub {
  readonly id: StoreId
  epoch: string
  state: StoreState
  names: Names
  /** The directory may hold other names than these. */
  areNamesOld: boolean
  isReadingNames: boolean
  readonly words: {
    readonly conversations: Map<ChatId, Conversation>
    readonly messages: Map<ChatId, Message[]>
  }
  /** By {@link viewKey}. */
  readonly views: Map<string, Seen>
  /** The rows that all readers share, and what they were made of. */
  shared: { readonly rows: readonly Row[]; readonly policy: Policy; readonly opening: Opening } | null
  isTelling: boolean
  /** The views that somebody reads. */
  readonly read: Set<Seen>
}

/** A member, on devices that are locked or on those that are not. */
export interface Reader {
  readonly member: MemberId
  readonly isLocked: boolean
}

export function viewKey({ member, isLocked }: Reader): string {
  return isLocked ? `${member} locked` : member
}

/** Who there is, as the directory has it. */
export type Names = Pick<Surroundings, 'store' | 'members'>

/** A reader's view, what it was last brought up to date with, and who reads it. */
export interface Seen {
  readonly reader: Reader
  readonly view: ReaderView
  state: StoreState | null
  readonly sends: Set<(batch: Batch) => void>
}

export function takeIn(hub: Hub, change: Change): void {
  // A change that the state already holds is taken in for its words alone: they may have been read before it.
  if (change.after.version > hub.state.version) hub.state = change.after
  for (const write of change.writes) takeInWords(hub, write)
  for (const event of change.events) {
    if (event.type !== 'ChatForgotten' && event.type !== 'ChatErased') continue
    hub.words.conversations.delete(event.chat)
    hub.words.messages.delete(event.chat)
  }
}

function takeInWords({ words }: Hub, write: ConversationWrite): void {
  if (write.write === 'open') {
    words.conversations.set(write.chat, openedBy(write))
    return
  }
  if (write.write === 'message') {
    const messages = words.messages.get(write.message.chat) ?? []
    if ((messages.at(-1)?.number ?? 0) < write.message.number) messages.push(write.message)
    words.messages.set(write.message.chat, messages)
    return
  }
  const before = words.conversations.get(write.chat)
  if (before) words.conversations.set(write.chat, { ...before, ...changeBy(write) })
}

/** A PIN or a language that changed is nothing to a reader. */
export function areSameNames(before: Names, after: Names): boolean {
  return shownOf(before) === shownOf(after)
}

function shownOf({ store, members }: Names): string {
  const team = [...members.values()].map(({ id, name, role, removedAt }) => [id, name, role, removedAt !== null])
  return JSON.stringify([store.name, store.idleLockMs, team])
}
