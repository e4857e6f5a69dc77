/**
 * Availability and attention on the device: the member's own wish in their presence document, the team as the server
 * publishes it, and the page's report of which offers it has and shows.
 */
import type { Awareness } from 'y-protocols/awareness'
import type { Doc, YMapEvent } from 'yjs'
import type { DeviceId } from '../identifiers.ts'
import { type MemberPresence, type PageReport, wishMap } from '../protocol/socket.ts'
import { isAvailable, merge, noWish, readWish, type Wish, wishAfter } from './wish.ts'

/** The wish over all keys of the document (AV2): every device's and the server's own. */
export function wishIn(doc: Doc): Wish {
  let wish = noWish
  for (const value of doc.getMap(wishMap).values()) wish = merge(wish, readWish(value) ?? noWish)
  return wish
}

export interface OwnWishParts {
  readonly device: DeviceId
  /** The server's clock as estimated, in milliseconds. */
  readonly serverNow: () => number
  /** What the store's log is known to hold. */
  readonly register: () => Wish
  /** What this device wrote last for the member; `null` for nothing. */
  readonly kept: Wish | null
  /** The stamps to keep on the device. */
  readonly onWritten: (own: Wish) => void
  readonly onChange: () => void
}

/**
 * The member's wish on this device (AV2, AV3): the stamps that the device wrote, apart from any document, because documents
 * come and go with connections. A room's document is written to only where it says less than the device knows.
 */
export class OwnWish {
  readonly #parts: OwnWishParts
  #own: Wish
  #doc: Doc | null = null

  constructor(parts: OwnWishParts) {
    this.#parts = parts
    this.#own = parts.kept ?? noWish
  }

  /** Everything known of the member's wish. */
  get wish(): Wish {
    const known = merge(this.#own, this.#parts.register())
    return this.#doc ? merge(known, wishIn(this.#doc)) : known
  }

  /** AV3: whether the store's log holds everything that this device wrote. */
  get isSynced(): boolean {
    const register = this.#parts.register()
    return register.on >= this.#own.on && register.off >= this.#own.off
  }

  /** Goes this way, from now on and on this device at once; returns the stamps written. */
  set(isToBeAvailable: boolean): Wish {
    this.#write(wishAfter(this.wish, isToBeAvailable, this.#parts.serverNow()))
    return this.#own
  }

  /** The stamps that an earlier page of this device wrote, where they could not be read at first. */
  adopt(kept: Wish): void {
    const own = merge(this.#own, kept)
    if (own.on === this.#own.on && own.off === this.#own.off) return
    this.#write(own)
  }

  /** The document of a new connection holds what its room holds; from now on it is kept up to the own stamps. */
  attach(doc: Doc): void {
    const { device, onChange } = this.#parts
    this.#doc = doc
    this.#ensure()
    doc.getMap(wishMap).observe((event: YMapEvent<unknown>, { local }) => {
      if (local || this.#doc !== doc) return
      const key = event.changes.keys.get(device)
      const lost = key?.action === 'delete' ? readWish(key.oldValue) : null
      if (lost) this.#correct(lost)
      else this.#ensure()
      onChange()
    })
    onChange()
  }

  /** The connection is over. */
  detach(): void {
    this.#doc = null
    this.#parts.onChange()
  }

  /**
   * AV2: a stamp that is ahead of the server's clock is not counted, and the server takes the key out. The device writes it
   * again, the same way, by the time it knows better now.
   */
  #correct(lost: Wish): void {
    const known = this.#doc ? merge(this.#parts.register(), wishIn(this.#doc)) : this.#parts.register()
    this.#write(wishAfter(known, isAvailable(lost), this.#parts.serverNow()))
  }

  #write(own: Wish): void {
    this.#own = own
    this.#ensure()
    this.#parts.onWritten(own)
    this.#parts.onChange()
  }

  /** Two pages of a device write one key, so that each has to look that the other has not written over its stamps. */
  #ensure(): void {
    if (!this.#doc) return
    const said = wishIn(this.#doc)
    if (said.on >= this.#own.on && said.off >= this.#own.off) return
    const map = this.#doc.getMap(wishMap)
    map.set(this.#parts.device, merge(this.#own, readWish(map.get(this.#parts.device)) ?? noWish))
  }
}

/** The team as last published. The page's own report, which is no member's presence, is not among them. */
export function teamIn(awareness: Awareness): readonly MemberPresence[] {
  const team: MemberPresence[] = []
  for (const [client, state] of awareness.getStates()) {
    if (client !== awareness.clientID && isMemberPresence(state)) team.push(state)
  }
  return team
}

function isMemberPresence(state: object): state is MemberPresence {
  return 'member' in state && 'isAvailable' in state
}

/** OF5: tells the server which offers this page has and which of them are on screen; does nothing where that is known. */
export function report(awareness: Awareness, now: PageReport): void {
  const last = awareness.getLocalState()
  if (last && sameList(last.delivered, now.delivered) && sameList(last.displayed, now.displayed)) return
  awareness.setLocalState({ delivered: now.delivered, displayed: now.displayed })
}

function sameList(a: unknown, b: readonly string[]): boolean {
  return Array.isArray(a) && a.length === b.length && b.every((id, at) => a[at] === id)
}
