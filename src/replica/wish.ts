/**
 * The device's half of the availability register (AV2): two stamps under a key for each device of the member, merged by
 * taking the larger of each. The server keeps the same rule for its log; neither imports the other.
 */
export interface Wish {
  /** The stamp of the latest *Go available*, in milliseconds of server time or one more than any stamp seen. */
  readonly on: number
  /** The stamp of the latest *Go unavailable*. */
  readonly off: number
}

/** Before anybody wished anything. A tie is unavailable. */
export const noWish: Wish = { on: 0, off: 0 }

/** Commutative, associative, idempotent (AV2). */
export function merge(a: Wish, b: Wish): Wish {
  return { on: Math.max(a.on, b.on), off: Math.max(a.off, b.off) }
}

export function isAvailable(wish: Wish): boolean {
  return wish.on > wish.off
}

/** The wish that going this way at the (estimated) server time makes of all stamps seen: it beats every one of them. */
export function wishAfter(seen: Wish, isToBeAvailable: boolean, serverTime: number): Wish {
  const stamp = Math.max(seen.on + 1, seen.off + 1, Math.floor(serverTime))
  return isToBeAvailable ? { on: stamp, off: seen.off } : { on: seen.on, off: stamp }
}

/** A wish as read from a shared document, or `null` for whatever else somebody put there. */
export function readWish(value: unknown): Wish | null {
  if (typeof value !== 'object' || value === null || !('on' in value) || !('off' in value)) return null
  const { on, off } = value
  if (typeof on !== 'number' || typeof off !== 'number' || !Number.isFinite(on) || !Number.isFinite(off)) return null
  return { on, off }
}
