/**
 * A store for tests, driven as the coordinator drives one: it looks at the time when a deadline is due and when somebody
 * becomes reachable or falls silent. Times are milliseconds since the store's first moment, {@link t0} on the server's clock.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '../../src/decider/answers.ts'
import type { Circumstances, Command } from '../../src/decider/commands.ts'
import { decisionTime, nextDeadline } from '../../src/decider/deadlines.ts'
import { type Decision, decide } from '../../src/decider/decide.ts'
import type { Fact, StoreEvent } from '../../src/decider/events.ts'
import { evolve, initialState } from '../../src/decider/evolve.ts'
import type { Policy } from '../../src/decider/policy.ts'
import type { Chat, Member, Offer, StoreState } from '../../src/decider/state.ts'
import { isAvailable, wishFor } from '../../src/decider/wish.ts'
import type { ChatId, MemberId, OfferId, ShopperId } from '../../src/identifiers.ts'

export const t0 = 1_700_000_000_000

export const aMember = (name: string) => name as MemberId
export const aChat = (name: string) => name as ChatId
export const aShopper = (name: string) => name as ShopperId

/** One decision with everything that went into it and came out. */
export interface Step {
  readonly before: StoreState
  readonly command: Command
  readonly circumstances: Circumstances
  readonly at: number
  readonly decision: Decision
}

export class TestStore {
  state: StoreState = initialState()
  readonly log: StoreEvent[] = []
  /** Since {@link t0}. */
  now = 0
  readonly #afterEach: (step: Step) => void
  #lookedAt = 0
  #listeningSince = -1_000_000
  /** Who echoes, and when those who fell silent last did. */
  readonly #echoing = new Set<MemberId>()
  readonly #lastEcho = new Map<MemberId, number>()
  readonly #push = new Map<MemberId, 'working' | 'silent'>()
  readonly #reportedAt = new Map<MemberId, number>()

  constructor(afterEach: (step: Step) => void = () => {}) {
    this.#afterEach = afterEach
  }

  // --- what the coordinator does ---

  submit(command: Command): Decision {
    const before = frozen(this.state)
    const circumstances = this.circumstances()
    const decision = decide(before, command, circumstances)
    const at = decisionTime(before, circumstances)
    this.state = decision.events.reduce(evolve, before)
    this.log.push(...decision.events)
    this.#lookedAt = at
    if (!isDeepStrictEqual(this.state, decision.after)) throw new Error('What was decided is not what its events make.')
    this.#afterEach({ before, command, circumstances, at, decision })
    return decision
  }

  circumstances(): Circumstances {
    const heardAt: Record<string, number> = {}
    for (const [member, echo] of this.#lastEcho) heardAt[member] = t0 + echo
    for (const member of this.#echoing) heardAt[member] = t0 + this.now
    return { now: t0 + this.now, heardAt, ...this.#pushFacts(), listeningSince: t0 + this.#listeningSince }
  }

  #pushFacts(): Pick<Circumstances, 'push' | 'reportedAt'> {
    const reportedAt = [...this.#reportedAt].map(([member, at]) => [member, t0 + at])
    return { push: Object.fromEntries(this.#push), reportedAt: Object.fromEntries(reportedAt) }
  }

  /** Lets time pass, looking at the store whenever that is due. */
  passTo(time: number): this {
    for (let next = this.nextLook(); next !== null && next <= time; next = this.nextLook()) {
      this.now = Math.max(this.now, next)
      this.submit({ type: 'LookAtTime' })
    }
    this.now = Math.max(this.now, time)
    return this
  }

  pass(ms: number): this {
    return this.passTo(this.now + ms)
  }

  /** Lets time pass without anybody looking, as a busy machine does. */
  stall(ms: number): this {
    this.now += ms
    return this
  }

  nextLook(): number | null {
    const { reachableWithinMs } = this.state.policy
    const times = [...this.#lastEcho.values(), this.#listeningSince].map((since) => since + reachableWithinMs)
    const deadline = nextDeadline(this.state, this.#lookedAt, this.circumstances())
    if (deadline !== null) times.push(deadline - t0)
    const later = times.filter((time) => t0 + time > this.#lookedAt)
    return later.length > 0 ? Math.min(...later) : null
  }

  /** The server goes down for so long: nobody has been heard by the next one, and all streams are gone (OF1). */
  restart(downMs: number): Decision {
    this.now += downMs
    this.#listeningSince = this.now
    this.#lastEcho.clear()
    const back = [...this.#echoing]
    this.#echoing.clear()
    const decision = this.submit({ type: 'ResumeStore', downMs, areStreamsLost: true })
    for (const member of back) this.hear(member)
    return decision
  }

  hear(...members: string[]): this {
    for (const member of members.map(aMember)) {
      this.#echoing.add(member)
      this.#lastEcho.delete(member)
    }
    if (this.state.version > 0) this.submit({ type: 'LookAtTime' })
    return this
  }

  silence(...members: string[]): this {
    for (const member of members.map(aMember)) if (this.#echoing.delete(member)) this.#lastEcho.set(member, this.now)
    return this
  }

  /** RE1: what has become of the member's push subscription. */
  push(member: string, is: 'working' | 'silent' | 'none'): this {
    if (is === 'none') this.#push.delete(aMember(member))
    else this.#push.set(aMember(member), is)
    if (this.state.version > 0) this.submit({ type: 'LookAtTime' })
    return this
  }

  /** The member's worker says that it has a push: the device was heard, and its push works. */
  hearByPush(member: string): this {
    this.#reportedAt.set(aMember(member), this.now)
    return this.push(member, 'working')
  }

  // --- what people do ---

  ask(chat: string, options: { shopper?: string; spokenTo?: string[]; isHere?: boolean } = {}): Answer {
    const { shopper = `shopper of ${chat}`, spokenTo = [], isHere = true } = options
    const { answer } = this.submit({
      type: 'AskQuestion',
      chat: aChat(chat),
      shopper: aShopper(shopper),
      isReturning: spokenTo.length > 0,
      spokenTo: spokenTo.map(aMember),
    })
    if (isHere) this.stream(chat, true)
    return answer
  }

  stream(chat: string, isOpen: boolean): Answer {
    return this.submit({ type: 'NoteShopperStream', chat: aChat(chat), isOpen }).answer
  }

  /** OF1: the shopper's device has died, and was last heard at that time since {@link t0}. */
  loseShopper(chat: string, lastHeard: number): Answer {
    return this.submit({ type: 'NoteShopperStream', chat: aChat(chat), isOpen: false, lastHeardAt: t0 + lastHeard }).answer
  }

  /** CL6: `asksUntil` is a time since {@link t0}. */
  claim(member: string, chat: string, asksUntil: number | null = null): Answer {
    return this.submit({ type: 'ClaimChat', member: aMember(member), chat: aChat(chat), asksUntil: onClock(asksUntil) }).answer
  }

  /** CL3: claims by a colleague's latest offer of the chat, whose shift had the device until that time since {@link t0}. */
  claimInPlaceOf(colleague: string, member: string, chat: string, until = this.now): Answer {
    const standingIn = { offer: this.offerOf(colleague, chat).id, inPlaceOf: aMember(colleague), until: t0 + until }
    return this.submit({ type: 'ClaimChat', member: aMember(member), chat: aChat(chat), asksUntil: null, standingIn }).answer
  }

  /** Declines the member's latest offer of the chat's latest request. */
  decline(member: string, chat: string, wish: { on: number; off: number } | null = null): Answer {
    return this.submit({ type: 'DeclineOffer', member: aMember(member), offer: this.offerOf(member, chat).id, wish }).answer
  }

  report(member: string, chat: string, seen: 'delivered' | 'displayed'): Answer {
    return this.submit({ type: 'ReportOffer', member: aMember(member), offer: this.offerOf(member, chat).id, seen }).answer
  }

  /** The offer is delivered to everybody who is awaited. */
  deliverAll(chat: string): this {
    for (const { id: offer, ring, member } of this.chat(chat).request.offers) {
      if (ring.is === 'awaited') this.submit({ type: 'ReportOffer', member, offer, seen: 'delivered' })
    }
    return this
  }

  pickUp(member: string, chat: string, asksUntil: number | null = null): Answer {
    return this.submit({ type: 'PickUpMissedChat', member: aMember(member), chat: aChat(chat), asksUntil: onClock(asksUntil) })
      .answer
  }

  handBack(member: string, chat: string, fence = this.chat(chat).fence): Answer {
    return this.submit({ type: 'HandBackChat', member: aMember(member), chat: aChat(chat), fence }).answer
  }

  settle(member: string, chat: string): Answer {
    return this.submit({ type: 'SettleMissedChat', member: aMember(member), chat: aChat(chat) }).answer
  }

  end(member: string, chat: string, fence = this.chat(chat).fence): Answer {
    return this.submit({ type: 'EndChat', chat: aChat(chat), by: { is: 'member', member: aMember(member), fence } }).answer
  }

  endAsShopper(chat: string): Answer {
    return this.submit({ type: 'EndChat', chat: aChat(chat), by: { is: 'shopper' } }).answer
  }

  erase(chat: string): Answer {
    return this.submit({ type: 'EraseChat', chat: aChat(chat) }).answer
  }

  write(chat: string): Answer {
    return this.submit({ type: 'WriteAsShopper', chat: aChat(chat) }).answer
  }

  reply(member: string, chat: string, fence = this.chat(chat).fence): Answer {
    return this.submit({ type: 'WriteAsMember', member: aMember(member), chat: aChat(chat), fence }).answer
  }

  leaveContact(chat: string): Answer {
    return this.submit({ type: 'LeaveContact', chat: aChat(chat) }).answer
  }

  goAvailable(...members: string[]): this {
    for (const member of members) this.#go(member, true)
    return this
  }

  goUnavailable(...members: string[]): this {
    for (const member of members) this.#go(member, false)
    return this
  }

  join(member: string): this {
    this.submit({ type: 'AddMember', member: aMember(member) })
    return this
  }

  /** AV5. */
  leave(member: string): this {
    this.submit({ type: 'RemoveMember', member: aMember(member) })
    return this
  }

  changePolicy(figures: Partial<Policy>): Answer {
    return this.submit({ type: 'ChangePolicy', policy: { ...this.state.policy, ...figures } }).answer
  }

  open(): Answer {
    return this.submit({ type: 'OpenStore' }).answer
  }

  /** OF7: `opensAt` is a time since {@link t0}. */
  close({ opensAt = null, goUnavailable = false }: { opensAt?: number | null; goUnavailable?: boolean } = {}): Answer {
    return this.submit({ type: 'CloseStore', opensAt: onClock(opensAt), goUnavailable }).answer
  }

  #go(member: string, isToBeAvailable: boolean): void {
    const wish = wishFor(isToBeAvailable, this.member(member).wish, t0 + this.now)
    this.submit({ type: 'MergeWish', member: aMember(member), wish })
  }

  // --- what there is to see ---

  chat(name: string): Chat {
    return found(this.state.chats[aChat(name)], `chat ${name}`)
  }

  has(chat: string): boolean {
    return Object.hasOwn(this.state.chats, chat)
  }

  member(name: string): Member {
    return found(this.state.members[aMember(name)], `member ${name}`)
  }

  isAvailable(member: string): boolean {
    return isAvailable(this.member(member).wish)
  }

  offersOf(member: string, chat: string): readonly Offer[] {
    return this.chat(chat).request.offers.filter((offer) => offer.member === member)
  }

  /** The member's latest offer in the chat's latest request. */
  offerOf(member: string, chat: string): Offer {
    return found(this.offersOf(member, chat).at(-1), `offer of ${chat} to ${member}`)
  }

  /** Who holds a place of the chat's request, in the order of serving. */
  ringing(chat: string): string[] {
    return this.chat(chat)
      .request.offers.filter(({ ring }) => ring.is === 'awaited' || ring.is === 'ringing')
      .map((offer) => offer.member)
  }

  isBeingRescued(chat: string): boolean {
    const { standing, request } = this.chat(chat)
    return standing.is === 'held' && request.end === null
  }

  holder(chat: string): string | null {
    const { standing } = this.chat(chat)
    return standing.is === 'held' ? standing.holder : null
  }

  /** The events of one type so far, without their times. */
  happened<Type extends Fact['type']>(type: Type): readonly Extract<Fact, { type: Type }>[] {
    return this.log.filter((event) => event.type === type).map(({ at: _, ...fact }) => fact) as never
  }

  /** When each event of the type happened. */
  times(type: Fact['type']): readonly number[] {
    return this.log.filter((event) => event.type === type).map((event) => event.at - t0)
  }
}

/** A store whose members are added, heard and available; `afterEach` is shown every decision from the first on. */
export function aStore(members: string[], policy: Partial<Policy> = {}, afterEach?: (step: Step) => void): TestStore {
  const store = new TestStore(afterEach)
  store.changePolicy(policy)
  for (const member of members) store.join(member)
  return store.hear(...members).goAvailable(...members)
}

export function anOffer(id: string): OfferId {
  return id as OfferId
}

function onClock(time: number | null): number | null {
  return time === null ? null : t0 + time
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}.`)
  return value
}

/** Whatever would write to a state that was handed in gets caught by this. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}
