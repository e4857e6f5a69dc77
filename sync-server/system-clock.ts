/**
 * The real clock. It never runs backwards, even where the machine's is set back; it follows the machine's forwards, so that a
 * laptop that slept does not live in the past.
 */
import type { Clock } from './clock.ts'

/** Node's timers turn a longer wait into none at all. */
const longestTimerMs = 2_147_483_647
/** How far the machine's clock may be ahead before it counts as a step and not as the two counting differently. */
const stepMs = 1_000

export function systemClock(): Clock {
  let wall = Date.now()
  let monotonic = performance.now()

  function now(): number {
    const counted = wall + (performance.now() - monotonic)
    if (Date.now() - counted < stepMs) return counted
    wall = Date.now()
    monotonic = performance.now()
    return wall
  }

  function at(time: number, callback: () => void): () => void {
    let timer = setTimeout(check, waitFor(time))
    // A timer may fire a fraction of a millisecond early, and long waits come in pieces; nothing is looked at before its time.
    function check(): void {
      if (now() >= time) callback()
      else timer = setTimeout(check, waitFor(time))
    }
    return () => clearTimeout(timer)
  }

  function waitFor(time: number): number {
    return Math.min(Math.max(0, Math.ceil(time - now())), longestTimerMs)
  }

  return { now, at }
}
