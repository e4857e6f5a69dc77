/**
 * Carries the write-ahead log over into the file on a thread of its own. SQLite does it within the commit that makes the log too
 * long, and whoever asks for something then waits for ten or twenty milliseconds; what has been carried over here, it need not.
 */
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'

/** A short-lived process, which an import or a test is, does without. */
const startsAfterCommits = 256

/** It makes next to no objects; left to itself, V8 gives it nine megabytes instead of two. */
const resourceLimits = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16, stackSizeMb: 1 }

export class Checkpoints {
  readonly #file: string
  readonly #log: Logger | undefined
  readonly #signal = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  #commits = 0
  #thread: Worker | null = null
  #ended: Promise<void> | null = null

  constructor(file: string, log: Logger | undefined) {
    this.#file = file
    this.#log = log
  }

  /** To be called after every commit. Costs next to nothing. */
  committed(): void {
    this.#commits += 1
    if (this.#commits === startsAfterCommits) this.#start()
    Atomics.store(this.#signal, cells.commits, this.#commits)
    if (this.#ended) Atomics.notify(this.#signal, cells.commits)
  }

  /** Resolves once the thread has let go of the file. Before the database is closed: whoever closes last removes the log. */
  async stop(): Promise<void> {
    Atomics.store(this.#signal, cells.isOver, 1)
    // No count that the thread can have seen.
    Atomics.store(this.#signal, cells.commits, -1)
    for (const cell of Object.values(cells)) Atomics.notify(this.#signal, cell)
    this.#thread?.ref()
    await this.#ended
  }

  #start(): void {
    const workerData: ThreadData = { file: this.#file, signal: this.#signal, cells }
    // Its text and not a file, because the server's build is one file.
    const thread = new Worker(`(${carryOver})()`, { eval: true, workerData, resourceLimits })
    // Nobody lives on for its sake.
    thread.unref()
    this.#thread = thread
    // Without it SQLite goes on as it does by itself.
    thread.on('error', (failure) => this.#log?.warn({ err: failure }, 'the log is carried over within commits from now on'))
    this.#ended = new Promise((resolve) => thread.once('exit', () => resolve()))
  }
}

interface ThreadData {
  readonly file: string
  readonly signal: Int32Array
  readonly cells: { readonly commits: number; readonly isOver: number }
}

/** Where the two threads' common memory has what. */
const cells = { commits: 0, isOver: 1 } as const

/** The thread. It is handed over as text, so nothing outside is known here. */
function carryOver(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads')
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const { file, signal, cells } = workerData as ThreadData
  /** 4 MB, a quarter of what the log may grow to: carried over while half a second's commits come in. */
  const leastPages = 1_000
  /** Whoever commits again and again is looked after so often. */
  const restMs = 20
  const database = new DatabaseSync(file)
  database.exec('pragma synchronous = full')
  // Says how much there is, and does nothing.
  const look = database.prepare('pragma wal_checkpoint(noop)')
  const carry = database.prepare('pragma wal_checkpoint(passive)')
  let seen = 0
  while (Atomics.load(signal, cells.isOver) === 0) {
    const { log, checkpointed } = look.get() as { log: number; checkpointed: number }
    if (log - checkpointed >= leastPages) carry.get()
    Atomics.wait(signal, cells.isOver, 0, restMs)
    Atomics.wait(signal, cells.commits, seen)
    seen = Atomics.load(signal, cells.commits)
  }
  database.close()
}
