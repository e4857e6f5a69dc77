/**
 * AV2: a wish is two stamps, and merging takes the larger of each. It belongs to the decider because the register lives in
 * the store's log; the device writes the same two stamps under its own key of the member's presence document.
 */
export interface Wish {
  /** The stamp of the latest *Go available*, in milliseconds of server time or one more than any stamp seen. */
  readonly on: number
  /** The stamp of the latest *Go unavailable*. */
  readonly off: number
}

/** Before anybody wished anything: unavailable, because a tie is. */
export const noWish: Wish = { on: 0, off: 0 }

/** Commutative, associative, idempotent. */
export function mergeWishes(a: Wish, b: Wish): Wish {
  return { on: Math.max(a.on, b.on), off: Math.max(a.off, b.off) }
}

export function isAvailable(wish: Wish): boolean {
  return wish.on > wish.off
}

/** The wish after going the given way at the (estimated) server time: beats every stamp seen so far. */
export function wishFor(isToBeAvailable: boolean, seen: Wish, serverTime: number): Wish {
  const stamp = Math.max(Math.max(seen.on, seen.off) + 1, Math.floor(serverTime))
  return isToBeAvailable ? { on: stamp, off: seen.off } : { on: seen.on, off: stamp }
}
