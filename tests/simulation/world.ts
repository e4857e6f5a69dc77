/** One run's world: a store with its team and shoppers, the server and its disk, and everything between them, on one seed. */
import { decide } from '../../src/decider/decide.ts'
import type { ChatId, MemberId, StoreId } from '../../src/identifiers.ts'
import type { Batch } from '../../src/protocol/feed.ts'
import type { Invariant } from '../decider/invariants/checking.ts'
import { openRequests } from '../decider/invariants/words.ts'
import { Chance } from '../support/chance.ts'
import { AnswerBook } from './answer-book.ts'
import { type BugName, bugsOfTheDecider, deviceDiskOf, seamsOf } from './bugs.ts'
import { DecisionBook, decidingAgain } from './decision-book.ts'
import type { Device } from './device.ts'
import { openVirtualStorage } from './disk/engine.ts'
import { virtualSetUp } from './disk/people.ts'
import { type DiskBehaviour, VirtualDisk } from './disk/virtual-disk.ts'
import { Faults } from './faults.ts'
import { randomToken } from './identifiers.ts'
import type { Member, Toggle, Written } from './member.ts'
import type { Wire } from './network.ts'
import { Outages } from './outages.ts'
import type { Page } from './page.ts'
import { bringPeople, type People } from './people.ts'
import { drawPlan, type Plan } from './plan.ts'
import { RingBook } from './ring-book.ts'
import { ServerProcess } from './server-process.ts'
import type { Shopper, ShopperParts } from './shopper.ts'
import { createTrace, type Trace } from './trace.ts'
import { mustHold, Violation } from './violation.ts'
import { VirtualPush } from './virtual-push.ts'
import { VirtualTime } from './virtual-time.ts'
import { Watch } from './watch.ts'

export interface WorldOptions {
  readonly bug: BugName | null
  /** Called with every line of the trace. */
  readonly print?: (line: string) => void
}

/** The true time at which every run begins. */
const epoch = Date.UTC(2026, 4, 1, 9)
const setUpMs = 2_000
const sampleLines = 60
/** While the server's disk is well. */
const longestFlushMs = 4
const decidesAgainEvery = 4
const nobody: Omit<People, 'turnover'> = { devices: [], members: [], shoppers: [], turns: [], wires: [] }

export class World {
  readonly store = 'store-1' as StoreId
  readonly time = new VirtualTime()
  readonly chance: Chance
  readonly plan: Plan
  readonly trace: Trace
  readonly book: DecisionBook
  readonly answers: AnswerBook
  readonly disk: VirtualDisk
  readonly watch: Watch
  readonly rings = new RingBook()
  readonly toggles: Toggle[] = []
  /** MI3: who was made unavailable, and when (true time). */
  readonly madeUnavailable: { readonly member: MemberId; readonly at: number }[] = []
  readonly written: Written[] = []
  /** How often the checks at the end had something to look at. */
  readonly looked = {
    latestWishes: 0,
    keptCommands: 0,
    orders: 0,
    ordersOnBadDisks: 0,
    standIns: 0,
    ringsClosed: 0,
    leavers: 0,
    newcomers: 0,
    leftChats: 0,
  }
  readonly counts = { offers: 0, claims: 0, misses: 0 }
  server: ServerProcess | null = null
  hasServerClockStepped = false
  diskIsFull = false
  diskIsSlow = false
  readonly #seed: number
  readonly #bug: BugName | null
  readonly #outages: Outages
  #people: Omit<People, 'turnover'> & Partial<Pick<People, 'turnover'>> = nobody
  #faults: Faults | null = null
  #processes = 0
  #serverClockErrorMs = 0
  #identifiers = 0
  #violation: Violation | null = null
  #isReady = false
  /** When the last of the slow flushes, and of those that waited behind it, will be over. */
  #slowUntil = Number.NEGATIVE_INFINITY
  readonly #push: VirtualPush

  constructor(seed: number, { bug, print }: WorldOptions) {
    this.#seed = seed
    this.#bug = bug
    this.#push = new VirtualPush({ time: this.time, seed, server: () => this.server, note: (what) => this.note(what) })
    this.chance = new Chance(seed)
    this.plan = drawPlan(this.chance.fork())
    this.trace = createTrace(() => this.time.now, sampleLines, print)
    this.book = new DecisionBook((event) => {
      this.note(`log ${JSON.stringify({ ...event, passedOver: undefined })}`)
      if (event.type === 'OfferServed') this.counts.offers += 1
      if (event.type === 'ChatClaimed') this.counts.claims += 1
      if (event.type === 'MissCounted') this.counts.misses += 1
      if (event.type === 'ChatClaimed' && event.by) this.looked.standIns += 1
      if (event.type === 'OfferWithdrawn' && event.why === 'storeClosed') this.looked.ringsClosed += 1
      if (event.type === 'MemberRemoved') this.looked.leavers += 1
      if (event.type === 'MemberAdded' && this.#isReady) this.looked.newcomers += 1
      if (event.type === 'RequestOpened' && event.why === 'rescue' && this.#isOfLeaver(event.chat)) this.looked.leftChats += 1
      if (event.type === 'MadeUnavailable') this.madeUnavailable.push({ member: event.member, at: this.time.now })
      // Also what the last of the slow flushes brings, which the next look would come too late for.
      if (event.type === 'PolicyChanged' || this.time.now <= this.#slowUntil + longestFlushMs) this.rings.isUnclear(this.time.now)
      this.rings.enter(event, this.book.state, this.#outages.reckon(this.time.now))
    }, this.#unchecked(seed))
    this.#outages = new Outages(() => this.book.state.policy.downtimeGivenBackMs)
    this.answers = new AnswerBook(this.book)
    this.disk = new VirtualDisk(this.#diskBehaviour(this.chance.fork()))
    this.watch = new Watch({
      store: this.store,
      book: this.book,
      devices: () => this.devices,
      hours: () => this.disk.tables.hours.get(this.store) ?? null,
      server: () => this.server,
    })
  }

  get devices(): readonly Device[] {
    return this.#people.devices
  }

  get members(): readonly Member[] {
    return this.#people.members
  }

  get shoppers(): readonly Shopper[] {
    return this.#people.shoppers
  }

  /** AV5: who has been taken off the team. */
  hasLeft(member: MemberId): boolean {
    return this.#people.turnover?.hasLeft(member) ?? false
  }

  get team(): readonly MemberId[] {
    return this.#people.turnover?.team ?? []
  }

  changeTeam(): void {
    this.#people.turnover?.change()
  }

  get wires(): readonly Wire[] {
    return this.#people.wires
  }

  get turns(): People['turns'] {
    return this.#people.turns
  }

  get crashes(): number {
    return this.#faults?.crashes ?? 0
  }

  get partitions(): number {
    return this.#faults?.partitions ?? 0
  }

  note(what: string): void {
    this.trace.note(what)
  }

  /** Opens the store, signs everybody in, and lets them loose. */
  async begin(): Promise<void> {
    const { time } = this
    this.startServerIfDown()
    const ready = this.#bringPeople().catch((failure: unknown) => this.#found(failure))
    await this.runFor(setUpMs)
    await ready
    mustHold(this.#isReady, 'the store could not be opened')
    this.#faults = new Faults(this, this.chance.fork(), this.plan.faults)
    time.after(0, () => {
      for (const member of this.members) member.openPages()
    })
  }

  /** Puts everything right; nobody does anything new. */
  heal(): void {
    this.note('everything is healed')
    for (const one of [...this.members, ...this.shoppers, ...this.turns]) one.isAtRest = true
    this.#faults?.heal()
    // Everybody looks at their page again.
    for (const shopper of this.shoppers) shopper.reload()
    for (const member of this.members) {
      member.openPages()
      // The browser says that the network is back.
      for (const page of member.pages) page.run(() => page.replica?.hurry())
    }
  }

  isAnybodyRung(): boolean {
    return openRequests(this.book.state).some(({ request }) => request.offers.some(({ ring }) => ring.is === 'ringing'))
  }

  /** Throws what was found. */
  async runFor(ms: number): Promise<void> {
    await this.time.runUntil(this.time.now + ms, () => this.#look())
  }

  startServerIfDown(): void {
    if (this.server?.isAlive) return
    const { time } = this
    const seams = seamsOf(this.#bug, time, this.#processes++)
    this.#outages.start(time.now)
    const server = new ServerProcess({
      time,
      wall: () => epoch + time.now + this.#serverClockErrorMs,
      storage: (user) =>
        seams.storage(
          openVirtualStorage(this.disk, user, (decisions, results) => this.#guard(() => this.book.kept(decisions, results))),
        ),
      setUp: (user) => virtualSetUp(this.disk, user),
      clock: seams.clock,
      decide: this.book.watching(seams.decide(decide)),
      newIdentifier: () => `made-${++this.#identifiers}`,
      randomToken: () => randomToken(this.chance),
      onShift: (on, shift, token) => this.#push.begun(on, shift, token),
      push: (to, offer) => this.#push.sent(to, offer),
      onBug: (what) => this.#found(new Violation(what)),
    })
    this.server = server
    this.note('a server starts')
    server.start().catch(() => {
      if (!server.isAlive) return
      this.note('the server cannot start')
      this.crashServer(true, 'as it cannot start')
      time.after(2_000, () => this.startServerIfDown())
    })
  }

  /** The machine's clock is set; whatever that makes due may take a moment. */
  setServerClock(byMs: number): void {
    this.#serverClockErrorMs += byMs
    this.hasServerClockStepped = true
    this.watch.forgive(this.time.now)
    this.#outages.step(byMs, this.time.now)
  }

  crashServer(saysGoodbye: boolean, when: string): void {
    if (!this.server?.isAlive) return
    this.note(`the server crashes ${when}`)
    this.server.crash(saysGoodbye)
    this.disk.crash()
  }

  /** Deciding everything again tells of the decider alone, which has properties of its own; so not every run does it. */
  #unchecked(seed: number): ReadonlySet<Invariant> {
    return bugsOfTheDecider.has(this.#bug) || seed % decidesAgainEvery !== 0 ? decidingAgain : new Set()
  }

  #isOfLeaver(chat: ChatId): boolean {
    const { chats, members } = this.book.state
    const standing = chats[chat]?.standing
    return standing?.is === 'held' && members[standing.holder] === undefined
  }

  async #bringPeople(): Promise<void> {
    const { server } = this
    if (!server) return
    this.#people = await bringPeople(server, {
      time: this.time,
      chance: this.chance,
      chanceOfTurnover: new Chance(~this.#seed),
      plan: this.plan,
      store: this.store,
      device: {
        epoch,
        server: () => this.server,
        command: (token, member, command) =>
          this.#atServer(async (now) => {
            const reply = await now.command(token, command)
            if (now.isAlive) this.#told(`${member} ${command.kind}`, reply, () => this.answers.member(member, command, reply))
            return reply
          }),
        onBatch: (page, batch) => this.#tellBatch(page, batch),
        disk: deviceDiskOf(this.#bug),
      },
      member: {
        note: (what) => this.note(what),
        onToggle: (toggle) => this.toggles.push(toggle),
        onWritten: (written) => this.written.push(written),
      },
      shopper: (name) => this.#forShopper(name, `shopper:made-${this.#identifiers}`),
      turns: { atServer: (work) => this.#atServer(work), note: (what) => this.note(what) },
    })
    this.#isReady = true
  }

  /** `actor` is as the server names whoever it gave the token to just now. */
  #forShopper(name: string, actor: string): Pick<ShopperParts, 'epoch' | 'server' | 'request' | 'note'> {
    return {
      epoch,
      server: () => this.server,
      request: (sent, request) =>
        this.#atServer(async (now) => {
          const reply = await now.shopperRequest(sent, request)
          if (now.isAlive) this.#told(`${name} ${request.do}`, reply, () => this.answers.shopper(actor, request, reply))
          return reply
        }),
      note: (what) => this.note(what),
    }
  }

  #tellBatch(page: Page, batch: Batch): void {
    this.#guard(() => {
      this.note(`${page.member} is told of version ${batch.version} from ${batch.from}: ${batch.rows.length} rows`)
      const isKnown = batch.version <= this.book.state.version
      mustHold(isKnown, 'CL1: a device was told what is not durable', { told: batch.version, kept: this.book.state.version })
    })
  }

  /** Does it at the server that listens now; `null` where none does. Never resolves where it crashes meanwhile. */
  #atServer<Reply>(work: (server: ServerProcess) => Promise<Reply>): Promise<Reply | null> {
    const { server } = this
    if (!server?.isListening) return Promise.resolve(null)
    return new Promise((resolve) => {
      server.run(() => void work(server).then((reply) => server.isAlive && resolve(reply)))
    })
  }

  #told(whom: string, reply: unknown, check: () => void): void {
    this.note(`answered ${whom}: ${JSON.stringify(reply)}`)
    this.#guard(check)
  }

  #diskBehaviour(chance: Chance): DiskBehaviour {
    return {
      reach: (step) => {
        if (this.#faults?.crashesAtCommit()) {
          this.#faults.crashServer(`at a commit's step "${step}"`)
          return null
        }
        if (step !== 'written') return null
        const ms = this.diskIsSlow ? chance.between(20, 3_000) : chance.between(1, longestFlushMs)
        const { server } = this
        return new Promise((resolve) => {
          // What waited behind a slow flush was decided as long before as that itself.
          const isBehindSlow = this.time.now <= this.#slowUntil
          if (ms > longestFlushMs || isBehindSlow) this.#slowUntil = Math.max(this.#slowUntil, this.time.now + ms)
          this.time.after(ms, () => server?.run(resolve))
        })
      },
      failsAt: (step) => {
        if (step === 'asked') return this.diskIsFull
        const fails = this.#faults?.flushFails() ?? false
        // What was due is tried again a second later, and that may fail as well.
        if (fails) this.watch.forgive(this.time.now)
        return fails
      },
      keepsUnflushed: () => chance.happens(0.5),
    }
  }

  /** After every event: whatever was found, and what somebody sees who looks on. */
  #look(): void {
    if (this.#violation) throw this.#violation
    const { server, time } = this
    this.#outages.look(time.now, server?.isListening === true && !server.isStalled)
    // What is decided and what is durable are far apart.
    if (this.diskIsFull || this.diskIsSlow || time.now <= this.#slowUntil) {
      this.watch.forgive(time.now)
      this.rings.isUnclear(time.now)
    }
    this.watch.look(time.now)
  }

  #guard(check: () => void): void {
    try {
      check()
    } catch (failure) {
      this.#found(failure)
    }
  }

  #found(failure: unknown): void {
    this.#violation ??=
      failure instanceof Violation ? failure : new Violation(failure instanceof Error ? String(failure.stack) : String(failure))
  }
}
