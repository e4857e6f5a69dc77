/**
 * The real clock. It never runs backwards, even where the machine's is set back; it follows the machine's forwards, so that a
 * laptop that slept does not live in the past.
 */
import type { Clock } from './clock.ts'

/** Node's timers turn a longer wait into none at all. */
const longestTimerMs = 2_147_483_647
/** How far the machine's clock may be ahead before it counts as a step and not as the two counting differently. */
const stepMs = 1_000

/** A machine's own clocks and timers: Node's, unless a simulator brings a machine whose clock it can set. */
export interface Machine {
  /** Milliseconds since 1970, as the machine believes; may be set back and forth. */
  wall(): number
  /** Milliseconds since whenever, which only run forward. */
  monotonic(): number
  /** Calls back once after so long by the monotonic clock, or a little early. Returns how to cancel. */
  timer(ms: number, callback: () => void): () => void
}

const thisMachine: Machine = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  timer(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

export function systemClock(machine: Machine = thisMachine): Clock {
  let wall = machine.wall()
  let monotonic = machine.monotonic()
  /** Looks whether it is time; one for each callback that waits. */
  const waiting = new Set<() => void>()

  function now(): number {
    const counted = wall + (machine.monotonic() - monotonic)
    if (machine.wall() - counted < stepMs) return counted
    wall = machine.wall()
    monotonic = machine.monotonic()
    // The machine's timers know nothing of the step: what it made due would wait for as long as the step was.
    machine.timer(0, () => {
      for (const look of [...waiting]) look()
    })
    return wall
  }

  function at(time: number, callback: () => void): () => void {
    let cancel = machine.timer(waitFor(time), look)
    waiting.add(look)
    // A timer may fire a fraction of a millisecond early, and long waits come in pieces; nothing is looked at before its time.
    function look(): void {
      cancel()
      if (now() < time) {
        cancel = machine.timer(waitFor(time), look)
        return
      }
      waiting.delete(look)
      callback()
    }
    return () => {
      waiting.delete(look)
      cancel()
    }
  }

  function waitFor(time: number): number {
    return Math.min(Math.max(0, Math.ceil(time - now())), longestTimerMs)
  }

  return { now, at }
}
