/**
 * Rows to devices. A store's hub keeps the names and words beside the state, projects what changed for every connected reader
 * after each flush, and sends each reader what is new to them. Names have no version, so that a change of them begins a new epoch:
 * every reader is told everything again, now or when they are back.
 */
import type { Logger } from 'pino'
import { rosterOf } from '../../src/decider/routing.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Batch, Row } from '../../src/protocol/feed.ts'
import type { Change, Coordinator } from '../coordinator/submission.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { areSameNames, type Hub, type Names, type Reader, type Seen, takeIn, viewKey } from './hub.ts'
import { projectChat, projectMe, projectStore, type Surroundings } from './project.ts'
import { type Parts, ReaderView } from './reader-view.ts'

export interface Feed {
  /**
   * Sends the reader what they lack of the position, and from then on what changes. `send` is called in order, once for all that
   * a flush brought. Returns how to leave. Resolves to `ahead` where the device knows more than the server (a restored
   * backup): nothing is sent then. What a reader on a locked device is sent has an epoch of its own: whose lock changes joins anew.
   */
  join(
    store: StoreId,
    reader: Reader,
    position: { readonly epoch: string; readonly version: number } | null,
    send: (batch: Batch) => void,
  ): Promise<{ readonly leave: () => void } | 'ahead'>
  /** The store, or somebody of its team, is another in the directory than before: whoever reads the store is told. */
  namesChanged(store: StoreId): void
}

export interface FeedParts {
  readonly storage: ChatStorage
  readonly coordinator: Coordinator
  readonly log: Logger
  readonly newIdentifier: () => string
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
    await coordinator.state(id)
    // Whatever commits while the words are being read is kept and taken in afterwards, so that nothing falls between.
    const meanwhile: Change[] = []
    let take = (change: Change) => void meanwhile.push(change)
    const unsubscribe = coordinator.subscribe(id, (change) => take(change))
    const hub = await read(id).catch((failure: unknown) => {
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
  async function read(id: StoreId): Promise<Hub> {
    const names = await namesOf(id)
    const state = await coordinator.state(id)
    const hub: Hub = {
      id,
      epoch: newIdentifier(),
      state,
      names,
      areNamesOld: false,
      isReadingNames: false,
      words: {
        conversations: new Map((await storage.conversations.findMany(idsOf(state))).map((one) => [one.chat, one])),
        messages: new Map(),
      },
      views: new Map(),
      shared: null,
      isTelling: false,
      read: new Set(),
    }
    for (const chat of idsOf(state)) hub.words.messages.set(chat, [...(await storage.conversations.messages(chat, 0, 10_000))])
    return hub
  }

  async function namesOf(id: StoreId): Promise<Names> {
    const store = await storage.directory.store(id)
    if (!store) throw new Error(`There is no store ${id}.`)
    return { store, members: new Map((await storage.directory.everybody(id)).map((one) => [one.id, one])) }
  }

  /** One reading at a time, and another one where they changed while it was under way, so that the newest names stay. */
  async function readNames(hub: Hub): Promise<void> {
    if (hub.isReadingNames) return
    hub.isReadingNames = true
    try {
      while (hub.areNamesOld) {
        hub.areNamesOld = false
        const names = await namesOf(hub.id)
        if (!areSameNames(hub.names, names)) tellAnew(hub, names)
      }
    } catch (failure) {
      hub.areNamesOld = true
      log.error(
        { err: failure, store: hub.id },
        'the names of a store could not be read; its readers have the old ones until then',
      )
    } finally {
      hub.isReadingNames = false
    }
  }

  function tellAnew(hub: Hub, names: Names): void {
    hub.names = names
    hub.epoch = newIdentifier()
    hub.shared = null
    const before = [...hub.read]
    hub.views.clear()
    hub.read.clear()
    const changes = changesOf(hub)
    for (const { reader, sends } of before) {
      const seen = seenOf(hub, reader, sends)
      hub.read.add(seen)
      update(hub, seen, changes)
      const everything = seen.view.catchUp(null)
      for (const send of sends) send(everything)
    }
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
        log.error({ err: failure, store: hub.id }, 'the readers of a store could not be told')
      }
    })
  }

  function tell(hub: Hub): void {
    if (hub.areNamesOld) void readNames(hub)
    if (hub.read.size === 0) return
    const changes = changesOf(hub)
    for (const seen of hub.read) {
      const batch = update(hub, seen, changes)
      if (batch) for (const send of seen.sends) send(batch)
    }
  }

  function seenOf(hub: Hub, reader: Reader, sends: Seen['sends'] = new Set()): Seen {
    const key = viewKey(reader)
    const known = hub.views.get(key)
    if (known) return known
    const epoch = reader.isLocked ? `${hub.epoch} locked` : hub.epoch
    const seen: Seen = { reader, view: new ReaderView(epoch), state: null, sends }
    hub.views.set(key, seen)
    return seen
  }

  /** Returns what brings those up to date who had what it was before, if anything does. */
  function update(hub: Hub, seen: Seen, changes: Changes): Batch | null {
    const parts = isAsSeen(seen.state, hub.state, seen.reader.member) ? nothing : partsFor(hub, seen, changes)
    seen.state = hub.state
    return seen.view.update(parts, hub.state.version)
  }

  /** Of the chats only those that are not what the reader's view has seen; of all, where the policy changed. */
  function partsFor(hub: Hub, seen: Seen, changes: Changes): Parts {
    const { state } = hub
    const { member: reader, isLocked } = seen.reader
    const { shared, openChats, around } = changes
    const me = projectMe(state, around, reader, openChats.get(reader) ?? 0, isLocked)
    const parts = new Map<string, readonly Row[]>([['me', me ? [me] : []]])
    const wasOfStore = seen.state !== null && reader in seen.state.members
    const isAnew = seen.state?.policy !== state.policy || wasOfStore !== (me !== null)
    if (isAnew || seen.state?.opening !== state.opening) parts.set('store', me ? shared : [])
    const chats = isAnew ? new Set([...Object.keys(seen.state?.chats ?? {}), ...idsOf(state)]) : changes.since(seen.state)
    for (const id of chats as Set<ChatId>) {
      const chat = state.chats[id]
      parts.set(id, me && chat ? projectChat(state, around, reader, chat, isLocked) : [])
    }
    return parts
  }

  return {
    async join(store, reader, position, send) {
      const hub = await hubOf(store)
      if (hub.areNamesOld) void readNames(hub)
      if (position && position.version > hub.state.version) return 'ahead'
      const seen = seenOf(hub, reader)
      const { sends } = seen
      const batch = update(hub, seen, changesOf(hub))
      if (batch) for (const other of sends) other(batch)
      send(seen.view.catchUp(position))
      hub.read.add(seen)
      sends.add(send)
      log.debug({ store, reader }, 'a device joined the feed')
      return {
        leave: () => {
          sends.delete(send)
          if (sends.size > 0) return
          const read = hub.views.get(viewKey(reader))
          if (read?.sends === sends) hub.read.delete(read)
        },
      }
    },

    namesChanged(store) {
      const open = hubs.get(store)
      // A store whose hub cannot be opened is read anew by whoever comes next.
      open?.then(
        (hub) => {
          hub.areNamesOld = true
          void readNames(hub)
        },
        () => {},
      )
    },
  }
}

/** What all readers' updates to the newest state have in common. */
interface Changes {
  readonly around: Surroundings
  readonly shared: readonly Row[]
  readonly openChats: ReadonlyMap<MemberId, number>
  /** The chats that are not what they were in the earlier state, those gone included. */
  since(before: StoreState | null): ReadonlySet<ChatId>
}

function changesOf(hub: Hub): Changes {
  const { state } = hub
  const { policy, opening } = state
  const around = { ...hub.names, ...hub.words }
  const isShared = hub.shared?.policy === policy && hub.shared.opening === opening
  if (!isShared || !hub.shared) hub.shared = { rows: projectStore(state, around), policy, opening }
  // Readers who were connected all along have seen the same state, so that the chats are compared once for all of them.
  const known = new Map<StoreState | null, ReadonlySet<ChatId>>()
  return {
    around,
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
