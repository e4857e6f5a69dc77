/**
 * A tablet on which two members are signed in in turn. Whoever takes over signs the other out first, or signs in from another
 * tab while the other's page is still there, asleep perhaps; and the network may lose what the server answered.
 */
import type { MemberId } from '../../src/identifiers.ts'
import type { Chance } from '../support/chance.ts'
import type { Device } from './device.ts'
import type { Member } from './member.ts'
import type { Page } from './page.ts'
import type { ServerProcess, SignedIn } from './server-process.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface TurnsParts {
  readonly time: VirtualTime
  readonly chance: Chance
  /** Does it at the server that listens; `null` where none does. */
  readonly atServer: <Reply>(work: (server: ServerProcess) => Promise<Reply>) => Promise<Reply | null>
  readonly note: (what: string) => void
}

const attemptEveryMs = 1_500
const answerWithinMs = 6_000

export class TurnsOnATablet {
  /** At rest nobody takes over any more; whoever has begun to is signed in all the same. */
  isAtRest = false
  /** How often somebody else was signed in. */
  changes = 0
  readonly #device: Device
  readonly #members: readonly [Member, Member]
  readonly #parts: TurnsParts
  #turn: Member
  #underWaySince: number | null = null

  constructor(device: Device, members: readonly [Member, Member], parts: TurnsParts) {
    this.#device = device
    this.#members = members
    this.#parts = parts
    this.#turn = members[0]
    this.#attemptLater()
    this.#takeOverLater()
  }

  #takeOverLater(): void {
    const { time, chance, note } = this.#parts
    time.after(chance.between(6_000, 30_000), () => {
      if (this.isAtRest) return
      const [one, other] = this.#members
      this.#turn = this.#turn === one ? other : one
      note(`${this.#turn.id} takes the tablet`)
      this.#takeOverLater()
    })
  }

  #attemptLater(): void {
    this.#parts.time.after(attemptEveryMs, () => {
      this.#attempt()
      this.#attemptLater()
    })
  }

  #attempt(): void {
    const { time, chance } = this.#parts
    const before = this.#device.signedIn
    if (before?.session.member.id === this.#turn.id) return
    if (this.#underWaySince !== null && time.now - this.#underWaySince < answerWithinMs) return
    if (before && chance.happens(0.5)) this.#signOut(before)
    else this.#signIn(this.#turn)
  }

  /** Unsent work is sent first, or dropped by somebody who was told of it. */
  #signOut({ session, token }: SignedIn): void {
    const device = this.#device
    const { chance, note } = this.#parts
    const member = session.member.id
    const pages = device.pagesOf(member)
    const hasUnsent = pages.some((page) => page.outbox.length > 0 || !page.isSynced)
    if (pages.length === 0 || pages.some((page) => page.isFrozen) || (hasUnsent && chance.happens(0.6))) return
    this.#ask(
      (server) => server.signOut(token),
      () => {
        if (device.signedIn?.token !== token) return
        note(`${member} signs out on ${device.id}${hasUnsent ? ' and drops what is unsent' : ''}`)
        device.signedIn = null
        for (const page of device.pages.filter((one) => one.member === member)) device.close(page)
        device.forget(member)
      },
    )
  }

  #signIn(member: Member): void {
    const device = this.#device
    const asleep = device.pages.find((page): page is Page => page.member !== member.id)
    // Once everything is healed no tab falls asleep any more: it would be looked at before it wakes.
    if (asleep && !this.isAtRest && this.#parts.chance.happens(0.5)) {
      asleep.freeze(false)
      this.#parts.time.after(this.#parts.chance.between(1_000, 15_000), () => asleep.wake())
    }
    this.#ask(
      (server) => server.signIn(member.id, device.id, device.token),
      (signedIn) => this.#isIn(member.id, signedIn),
    )
  }

  #isIn(member: MemberId, signedIn: SignedIn): void {
    const device = this.#device
    this.#parts.note(`${member} signs in on ${device.id}`)
    device.signedIn = signedIn
    this.changes += 1
    // The tab in which they signed in goes on with their shift; of other tabs nobody keeps more than one.
    const [oldest, ...others] = device.pages
    if (oldest && others.length > 0) device.close(oldest)
    device.openPage(signedIn)
  }

  #ask<Answer>(work: (server: ServerProcess) => Promise<Answer | null>, answered: (answer: Answer) => void): void {
    const { time, atServer } = this.#parts
    const begun = time.now
    this.#underWaySince = begun
    this.#device.wire.request(
      () => atServer(work),
      (answer) => {
        // What comes too late finds nobody waiting: the cookie of a request that was given up is not kept.
        if (this.#underWaySince !== begun || time.now - begun >= answerWithinMs) return
        this.#underWaySince = null
        if (answer !== null) answered(answer)
      },
    )
  }
}
