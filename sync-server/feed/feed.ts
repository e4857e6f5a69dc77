/**
 * Rows to devices. A store's hub keeps the names and words beside the state, projects every connected reader's rows after
 * each commit, and sends each reader what changed for them.
 */
import type { Logger } from 'pino'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Batch } from '../../src/protocol/feed.ts'
import type { Change, Coordinator } from '../coordinator/submission.ts'
import type { Conversation, ConversationWrite, DirectoryMember, Message, Storage } from '../storage/storage.ts'
import { project, type Surroundings } from './project.ts'
import { ReaderView } from './reader-view.ts'

export interface Feed {
  /**
   * Sends the reader what they lack of the position, and from then on what changes. `send` is called in order, synchronously
   * with each commit. Returns how to leave. Resolves to `ahead` where the device knows more than the server (a restored
   * backup): nothing is sent then.
   */
  join(
    store: StoreId,
    reader: MemberId,
    position: { readonly epoch: string; readonly version: number } | null,
    send: (batch: Batch) => void,
  ): Promise<{ readonly leave: () => void } | 'ahead'>
  /** The directory has a new member of the store. */
  refreshMembers(store: StoreId): Promise<void>
}

export interface FeedParts {
  readonly storage: Storage
  readonly coordinator: Coordinator
  readonly log: Logger
  readonly newIdentifier: () => string
}

interface Hub {
  readonly epoch: string
  state: StoreState
  readonly around: {
    store: Surroundings['store']
    members: ReadonlyMap<MemberId, DirectoryMember>
    readonly conversations: Map<ChatId, Conversation>
    readonly messages: Map<ChatId, Message[]>
  }
  readonly views: Map<MemberId, ReaderView>
  readonly readers: Map<MemberId, Set<(batch: Batch) => void>>
}

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
    coordinator.subscribe(id, (change) => take(change))
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
      readers: new Map(),
    }
    for (const chat of idsOf(state)) hub.around.messages.set(chat, [...(await storage.conversations.messages(chat, 0, 10_000))])
    take = (change) => {
      takeIn(hub, change)
      tell(hub)
    }
    for (const change of meanwhile) takeIn(hub, change)
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
      if (event.type !== 'ChatForgotten') continue
      hub.around.conversations.delete(event.chat)
      hub.around.messages.delete(event.chat)
    }
  }

  function takeInWords({ around }: Hub, write: ConversationWrite): void {
    if (write.write === 'open') {
      const { write: _, ...conversation } = write
      around.conversations.set(write.chat, { ...conversation, lastHolder: null, heldAt: null, endedAt: null, contact: null })
      return
    }
    if (write.write === 'message') {
      const messages = around.messages.get(write.message.chat) ?? []
      if ((messages.at(-1)?.number ?? 0) < write.message.number) messages.push(write.message)
      around.messages.set(write.message.chat, messages)
      return
    }
    const before = around.conversations.get(write.chat)
    if (before) around.conversations.set(write.chat, { ...before, ...changeOf(write) })
  }

  function tell(hub: Hub): void {
    for (const [reader, sends] of hub.readers) {
      const batch = update(hub, reader).batch
      if (batch) for (const send of sends) send(batch)
    }
  }

  function update(hub: Hub, reader: MemberId): { readonly view: ReaderView; readonly batch: Batch | null } {
    const view = hub.views.get(reader) ?? new ReaderView(hub.epoch)
    hub.views.set(reader, view)
    return { view, batch: view.update(project(hub.state, hub.around, reader), hub.state.version) }
  }

  return {
    async join(store, reader, position, send) {
      const hub = await hubOf(store)
      if (position && position.version > hub.state.version) return 'ahead'
      const sends = hub.readers.get(reader) ?? new Set()
      const { view, batch } = update(hub, reader)
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

    async refreshMembers(store) {
      const underWay = hubs.get(store)
      if (!underWay) return
      const hub = await underWay
      hub.around.members = await membersOf(store)
      tell(hub)
    },
  }
}

function idsOf(state: StoreState): readonly ChatId[] {
  return Object.values(state.chats).map((chat) => chat.id)
}

function changeOf(write: Exclude<ConversationWrite, { write: 'open' | 'message' }>): Partial<Conversation> {
  switch (write.write) {
    case 'contact':
      return { contact: { address: write.address, text: write.text, at: write.at } }
    case 'holder':
      return { lastHolder: write.member, heldAt: write.at }
    case 'handedBack':
      return { lastHolder: null, heldAt: null }
    case 'ended':
      return { endedAt: write.at }
  }
}
