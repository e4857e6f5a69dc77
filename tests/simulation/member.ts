/** A member of the team in a run: looks at whichever page is before them, and does what people do, sensible or not. */
import type { MemberId } from '../../src/identifiers.ts'
import type { ChatRow, MissedRow, OfferRow } from '../../src/protocol/feed.ts'
import type { Chance } from '../support/chance.ts'
import type { Device, SignedIn } from './device.ts'
import type { Page } from './page.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How the member is; probabilities from 0 to 1 of doing it at a look. */
export interface Manner {
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
  readonly at: number
  readonly isToBeAvailable: boolean
}

/** A message as its writer gave it. */
export interface Written {
  readonly member: MemberId
  readonly device: Device
  readonly chat: string
  readonly id: string
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
  readonly places: readonly { readonly device: Device; readonly signedIn: SignedIn }[]
  /** At rest a member looks at nothing and does nothing. */
  isAtRest = false
  readonly #parts: MemberParts
  #words = 0

  constructor(id: MemberId, places: Member['places'], parts: MemberParts) {
    this.id = id
    this.places = places
    this.#parts = parts
    this.#lookLater()
  }

  get pages(): readonly Page[] {
    return this.places.flatMap(({ device }) => device.pages.filter((page) => page.member === this.id))
  }

  /** Opens a page where this member is signed in and none is open. */
  openPages(): void {
    for (const { device, signedIn } of this.places) {
      if (!device.pages.some((page) => page.member === this.id)) device.openPage(signedIn)
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
    this.#toggled(isToBeAvailable)
    this.#parts.note(`${this.id} goes ${isToBeAvailable ? 'available' : 'unavailable'} ${JSON.stringify(wish)}`)
  }

  #toggled(isToBeAvailable: boolean): void {
    this.#parts.onToggle({ member: this.id, at: this.#parts.time.now, isToBeAvailable })
  }

  #answer(page: Page, offer: OfferRow): void {
    if ((offer.state !== 'ringing' && offer.state !== 'waiting') || isUnderWay(page, offer.chat, offer.id)) return
    const { chance, manner, note } = this.#parts
    const eagerness = offer.state === 'ringing' ? 1 : 0.3
    if (chance.happens(manner.claims * eagerness)) {
      note(`${this.id} claims ${offer.id}`)
      void page.replica?.claim(offer.chat)
    } else if (chance.happens(manner.declines * eagerness)) {
      const goesUnavailable = chance.happens(0.4)
      note(`${this.id} declines ${offer.id}${goesUnavailable ? ' and goes unavailable' : ''}`)
      if (goesUnavailable) this.#toggled(false)
      void page.replica?.decline(offer.id, goesUnavailable)
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
      const sent = page.replica?.send({ kind: 'sendMessage', chat, fence, text: `Message ${++this.#words} of ${this.id}` })
      const at = this.places.find(({ device }) => device.pages.includes(page))
      if (sent && at) onWritten({ member: this.id, device: at.device, chat, id: sent.id })
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
