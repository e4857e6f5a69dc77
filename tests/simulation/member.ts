/** A member of the team in a run: looks at whichever page is before them, and does what people do, sensible or not. */
import type { ChatId, CommandId, MemberId } from '../../src/identifiers.ts'
import type { ChatRow, MissedRow, OfferRow } from '../../src/protocol/feed.ts'
import type { Wish } from '../../src/replica/wish.ts'
import type { Chance } from '../support/chance.ts'
import type { Device } from './device.ts'
import type { Page } from './page.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How the member is; probabilities from 0 to 1 of doing it at a look. */
export interface Manner {
  /** Goes available as soon as the store opens. */
  readonly isKeen: boolean
  /** Lets an offer ring, whatever it is. */
  readonly ignores: number
  readonly claims: number
  readonly declines: number
  readonly toggles: number
  readonly writes: number
  readonly ends: number
  readonly picksUp: number
  readonly handsBack: number
  readonly settles: number
  /** Up to so long until the next look, in milliseconds. */
  readonly looksWithinMs: number
}

/** What a member did to their availability, in the order of true time. */
export interface Toggle {
  readonly member: MemberId
  readonly device: Device
  readonly page: Page
  readonly at: number
  readonly isToBeAvailable: boolean
  /** The stamps that the device wrote for it. */
  readonly wish: Wish
  /** As the page's at that moment: since when it could know neither the time nor what others did. */
  readonly unawareSince: number | null
}

/** A message as its writer gave it. */
export interface Written {
  readonly member: MemberId
  readonly page: Page
  readonly device: Device
  readonly chat: ChatId
  readonly id: CommandId
  readonly at: number
  /** What the page's outbox held at that moment. */
  readonly behind: ReadonlySet<CommandId>
  /** What the device's storage held at that moment, whichever page had given it. */
  readonly kept: ReadonlySet<CommandId>
  /** Whether that storage was slow or failed just then. */
  readonly isDiskBad: boolean
}

/** A device on which the member is or may be signed in, and how many pages they keep open there. */
export interface Seat {
  readonly device: Device
  readonly tabs: number
}

export interface MemberParts {
  readonly time: VirtualTime
  readonly chance: Chance
  readonly manner: Manner
  readonly note: (what: string) => void
  readonly onToggle: (toggle: Toggle) => void
  readonly onWritten: (written: Written) => void
}

export class Member {
  readonly id: MemberId
  readonly seats: readonly Seat[]
  /** At rest a member looks at nothing and does nothing. */
  isAtRest = false
  readonly #parts: MemberParts
  #words = 0
  #hasBegun = false
  /** Offers that they have decided to let ring. */
  readonly #ignored = new Map<string, boolean>()

  constructor(id: MemberId, seats: readonly Seat[], parts: MemberParts) {
    this.id = id
    this.seats = seats
    this.#parts = parts
    this.#lookLater()
  }

  get pages(): readonly Page[] {
    return this.seats.flatMap(({ device }) => device.pagesOf(this.id))
  }

  /** Opens the pages that are lacking where this member is signed in. */
  openPages(): void {
    for (const { device, tabs } of this.seats) {
      if (device.signedIn?.session.member.id !== this.id) continue
      for (let lacking = tabs - device.pagesOf(this.id).length; lacking > 0; lacking--) device.openPage(device.signedIn)
    }
  }

  #lookLater(): void {
    const { time, chance, manner } = this.#parts
    time.after(chance.between(200, manner.looksWithinMs), () => {
      if (!this.isAtRest) this.#look()
      this.#lookLater()
    })
  }

  #look(): void {
    const { chance, manner } = this.#parts
    const shown = this.pages.filter((page) => page.replica && !page.isFrozen)
    const page = shown[chance.between(0, Math.max(0, shown.length - 1))]
    if (!page?.replica) return
    this.#show(page)
    if (!this.#hasBegun && manner.isKeen) this.#go(page, true)
    this.#hasBegun = true
    if (chance.happens(manner.toggles)) this.#toggle(page, shown)
    for (const row of [...page.rows.values()]) {
      if (row.kind === 'offer') this.#answer(page, row)
      else if (row.kind === 'chat') this.#talk(page, row)
      else if (row.kind === 'missed') this.#takeCareOf(page, row)
    }
  }

  /** What rings is on screen. */
  #show(page: Page): void {
    const ringing = [...page.rows.values()].flatMap((row) => (row.kind === 'offer' && row.state === 'ringing' ? [row.id] : []))
    page.replica?.setDisplayed(ringing.sort())
  }

  #toggle(page: Page, shown: readonly Page[]): void {
    const { chance } = this.#parts
    const isToBeAvailable = !isAvailable(page) || chance.happens(0.2)
    this.#go(page, isToBeAvailable)
    // Two tablets, two hands, one moment.
    const other = shown.find((one) => one !== page)
    if (other && chance.happens(0.4)) this.#go(other, chance.happens(0.8) ? !isToBeAvailable : isToBeAvailable)
  }

  #go(page: Page, isToBeAvailable: boolean): void {
    const wish = page.replica?.setAvailable(isToBeAvailable)
    this.#toggled(page, isToBeAvailable)
    this.#parts.note(`${this.id} goes ${isToBeAvailable ? 'available' : 'unavailable'} ${JSON.stringify(wish)}`)
  }

  /** To be called right after the device has written it. */
  #toggled(page: Page, isToBeAvailable: boolean): void {
    const { device } = this.#seatOf(page)
    const wish = device.diskOf(this.id).wishes.at(-1)
    if (!wish) return
    const { unawareSince } = page
    this.#parts.onToggle({ member: this.id, device, page, at: this.#parts.time.now, isToBeAvailable, wish, unawareSince })
  }

  #seatOf(page: Page): Seat {
    const seat = this.seats.find(({ device }) => device.pages.includes(page))
    if (!seat) throw new Error(`${this.id} sits before no such page.`)
    return seat
  }

  #answer(page: Page, offer: OfferRow): void {
    if ((offer.state !== 'ringing' && offer.state !== 'waiting') || isUnderWay(page, offer.chat, offer.id)) return
    const { chance, manner, note } = this.#parts
    const isIgnored = this.#ignored.get(offer.id) ?? chance.happens(manner.ignores)
    this.#ignored.set(offer.id, isIgnored)
    if (isIgnored) return
    const eagerness = offer.state === 'ringing' ? 1 : 0.3
    if (chance.happens(manner.claims * eagerness)) {
      note(`${this.id} claims ${offer.id}`)
      void page.replica?.claim(offer.chat)
    } else if (chance.happens(manner.declines * eagerness)) {
      const goesUnavailable = chance.happens(0.4)
      note(`${this.id} declines ${offer.id}${goesUnavailable ? ' and goes unavailable' : ''}`)
      void page.replica?.decline(offer.id, goesUnavailable)
      if (goesUnavailable) this.#toggled(page, false)
    }
  }

  #talk(page: Page, { id: chat, fence: current, ended, handBackUntil }: ChatRow): void {
    // Now and then somebody writes where it is too late: their screen had not heard yet.
    if (ended && !this.#parts.chance.happens(0.1)) return
    const { chance, manner, note, onWritten } = this.#parts
    // CL5: now and then it comes from a page that knows only of the time before the chat was taken again.
    const fence = current > 1 && chance.happens(0.4) ? current - 1 : current
    if (handBackUntil !== null && chance.happens(manner.handsBack)) {
      note(`${this.id} hands back ${chat}`)
      page.replica?.send({ kind: 'handBackChat', chat, fence })
      return
    }
    for (let more = chance.happens(manner.writes); more; more = chance.happens(0.4)) {
      const { device } = this.#seatOf(page)
      const behind = new Set(page.outbox.map(({ command }) => command.id))
      const kept = new Set(device.diskOf(this.id).outbox.keys())
      const sent = page.replica?.send({ kind: 'sendMessage', chat, fence, text: `Message ${++this.#words} of ${this.id}` })
      const { isDiskBad } = device
      if (sent) onWritten({ member: this.id, page, device, chat, id: sent.id, at: this.#parts.time.now, behind, kept, isDiskBad })
      note(`${this.id} writes in ${chat} by fence ${fence}`)
    }
    if (ended || !chance.happens(manner.ends)) return
    note(`${this.id} ends ${chat}`)
    page.replica?.send({ kind: 'endChat', chat, fence })
  }

  #takeCareOf(page: Page, { chat, canPickUp }: MissedRow): void {
    const { chance, manner, note } = this.#parts
    if (isUnderWay(page, chat)) return
    if (canPickUp && chance.happens(manner.picksUp)) {
      note(`${this.id} picks up ${chat}`)
      void page.replica?.pickUp(chat)
    } else if (chance.happens(manner.settles)) {
      note(`${this.id} settles ${chat}`)
      page.replica?.send({ kind: 'settleMissedChat', chat })
    }
  }
}

function isAvailable(page: Page): boolean {
  return page.wish.on > page.wish.off
}

/** A screen does not offer what it has been asked already. */
function isUnderWay(page: Page, ...things: string[]): boolean {
  return page.outbox.some(({ command }) => 'chat' in command && command.kind !== 'sendMessage' && things.includes(command.chat))
}
