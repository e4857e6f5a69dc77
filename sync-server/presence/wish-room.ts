/**
 * The presence document of one member: the map `wish`, a key per device (AV2). It is a transport: the register itself lives in
 * the store's log, and the document is made anew from it whenever nobody is connected or somebody has spoilt it.
 */
import * as Y from 'yjs'
import { mergeWishes, noWish, type Wish } from '../../src/decider/wish.ts'
import { serverKey, wishMap } from '../../src/protocol/socket.ts'

const mostKeys = 200
const identifier = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/

export class WishRoom {
  #doc = new Y.Doc()
  readonly #onUpdate: (update: Uint8Array, origin: unknown) => void

  /** `onUpdate` hears every change with its origin: whoever `receive`d it, or `null` for the server's own. */
  constructor(register: Wish, onUpdate: (update: Uint8Array, origin: unknown) => void) {
    this.#onUpdate = onUpdate
    this.#listen()
    this.ensure(register)
  }

  #listen(): void {
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => this.#onUpdate(update, origin))
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

  /**
   * Takes in an update. `false` where it is broken, leaves pieces pending, or makes the document anything but wishes: the
   * document is then as the register has it, and whoever is connected has to send theirs again.
   */
  receive(update: Uint8Array, origin: unknown, register: Wish): boolean {
    try {
      Y.applyUpdate(this.#doc, update, origin)
      if (this.#isSound()) return true
    } catch {
      // Whatever was applied before it broke goes with the document.
    }
    this.#doc.destroy()
    this.#doc = new Y.Doc()
    this.#listen()
    this.ensure(register)
    return false
  }

  #isSound(): boolean {
    const { store, share } = this.#doc
    if (store.pendingStructs !== null || store.pendingDs !== null) return false
    if ([...share.keys()].some((name) => name !== wishMap) || this.#map.size > mostKeys) return false
    return [...this.#map.entries()].every(([key, value]) => identifier.test(key) && isWish(value))
  }
}

function isWish(value: unknown): value is Wish {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  const { on, off } = value as Partial<Wish>
  return isStamp(on) && isStamp(off)
}

function isStamp(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
