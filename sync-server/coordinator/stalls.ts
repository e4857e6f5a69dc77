/**
 * Notices that this process could not run for a while: its event loop was held up, its machine suspended, its clock set forth.
 * What fell due meanwhile is nobody's fault, so a stall is treated like downtime (OF1, MI2).
 */
import type { Clock } from '../clock.ts'
import type { Timers } from './timers.ts'

/** How often the process shows itself that it runs. */
const turnEveryMs = 1_000
/** How late it may be for that. A countdown leaves a tap two seconds to arrive, so shorter stalls cost nobody anything. */
const latenessMs = 1_000

export interface Stalls {
  /** To be called before anything is decided: the timer that would notice may be waiting behind that very decision. */
  look(): void
}

/** `onStall` hears for how long, in milliseconds, before {@link Stalls.look} returns. */
export function watchForStalls(clock: Clock, timers: Timers, onStall: (stalledMs: number) => void): Stalls {
  let ranAt = clock.now()

  function look(): void {
    const now = clock.now()
    const stalledMs = now - ranAt
    ranAt = now
    if (stalledMs > turnEveryMs + latenessMs) onStall(stalledMs)
  }

  function turn(): void {
    look()
    timers.at(clock.now() + turnEveryMs, turn)
  }

  turn()
  return { look }
}
