/**
 * The presence document of one member: the map `wish`, a key per device (AV2). It is a transport: the register itself lives in
 * the store's log, and the document is made anew from it whenever nobody is connected, or too many page loads have left their
 * traces in it. Nothing is applied to it that has not been judged (wish-updates.ts).
 */
import * as Y from 'yjs'
import { mergeWishes, noWish, type Wish } from '../../src/decider/wish.ts'
import { serverKey, wishMap } from '../../src/protocol/socket.ts'
import { isWish, judge, type Verdict } from './wish-updates.ts'

/** Every page load writes as a client of its own, which Yjs never forgets; so many make a document of about 3 KiB. */
const mostClients = 128
const mostStructs = 256

export class WishRoom {
  #doc: Y.Doc
  readonly #onUpdate: (update: Uint8Array, origin: unknown) => void

  /** `onUpdate` hears every change with its origin: whoever `receive`d it, or `null` for the server's own. */
  constructor(register: Wish, onUpdate: (update: Uint8Array, origin: unknown) => void) {
    this.#onUpdate = onUpdate
    this.#doc = this.#made(register)
  }

  #made(wish: Wish): Y.Doc {
    const doc = new Y.Doc()
    if (wish.on > 0 || wish.off > 0) doc.getMap(wishMap).set(serverKey, wish)
    doc.on('update', (update: Uint8Array, origin: unknown) => this.#onUpdate(update, origin))
    return doc
  }

  get #map(): Y.Map<unknown> {
    return this.#doc.getMap(wishMap)
  }

  /** What the document says: the largest stamps over all keys. */
  wish(): Wish {
    return [...this.#map.values()].filter(isWish).reduce(mergeWishes, noWish)
  }

  /** Writes the server's own key where the document says less than the register (AV4). */
  ensure(register: Wish): void {
    const said = this.wish()
    if (register.on > said.on || register.off > said.off) this.#map.set(serverKey, register)
  }

  /**
   * Takes stamps beyond `latest` out of the document, so that they are not counted; a device that finds its key gone writes
   * it again by the right time (AV2). Says whether there were any.
   */
  dropStampsBeyond(latest: number): boolean {
    const ahead = [...this.#map.entries()].filter(([, value]) => isWish(value) && Math.max(value.on, value.off) > latest)
    this.#doc.transact(() => {
      for (const [key] of ahead) this.#map.delete(key)
    })
    return ahead.length > 0
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  /** What the holder of the state vector lacks; `null` where it is not one. */
  stateSince(stateVector: Uint8Array): Uint8Array | null {
    try {
      return Y.encodeStateAsUpdate(this.#doc, stateVector)
    } catch {
      return null
    }
  }

  /** Takes in an update of a page on the device. Unless it is `sound`, nothing has changed. */
  receive(update: Uint8Array, device: string, register: Wish, origin: unknown): Verdict {
    const verdict = judge(update, { doc: this.#doc, device, known: mergeWishes(this.wish(), register) })
    if (verdict !== 'sound') return verdict
    Y.applyUpdate(this.#doc, update, origin)
    // A document handed back may have put an old word of the server's in the place of its newest.
    this.ensure(register)
    return verdict
  }

  /** Whether it is time to {@link renew}. */
  get isOvergrown(): boolean {
    const { clients } = this.#doc.store
    if (clients.size > mostClients) return true
    let structs = 0
    for (const its of clients.values()) structs += its.length
    return structs > mostStructs
  }

  /** Makes the document anew, with all that it says and nothing of how it came to. Whoever has the old one has to start afresh. */
  renew(register: Wish): void {
    const wish = mergeWishes(this.wish(), register)
    this.#doc.destroy()
    this.#doc = this.#made(wish)
  }
}
