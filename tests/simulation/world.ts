/** One run's world: a store with its team and shoppers, the server and its disk, and everything between them, on one seed. */
import { decide } from '../../src/decider/decide.ts'
import { defaultPolicy } from '../../src/decider/policy.ts'
import type { DeviceId, MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import type { DirectoryMember } from '../../sync-server/storage/storage.ts'
import type { Invariant } from '../decider/invariants/checking.ts'
import { Chance } from '../support/chance.ts'
import { AnswerBook } from './answer-book.ts'
import { type BugName, bugsOfTheDecider, seamsOf } from './bugs.ts'
import { DecisionBook, decidingAgain } from './decision-book.ts'
import { Device, type SignedIn } from './device.ts'
import { openVirtualStorage } from './disk/engine.ts'
import { type DiskBehaviour, VirtualDisk } from './disk/virtual-disk.ts'
import { Faults } from './faults.ts'
import { randomToken } from './identifiers.ts'
import { Member, type Toggle, type Written } from './member.ts'
import { Wire } from './network.ts'
import type { DeviceParts } from './page.ts'
import { drawPlan, type Plan } from './plan.ts'
import { RingBook } from './ring-book.ts'
import { ServerProcess } from './server-process.ts'
import { Shopper } from './shopper.ts'
import { createTrace, type Trace } from './trace.ts'
import { mustHold, Violation } from './violation.ts'
import { VirtualPush } from './virtual-push.ts'
import { VirtualTime } from './virtual-time.ts'

export interface WorldOptions {
  readonly bug: BugName | null
  /** Called with every line of the trace. */
  readonly print?: (line: string) => void
}

/** The true time at which every run begins. */
const epoch = Date.UTC(2026, 4, 1, 9)
/** How late may be what happens by itself, while nothing is wrong with the server. */
const punctualWithinMs = 1_500
/** For so long after something was wrong with it, it may be late. */
const graceMs = 4_000
const setUpMs = 2_000
const sampleLines = 60
const decidesAgainEvery = 4

export class World {
  readonly store = 'store-1' as StoreId
  readonly time = new VirtualTime()
  readonly chance: Chance
  readonly plan: Plan
  readonly trace: Trace
  readonly book: DecisionBook
  readonly answers: AnswerBook
  readonly disk: VirtualDisk
  readonly devices: Device[] = []
  readonly members: Member[] = []
  readonly shoppers: Shopper[] = []
  readonly wires: Wire[] = []
  readonly toggles: Toggle[] = []
  readonly written: Written[] = []
  readonly counts = { offers: 0, claims: 0, misses: 0 }
  server: ServerProcess | null = null
  hasServerClockStepped = false
  diskIsFull = false
  diskIsSlow = false
  readonly #bug: BugName | null
  #faults: Faults | null = null
  #processes = 0
  #serverClockErrorMs = 0
  #identifiers = 0
  #violation: Violation | null = null
  #forgivenUntil = 0
  #isReady = false
  readonly #rings = new RingBook()
  readonly #push: VirtualPush
  /** Rings are timed from outside, which a slow disk, a clock that is set and another policy would all confuse. */
  readonly #isTimeTold: boolean
  /** For how long the server has not been there so far. */
  #lostMs = 0
  #wasThere = true
  #lookedAt = 0

  constructor(seed: number, { bug, print }: WorldOptions) {
    this.#bug = bug
    this.#push = new VirtualPush({ time: this.time, seed, server: () => this.server, note: (what) => this.note(what) })
    this.chance = new Chance(seed)
    this.plan = drawPlan(this.chance.fork())
    const { diskSlow, serverClock, policyChange } = this.plan.faults
    this.#isTimeTold = diskSlow + serverClock + policyChange === 0
    this.trace = createTrace(() => this.time.now, sampleLines, print)
    this.book = new DecisionBook((event) => {
      this.note(`log ${JSON.stringify({ ...event, passedOver: undefined })}`)
      if (event.type === 'OfferServed') this.counts.offers += 1
      if (event.type === 'ChatClaimed') this.counts.claims += 1
      if (event.type === 'MissCounted') this.counts.misses += 1
      if (this.#isTimeTold) this.#rings.enter(event, this.book.state, this.time.now, this.#lostMs)
    }, this.#unchecked(seed))
    this.answers = new AnswerBook(this.book)
    this.disk = new VirtualDisk(this.#diskBehaviour(this.chance.fork()))
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
    const ready = this.#setUp().then(
      () => {
        this.#isReady = true
      },
      (failure: unknown) => this.#found(failure),
    )
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
    for (const one of [...this.members, ...this.shoppers]) one.isAtRest = true
    this.#faults?.heal()
    for (const member of this.members) {
      member.openPages()
      // The browser says that the network is back.
      for (const page of member.pages) page.run(() => page.replica?.hurry())
    }
  }

  /** Throws what was found. */
  async runFor(ms: number): Promise<void> {
    await this.time.runUntil(this.time.now + ms, () => this.#look())
  }

  startServerIfDown(): void {
    if (this.server?.isAlive) return
    const { time } = this
    const seams = seamsOf(this.#bug, time, this.#processes++)
    const server = new ServerProcess({
      time,
      wall: () => epoch + time.now + this.#serverClockErrorMs,
      storage: (user) =>
        seams.storage(
          openVirtualStorage(this.disk, user, (decisions, results) => this.#guard(() => this.book.kept(decisions, results))),
        ),
      clock: seams.clock,
      decide: this.book.watching(seams.decide(decide)),
      newIdentifier: () => `made-${++this.#identifiers}`,
      randomToken: () => randomToken(this.chance),
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
    this.#forgivenUntil = this.time.now + graceMs
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

  async #setUp(): Promise<void> {
    const { server, store, plan, chance } = this
    if (!server) return
    const { directory } = server.storage
    const retailer = 'retailer-1' as RetailerId
    const rest = { locale: 'en-GB', currency: 'GBP', signingSecret: 'x'.repeat(43), isDemo: false }
    await directory.addRetailer({ id: retailer, name: 'A retailer', ...rest })
    await directory.addStore({ id: store, retailer, name: 'A store' })
    const { coordinator } = server
    const policy = { ...defaultPolicy, ...plan.policy }
    await coordinator.submit({ store, command: { type: 'ChangePolicy', policy }, asked: null })
    for (const [index, { manner, devices, hasSecondTab }] of plan.members.entries()) {
      const id = `m${index + 1}` as MemberId
      const member: DirectoryMember = { id, store, name: id.toUpperCase(), role: 'associate', pinHash: '' }
      await directory.addMember(member)
      await coordinator.submit({ store, command: { type: 'AddMember', member: id }, asked: null })
      const places: { device: Device; signedIn: SignedIn }[] = []
      for (let nth = 1; nth <= devices; nth++) places.push(await this.#signIn(server, member, `${id}-d${nth}`))
      const [first] = places
      if (hasSecondTab && first) places.push({ device: first.device, signedIn: first.signedIn })
      this.members.push(
        new Member(id, places, {
          time: this.time,
          chance: chance.fork(),
          manner,
          note: (what) => this.note(what),
          onToggle: (toggle) => this.toggles.push(toggle),
          onWritten: (written) => this.written.push(written),
        }),
      )
    }
    for (let nth = 1; nth <= plan.shoppers; nth++) await this.#addShopper(server, `s${nth}`)
  }

  async #signIn(server: ServerProcess, member: DirectoryMember, name: string) {
    const found = await server.storage.directory.store(member.store)
    const retailer = found && (await server.storage.directory.retailer(found.retailer))
    if (!found || !retailer) throw new Error('The store is not there.')
    const device = new Device(name as DeviceId, this.#deviceParts(), this.plan.quality, this.#clockError())
    this.devices.push(device)
    this.wires.push(device.wire)
    const { token, signedIn } = await server.sessions.start({ member, store: found, retailer }, device.id)
    await this.#push.begun(server, signedIn.shift, token)
    const session = { shift: signedIn.shift.id, member, store: found, retailer, protocolVersion: 1 }
    return { device, signedIn: { session, token } }
  }

  #clockError(): number {
    const { clockErrorMs } = this.plan
    return this.chance.between(-clockErrorMs, clockErrorMs)
  }

  #deviceParts(): DeviceParts {
    return {
      time: this.time,
      chance: this.chance.fork(),
      epoch,
      server: () => this.server,
      command: (token, member, command) =>
        this.#atServer(async (server) => {
          const reply = await server.command(token, command)
          if (server.isAlive) this.#told(`${member} ${command.kind}`, reply, () => this.answers.member(member, command, reply))
          return reply
        }),
      onBatch: (page, batch) =>
        this.#guard(() => {
          this.note(`${page.member} is told of version ${batch.version} from ${batch.from}: ${batch.rows.length} rows`)
          const isKnown = batch.version <= this.book.state.version
          mustHold(isKnown, 'CL1: a device was told what is not durable', { told: batch.version, kept: this.book.state.version })
        }),
      onChange: () => {},
    }
  }

  async #addShopper(server: ServerProcess, name: string): Promise<void> {
    const { time, store, plan, chance } = this
    const wire = new Wire(time, chance.fork(), plan.quality)
    this.wires.push(wire)
    const token = await server.beginShopper(store)
    const actor = `shopper:made-${this.#identifiers}`
    this.shoppers.push(
      new Shopper(name, {
        time,
        chance: chance.fork(),
        epoch,
        wire,
        token,
        server: () => this.server,
        request: (sent, request) =>
          this.#atServer(async (now) => {
            const reply = await now.shopperRequest(sent, request)
            if (now.isAlive) this.#told(`${name} ${request.do}`, reply, () => this.answers.shopper(actor, request, reply))
            return reply
          }),
        note: (what) => this.note(what),
        liveliness: plan.liveliness,
      }),
    )
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
        const ms = this.diskIsSlow ? chance.between(20, 3_000) : chance.between(1, 4)
        const { server } = this
        return new Promise((resolve) => {
          this.time.after(ms, () => server?.run(resolve))
        })
      },
      failsAt: (step) => {
        if (step === 'asked') return this.diskIsFull
        const fails = this.#faults?.flushFails() ?? false
        // What was due is tried again a second later, and that may fail as well.
        if (fails) this.#forgivenUntil = this.time.now + graceMs
        return fails
      },
      keepsUnflushed: () => chance.happens(0.5),
    }
  }

  /** After every event: whatever was found, and whether what is due by itself has happened. */
  #look(): void {
    if (this.#violation) throw this.#violation
    const { server, time, book } = this
    if (!this.#wasThere) this.#lostMs += time.now - this.#lookedAt
    this.#lookedAt = time.now
    this.#wasThere = server?.isListening === true && !server.isStalled
    if (!server?.isListening || server.isStalled || this.diskIsFull || this.diskIsSlow) {
      this.#forgivenUntil = time.now + graceMs
      return
    }
    if (book.due === null || time.now < this.#forgivenUntil) return
    const lateMs = server.clock.now() - book.due
    mustHold(lateMs <= punctualWithinMs, 'OF1: what is due by itself did not happen', { due: book.due, lateMs })
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
