/** A store's policy: the figures that SPEC.md gives in brackets, their defaults and the bounds a manager may move in. */

/** All durations are in milliseconds. */
export interface Policy {
  /** OF1: how long a request lives. */
  readonly requestLifeMs: number
  /** OF1: how long a shopper may be without a stream before they have left. */
  readonly shopperLeftAfterMs: number
  /** OF1: at most so much of the time the server was down is given back. */
  readonly downtimeGivenBackMs: number
  /** OF2: how many members a request rings at once. */
  readonly places: number
  /** OF2: how long after a member's ring stopped they may be asked again in the same request. */
  readonly askAgainAfterMs: number
  /** OF2: nobody is rung with less of the request left than this. */
  readonly leastRingMs: number
  /** Glossary, *ringing*: how long a served offer may stay undelivered before its place goes to somebody else. */
  readonly deliverWithinMs: number
  /** OF5: how long a delivered offer rings. */
  readonly countdownMs: number
  /** OF5, MI2: a ring stops at least this long before the request's end, so that a tap on the last second arrives. */
  readonly answerMarginMs: number
  /** OF6: open chats a member may hold. */
  readonly capacity: number
  /** CL7: how long after getting a chat its holder may hand it back; 0 for never. */
  readonly handBackWithinMs: number
  /** MI3: misses in a row that make a member unavailable. */
  readonly missesInRow: number
  /** EN1: a chat ends this long after its shopper left. */
  readonly endAfterLeftMs: number
  /** EN1: how long after its end a chat may be reopened, which is what "within the visit" means. */
  readonly visitMs: number
  /** RE1: a member is reachable while a page of theirs echoed within this time. */
  readonly reachableWithinMs: number
  /** RE3: a shopper who waits so long for a holder who has been silent as long is rescued. */
  readonly rescueSilentAfterMs: number
  /** RE3: a shopper who waits so long for any answer at all is rescued. */
  readonly rescueUnansweredAfterMs: number
  /** AV2: a wish's stamp further than this ahead of the server is not counted. */
  readonly stampAheadMs: number
}

export const defaultPolicy: Policy = {
  requestLifeMs: 90_000,
  shopperLeftAfterMs: 20_000,
  downtimeGivenBackMs: 30_000,
  places: 3,
  askAgainAfterMs: 10_000,
  leastRingMs: 8_000,
  deliverWithinMs: 5_000,
  countdownMs: 15_000,
  answerMarginMs: 2_000,
  capacity: 3,
  handBackWithinMs: 20_000,
  missesInRow: 3,
  endAfterLeftMs: 600_000,
  visitMs: 1_800_000,
  reachableWithinMs: 6_000,
  rescueSilentAfterMs: 60_000,
  rescueUnansweredAfterMs: 180_000,
  stampAheadMs: 60_000,
}

/** The least and the most that each figure may be. */
export const policyBounds: { readonly [Figure in keyof Policy]: readonly [least: number, most: number] } = {
  requestLifeMs: [1_000, 3_600_000],
  shopperLeftAfterMs: [500, 600_000],
  downtimeGivenBackMs: [0, 600_000],
  places: [1, 20],
  askAgainAfterMs: [100, 600_000],
  leastRingMs: [100, 60_000],
  deliverWithinMs: [200, 60_000],
  countdownMs: [500, 120_000],
  answerMarginMs: [0, 10_000],
  capacity: [1, 50],
  handBackWithinMs: [0, 600_000],
  missesInRow: [1, 100],
  endAfterLeftMs: [1_000, 86_400_000],
  visitMs: [1_000, 86_400_000],
  reachableWithinMs: [1_000, 60_000],
  rescueSilentAfterMs: [1_000, 3_600_000],
  rescueUnansweredAfterMs: [1_000, 86_400_000],
  stampAheadMs: [1_000, 600_000],
}

/**
 * The first figure that is not a whole number within its bounds, that leaves a request no moment in which anybody could be
 * rung, or that calls somebody silent who is reachable; `null` where the policy will do.
 */
export function figureOutOfBounds(policy: Policy): keyof Policy | null {
  for (const figure of figures) {
    const [least, most] = policyBounds[figure]
    const value = policy[figure]
    if (!Number.isInteger(value) || value < least || value > most) return figure
  }
  if (policy.leastRingMs > policy.requestLifeMs) return 'leastRingMs'
  if (policy.answerMarginMs >= policy.requestLifeMs) return 'answerMarginMs'
  if (policy.rescueSilentAfterMs < policy.reachableWithinMs) return 'rescueSilentAfterMs'
  return null
}

/** The policy with the figures that there are, in their order, and nothing else. */
export function onlyFigures(policy: Policy): Policy {
  return Object.fromEntries(figures.map((figure) => [figure, policy[figure]])) as unknown as Policy
}

const figures = Object.keys(policyBounds) as readonly (keyof Policy)[]
