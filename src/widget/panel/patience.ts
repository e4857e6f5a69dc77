/** Waits between two attempts: longer each time, never the same for all, and cut short when there is hope. */

const firstMs = 500
const longestMs = 10_000
const waiting = new Set<() => void>()

/** Resolves after the pause that belongs to the attempt (from 0), and not sooner than `atLeastMs`, unless hurried. */
export const wait = (attempt: number, atLeastMs = 0): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      waiting.delete(go)
      resolve()
    }
    const pause = Math.min(longestMs, firstMs * 2 ** attempt) * (0.5 + Math.random() / 2)
    const timer = setTimeout(go, Math.max(pause, atLeastMs))
    waiting.add(go)
  })

/** Ends every wait at once: the browser is online again, or the shopper asked to try now. */
export function hurry(): void {
  for (const go of waiting) go()
}
