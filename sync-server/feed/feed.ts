/**
 * Rows to devices. A store's hub keeps the names and words beside the state, projects what changed for every connected reader
 * after each flush, and sends each reader what is new to them.
 */
import type { Logger } from 'pino'
import type { Policy } from '../../src/decider/policy.ts'
import { rosterOf } from '../../src/decider/routing.ts'
import type { Opening, StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Batch, Row } from '../../src/protocol/feed.ts'
import type { Change, Coordinator } from '../coordinator/submission.ts'
import { changeBy, openedBy } from '../storage/conversation-changes.ts'
import type { Conversation, ConversationWrite, Message } from '../storage/conversations.ts'
import type { DirectoryMember, Store } from '../storage/directory.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { projectChat, projectMe, projectStore } from './project.ts'
import { type Parts, ReaderView } from './reader-view.ts'

export interface Feed {
  /**
   * Sends the reader what they lack of the position, and from then on what changes. `send` is called in order, once for all that
   * a flush brought. Returns how to leave. Resolves to `ahead` where the device knows more than the server (a restored
   * backup): nothing is sent then.
   */
  join(
    store: StoreId,
    reader: MemberId,
    position: { readonly epoch: string; readonly version: number } | null,
    send: (batch: Batch) => void,
  ): Promise<{ readonly leave: () => void } | 'ahead'>
}

export interface FeedParts {
  readonly storage: ChatStorage
  readonly coordinator: Coordinator
  readonly log: Logger
  readonly newIdentifier: () => string
}

interface Hub {
  readonly epoch: string
  state: StoreState
  readonly around: {
    readonly store: Store
    readonly members: ReadonlyMap<MemberId, DirectoryMember>
    readonly conversations: Map<ChatId, Conversation>
    readonly messages: Map<ChatId, Message[]>
  }
  readonly views: Map<MemberId, Seen>
  /** The rows that all readers share, and what they were made of. */
  shared: { readonly rows: readonly Row[]; readonly policy: Policy; readonly opening: Opening } | null
  isTelling: boolean
  readonly readers: Map<MemberId, Set<(batch: Batch) => void>>
}

/** A reader's view, and what it was last brought up to date with. */
interface Seen {
  readonly view: ReaderView
  state: StoreState | null
}

const nothing: Parts = new Map()

export function createFeed({ storage, coordinator, log, newIdentifier }: FeedParts): Feed {
  const hubs = new Map<StoreId, Promise<Hub>>()

  function hubOf(store: StoreId): Promise<Hub> {
    const found = hubs.get(store)
    if (found) return found
    const opened = open(store)
    hubs.set(store, opened)
    opened.catch(() => hubs.delete(store))
    return opened
  }

  async function open(id: StoreId): Promise<Hub> {
    const store = await storage.directory.store(id)
    if (!store) throw new Error(`There is no store ${id}.`)
    await coordinator.state(id)
    // Whatever commits while the words are being read is kept and taken in afterwards, so that nothing falls between.
    const meanwhile: Change[] = []
    let take = (change: Change) => void meanwhile.push(change)
    const unsubscribe = coordinator.subscribe(id, (change) => take(change))
    const hub = await read(store).catch((failure: unknown) => {
      unsubscribe()
      throw failure
    })
    take = (change) => {
      takeIn(hub, change)
      tellSoon(hub)
    }
    for (const change of meanwhile) takeIn(hub, change)
    return hub
  }

  /** The store as it is now, with its names and words. */
  async function read(store: Store): Promise<Hub> {
    const { id } = store
    const state = await coordinator.state(id)
    const hub: Hub = {
      epoch: newIdentifier(),
      state,
      around: {
        store,
        members: await membersOf(id),
        conversations: new Map((await storage.conversations.findMany(idsOf(state))).map((one) => [one.chat, one])),
        messages: new Map(),
      },
      views: new Map(),
      shared: null,
      isTelling: false,
      readers: new Map(),
    }
    for (const chat of idsOf(state)) hub.around.messages.set(chat, [...(await storage.conversations.messages(chat, 0, 10_000))])
    return hub
  }

  async function membersOf(store: StoreId): Promise<ReadonlyMap<MemberId, DirectoryMember>> {
    return new Map((await storage.directory.members(store)).map((one) => [one.id, one]))
  }

  function takeIn(hub: Hub, change: Change): void {
    // A change that the state already holds is taken in for its words alone: they may have been read before it.
    if (change.after.version > hub.state.version) hub.state = change.after
    for (const write of change.writes) takeInWords(hub, write)
    for (const event of change.events) {
      if (event.type !== 'ChatForgotten' && event.type !== 'ChatErased') continue
      hub.around.conversations.delete(event.chat)
      hub.around.messages.delete(event.chat)
    }
  }

  function takeInWords({ around }: Hub, write: ConversationWrite): void {
    if (write.write === 'open') {
      around.conversations.set(write.chat, openedBy(write))
      return
    }
    if (write.write === 'message') {
      const messages = around.messages.get(write.message.chat) ?? []
      if ((messages.at(-1)?.number ?? 0) < write.message.number) messages.push(write.message)
      around.messages.set(write.message.chat, messages)
      return
    }
    const before = around.conversations.get(write.chat)
    if (before) around.conversations.set(write.chat, { ...before, ...changeBy(write) })
  }

  /** What a flush brought is published at once, one decision after the other: this comes after the last of them. */
  function tellSoon(hub: Hub): void {
    if (hub.isTelling) return
    hub.isTelling = true
    queueMicrotask(() => {
      hub.isTelling = false
      try {
        tell(hub)
      } catch (failure) {
        log.error({ err: failure, store: hub.around.store.id }, 'the readers of a store could not be told')
      }
    })
  }

  function tell(hub: Hub): void {
    if (hub.readers.size === 0) return
    const changes = changesOf(hub)
    for (const [reader, sends] of hub.readers) {
      const { batch } = update(hub, reader, changes)
      if (batch) for (const send of sends) send(batch)
    }
  }

  function update(hub: Hub, reader: MemberId, changes: Changes): { readonly view: ReaderView; readonly batch: Batch | null } {
    const seen: Seen = hub.views.get(reader) ?? { view: new ReaderView(hub.epoch), state: null }
    hub.views.set(reader, seen)
    const parts = isAsSeen(seen.state, hub.state, reader) ? nothing : partsFor(hub, reader, seen, changes)
    seen.state = hub.state
    return { view: seen.view, batch: seen.view.update(parts, hub.state.version) }
  }

  /** Of the chats only those that are not what the reader's view has seen; of all, where the policy changed. */
  function partsFor({ state, around }: Hub, reader: MemberId, seen: Seen, changes: Changes): Parts {
    const { shared, openChats } = changes
    const me = projectMe(state, around, reader, openChats.get(reader) ?? 0)
    const parts = new Map<string, readonly Row[]>([['me', me ? [me] : []]])
    const wasOfStore = seen.state !== null && reader in seen.state.members
    const isAnew = seen.state?.policy !== state.policy || wasOfStore !== (me !== null)
    if (isAnew || seen.state?.opening !== state.opening) parts.set('store', me ? shared : [])
    const chats = isAnew ? new Set([...Object.keys(seen.state?.chats ?? {}), ...idsOf(state)]) : changes.since(seen.state)
    for (const id of chats as Set<ChatId>) {
      const chat = state.chats[id]
      parts.set(id, me && chat ? projectChat(state, around, reader, chat) : [])
    }
    return parts
  }

  return {
    async join(store, reader, position, send) {
      const hub = await hubOf(store)
      if (position && position.version > hub.state.version) return 'ahead'
      const sends = hub.readers.get(reader) ?? new Set()
      const { view, batch } = update(hub, reader, changesOf(hub))
      if (batch) for (const other of sends) other(batch)
      send(view.catchUp(position))
      hub.readers.set(reader, sends)
      sends.add(send)
      log.debug({ store, reader }, 'a device joined the feed')
      return {
        leave: () => {
          sends.delete(send)
          if (sends.size === 0 && hub.readers.get(reader) === sends) hub.readers.delete(reader)
        },
      }
    },
  }
}

/** What all readers' updates to the newest state have in common. */
interface Changes {
  readonly shared: readonly Row[]
  readonly openChats: ReadonlyMap<MemberId, number>
  /** The chats that are not what they were in the earlier state, those gone included. */
  since(before: StoreState | null): ReadonlySet<ChatId>
}

function changesOf(hub: Hub): Changes {
  const { state, around } = hub
  const { policy, opening } = state
  const isShared = hub.shared?.policy === policy && hub.shared.opening === opening
  if (!isShared || !hub.shared) hub.shared = { rows: projectStore(state, around), policy, opening }
  // Readers who were connected all along have seen the same state, so that the chats are compared once for all of them.
  const known = new Map<StoreState | null, ReadonlySet<ChatId>>()
  return {
    shared: hub.shared.rows,
    openChats: rosterOf(state).openChats,
    since(before) {
      const changed = known.get(before) ?? chatsChanged(before, state)
      known.set(before, changed)
      return changed
    },
  }
}

/** Most of what happens in a store is a colleague's change of mind, which is nothing to this reader. */
function isAsSeen(seen: StoreState | null, state: StoreState, reader: MemberId): boolean {
  if (seen === null || seen.policy !== state.policy || seen.opening !== state.opening) return false
  return seen.chats === state.chats && seen.members[reader] === state.members[reader]
}

function chatsChanged(before: StoreState | null, after: StoreState): ReadonlySet<ChatId> {
  const earlier = before?.chats ?? {}
  if (earlier === after.chats) return new Set()
  const ids = new Set([...Object.keys(earlier), ...Object.keys(after.chats)] as ChatId[])
  for (const id of ids) if ((earlier as StoreState['chats'])[id] === after.chats[id]) ids.delete(id)
  return ids
}

function idsOf(state: StoreState): readonly ChatId[] {
  return Object.values(state.chats).map((chat) => chat.id)
}
