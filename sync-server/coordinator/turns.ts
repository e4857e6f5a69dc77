/** Whose turn it is: what somebody asked for and looks at the time take turns, so that neither waits behind a thousand of the other. */
import type { StoreId } from '../../src/identifiers.ts'
import type { Pending } from './decided.ts'

const mostAFlush = 256
/** Loading a store stops everything else; so few are loaded for a flush that nobody who asks for another waits long. */
export const mostLoadedAFlush = 8

export class Turns {
  #asked: Pending[] = []
  #looks: Pending[] = []

  get isEmpty(): boolean {
    return this.#asked.length + this.#looks.length === 0
  }

  add(one: Pending): void {
    if (isLook(one)) this.#looks.push(one)
    else this.#asked.push(one)
  }

  /** Comes before what waits, in its order. */
  putBack(some: readonly Pending[]): void {
    this.#asked = [...some.filter((one) => !isLook(one)), ...this.#asked]
    this.#looks = [...some.filter(isLook), ...this.#looks]
  }

  /** Takes what goes into the next flush. */
  next(isLoaded: (store: StoreId) => boolean): readonly Pending[] {
    const batch: Pending[] = []
    const toLoad = new Set<StoreId>()
    let [asked, looks] = [0, 0]
    while (batch.length < mostAFlush) {
      const isLooksTurn = looks < this.#looks.length && (looks < asked || asked >= this.#asked.length)
      const one = isLooksTurn ? this.#looks[looks] : this.#asked[asked]
      if (!one) break
      const { store } = one.submission
      if (!isLoaded(store)) toLoad.add(store)
      if (toLoad.size > mostLoadedAFlush) break
      batch.push(one)
      if (isLooksTurn) looks += 1
      else asked += 1
    }
    this.#asked = this.#asked.slice(asked)
    this.#looks = this.#looks.slice(looks)
    return batch
  }
}

function isLook({ submission }: Pending): boolean {
  return submission.command.type === 'LookAtTime'
}
