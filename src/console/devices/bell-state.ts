/** Whether a device would ring, in one word that a person can act on, and whether it is being rung: pure. */
import { followedForMs } from '../../bell-check-result.ts'
import type { ManagedDevice } from '../../protocol/console.ts'

/**
 * `nobody`: no one is signed in, so there is no one to ring. `open`: a page of it is open now. `push`: by notification. `silent`: the
 * last notification did not arrive. `none`: neither page nor notifications.
 */
export type BellState = 'nobody' | 'open' | 'push' | 'silent' | 'none'

export function bellStateOf({ onShift, bell }: Pick<ManagedDevice, 'onShift' | 'bell'>): BellState {
  if (onShift === null) return 'nobody'
  if (bell.isLive) return 'open'
  return bell.push === 'working' ? 'push' : bell.push
}

/** Something more may come of its last bell check. `at` is server time. */
export function isFollowed({ bell: { lastCheck } }: Pick<ManagedDevice, 'bell'>, at: number): boolean {
  if (!lastCheck) return false
  const { page, push, startedAt } = lastCheck.check
  const isDone = [page, push].every((way) => way === null || way.tappedAt !== null)
  return !isDone && at - startedAt < followedForMs
}
