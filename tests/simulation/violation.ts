/** Something that must never be, found in a run. */
export class Violation extends Error {
  override readonly name = 'Violation'
}

/** Throws where it does not hold; `details` are shown to whoever has to find out why. */
export function mustHold(holds: boolean, what: string, details?: unknown): asserts holds {
  if (!holds) throw new Violation(details === undefined ? what : `${what}: ${JSON.stringify(details)}`)
}
