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

/** Nobody asks for a document's own identifier, and making one up takes longer than the document. */
const guid = wishMap

export class WishRoom {
  /** A Yjs document takes kilobytes, which thousands of idle tablets need not cost: between changes only its state is kept. */
  #kept: Kept
  #awake: Y.Doc | null = null
  /** What the document says, once somebody has asked since it last changed. */
  #wish: Wish | null
  #hasBeenUsed = false

  constructor(register: Wish) {
    this.#kept = made(register)
    this.#wish = this.#kept.wish
  }

  /** What the document says: the largest stamps over all keys. */
  wish(): Wish {
    this.#wish ??= this.#awake ? wishIn(this.#awake) : this.#kept.wish
    return this.#wish
  }

  /** Writes the server's own key where the document says less than the register (AV4). Returns the update, if any. */
  ensure(register: Wish): Uint8Array | null {
    const said = this.wish()
    if (register.on <= said.on && register.off <= said.off) return null
    return this.#write((map) => map.set(serverKey, register))
  }

  /**
   * Takes stamps beyond `latest` out of the document, so that they are not counted; a device that finds its key gone writes
   * it again by the right time (AV2). Returns the update, if there were any.
   */
  dropStampsBeyond(latest: number): Uint8Array | null {
    return this.#write((map) => {
      for (const [key, value] of map) if (isWish(value) && Math.max(value.on, value.off) > latest) map.delete(key)
    })
  }

  stateVector(): Uint8Array {
    return this.#awake ? Y.encodeStateVector(this.#awake) : Y.encodeStateVectorFromUpdate(this.#kept.state)
  }

  /** What the holder of the state vector lacks; `null` where it is not one. */
  stateSince(stateVector: Uint8Array): Uint8Array | null {
    try {
      return this.#awake ? Y.encodeStateAsUpdate(this.#awake, stateVector) : Y.diffUpdate(this.#kept.state, stateVector)
    } catch {
      return null
    }
  }

  /** Takes in an update of a page on the device. Unless it is `sound`, nothing has changed. */
  receive(update: Uint8Array, device: string, register: Wish): Verdict {
    const doc = this.#doc
    const verdict = judge(update, { doc, device, known: mergeWishes(this.wish(), register) })
    if (verdict !== 'sound') return verdict
    Y.applyUpdate(doc, update)
    this.#wish = null
    return verdict
  }

  /** Whether it is time to {@link renew}. */
  get isOvergrown(): boolean {
    if (!this.#awake) return false
    const { clients } = this.#awake.store
    if (clients.size > mostClients) return true
    let structs = 0
    for (const its of clients.values()) structs += its.length
    return structs > mostStructs
  }

  /** Makes the document anew: it says what the register does. Whoever has the old one has to start afresh. */
  renew(register: Wish): void {
    this.#kept = made(register)
    this.#wish = this.#kept.wish
    this.#sleep()
  }

  /** To be called now and again: lets go of a document that nobody has changed since the last time. */
  rest(): void {
    if (this.#awake && !this.#hasBeenUsed) {
      this.#kept = keptOf(this.#awake)
      this.#sleep()
    }
    this.#hasBeenUsed = false
  }

  /** Writes as the server; returns the update, or `null` where nothing was written. */
  #write(change: (map: Y.Map<unknown>) => void): Uint8Array | null {
    const doc = this.#doc
    let update: Uint8Array | null = null
    const take = (bytes: Uint8Array) => {
      update = bytes
    }
    doc.on('update', take)
    doc.transact(() => change(mapIn(doc)))
    doc.off('update', take)
    this.#wish = null
    return update
  }

  #sleep(): void {
    this.#awake?.destroy()
    this.#awake = null
  }

  get #doc(): Y.Doc {
    this.#hasBeenUsed = true
    if (this.#awake) return this.#awake
    const doc = new Y.Doc({ guid })
    Y.applyUpdate(doc, this.#kept.state)
    // Always the same client, so that waking up leaves no trace; and only now, because Yjs gives up a client that others use.
    doc.clientID = this.#kept.client
    this.#awake = doc
    return doc
  }
}

/** A document that sleeps. */
interface Kept {
  /** The client that the server writes as. */
  readonly client: number
  readonly state: Uint8Array
  readonly wish: Wish
}

function made(wish: Wish): Kept {
  const doc = new Y.Doc({ guid })
  if (wish.on > 0 || wish.off > 0) mapIn(doc).set(serverKey, wish)
  return keptOf(doc)
}

function keptOf(doc: Y.Doc): Kept {
  return { client: doc.clientID, state: Y.encodeStateAsUpdate(doc), wish: wishIn(doc) }
}

function mapIn(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(wishMap)
}

function wishIn(doc: Y.Doc): Wish {
  return [...mapIn(doc).values()].filter(isWish).reduce(mergeWishes, noWish)
}
