/**
 * The network between one device and the server. Streams keep their order and lose nothing while they live: loss shows as
 * delay, silence or a cut. Requests by HTTP may be lost before or after the server acted, arrive twice, and overtake another.
 */
import type { Chance } from '../support/chance.ts'
import type { VirtualTime } from './virtual-time.ts'

/** How good a network is; probabilities from 0 to 1, times in milliseconds. */
export interface Quality {
  readonly delayMs: number
  readonly jitterMs: number
  /** That a packet has to be sent again, and so is late. */
  readonly resends: number
  /** That a request, or its answer, never arrives. */
  readonly losesRequests: number
  /** That a request arrives twice. */
  readonly duplicates: number
}

/** One direction. What is sent while it is blocked waits, as in the machines' buffers, and arrives once it is open again. */
export class Path {
  quality: Quality
  readonly #time: VirtualTime
  readonly #chance: Chance
  #isBlocked = false
  #waiting: (() => void)[] = []

  constructor(time: VirtualTime, chance: Chance, quality: Quality) {
    this.#time = time
    this.#chance = chance
    this.quality = quality
  }

  get isBlocked(): boolean {
    return this.#isBlocked
  }

  block(): void {
    this.#isBlocked = true
  }

  open(): void {
    this.#isBlocked = false
    const ms = this.delayMs()
    for (const arrive of this.#waiting.splice(0)) this.#time.after(ms, arrive)
  }

  delayMs(): number {
    const { delayMs, jitterMs, resends } = this.quality
    const again = this.#chance.happens(resends) ? this.#chance.between(200, 2_500) : 0
    return delayMs + this.#chance.between(0, jitterMs) + again
  }

  /** Calls back when what is sent now arrives: at once where nothing is in the way, else when it is open again. */
  travel(ms: number, arrive: () => void): void {
    this.#time.after(ms, () => {
      if (this.#isBlocked) this.#waiting.push(arrive)
      else arrive()
    })
  }
}

/** One direction of one stream: in order, and nothing after it was cut. */
export class Pipe<Item> {
  /** What is on its way, in the units of `sizeOf`. */
  size = 0
  readonly #time: VirtualTime
  readonly #path: Path
  readonly #deliver: (item: Item) => void
  readonly #sizeOf: (item: Item) => number
  readonly #queue: Item[] = []
  #lastArrival = 0
  #isCut = false

  constructor(time: VirtualTime, path: Path, deliver: (item: Item) => void, sizeOf: (item: Item) => number = () => 1) {
    this.#time = time
    this.#path = path
    this.#deliver = deliver
    this.#sizeOf = sizeOf
  }

  send(item: Item): void {
    if (this.#isCut) return
    this.#queue.push(item)
    this.size += this.#sizeOf(item)
    this.#lastArrival = Math.max(this.#lastArrival, this.#time.now + this.#path.delayMs())
    this.#path.travel(this.#lastArrival - this.#time.now, () => this.#arrive())
  }

  /** Nothing more arrives, not even what is on its way. */
  cut(): void {
    this.#isCut = true
    this.#queue.length = 0
  }

  #arrive(): void {
    const item = this.#queue.shift()
    if (item === undefined || this.#isCut) return
    this.size -= this.#sizeOf(item)
    this.#deliver(item)
  }
}

/** Both directions between a device and the server. */
export class Wire {
  readonly up: Path
  readonly down: Path
  readonly #time: VirtualTime
  readonly #chance: Chance
  /** Cuts of streams that hang on this wire. */
  readonly #streams = new Set<() => void>()

  constructor(time: VirtualTime, chance: Chance, quality: Quality) {
    this.#time = time
    this.#chance = chance
    this.up = new Path(time, chance, quality)
    this.down = new Path(time, chance, quality)
  }

  set quality(quality: Quality) {
    this.up.quality = quality
    this.down.quality = quality
  }

  /** A stream begins; `cut` is called where the network drops it without telling the other end. Returns how to let go of it. */
  holds(cut: () => void): () => void {
    this.#streams.add(cut)
    return () => this.#streams.delete(cut)
  }

  /** The device changes its network: every stream dies, and neither end is told by the other. */
  cutStreams(): void {
    for (const cut of [...this.#streams]) cut()
    this.#streams.clear()
  }

  /**
   * One request by HTTP. `act` is what the server does, once or twice; it resolves to the answer, or to `null` where nobody
   * listens. `answered` hears of the first answer that comes back, or of `null` for a refused connection; perhaps of nothing.
   */
  request<Answer>(act: () => Promise<Answer | null>, answered: (answer: Answer | null) => void): void {
    const chance = this.#chance
    const { losesRequests, duplicates } = this.up.quality
    let isAnswered = false
    const attempt = () => {
      void act().then((answer) => {
        if (chance.happens(losesRequests)) return
        this.down.travel(this.down.delayMs(), () => {
          if (isAnswered) return
          isAnswered = true
          answered(answer)
        })
      })
    }
    if (chance.happens(duplicates)) this.up.travel(this.up.delayMs() + chance.between(0, 4_000), attempt)
    if (chance.happens(losesRequests)) return
    // What finds the way blocked is mostly lost, and sometimes arrives long after its sender gave up.
    if (this.up.isBlocked && chance.happens(0.7)) return
    this.up.travel(this.up.delayMs(), attempt)
  }

  get isOpen(): boolean {
    return !this.up.isBlocked && !this.down.isBlocked
  }

  get time(): VirtualTime {
    return this.#time
  }
}
