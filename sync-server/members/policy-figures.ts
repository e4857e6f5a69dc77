/** What each figure of a store's policy means, for the API's description. */
import type { Policy } from '../../src/decider/policy.ts'

export const figureMeanings: { readonly [Figure in keyof Policy]: string } = {
  requestLifeMs: 'How long a request lives (OF1)',
  shopperLeftAfterMs: 'How long a shopper may be without a stream before they have left (OF1)',
  downtimeGivenBackMs: 'At most so much of the time that the server was down is given back (OF1)',
  places: 'How many members a request rings at once (OF2)',
  askAgainAfterMs: 'How long after their ring stopped a member may be asked again in the same request (OF2)',
  leastRingMs: 'Nobody is rung with less of the request left than this (OF2)',
  deliverWithinMs: 'How long an offer may stay undelivered before its place goes to somebody else',
  countdownMs: 'How long a delivered offer rings (OF5)',
  answerMarginMs: 'A ring stops at least so long before the request’s end (OF5)',
  capacity: 'How many open chats a member may hold (OF6)',
  handBackWithinMs: 'How long after getting a chat its holder may hand it back; 0 for never (CL7)',
  missesInRow: 'So many misses in a row make a member unavailable (MI3)',
  endAfterLeftMs: 'A chat ends so long after its shopper left (EN1)',
  visitMs: 'How long after its end a chat may be reopened (EN1)',
  reachableWithinMs: 'A member is reachable while a page of theirs echoed within this time (RE1)',
  rescueSilentAfterMs: 'A shopper who waits so long for a holder who has been silent as long is rescued (RE3)',
  rescueUnansweredAfterMs: 'A shopper who waits so long for any answer at all is rescued (RE3)',
  stampAheadMs: 'A wish’s stamp further ahead of the server than this is not counted (AV2)',
}
