/**
 * Time that passes only when there is nothing left to do. Everything that happens in a run is an event here: the earliest is
 * next, and of those at the same moment the one that was asked for first. Between two events all promises settle.
 */
interface Event {
  readonly time: number
  readonly order: number
  callback: (() => void) | null
}

export class VirtualTime {
  /** Milliseconds since the run began, on no clock but this one. */
  now = 0
  /** How many events have happened. */
  events = 0
  readonly #heap: Event[] = []
  #order = 0

  /** Calls back after so long. Returns how to cancel. */
  after(ms: number, callback: () => void): () => void {
    const event: Event = { time: this.now + Math.max(0, ms), order: this.#order++, callback }
    this.#push(event)
    return () => {
      event.callback = null
    }
  }

  /** Lets everything happen that is due until then; `afterEach` is called once the promises of an event have settled. */
  runUntil(end: number, afterEach: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = () => {
        try {
          if (this.events > 0) afterEach()
          const event = this.#take(end)
          if (!event) {
            this.now = end
            return resolve()
          }
          this.now = event.time
          this.events += 1
          event.callback?.()
          // Node settles all promises before the next turn.
          setImmediate(step)
        } catch (failure) {
          reject(failure)
        }
      }
      setImmediate(step)
    })
  }

  /** The next event that has not been cancelled, if it is due until then. */
  #take(end: number): Event | null {
    for (let first = this.#heap[0]; first !== undefined && first.time <= end; first = this.#heap[0]) {
      this.#removeFirst()
      if (first.callback !== null) return first
    }
    return null
  }

  #push(event: Event): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(event)
    while (at > 0) {
      const parentAt = (at - 1) >> 1
      const parent = heap[parentAt]
      if (parent === undefined || isEarlier(parent, event)) break
      heap[at] = parent
      at = parentAt
    }
    heap[at] = event
  }

  #removeFirst(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      let childAt = 2 * at + 1
      let child = heap[childAt]
      const right = heap[childAt + 1]
      if (child !== undefined && right !== undefined && isEarlier(right, child)) {
        child = right
        childAt += 1
      }
      if (child === undefined || isEarlier(last, child)) break
      heap[at] = child
      at = childAt
    }
    heap[at] = last
  }
}

function isEarlier(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order)
}
