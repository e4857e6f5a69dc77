/** What the time for which the server was down or stalled makes of an open chat (OF1, MI2, CL7, RE3). */
import { isRinging } from './chat.ts'
import type { Draft } from './draft.ts'
import type { Chat, Offer, Request, Standing } from './state.ts'

/**
 * What is to end ends `ms` later. A ring's beginning, a shopper's absence and their waiting move by all of the `downMs` that were
 * lost: none of it counts.
 */
export function giveTimeBack(draft: Draft, chat: Chat, ms: number, downMs: number): void {
  const uncharged = (since: number) => Math.min(since + downMs, draft.time)
  draft.putChat({
    ...chat,
    awaySince: chat.awaySince === null ? null : uncharged(chat.awaySince),
    standing: movedStanding(chat.standing, ms, uncharged),
    request: chat.request.end === null ? movedRequest(chat.request, ms, downMs) : ended(chat.request, uncharged),
  })
}

function movedStanding(standing: Standing, ms: number, uncharged: (since: number) => number): Standing {
  if (standing.is !== 'held') return standing
  const { handBackUntil, waitingSince } = standing
  return {
    ...standing,
    handBackUntil: handBackUntil === null ? null : handBackUntil + ms,
    waitingSince: waitingSince === null ? null : uncharged(waitingSince),
  }
}

function movedRequest(request: Request, ms: number, downMs: number): Request {
  return { ...request, endsAt: request.endsAt + ms, offers: request.offers.map((offer) => movedOffer(offer, ms, downMs)) }
}

/** RE3: a shopper whose rescue failed has been waiting afresh since then. */
function ended(request: Request, uncharged: (since: number) => number): Request {
  const { end } = request
  if (end?.how !== 'withdrawn' || end.why !== 'nobodyCame') return request
  return { ...request, end: { ...end, at: uncharged(end.at) } }
}

function movedOffer(offer: Offer, ms: number, downMs: number): Offer {
  if (!isRinging(offer)) return offer
  return {
    ...offer,
    rangFrom: offer.rangFrom === null ? null : offer.rangFrom + downMs,
    ring: { ...offer.ring, until: offer.ring.until + ms },
  }
}
