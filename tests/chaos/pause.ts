/** A pause in the play, which the end of the play cuts short. */
import { setTimeout as delay } from 'node:timers/promises'

export async function pauseWhile(ms: number, isOver: AbortSignal): Promise<void> {
  await delay(ms, null, { signal: isOver }).catch(() => null)
}
