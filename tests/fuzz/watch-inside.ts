/**
 * Loaded into the server before anything else (`node --import`): looks every few milliseconds whether it is late, and by how much
 * of that the server itself was at work. On a machine that does other things too, the rest is the others' time.
 */
export interface Measured {
  /** The longest that the event loop was not free, in milliseconds. */
  readonly longestBlockMs: number
  /** The longest that it was not free because this process was working. */
  readonly longestWorkMs: number
  /** What is still in use after a collection. */
  readonly heapBytes: number
  readonly residentBytes: number
}

const lookEveryMs = 5
let longestBlockMs = 0
let longestWorkMs = 0
let lookedAt = performance.now()
let workedMs = workedSoFarMs()

function workedSoFarMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

setInterval(() => {
  const [now, worked] = [performance.now(), workedSoFarMs()]
  const blockMs = now - lookedAt - lookEveryMs
  longestBlockMs = Math.max(longestBlockMs, blockMs)
  longestWorkMs = Math.max(longestWorkMs, Math.min(blockMs, worked - workedMs))
  lookedAt = now
  workedMs = worked
}, lookEveryMs).unref()

process.on('message', () => {
  const measured = { longestBlockMs, longestWorkMs }
  // What is let go of by one collection may be what held something else.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ ...measured, heapBytes: heapUsed + external, residentBytes: rss } satisfies Measured)
  // The collection was the watch's own doing.
  lookedAt = performance.now()
  workedMs = workedSoFarMs()
  longestBlockMs = 0
  longestWorkMs = 0
})
// Being asked is no reason to stay.
process.channel?.unref()
