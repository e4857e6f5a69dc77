/** When that may be done which nobody waits for. */

/** Resolves when what is on the page now has been painted; at once, more or less, where nobody sees it. */
export function painted(): Promise<void> {
  const longestMs = 300
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, longestMs)
  })
}

/** Does what nobody waits for, once the browser has nothing better to do. */
export function whenIdle(go: () => void): void {
  // Safari has no idle callback; a while after the paint serves as well.
  if ('requestIdleCallback' in window) requestIdleCallback(go, { timeout: 5_000 })
  else setTimeout(go, 1_000)
}
