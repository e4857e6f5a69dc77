/** Time that screens can watch. */
import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The time as `read` tells it, looked at anew every so many milliseconds for as long as the owner lives. */
export function createNow(read: () => number, everyMs: number): Accessor<number> {
  const [now, setNow] = createSignal(read())
  const timer = setInterval(() => setNow(read()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}

/** Whether the person asked for less motion; asked once, as few change their mind within a ring. */
export const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
