/**
 * What of all offers is on stage: which rings, which is being tried for, which has just ended and how. A pure function of the
 * rows and of what this page did, so that any order of news gives the same screen.
 */
import type { OfferId } from '../../identifiers.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { kindOf } from '../../replica/http.ts'
import type { Answer } from '../../replica/outbox.ts'

/** What this page did about an offer. */
export type Deed =
  | { readonly is: 'claiming' }
  | { readonly is: 'refused'; readonly answer: Exclude<Answer, { is: 'accepted' }> }
  /** Answered for good, or seen and closed: not to be shown again unless it rings once more. */
  | { readonly is: 'closed'; readonly ringing: boolean }

export type Deeds = Readonly<Record<OfferId, Deed | undefined>>

export type Outcome =
  | { readonly is: 'taken'; readonly by: string | null }
  /** The countdown ended; still claimable (CL3). */
  | { readonly is: 'expired' }
  | { readonly is: 'missed' }
  | { readonly is: 'withdrawn' }
  /** The request ended before the claim arrived. */
  | { readonly is: 'ended' }
  | { readonly is: 'full'; readonly capacity: number | null }
  | { readonly is: 'declined' }
  | { readonly is: 'gaveUp' }
  | { readonly is: 'failed'; readonly answer: Exclude<Answer, { is: 'accepted' }> }

export type Stage =
  | { readonly is: 'quiet' }
  | { readonly is: 'ringing'; readonly offer: OfferRow }
  | { readonly is: 'trying'; readonly offer: OfferRow }
  | { readonly is: 'outcome'; readonly offer: OfferRow; readonly outcome: Outcome }

/** `last` is the offer that was on stage before: it stays until it is closed, has become a chat, or another rings. */
export function stageOf(offers: readonly OfferRow[], deeds: Deeds, last: OfferId | null): Stage {
  const ringing = offers
    .filter((offer) => offer.state === 'ringing' && rings(deeds[offer.id]))
    .reduce<OfferRow | null>((newest, offer) => (newest && newest.servedAt >= offer.servedAt ? newest : offer), null)
  if (ringing) return { is: 'ringing', offer: ringing }
  const offer = offers.find(({ id }) => id === last)
  if (!offer) return { is: 'quiet' }
  const deed = deeds[offer.id]
  if (deed?.is === 'closed' || offer.state === 'claimed') return { is: 'quiet' }
  if (deed?.is === 'claiming' && isUndecided(offer)) return { is: 'trying', offer }
  const outcome = outcomeOf(offer, deed)
  return outcome ? { is: 'outcome', offer, outcome } : { is: 'quiet' }
}

/** An offer that was closed while it lay silent may ring again (OF5); one that was answered does not, whatever the row says yet. */
function rings(deed: Deed | undefined): boolean {
  return deed === undefined || (deed.is === 'closed' && !deed.ringing)
}

function isUndecided(offer: OfferRow): boolean {
  return offer.state === 'ringing' || offer.state === 'waiting'
}

function outcomeOf(offer: OfferRow, deed: Deed | undefined): Outcome | null {
  // The row is newer than any refusal, and knows names.
  switch (offer.state) {
    case 'taken':
      return { is: 'taken', by: offer.takenBy?.name ?? null }
    case 'missed':
      return { is: 'missed' }
    case 'withdrawn':
      return { is: 'withdrawn' }
    case 'waiting':
    case 'ringing':
      return deed?.is === 'refused' ? refusal(deed.answer) : { is: 'expired' }
    default:
      return null
  }
}

function refusal(answer: Exclude<Answer, { is: 'accepted' }>): Outcome {
  if (answer.is === 'gaveUp') return { is: 'gaveUp' }
  const { problem } = answer
  switch (kindOf(problem)) {
    case 'already-claimed':
      return { is: 'taken', by: problem.by?.name ?? null }
    case 'request-ended':
    case 'chat-ended':
      return { is: 'ended' }
    case 'at-capacity':
      return { is: 'full', capacity: problem.capacity ?? null }
    case 'already-declined':
      return { is: 'declined' }
    default:
      return { is: 'failed', answer }
  }
}

/** Offers that can be claimed though they are silent (CL3), the most urgent first. */
export function waitingOffers(offers: readonly OfferRow[], now: number): readonly OfferRow[] {
  return offers
    .filter((offer) => offer.state === 'waiting' && offer.requestEndsAt > now)
    .sort((a, b) => a.requestEndsAt - b.requestEndsAt)
}

/** How long an offer still rings: the whole countdown while the server has not heard that it was delivered. */
export function ringLeftMs(offer: OfferRow, now: number): number {
  if (offer.ringsUntil === null) return offer.countdownMs
  return Math.max(0, Math.min(offer.countdownMs, offer.ringsUntil - now))
}
