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
  /** How often the checks that need something rare had it before them. */
  readonly looked: Looked
  readonly simulatedMs: number
}

export interface Looked {
  /** MI2: misses, and how many of them were of a ring that the server was not there for all the while. */
  readonly misses: number
  readonly interruptedMisses: number
  /** OF1: requests that ended as missed. */
  readonly lives: number
  /** OF2: empty places. */
  readonly places: number
  /** RE2: connections that a page took for live. */
  readonly connections: number
  /** AV3: members of whom it is clear which wish was the latest, and how often another member took a shared tablet. */
  readonly latestWishes: number
  readonly tabletChanges: number
  /** Commands that a device had kept, pairs of messages whose order is known, and of those on a device whose storage was bad. */
  readonly keptCommands: number
  readonly orders: number
  readonly ordersOnBadDisks: number
  /** CL3: chats that stand-ins claimed. */
  readonly standIns: number
  /** OF7: how often a store was looked at by its hours, and rings that a closing stopped. */
  readonly openByHours: number
  readonly closedByHours: number
  readonly ringsClosed: number
  /** AV5: who left the team, who joined it, and rescues of what those who left had. */
  readonly leavers: number
  readonly newcomers: number
  readonly leftChats: number
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
    looked: lookedAt(world),
    simulatedMs: time.now,
  }
}

function lookedAt({ rings, watch, looked, turns }: World): Looked {
  const { misses, interrupted, lives } = rings.seen
  const tabletChanges = turns.reduce((sum, { changes }) => sum + changes, 0)
  return { misses, interruptedMisses: interrupted, lives, ...watch.seen, ...looked, tabletChanges }
}
