/** Timers that are all stopped together, and work that is done now and again. */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'

export interface Timers {
  /** Calls back once. */
  at(time: number, callback: () => void): void
  /** Does the work again so long after it was last done; a failure is logged and does not end it. */
  every(ms: number, work: () => Promise<unknown>): void
  stop(): void
}

export function createTimers(clock: Clock, log: Logger): Timers {
  const running = new Set<() => void>()
  let isStopped = false

  function at(time: number, callback: () => void): void {
    if (isStopped) return
    const cancel = clock.at(time, () => {
      running.delete(cancel)
      callback()
    })
    running.add(cancel)
  }

  return {
    at,
    every(ms, work) {
      const again = () =>
        at(clock.now() + ms, () => {
          work()
            .catch((failure: unknown) => log.warn({ err: failure }, 'regular work failed; it will be tried again'))
            .finally(again)
        })
      again()
    },
    stop() {
      isStopped = true
      for (const cancel of running) cancel()
    },
  }
}
