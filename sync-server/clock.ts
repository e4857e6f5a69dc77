/** The server's time and timers, handed in by the composition root so that tests and the simulator can bring their own. */
export interface Clock {
  /** Milliseconds since 1970, with fractions. */
  now(): number
  /** Calls back once, not before the given time. Returns how to cancel. */
  at(time: number, callback: () => void): () => void
}
