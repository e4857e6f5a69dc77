/**
 * Who of a store's team is there: when each was last heard (RE1), and what the server publishes of it to every page of the
 * team. Reachability is a fact of now; it goes into decisions with the command and never into the log.
 */

import { rosterOf } from '../../src/decider/routing.ts'
import type { StoreState } from '../../src/decider/state.ts'
import { isAvailable } from '../../src/decider/wish.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { MemberPresence } from '../../src/protocol/socket.ts'
import type { Clock } from '../clock.ts'
import { awarenessFrame } from './frames.ts'

/** Awareness of y-protocols forgets a state after thirty seconds without news. */
const renewEveryMs = 12_000

export interface StorePresenceParts {
  readonly clock: Clock
  readonly state: StoreState
  /** RE1. */
  readonly hasWorkingPush: (member: MemberId) => boolean
  /** Somebody’s pages became heard or silent. */
  readonly onReachability: () => void
  /** How soon after a publication the next may be. */
  readonly publishEveryMs: number
  /** Sends a frame to every page of the team; does not ask for it where there is none. */
  readonly broadcast: (frame: () => Uint8Array) => void
}

export class StorePresence {
  readonly #parts: StorePresenceParts
  #state: StoreState
  readonly #heardAt: Record<MemberId, number> = {}
  readonly #reachable = new Set<MemberId>()
  /** One timer for the whole team: for when the first of them would have been silent for long enough. `null` while nobody is heard. */
  #stopWatching: (() => void) | null = null
  readonly #clients = new Map<MemberId, number>()
  /** What everybody was last told. */
  readonly #published = new Map<MemberId, MemberPresence>()
  #clock = 0
  #publishedAt = Number.NEGATIVE_INFINITY
  #isPublishing = false
  #stopPublishing = () => {}
  #stopRenewing: () => void

  constructor(parts: StorePresenceParts) {
    this.#parts = parts
    this.#state = parts.state
    this.#stopRenewing = this.#renewLater()
  }

  get heardAt(): Readonly<Record<MemberId, number>> {
    return this.#heardAt
  }

  /** A page of the member echoed the server. */
  hear(member: MemberId): void {
    this.#heardAt[member] = this.#parts.clock.now()
    if (this.#reachable.has(member)) return
    this.#reachable.add(member)
    this.#watch()
    this.publish()
    this.#parts.onReachability()
  }

  /** The store has a new state. */
  take(state: StoreState): void {
    this.#state = state
    this.publish()
  }

  /** Tells everybody what has changed: once for all that a flush of decisions brings, and for all of `publishEveryMs`. */
  publish(): void {
    if (this.#isPublishing) return
    this.#isPublishing = true
    const { clock, publishEveryMs } = this.#parts
    const soonest = this.#publishedAt + publishEveryMs
    if (clock.now() >= soonest) queueMicrotask(() => this.#publishNow())
    else this.#stopPublishing = clock.at(soonest, () => this.#publishNow())
  }

  #publishNow(): void {
    this.#isPublishing = false
    const changed = this.#team().filter((presence) => !isSame(this.#published.get(presence.member), presence))
    const gone = [...this.#published.keys()].filter((member) => !Object.hasOwn(this.#state.members, member))
    if (changed.length === 0 && gone.length === 0) return
    for (const presence of changed) this.#published.set(presence.member, presence)
    for (const member of gone) this.#published.delete(member)
    this.#publishedAt = this.#parts.clock.now()
    this.#parts.broadcast(() => this.#frame(changed, gone))
  }

  /** Everything, for a page that has just come. */
  snapshot(): Uint8Array {
    return this.#frame(this.#team())
  }

  /** Whether the state is under a member's number, but newer than anything published. Pages do hand back what they are told. */
  isForged(client: number, awarenessClock: number): boolean {
    return client <= this.#clients.size && awarenessClock > this.#clock
  }

  stop(): void {
    this.#stopRenewing()
    this.#stopPublishing()
    this.#stopWatching?.()
  }

  /** Looks again when a silence would be long enough, rather than at every echo. Whoever is heard from now on is silent later. */
  #watch(): void {
    if (this.#stopWatching !== null || this.#reachable.size === 0) return
    const { clock } = this.#parts
    const soonest = Math.min(...[...this.#reachable].map((member) => this.#silentAt(member)))
    this.#stopWatching = clock.at(soonest, () => {
      this.#stopWatching = null
      const silent = [...this.#reachable].filter((member) => clock.now() >= this.#silentAt(member))
      for (const member of silent) this.#reachable.delete(member)
      this.#watch()
      if (silent.length === 0) return
      this.publish()
      this.#parts.onReachability()
    })
  }

  /** RE1. */
  #silentAt(member: MemberId): number {
    return (this.#heardAt[member] ?? 0) + this.#state.policy.reachableWithinMs
  }

  #team(): MemberPresence[] {
    const { openChats, ringing } = rosterOf(this.#state)
    return Object.values(this.#state.members).map((member) => ({
      member: member.id,
      isAvailable: isAvailable(member.wish),
      isReachable: this.#reachable.has(member.id) || this.#parts.hasWorkingPush(member.id),
      isBeingRung: ringing.has(member.id),
      openChats: openChats.get(member.id) ?? 0,
      since: member.wishChangedAt,
      isMadeUnavailable: member.madeUnavailable?.why === 'misses',
    }))
  }

  #frame(team: readonly MemberPresence[], gone: readonly MemberId[] = []): Uint8Array {
    const states = team.map((presence) => ({ client: this.#clientOf(presence.member), state: JSON.stringify(presence) }))
    const none = gone.map((member) => ({ client: this.#clientOf(member), state: 'null' }))
    return awarenessFrame([...states, ...none], this.#tick())
  }

  #clientOf(member: MemberId): number {
    const found = this.#clients.get(member) ?? this.#clients.size + 1
    this.#clients.set(member, found)
    return found
  }

  /** Awareness keeps the state with the higher clock, also across restarts of this server: so it is time. */
  #tick(): number {
    this.#clock = Math.max(this.#clock + 1, Math.floor(this.#parts.clock.now()))
    return this.#clock
  }

  #renewLater(): () => void {
    const { clock } = this.#parts
    return clock.at(clock.now() + renewEveryMs, () => {
      this.#parts.broadcast(() => this.snapshot())
      this.#stopRenewing = this.#renewLater()
    })
  }
}

function isSame(before: MemberPresence | undefined, now: MemberPresence): boolean {
  if (before === undefined) return false
  return (Object.keys(now) as (keyof MemberPresence)[]).every((fact) => before[fact] === now[fact])
}
