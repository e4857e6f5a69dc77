/** The page's own time, timers and chance, handed in so that the simulator can bring its own. */
export interface PageTime {
  /** Milliseconds of a clock that only runs forward. How it stands to the server's is estimated (clock.ts). */
  now(): number
  /** Calls back once, after so many milliseconds. Returns how to cancel. */
  after(ms: number, callback: () => void): () => void
  /** From 0 up to, but not including, 1: for jitter. */
  random(): number
}

/** The browser's. `performance.now()` goes on where somebody sets the tablet's clock. */
export const browserTime: PageTime = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  random: Math.random,
}
