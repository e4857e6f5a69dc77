/**
 * One member's room: its pages, its document, and a wish's way from one of them into the store's log and from there to the
 * others. No page is told what another wrote before the store keeps it: a page that hands on what it heard, after the server
 * failed in between, would be refused for words that nobody else has.
 */
import * as Y from 'yjs'
import type { Wish } from '../../src/decider/wish.ts'
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { Connection } from './connection.ts'
import { updateFrame } from './frames.ts'
import { WishRoom } from './wish-room.ts'
import type { Verdict } from './wish-updates.ts'

/** Whose connection it is. */
export interface Visitor {
  readonly shift: ShiftId
  readonly member: MemberId
  /** The device of the shift: the one key of the wish that its pages may write. */
  readonly device: DeviceId
  readonly store: StoreId
  /** When the shift ends by itself, in milliseconds since 1970. */
  readonly expiresAt: number
  /** Whether the shift's device is locked: its pages are sent no words but of chats that are the member's. */
  readonly isLocked: boolean
}

export interface MemberRoomParts {
  /** What the store's log holds. */
  readonly register: () => Wish
  /** AV2: puts the wish to the store; resolves once the answer is durable. Rejects with `StorageFailure`. */
  readonly merge: (wish: Wish) => Promise<'kept' | 'ahead' | 'refused'>
  /** The latest stamp that is not ahead of the server. */
  readonly latestStamp: () => number
  /** The document was made anew: the pages hold the old one, and have to come back for it. */
  readonly onRenewed: () => void
}

interface Untold {
  readonly update: Uint8Array
  /** Who knows it; `null` for what the server wrote. */
  readonly by: Connection | null
}

export class MemberRoom {
  readonly connections = new Map<Connection, Visitor>()
  readonly #parts: MemberRoomParts
  readonly #wishes: WishRoom
  /** What the document holds and the pages do not know yet. */
  #untold: Untold[] = []
  #keeping: Promise<void> | null = null

  constructor(parts: MemberRoomParts) {
    this.#parts = parts
    this.#wishes = new WishRoom(parts.register())
  }

  stateVector(): Uint8Array {
    return this.#wishes.stateVector()
  }

  /** What the holder of the state vector lacks; `null` where it is none. For a page once all of it is kept. */
  stateSince(stateVector: Uint8Array): Uint8Array | null {
    return this.#wishes.stateSince(stateVector)
  }

  /** Takes in an update of a page on the device. Unless it is `sound`, nothing has changed; if it is, it has to be kept. */
  receive(update: Uint8Array, device: DeviceId, by: Connection): Verdict {
    const verdict = this.#wishes.receive(update, device, this.#parts.register())
    if (verdict !== 'sound') return verdict
    // A page that comes later gets it with the rest of the document.
    if (this.connections.size > 1) this.#untold.push({ update, by })
    // A document handed back may have put an old word of the server's in the place of its newest.
    this.ensure()
    return verdict
  }

  /** AV4: the document says no less than the register. */
  ensure(): void {
    const written = this.#wishes.ensure(this.#parts.register())
    if (written) this.#tell([{ update: written, by: null }])
  }

  /**
   * AV2, AV4: puts to the store what the document says beyond the register, one decision at a time: what comes meanwhile shares
   * the next. Rejects with `StorageFailure` where it could not be kept; it then stays in the document until the next time.
   */
  keep(): Promise<void> {
    if (this.#keeping) return this.#keeping
    if (this.#hasNews) this.#keeping = this.#keepNews()
    else this.#settle()
    return this.#keeping ?? Promise.resolve()
  }

  /** To be called now and again: lets go of what an idle room need not hold. */
  rest(): void {
    this.#wishes.rest()
  }

  get #hasNews(): boolean {
    const [said, register] = [this.#wishes.wish(), this.#parts.register()]
    return said.on > register.on || said.off > register.off
  }

  async #keepNews(): Promise<void> {
    try {
      while (this.#hasNews) {
        const answer = await this.#parts.merge(this.#wishes.wish())
        if (answer === 'refused') return
        const taken = answer === 'ahead' && this.#wishes.dropStampsBeyond(this.#parts.latestStamp())
        if (taken) this.#untold.push({ update: taken, by: null })
      }
    } finally {
      this.#keeping = null
    }
    this.#settle()
  }

  /** The store keeps all that the document says. */
  #settle(): void {
    const untold = this.#untold
    this.#untold = []
    // With a stamp that was taken out went what the store had long kept under the same key.
    this.ensure()
    if (untold.length > 0) this.#tell(untold)
    if (!this.#wishes.isOvergrown) return
    this.#wishes.renew(this.#parts.register())
    this.#parts.onRenewed()
  }

  #tell(untold: readonly Untold[]): void {
    for (const connection of this.connections.keys()) {
      const [first, ...more] = untold.filter(({ by }) => by !== connection).map(({ update }) => update)
      // In one piece, so that a page never sees a stamp that was taken out again.
      if (first) connection.send(updateFrame(more.length > 0 ? Y.mergeUpdates([first, ...more]) : first))
    }
  }
}
