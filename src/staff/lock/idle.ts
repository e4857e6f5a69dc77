/** Locks a tablet that nobody touches for as long as the store says. */
import { createEffect, onCleanup } from 'solid-js'

export interface IdleParts {
  /** Milliseconds without a touch or a key, as the store has them now; `null`: its tablets do not lock themselves. */
  readonly idleLockMs: () => number | null
  /** When this device was last used, on its own clock (milliseconds since 1970); `null` where it is not known. */
  readonly activeAt: number | null
  readonly isLocked: () => boolean
  readonly lock: () => void
  /** Keeps when the device was last used, for the next time that the app is opened. */
  readonly keepActiveAt: (at: number) => void
}

const lookEveryMs = 1_000
/** How old what is kept of it may grow while the device is in use. */
const keepEveryMs = 15_000
const uses = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/** Whether a device that was used then is idle now; a clock that was set back counts as time that nobody knows of. */
export function isIdle(activeAt: number, now: number, idleLockMs: number): boolean {
  return Math.abs(now - activeAt) >= idleLockMs
}

/** Belongs to the reactive owner that is there. */
export function createIdleLock({ idleLockMs, activeAt, isLocked, lock, keepActiveAt }: IdleParts): void {
  let last = Date.now()
  let keptAt = last
  const lockWhereIdle = (since: number, now: number) => {
    const limit = idleLockMs()
    if (limit !== null && !isLocked() && isIdle(since, now, limit)) lock()
  }
  // The app was closed, or its page thrown away, for as long.
  if (activeAt !== null) lockWhereIdle(activeAt, last)

  const keep = () => {
    keptAt = last
    keepActiveAt(last)
  }
  const use = () => {
    last = Date.now()
    if (!isLocked() && last - keptAt >= keepEveryMs) keep()
  }
  // By the clock and not by a timer of that length: a tablet that slept wakes up idle.
  const look = () => lockWhereIdle(last, Date.now())
  const onVisibility = () => (document.hidden ? keep() : look())
  const timer = setInterval(look, lookEveryMs)
  for (const one of uses) addEventListener(one, use, { capture: true, passive: true })
  addEventListener('pageshow', look)
  addEventListener('pagehide', keep)
  document.addEventListener('visibilitychange', onVisibility)
  // Unlocking is a use of it, by whichever hand or tab.
  createEffect(() => !isLocked() && use())
  onCleanup(() => {
    clearInterval(timer)
    for (const one of uses) removeEventListener(one, use, { capture: true })
    removeEventListener('pageshow', look)
    removeEventListener('pagehide', keep)
    document.removeEventListener('visibilitychange', onVisibility)
  })
}
