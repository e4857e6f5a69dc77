/**
 * The server as one process that may crash: the real coordinator, feed, rooms, sessions and shoppers' streams, put together as
 * `main.ts` does it, over a virtual disk, clock and network. What the routes of `http/` do is done here without HTTP.
 */
import type { Logger } from 'pino'
import type { Circumstances } from '../../src/decider/commands.ts'
import type { decide } from '../../src/decider/decide.ts'
import type { Policy } from '../../src/decider/policy.ts'
import type { ChatId, DeviceId, MemberId, OfferId, StoreId } from '../../src/identifiers.ts'
import type { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import type { StoreHours } from '../../src/protocol/hours.ts'
import type { Problem } from '../../src/protocol/problems.ts'
import type { AskQuestion, EndByShopper, LeaveContact, WriteMessage } from '../../src/protocol/shopper.ts'
import { closeCodes } from '../../src/protocol/socket.ts'
import type { Session } from '../../src/protocol/staff.ts'
import { protocolVersion } from '../../src/protocol/version.ts'
import type { Clock } from '../../sync-server/clock.ts'
import { createCoordinator, type RunningCoordinator } from '../../sync-server/coordinator/coordinator.ts'
import { createFeed, type Feed } from '../../sync-server/feed/feed.ts'
import { createStoresHours, type StoresHours } from '../../sync-server/hours/store-hours.ts'
import { contentHash } from '../../sync-server/http/content.ts'
import type { StreamItem } from '../../sync-server/http/event-stream.ts'
import { ProblemReply } from '../../sync-server/http/problem.ts'
import { submitOrRefuse } from '../../sync-server/http/refusals.ts'
import { commandOf, needsWhoHadDevice, wordsOf } from '../../sync-server/members/command-of.ts'
import { createSessions, type Sessions } from '../../sync-server/members/sessions.ts'
import { createTeamChanges, type TeamChanges } from '../../sync-server/members/team-changes.ts'
import type { RoomSocket } from '../../sync-server/presence/room-socket.ts'
import { createRooms, type Rooms } from '../../sync-server/presence/rooms.ts'
import { pushesAfter } from '../../sync-server/push/push-messages.ts'
import { createSubscriptions, type Subscriptions } from '../../sync-server/push/subscriptions.ts'
import { chatEvents } from '../../sync-server/shoppers/chat-events.ts'
import { createShopperCommands, type ShopperCommands } from '../../sync-server/shoppers/shopper-commands.ts'
import { createShopperSessions, type ShopperAsking, type ShopperSessions } from '../../sync-server/shoppers/shopper-sessions.ts'
import { createShopperStreams, type ShopperStreams } from '../../sync-server/shoppers/shopper-streams.ts'
import { createShopperView, type ShopperView } from '../../sync-server/shoppers/shopper-view.ts'
import type { DirectoryMember } from '../../sync-server/storage/directory.ts'
import type { BoundSubscription } from '../../sync-server/storage/push-subscriptions.ts'
import type { SetUp } from '../../sync-server/storage/set-up.ts'
import type { Shift } from '../../sync-server/storage/shifts.ts'
import { type ChatStorage, StorageFailure } from '../../sync-server/storage/storage.ts'
import { systemClock } from '../../sync-server/system-clock.ts'
import type { DiskUser } from './disk/virtual-disk.ts'
import type { VirtualTime } from './virtual-time.ts'

/** An answer as it leaves the server: `again` is a 503, which says to come back. */
export type ServerReply =
  | { readonly is: 'ok'; readonly value: CommandAccepted }
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'again'; readonly retryAfterMs: number }

/** What a shopper sends. */
export type ShopperRequest =
  | { readonly do: 'ask'; readonly body: AskQuestion }
  | { readonly do: 'write'; readonly chat: ChatId; readonly body: WriteMessage }
  | { readonly do: 'leaveContact'; readonly chat: ChatId; readonly body: LeaveContact }
  | { readonly do: 'end'; readonly chat: ChatId; readonly body: EndByShopper }

/** A shift, and the cookie that stands for it. */
export interface SignedIn {
  readonly session: Session
  readonly token: string
}

export interface ServerParts {
  readonly time: VirtualTime
  /** The machine's own idea of the time, in milliseconds since 1970; may be set back and forth. */
  readonly wall: () => number
  readonly storage: (user: DiskUser) => ChatStorage
  readonly setUp: (user: DiskUser) => Pick<SetUp, 'removeMember'>
  readonly clock: (clock: Clock) => Clock
  readonly decide: typeof decide
  readonly newIdentifier: () => string
  readonly randomToken: () => string
  /** A shift has begun: its device may subscribe to push. */
  readonly onShift: (server: ServerProcess, shift: Shift, token: string) => Promise<void>
  /** A ring goes to a push service. */
  readonly push: (to: BoundSubscription, offer: OfferId) => void
  /** Something that can only be a bug. */
  readonly onBug: (what: string) => void
}

export class ServerProcess implements DiskUser {
  isAlive = true
  /** Whether it has taken over from the last one and listens. */
  isListening = false
  /** Whether those who are connected are told of its death: a killed process's are, by its machine; a dead machine's are not. */
  saysGoodbye = true
  readonly clock: Clock
  readonly coordinator: RunningCoordinator
  readonly sessions: Sessions
  readonly storage: ChatStorage
  readonly #parts: ServerParts
  readonly #subscriptions: Subscriptions
  readonly #hours: StoresHours
  readonly #rooms: Rooms
  readonly #feed: Feed
  readonly #setUp: Pick<SetUp, 'removeMember'>
  readonly #teams: TeamChanges
  readonly #view: ShopperView
  readonly #streams: ShopperStreams
  readonly #shoppers: ShopperSessions
  readonly #shopperCommands: ShopperCommands
  readonly #deaths = new Set<() => void>()
  /** What a stalled process has yet to hear of; `null` where it runs. */
  #missed: (() => void)[] | null = null

  constructor(parts: ServerParts) {
    this.#parts = parts
    const { time, onBug, newIdentifier, randomToken } = parts
    const machine = {
      wall: parts.wall,
      monotonic: () => time.now,
      timer: (ms: number, callback: () => void) => time.after(ms, () => this.run(callback)),
    }
    const clock = parts.clock(systemClock(machine))
    const storage = parts.storage(this)
    const log = watchfulLog((what) => this.isAlive && onBug(what))
    this.clock = clock
    this.storage = storage
    let rooms: Rooms | null = null
    const subscriptions = createSubscriptions({
      storage,
      clock,
      log,
      onReachability(of) {
        rooms?.reachabilityChanged(of)
        coordinator.look(of)
      },
    })
    const coordinator = createCoordinator({
      storage,
      clock,
      log,
      heardAt: (store) => rooms?.heardAt(store) ?? {},
      push: (store) => subscriptions.facts(store),
      nextTurn: (resume) => void time.after(0, () => this.run(resume)),
      decide: parts.decide,
    })
    const feed = createFeed({ storage, coordinator, log, newIdentifier })
    rooms = createRooms({ coordinator, feed, push: subscriptions, clock, log })
    coordinator.subscribeToAll(({ store, before, after, events }) => {
      for (const { member, content } of pushesAfter(before, after, events)) {
        for (const to of content.is === 'ring' ? subscriptions.ofMember(store, member) : []) {
          subscriptions.awaited(to.endpoint, after.policy.deliverWithinMs)
          if (content.is === 'ring') parts.push(to, content.offer)
        }
      }
    })
    this.#feed = feed
    this.#setUp = parts.setUp(this)
    this.#teams = createTeamChanges({ directory: storage.directory, coordinator, clock, log })
    this.#subscriptions = subscriptions
    this.#rooms = rooms
    this.coordinator = coordinator
    this.sessions = createSessions({ storage, clock, newIdentifier, randomToken })
    this.sessions.onEnd((shift) => {
      this.#rooms.closeShift(shift)
      subscriptions.shiftEnded(shift)
    })
    this.sessions.onStart((shift) => subscriptions.shiftStarted(shift))
    this.#hours = createStoresHours({ storage, coordinator, sessions: this.sessions, clock, log })
    this.#view = createShopperView({ storage, coordinator, clock })
    this.#streams = createShopperStreams({ coordinator, clock, log })
    this.#shoppers = createShopperSessions({ storage, clock, newIdentifier, randomToken })
    this.#shopperCommands = createShopperCommands({ storage, coordinator, view: this.#view })
  }

  /** Takes over from the last server. Its disk may fail it: then the process ends, as the real one does. */
  async start(): Promise<void> {
    await this.#subscriptions.load()
    await this.coordinator.start()
    await this.#hours.start()
    this.isListening = this.isAlive
  }

  /** Everything that reaches the process goes through here: a dead one hears nothing, a stalled one hears it when it goes on. */
  run(callback: () => void): void {
    if (!this.isAlive) return
    if (this.#missed) this.#missed.push(callback)
    else callback()
  }

  /** A paused machine, or a loop that blocks: nothing happens for so long. */
  stall(ms: number): void {
    this.#missed ??= []
    this.#parts.time.after(ms, () => this.goOn())
  }

  /** The stall is over: everything that came meanwhile comes now, in its order. */
  goOn(): void {
    const missed = this.#missed ?? []
    this.#missed = null
    for (const callback of missed) this.#parts.time.after(0, () => this.run(callback))
  }

  get isStalled(): boolean {
    return this.#missed !== null
  }

  /** Calls back when the process dies. Returns how to let go. */
  onDeath(callback: () => void): () => void {
    this.#deaths.add(callback)
    return () => this.#deaths.delete(callback)
  }

  /** `kill -9`, or the power is gone. What its disk keeps is the disk's business. */
  crash(saysGoodbye: boolean): void {
    this.saysGoodbye = saysGoodbye
    this.isAlive = false
    this.isListening = false
    for (const tell of [...this.#deaths]) tell()
  }

  /** `POST /commands`. */
  async command(token: string, sent: MemberCommand): Promise<ServerReply> {
    return this.#answered(async () => {
      const signedIn = await this.sessions.findByToken(token)
      if (!signedIn) throw new ProblemReply('not-signed-in', 'Nobody is signed in here.')
      const { shift, member, store } = signedIn
      if (sent.shift !== shift.id) throw new ProblemReply('wrong-shift', 'This was given in an earlier shift.')
      const { id, shift: _, ...content } = sent
      const had = needsWhoHadDevice(sent) ? await this.storage.shifts.before(shift.id) : null
      return submitOrRefuse(
        { coordinator: this.coordinator, directory: this.storage.directory },
        {
          store: store.id,
          command: commandOf(sent, member.id, had),
          asked: { actor: `member:${member.id}`, id, content: contentHash(content) },
          words: (events) => wordsOf(sent, member.id, events),
        },
      )
    })
  }

  /** `POST /session`, with the right PIN. `token` is the browser's cookie: a shift that it still has ends. */
  async signIn(member: MemberId, device: DeviceId, token: string): Promise<SignedIn | null> {
    return this.#unlessItFails(async () => {
      const found = await this.storage.directory.member(member)
      const store = found && (await this.storage.directory.store(found.store))
      const retailer = store && (await this.storage.directory.retailer(store.retailer))
      if (!retailer) throw new Error(`There is no member ${member}.`)
      this.#teams.comes(store.id)
      const before = await this.sessions.findByToken(token)
      if (before) await this.sessions.end(before.shift.id)
      const begun = await this.sessions.start({ member: found, store, retailer }, device)
      await this.#parts.onShift(this, begun.signedIn.shift, begun.token)
      return {
        token: begun.token,
        session: { shift: begun.signedIn.shift.id, member: found, store, retailer, protocolVersion },
      }
    })
  }

  /** `DELETE /session`. Resolves to `null` where it could not be done. */
  async signOut(token: string): Promise<true | null> {
    return this.#unlessItFails(async () => {
      const signedIn = await this.sessions.findByToken(token)
      if (signedIn) await this.sessions.end(signedIn.shift.id)
      return true as const
    })
  }

  /** RE1: as decisions are told. */
  reachability(store: StoreId): Pick<Circumstances, 'heardAt' | 'push' | 'reportedAt'> {
    return { heardAt: this.#rooms.heardAt(store), ...this.#subscriptions.facts(store) }
  }

  /** `PUT /push/subscription`. */
  async subscribe(shift: Shift, address: Pick<BoundSubscription, 'endpoint' | 'p256dh' | 'auth'>): Promise<void> {
    const member = await this.storage.directory.member(shift.member)
    if (member) await this.#subscriptions.save(shift, member.store, address)
  }

  /** `POST /push/received`: a worker has a ring. */
  async reportPush(token: string, offer: OfferId): Promise<ServerReply> {
    return this.#answered(async () => {
      const signedIn = await this.sessions.findByToken(token)
      if (!signedIn) throw new ProblemReply('not-signed-in', 'Nobody is signed in here.')
      const { shift, member, store } = signedIn
      this.#subscriptions.reported(shift.id, member.id, store.id)
      const command = { type: 'ReportOffer', member: member.id, offer, seen: 'delivered' } as const
      return submitOrRefuse(
        { coordinator: this.coordinator, directory: this.storage.directory },
        { store: store.id, command, asked: null },
      )
    })
  }

  /** `PUT /stores/:store/policy`. */
  async changePolicy(store: StoreId, figures: Partial<Policy>): Promise<ServerReply> {
    return this.#answered(async () => {
      const policy = { ...(await this.coordinator.state(store)).policy, ...figures }
      const submission = { store, command: { type: 'ChangePolicy', policy } as const, asked: null }
      return submitOrRefuse({ coordinator: this.coordinator, directory: this.storage.directory }, submission)
    })
  }

  /** `PUT /stores/:store/hours`. */
  async changeHours(store: StoreId, hours: StoreHours): Promise<ServerReply> {
    return this.#answered(async () => {
      await this.storage.hours.keep({ store, hours, changedAt: Math.floor(this.clock.now()) })
      await this.#hours.changed(store)
      return { is: 'accepted' }
    })
  }

  /** `POST /console/stores/:store/members`. Resolves to `null` where it could not be done. */
  async addMember(member: DirectoryMember): Promise<true | null> {
    return this.#unlessItFails(async () => {
      if (!(await this.storage.directory.member(member.id))) await this.storage.directory.addMember(member)
      await this.#teamChanged(member.store)
      return true as const
    })
  }

  /** `DELETE /console/members/:member`. Resolves to `null` where it could not be done. */
  async removeMember({ id, store }: Pick<DirectoryMember, 'id' | 'store'>): Promise<true | null> {
    return this.#unlessItFails(async () => {
      this.sessions.ended(await this.#setUp.removeMember(id, Math.floor(this.clock.now())))
      await this.#teamChanged(store)
      return true as const
    })
  }

  #teamChanged(store: StoreId): Promise<void> {
    this.#feed.namesChanged(store)
    return this.#teams.changed(store)
  }

  /** A page asks to be let into a room. */
  async enterRoom(token: string, member: MemberId, socket: RoomSocket): Promise<void> {
    try {
      const who = await this.sessions.findByToken(token)
      if (!who) return socket.close(closeCodes.notSignedIn, 'Nobody is signed in')
      this.#teams.comes(who.store.id)
      const visitor = {
        shift: who.shift.id,
        device: who.shift.device,
        member: who.member.id,
        store: who.store.id,
        expiresAt: who.shift.expiresAt,
        isLocked: who.shift.lockedAt !== null,
      }
      await this.#rooms.enter(visitor, member, socket)
      // As the sockets do (sync-server/presence/sockets.ts): what ended the shift in between is seen by looking once more.
      if (!(await this.sessions.findByToken(token))) socket.close(closeCodes.notSignedIn, 'Signed out')
    } catch (failure) {
      if (!(failure instanceof StorageFailure)) this.#parts.onBug(`a room could not be opened: ${String(failure)}`)
      socket.close(1013, 'The server cannot read the store at the moment')
    }
  }

  /** A new shopper's token for the store. */
  async beginShopper(store: StoreId): Promise<string> {
    const found = await this.storage.directory.store(store)
    const retailer = found && (await this.storage.directory.retailer(found.retailer))
    if (!retailer) throw new Error(`There is no store ${store}.`)
    const { token } = await this.#shoppers.begin({ authorization: undefined, store: found, retailer, identity: null })
    return token
  }

  /** What a shopper posts. `chat` is there after a question. */
  async shopperRequest(token: string, request: ShopperRequest): Promise<ServerReply & { readonly chat?: ChatId }> {
    let chat: ChatId | null = null
    const reply = await this.#answered(async () => {
      const asking = await this.#asking(token)
      switch (request.do) {
        case 'ask': {
          const stands = await this.#shopperCommands.ask(asking, request.body)
          chat = stands.chat as ChatId
          return { is: 'accepted' }
        }
        case 'write':
          return this.#shopperCommands.write(asking, request.chat, request.body)
        case 'leaveContact':
          return this.#shopperCommands.leaveContact(asking, request.chat, request.body)
        case 'end':
          return this.#shopperCommands.end(asking, request.chat, request.body)
      }
    })
    return chat === null ? reply : { ...reply, chat }
  }

  /** A shopper's event stream. `send` gets each item; `ended` is called once. Returns how the shopper's end closes it. */
  followChat(token: string, chat: ChatId, after: number, send: (item: StreamItem) => void, ended: () => void): () => void {
    let isClosed = false
    let close = () => {
      isClosed = true
    }
    const follow = async () => {
      const asking = await this.#asking(token)
      const conversation = await this.storage.conversations.find(chat)
      if (conversation?.shopper !== asking.shopper.id || isClosed) return
      const { store, shopper } = conversation
      const stream = this.#streams.open({ shopper, store, chat })
      close = stream.close
      try {
        const parts = { coordinator: this.coordinator, clock: this.clock, view: this.#view }
        for await (const item of chatEvents(parts, conversation, after, stream.signal)) if (this.isAlive) send(item)
      } finally {
        stream.close()
      }
    }
    follow()
      .catch((failure: unknown) => {
        if (failure instanceof StorageFailure || failure instanceof ProblemReply || !this.isAlive) return
        this.#parts.onBug(`a shopper's stream failed: ${String(failure)}`)
      })
      .finally(() => this.isAlive && ended())
    return () => this.run(() => close())
  }

  async #asking(token: string): Promise<ShopperAsking> {
    const asking = await this.#shoppers.find(`Bearer ${token}`)
    if (!asking) throw new ProblemReply('not-signed-in', 'This shopper is not known here.')
    return asking
  }

  async #unlessItFails<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (failure) {
      if (!(failure instanceof StorageFailure)) this.#parts.onBug(`a session's request failed: ${String(failure)}`)
      return null
    }
  }

  async #answered(work: () => Promise<CommandAccepted>): Promise<ServerReply> {
    try {
      return { is: 'ok', value: await work() }
    } catch (failure) {
      if (failure instanceof ProblemReply) return { is: 'problem', problem: failure.body() }
      if (!(failure instanceof StorageFailure)) this.#parts.onBug(`a request failed: ${String(failure)}`)
      return { is: 'again', retryAfterMs: 1_000 }
    }
  }
}

/** Says nothing, but takes every failure that is not the disk's for what it is. */
function watchfulLog(onBug: (what: string) => void): Logger {
  const heed = (details: unknown, message?: string) => {
    const { err, failure } = (details ?? {}) as { err?: unknown; failure?: unknown }
    const cause = err ?? failure
    if (cause !== undefined && !(cause instanceof StorageFailure)) {
      onBug(`${message}: ${cause instanceof Error ? cause.stack : String(cause)}`)
    }
  }
  const ignore = () => {}
  return { error: heed, warn: heed, fatal: heed, info: ignore, debug: ignore, trace: ignore } as unknown as Logger
}
