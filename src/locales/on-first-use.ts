/** Formatters of `Intl` take a slow tablet up to a tenth of a second to make, and no screen needs them all. */

/** Makes it when it is asked for, and once. */
export function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
