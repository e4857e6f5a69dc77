/**
 * One run of the fuzzer: a real server with a real database on loopback, inputs without end for as long as was asked, and a
 * verdict. A 5xx, a connection without an answer, an answer that is not as described, an unhandled rejection, an end of the
 * process, a row of another retailer's that has changed, a block of the event loop and memory that does not come back are
 * violations.
 */
import { rmSync } from 'node:fs'
import pino from 'pino'
import { databaseFile, openSqliteStorage } from '../../sync-server/storage/sqlite/open.ts'
import { Chance } from '../support/chance.ts'
import { describedOperations } from '../support/described-operations.ts'
import { folderWith } from '../support/retailers.ts'
import { rowsWith } from '../support/rows-of.ts'
import { sendHttpInput } from './http-inputs.ts'
import { importInput } from './import-inputs.ts'
import { bystander, fuzzed, People } from './people.ts'
import { readPushInput } from './push-inputs.ts'
import { sendSocketInput } from './socket-inputs.ts'
import { WatchedServer } from './watched-server.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Stops after this, or after so many inputs, whichever comes first. */
  readonly seconds: number
  readonly mostInputs?: number
  readonly say: (line: string) => void
}

export interface FuzzReport {
  readonly inputs: number
  readonly byKind: Readonly<Record<Kind, number>>
  /** Ends of the process. */
  readonly crashes: number
  /** Answers of 500 and above, and closes that say the same. */
  readonly serverErrors: number
  readonly longestBlockMs: number
  /** Of the longest block, as much as the server itself was at work. */
  readonly longestWorkMs: number
  readonly memoryGrowthMB: number
  /** In words, with what was sent. */
  readonly violations: readonly string[]
}

type Kind = 'http' | 'socket' | 'push' | 'import'

const workers = 8
const mostViolations = 20
/** Longer than anything that one input may cost everybody else. */
const longestAllowedMs = 250
/** What is kept by right grows too: a few chats, and what the engine has compiled by then. */
const memoryAllowedMB = 24
/** Of the time, before memory is first looked at: compiled code and full caches are no leak. */
const warmUp = 0.3

export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const data = await folderWith([fuzzed, bystander])
  const rates = [
    '--rate-per-shift',
    '10000000',
    '--rate-per-shopper',
    '10000000',
    '--rate-per-address',
    '10000000',
    '--rate-questions',
    '10000000',
  ]
  const server = await WatchedServer.start(data, ['--no-demo', '--log-level', 'warn', '--push-hosts', 'localhost:9', ...rates])
  const storage = await openSqliteStorage({ file: databaseFile(data), log: pino({ level: 'silent' }) })
  const people = new People(server.url)
  try {
    const before = rowsWith(databaseFile(data), [bystander.id])
    await people.arrive()
    const run = new Run(options, server, people, storage.orders)
    await run.toItsEnd()
    if (server.ended === null) await run.checkHonestWork()
    return await run.report(before, rowsWith(databaseFile(data), [bystander.id]))
  } finally {
    people.leave()
    await server.stop()
    await storage.close()
    rmSync(data, { recursive: true, force: true })
  }
}

class Run {
  readonly #options: FuzzOptions
  readonly #server: WatchedServer
  readonly #people: People
  readonly #orders: Parameters<typeof importInput>[0]
  readonly #byKind: Record<Kind, number> = { http: 0, socket: 0, push: 0, import: 0 }
  readonly #violations: string[] = []
  readonly #begun = performance.now()
  #serverErrors = 0
  #longestBlockMs = 0
  #longestWorkMs = 0
  #warmHeap: number | null = null
  #lastHeap = 0

  constructor(options: FuzzOptions, server: WatchedServer, people: People, orders: Parameters<typeof importInput>[0]) {
    this.#options = options
    this.#server = server
    this.#people = people
    this.#orders = orders
  }

  get #inputs(): number {
    return Object.values(this.#byKind).reduce((sum, count) => sum + count, 0)
  }

  get #progress(): number {
    const { seconds, mostInputs = Number.POSITIVE_INFINITY } = this.#options
    return Math.max((performance.now() - this.#begun) / 1_000 / seconds, this.#inputs / mostInputs)
  }

  get #isOver(): boolean {
    return this.#progress >= 1 || this.#server.ended !== null || this.#violations.length >= mostViolations
  }

  async toItsEnd(): Promise<void> {
    const chance = new Chance(this.#options.seed)
    const document = (await (await fetch(`${this.#server.url}/api/openapi.json`)).json()) as object
    const target = { port: this.#server.port, people: this.#people, operations: describedOperations(document), document }
    await this.#server.measure()
    const all = Array.from({ length: workers }, () => this.#work(chance.fork(), target))
    await Promise.all([...all, this.#watch()])
  }

  async #work(chance: Chance, target: Parameters<typeof sendHttpInput>[0]): Promise<void> {
    const send: Record<Kind, () => Promise<string | null> | string | null> = {
      http: () => sendHttpInput(target, chance),
      socket: () => sendSocketInput(target, chance),
      push: () => readPushInput(chance),
      import: () => importInput(this.#orders, chance),
    }
    while (!this.#isOver) {
      const kind = chance.oneOf<Kind>([
        'http',
        'http',
        'http',
        'http',
        'http',
        'http',
        'http',
        'socket',
        'socket',
        'push',
        'import',
      ])
      this.#byKind[kind] += 1
      try {
        const wrong = await send[kind]()
        if (wrong !== null) this.#found(wrong)
      } catch (failure) {
        this.#found(`${kind}: ${failure instanceof Error ? failure.stack : failure}`)
      }
    }
  }

  #found(wrong: string): void {
    if (/^(?:5\d\d|1011|1013) /.test(wrong)) this.#serverErrors += 1
    this.#violations.push(wrong)
    this.#options.say(`✗ ${wrong}`)
  }

  /** Looks at the server from inside now and again, and says how it goes. */
  async #watch(): Promise<void> {
    while (!this.#isOver) {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      if (this.#server.ended === null) await this.#look()
    }
  }

  async #look(): Promise<void> {
    const { longestBlockMs, longestWorkMs, heapBytes } = await this.#server.measure()
    this.#longestBlockMs = Math.max(this.#longestBlockMs, longestBlockMs)
    this.#longestWorkMs = Math.max(this.#longestWorkMs, longestWorkMs)
    this.#lastHeap = heapBytes
    if (this.#progress > warmUp) this.#warmHeap ??= heapBytes
  }

  async checkHonestWork(): Promise<void> {
    try {
      await this.#people.canStillWork()
    } catch (failure) {
      this.#found(`honest work is not possible any more: ${failure instanceof Error ? failure.message : failure}`)
    }
  }

  async report(before: readonly string[], after: readonly string[]): Promise<FuzzReport> {
    const isGone = this.#server.ended !== null
    if (!isGone) await this.#look()
    const memoryGrowthMB = Math.max(0, (this.#lastHeap - (this.#warmHeap ?? this.#lastHeap)) / 1024 / 1024)
    // Whoever begins a session at the other retailer's store, as any visitor may, adds rows; nothing else does anything there.
    const there = new Set(after)
    for (const row of before.filter((one) => !there.has(one))) this.#found(`another retailer's row is gone or changed: ${row}`)
    if (isGone) this.#found(`the server ${this.#server.ended}. It printed:\n${this.#server.printed.slice(-5_000)}`)
    if (/unhandled/i.test(this.#server.printed)) this.#found(`an unhandled rejection: ${this.#server.printed.slice(-5_000)}`)
    if (this.#longestWorkMs > longestAllowedMs)
      this.#found(`the event loop was blocked for ${Math.round(this.#longestWorkMs)} ms`)
    if (memoryGrowthMB > memoryAllowedMB) this.#found(`memory grew by ${memoryGrowthMB.toFixed(1)} MB and did not come back`)
    return {
      inputs: this.#inputs,
      byKind: this.#byKind,
      crashes: isGone ? 1 : 0,
      serverErrors: this.#serverErrors,
      longestBlockMs: Math.round(this.#longestBlockMs),
      longestWorkMs: Math.round(this.#longestWorkMs),
      memoryGrowthMB: Number(memoryGrowthMB.toFixed(1)),
      violations: this.#violations,
    }
  }
}
