/** One run: a seed's world is lived through, healed, and looked over at the end. */
import type { BugName } from './bugs.ts'
import { checkHealed } from './healed.ts'
import { Violation } from './violation.ts'
import { World } from './world.ts'

export interface RunOptions {
  readonly bug?: BugName | null
  readonly print?: (line: string) => void
}

export interface RunResult {
  readonly seed: number
  /** What must never be; `null` where all was well. */
  readonly violation: string | null
  /** The last steps of the run. */
  readonly last: readonly string[]
  /** Of everything that happened. */
  readonly hash: string
  readonly offers: number
  readonly claims: number
  readonly misses: number
  readonly crashes: number
  readonly partitions: number
  readonly simulatedMs: number
}

/** Long enough for every retry, time-out and watchdog to have had its turn. */
const settleMs = 22_000

export async function run(seed: number, { bug = null, print }: RunOptions = {}): Promise<RunResult> {
  const world = new World(seed, { bug, ...(print && { print }) })
  let violation: string | null = null
  try {
    await world.begin()
    await world.runFor(world.plan.lastsMs)
    world.heal()
    await world.runFor(settleMs)
    await checkHealed(world)
  } catch (failure) {
    if (!(failure instanceof Violation)) throw failure
    violation = failure.message
  }
  const { counts, crashes, partitions, trace, time } = world
  return {
    seed,
    violation,
    last: violation === null ? [] : trace.last(),
    hash: trace.hash(),
    ...counts,
    crashes,
    partitions,
    simulatedMs: time.now,
  }
}
