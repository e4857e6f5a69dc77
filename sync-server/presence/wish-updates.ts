/**
 * Judges a Yjs update before it touches a member's presence document. Only what a page of the given device may write gets in:
 * wishes under the device's own key, resting on nothing but what the document has or the update itself brings. What a page
 * merely hands back, such as a document from before this room was made anew, gets in as long as it says nothing new.
 *
 * Stock Yjs keeps whatever rests on pieces that never come, and then searches all of it at every further update; so nothing
 * of that kind is ever applied.
 */
import * as Y from 'yjs'
import { mergeWishes, noWish, type Wish } from '../../src/decider/wish.ts'
import { wishMap } from '../../src/protocol/socket.ts'

/** `broken` also where its predecessors never came; `notYours` where it writes what belongs to the server or another device. */
export type Verdict = 'sound' | 'broken' | 'notYours' | 'tooLarge'

interface Judging {
  readonly doc: Y.Doc
  /** The key that the page may write. */
  readonly device: string
  /** What is known already, the document's and the register's stamps together. */
  readonly known: Wish
}

const largestUpdate = 8 * 1024
/** Structs and deletions together; a page that was offline for a whole shift brings a handful. */
const mostPieces = 256
/** Page loads that one document may hand back: half of what a room takes before it is made anew. */
const mostNewClients = 64
/** A client's clock counts its writes, so that no honest one comes near. */
const largestClock = 2 ** 31
const identifier = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/

export function judge(bytes: Uint8Array, judging: Judging): Verdict {
  if (bytes.length > largestUpdate) return 'tooLarge'
  const update = decoded(bytes)
  if (!update) return 'broken'
  const deletions = [...update.ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, len })))
  if (update.structs.length + deletions.length > mostPieces) return 'tooLarge'
  const runs = runsOf(update.structs)
  if (!runs) return 'broken'
  return new Judgement(judging, runs).verdict(deletions)
}

function decoded(bytes: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(bytes)
  } catch {
    // Whatever is wrong with it, it is answered in the same way.
    return null
  }
}

/** The update's items by client, each client's in one run without a gap; `null` where that is not so. */
function runsOf(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Map<number, Y.Item[]> | null {
  const runs = new Map<number, Y.Item[]>()
  let last: Y.Item | null = null
  for (const struct of structs) {
    // Neither the remains of whole types nor gaps come out of a document that has only ever held a map of wishes.
    if (!(struct instanceof Y.Item) || struct.length < 1 || endOf(struct) > largestClock) return null
    const { client, clock } = struct.id
    const run = runs.get(client)
    if (!run) runs.set(client, [struct])
    else if (last?.id.client === client && endOf(last) === clock) run.push(struct)
    else return null
    last = struct
  }
  return runs
}

interface Deletion {
  readonly client: number
  readonly clock: number
  readonly len: number
}

class Judgement {
  readonly #judging: Judging
  readonly #runs: ReadonlyMap<number, readonly Y.Item[]>
  /** How far each client of the update has been taken in. */
  readonly #taken = new Map<number, number>()
  /** The one key that each client of the update writes. */
  readonly #keys = new Map<number, string>()
  /** Keys of others under which the page hands back what it once heard. */
  readonly #handedBack = new Set<string>()

  constructor(judging: Judging, runs: ReadonlyMap<number, readonly Y.Item[]>) {
    this.#judging = judging
    this.#runs = runs
  }

  verdict(deletions: readonly Deletion[]): Verdict {
    const newClients = [...this.#runs.keys()].filter((client) => this.#has(client) === 0)
    if (newClients.length > mostNewClients) return 'tooLarge'
    const items = this.#judgeItems()
    if (items !== 'sound') return items
    for (const deletion of deletions) {
      const verdict = this.#judgeDeletion(deletion)
      if (verdict !== 'sound') return verdict
    }
    return 'sound'
  }

  /** Takes in the items in an order in which each rests on what is there; what is left over rests on nothing. */
  #judgeItems(): Verdict {
    const waiting = new Map([...this.#runs].map(([client, run]) => [client, [...run].reverse()]))
    for (;;) {
      let hasMoved = false
      for (const [client, run] of waiting) {
        for (let item = run.at(-1); item && this.#restsOnKnown(item); item = run.at(-1)) {
          const verdict = this.#judgeItem(item)
          if (verdict !== 'sound') return verdict
          this.#taken.set(client, endOf(item))
          hasMoved = true
          run.pop()
        }
        if (run.length === 0) waiting.delete(client)
      }
      if (waiting.size === 0) return 'sound'
      if (!hasMoved) return 'broken'
    }
  }

  #restsOnKnown({ id, origin }: Y.Item): boolean {
    return id.clock <= this.#known(id.client) && (origin === null || origin.clock < this.#known(origin.client))
  }

  #judgeItem(item: Y.Item): Verdict {
    const { client } = item.id
    const key = this.#keyOf(item)
    const wish = wishOf(item)
    if (key === null || wish === null || item.rightOrigin !== null) return 'broken'
    const clientsKey = this.#keys.get(client) ?? this.#keyInDoc(client, this.#has(client) - 1) ?? key
    this.#keys.set(client, key)
    if (endOf(item) <= this.#has(client)) return 'sound'
    const { device, doc, known } = this.#judging
    // A client that writes two keys, or as the server, is somebody pretending to be another.
    if (key !== clientsKey || client === doc.clientID) return 'notYours'
    if (key === device) return 'sound'
    const isContinued = this.#has(client) > 0 || (item.origin !== null && item.origin.clock < this.#has(item.origin.client))
    const isNews = wish.on > known.on || wish.off > known.off
    if (isContinued || isNews) return 'notYours'
    this.#handedBack.add(key)
    return 'sound'
  }

  #judgeDeletion({ client, clock, len }: Deletion): Verdict {
    if (len < 1 || clock + len > this.#known(client)) return 'broken'
    const structs = this.#judging.doc.store.clients.get(client)
    if (!structs || clock >= this.#has(client)) return 'sound'
    for (const struct of structs.slice(Y.findIndexSS(structs, clock))) {
      if (struct.id.clock >= clock + len) break
      if (struct instanceof Y.Item && !struct.deleted && !this.#mayReplace(struct.parentSub)) return 'notYours'
    }
    return 'sound'
  }

  /** Of two values that know nothing of each other Yjs keeps one, and a page that has both may find that it is its own. */
  #mayReplace(key: string | null): boolean {
    return key === this.#judging.device || (key !== null && this.#handedBack.has(key))
  }

  /** An item says its key, or inherits that of the item which it replaces. */
  #keyOf({ origin, parent, parentSub }: Y.Item): string | null {
    if (origin) return this.#keyInDoc(origin.client, origin.clock) ?? this.#keys.get(origin.client) ?? null
    // Before it is applied, the name of the type stands where the type will.
    return (parent as unknown) === wishMap && parentSub !== null && identifier.test(parentSub) ? parentSub : null
  }

  #keyInDoc(client: number, clock: number): string | null {
    if (clock < 0 || clock >= this.#has(client)) return null
    const structs = this.#judging.doc.store.clients.get(client) ?? []
    const struct = structs[Y.findIndexSS(structs, clock)]
    return struct instanceof Y.Item ? struct.parentSub : null
  }

  /** The client's clock in the document. */
  #has(client: number): number {
    return Y.getState(this.#judging.doc.store, client)
  }

  #known(client: number): number {
    return Math.max(this.#has(client), this.#taken.get(client) ?? 0)
  }
}

function endOf(item: Y.Item): number {
  return item.id.clock + item.length
}

/** What the item says; no wish for one that has been replaced, `null` where it is anything but wishes. */
function wishOf({ content }: Y.Item): Wish | null {
  if (content instanceof Y.ContentDeleted) return noWish
  if (!(content instanceof Y.ContentAny) || !content.arr.every(isWish)) return null
  return content.arr.reduce<Wish>(mergeWishes, noWish)
}

export function isWish(value: unknown): value is Wish {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false
  const { on, off } = value as Partial<Wish>
  return isStamp(on) && isStamp(off)
}

function isStamp(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
