/** The decider throws for one reason only: a bug. Whatever can arrive from outside is answered with a refusal instead. */
export function bug(what: string): never {
  throw new Error(`Bug in the decider: ${what}`)
}
