/** A clock that moves only when a test says so, and fires what is due in the order of its times. */
import type { Clock } from '../../sync-server/clock.ts'

export interface ManualClock extends Clock {
  /** Moves to the time, calling back on the way everything that is due. */
  moveTo(time: number): void
  /** Sets the clock back or forth without calling anything back, as an administrator would. */
  set(time: number): void
  readonly waiting: number
}

export function manualClock(start: number): ManualClock {
  let time = start
  let alarms: { readonly time: number; readonly callback: () => void }[] = []
  return {
    now: () => time,
    at(due, callback) {
      const alarm = { time: due, callback }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter((one) => one !== alarm)
      }
    },
    moveTo(to) {
      for (;;) {
        const [next] = alarms.filter((alarm) => alarm.time <= to).toSorted((a, b) => a.time - b.time)
        if (!next) break
        alarms = alarms.filter((one) => one !== next)
        time = Math.max(time, next.time)
        next.callback()
      }
      time = to
    },
    set(to) {
      time = to
    },
    get waiting() {
      return alarms.length
    },
  }
}
