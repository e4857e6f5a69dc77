/** Keeps the screen on while a chat may ring on it. */
import { type Accessor, createEffect, onCleanup } from 'solid-js'

/**
 * Holds the screen's lock while `isWanted`. Browsers take it away when the page is hidden, so that it is asked for again when the
 * page is back; a refusal (an empty battery) is left at that.
 */
export function createWakeLock(isWanted: Accessor<boolean>): void {
  if (!('wakeLock' in navigator)) return
  createEffect(() => {
    if (!isWanted()) return
    let isOver = false
    let held: WakeLockSentinel | null = null
    const take = async () => {
      if (document.hidden || (held && !held.released)) return
      const lock = await navigator.wakeLock.request('screen').catch(() => null)
      if (isOver) await lock?.release()
      else held = lock
    }
    const onVisibility = () => void take()
    void take()
    document.addEventListener('visibilitychange', onVisibility)
    onCleanup(() => {
      isOver = true
      document.removeEventListener('visibilitychange', onVisibility)
      void held?.release()
    })
  })
}
