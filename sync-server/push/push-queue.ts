/**
 * Which push goes out when. Each has its time, after which it is worth nothing; until then it is tried again after failures,
 * later each time. A bounded number is under way to any one push service and in all, and a bounded number waits, so that a
 * service that hangs holds up its own and nobody else's. Of two pushes under one key (a subscription's topic) the newer counts:
 * the older is not sent after it.
 */
import type { Clock } from '../clock.ts'

export interface QueuedPush {
  /** Of several under one key only the newest is worth sending. */
  readonly key: string
  readonly host: string
  /** Milliseconds since 1970. */
  readonly until: number
}

/** What came of one attempt. */
export type Attempted<Result> =
  | { readonly is: 'done'; readonly result: Result }
  /** Worth another try, not sooner than the push service asks for. */
  | { readonly is: 'again'; readonly afterMs: number | null }

export interface PushQueueParts<Push extends QueuedPush, Result> {
  readonly clock: Clock
  /** Never rejects. */
  readonly attempt: (push: Push, signal: AbortSignal) => Promise<Attempted<Result>>
  /** From 0 up to 1. */
  readonly chance: () => number
}

/** Why a push was not sent to the end: its time was over, a newer one took its place, too many waited, the server stops. */
export type NotSent = 'expired' | 'replaced' | 'overflow' | 'stopped'

export interface PushQueue<Push, Result> {
  /** Never rejects. */
  send(push: Push): Promise<Result | NotSent>
  /** How many are waiting, under way or resting. */
  count(): number
  /** Gives up whatever has not been sent. */
  stop(): void
}

export const mostUnderWay = 64
export const mostUnderWayAHost = 24
export const mostHeld = 10_000
const firstPauseMs = 1_000
const longestPauseMs = 30_000

interface Job<Push, Result> {
  readonly push: Push
  readonly resolve: (result: Result | NotSent) => void
  attempts: number
  state: 'waiting' | 'underWay' | 'resting'
  cancelRest: () => void
  /** What takes its place once its attempt is over. */
  next: Job<Push, Result> | null
}

interface Lane<Push, Result> {
  underWay: number
  waiting: Job<Push, Result>[]
}

export function createPushQueue<Push extends QueuedPush, Result>(parts: PushQueueParts<Push, Result>): PushQueue<Push, Result> {
  const { clock, attempt, chance } = parts
  type OneJob = Job<Push, Result>
  const lanes = new Map<string, Lane<Push, Result>>()
  const byKey = new Map<string, OneJob>()
  const stopping = new AbortController()
  let underWay = 0
  let held = 0

  function send(push: Push): Promise<Result | NotSent> {
    if (stopping.signal.aborted) return Promise.resolve('stopped')
    return new Promise((resolve) => {
      const before = byKey.get(push.key)
      if (before && before.state !== 'underWay') finish(before, 'replaced')
      if (before?.next) settle(before.next, 'replaced')
      if (before) before.next = null
      if (held >= mostHeld) return resolve('overflow')
      held += 1
      const job: OneJob = { push, resolve, attempts: 0, state: 'waiting', cancelRest: () => {}, next: null }
      if (before?.state === 'underWay') before.next = job
      else line(job)
    })
  }

  function line(job: OneJob): void {
    byKey.set(job.push.key, job)
    job.state = 'waiting'
    laneOf(job).waiting.push(job)
    pump()
  }

  function laneOf({ push: { host } }: OneJob): Lane<Push, Result> {
    const lane = lanes.get(host) ?? { underWay: 0, waiting: [] }
    lanes.set(host, lane)
    return lane
  }

  /** Hosts take turns: the one that has just had its turn goes to the end. */
  function pump(): void {
    for (const [host, lane] of [...lanes]) {
      while (lane.waiting.length > 0 && lane.underWay < mostUnderWayAHost && underWay < mostUnderWay) {
        const job = lane.waiting.shift()
        if (job) start(job, lane)
      }
      if (lane.underWay === 0 && lane.waiting.length === 0) lanes.delete(host)
    }
  }

  function start(job: OneJob, lane: Lane<Push, Result>): void {
    if (clock.now() >= job.push.until) {
      finish(job, 'expired')
      return
    }
    job.state = 'underWay'
    job.attempts += 1
    lane.underWay += 1
    underWay += 1
    void attempt(job.push, stopping.signal).then((attempted) => {
      lane.underWay -= 1
      underWay -= 1
      after(job, attempted)
      // Whoever waits in a lane that was full has waited longest: it has the next turn.
      if (lanes.delete(job.push.host)) lanes.set(job.push.host, lane)
      pump()
    })
  }

  function after(job: OneJob, attempted: Attempted<Result>): void {
    const result = attempted.is === 'done' ? attempted.result : whyNotAgain(job, attempted)
    if (result !== null) finish(job, result)
  }

  /** Puts it to rest until its next attempt, or says why there is none. */
  function whyNotAgain(job: OneJob, { afterMs }: { readonly afterMs: number | null }): NotSent | null {
    if (stopping.signal.aborted) return 'stopped'
    if (job.next) return 'replaced'
    const pauseMs = Math.min(firstPauseMs * 2 ** (job.attempts - 1), longestPauseMs) * (0.5 + chance() / 2)
    const at = clock.now() + Math.max(pauseMs, afterMs ?? 0)
    if (at >= job.push.until) return 'expired'
    job.state = 'resting'
    job.cancelRest = clock.at(at, () => line(job))
    return null
  }

  function finish(job: OneJob, result: Result | NotSent): void {
    const { key } = job.push
    if (byKey.get(key) === job) byKey.delete(key)
    if (job.state === 'resting') job.cancelRest()
    if (job.state === 'waiting') {
      const lane = laneOf(job)
      lane.waiting = lane.waiting.filter((one) => one !== job)
    }
    settle(job, result)
    if (job.next) line(job.next)
  }

  function settle({ resolve }: OneJob, result: Result | NotSent): void {
    held -= 1
    resolve(result)
  }

  return {
    send,
    count: () => held,
    stop() {
      stopping.abort()
      for (const job of [...byKey.values()]) {
        if (job.next) settle(job.next, 'stopped')
        job.next = null
        if (job.state !== 'underWay') finish(job, 'stopped')
      }
    },
  }
}
