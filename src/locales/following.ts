/** Words and formats that change while a screen stands. */

/**
 * Looks like what `current` gives at the moment. Whoever reads a member where Solid is watching (in JSX, an effect, a memo)
 * sees it anew when `current` changes, and need not know that it can.
 */
export function following<T extends object>(current: () => T): T {
  return new Proxy({} as T, { get: (_, member) => Reflect.get(current(), member) })
}
