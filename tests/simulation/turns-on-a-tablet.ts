/**
 * A tablet on which two members are signed in in turn. Whoever takes over signs the other out first, or signs in from another
 * tab while the other's page is still there, asleep perhaps; and the network may lose what the server answered. Some wait for the
 * tablet to ring, and claim what rang once it is theirs (CL3).
 */
import type { ChatId, MemberId, OfferId } from '../../src/identifiers.ts'
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

interface Rung {
  readonly chat: ChatId
  readonly offer: OfferId
}

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
  /** What rang here when the last one signed out. */
  #rang: readonly Rung[] = []

  constructor(device: Device, members: readonly [Member, Member], parts: TurnsParts) {
    this.#device = device
    this.#members = members
    this.#parts = parts
    this.#turn = members[0]
    this.#attemptLater()
    this.#takeOverLater()
  }

  #takeOverLater(): void {
    const { time, chance } = this.#parts
    time.after(chance.between(6_000, 30_000), () => this.#takeOver(chance.happens(0.6) ? 40 : 0))
  }

  /** Waits for the tablet to ring, looking at it so many times. */
  #takeOver(looksLeft: number): void {
    const { time, note } = this.#parts
    if (this.isAtRest) return
    if (looksLeft > 0 && this.#ringing().length === 0) {
      time.after(500, () => this.#takeOver(looksLeft - 1))
      return
    }
    const [one, other] = this.#members
    this.#turn = this.#turn === one ? other : one
    note(`${this.#turn.id} takes the tablet`)
    this.#takeOverLater()
  }

  #ringing(): readonly Rung[] {
    const rows = this.#device.pages.flatMap((page) => [...page.rows.values()])
    return rows.flatMap((row) => (row.kind === 'offer' && row.state === 'ringing' ? [{ chat: row.chat, offer: row.id }] : []))
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
        this.#rang = this.#ringing()
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
    const rang = [...this.#rang, ...this.#ringing()]
    this.#rang = []
    // The tab in which they signed in goes on with their shift; of other tabs nobody keeps more than one.
    const [oldest, ...others] = device.pages
    if (oldest && others.length > 0) device.close(oldest)
    device.openPage(signedIn)
    for (const rung of rang) this.#claimSoon(rung, member, 5)
  }

  /** Switch and claim: as soon as the new page is up. */
  #claimSoon(rung: Rung, member: MemberId, triesLeft: number): void {
    const { time, chance, note } = this.#parts
    time.after(chance.between(200, 1_500), () => {
      const page = this.#device.pagesOf(member).find(({ replica, isFrozen }) => replica && !isFrozen)
      if (this.isAtRest || triesLeft === 0) return
      if (!page?.replica) return this.#claimSoon(rung, member, triesLeft - 1)
      note(`${member} stands in for ${rung.offer}`)
      void page.replica.claim(rung.chat, rung.offer)
    })
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
