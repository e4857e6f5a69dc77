/**
 * What of all offers is on stage: which rings, which is being tried for, which has just ended and how. A pure function of the
 * rows, of what this page did and of the time, so that any order of news gives the same screen, also after a sleep.
 */
import type { OfferId } from '../../identifiers.ts'
import type { OfferRow } from '../../protocol/feed.ts'
import { kindOf } from '../../replica/http.ts'
import type { Answer } from '../../replica/outbox.ts'
import type { AskedChat } from '../model.ts'

/** What this page did about an offer. */
export type Deed =
  /** Claimed here; the answer is out. */
  | { readonly is: 'claiming' }
  /** A claim of before the page was loaded has its answer; its row says which, by `until` (server time) at the latest. */
  | { readonly is: 'settling'; readonly until: number }
  | { readonly is: 'refused'; readonly answer: Exclude<Answer, { is: 'accepted' }> }
  /** Answered for good, or seen and closed: not to be shown again unless it rings once more. */
  | { readonly is: 'closed'; readonly ringing: boolean }

export type Deeds = Readonly<Record<OfferId, Deed | undefined>>

/** What else the stage depends on. */
export interface Circumstances {
  /** Server time, in milliseconds. */
  readonly now: number
  readonly isLive: boolean
  /** CL6: claims without an answer, also those of before the page was loaded. */
  readonly claims: readonly AskedChat[]
}

export type Outcome =
  | { readonly is: 'taken'; readonly by: string | null }
  /** The countdown ended; still claimable (CL3). */
  | { readonly is: 'expired' }
  /** It must have ended while nothing was heard from the server: how is not known here. */
  | { readonly is: 'unsure' }
  | { readonly is: 'missed' }
  | { readonly is: 'withdrawn' }
  /** The request ended before the claim arrived. */
  | { readonly is: 'ended' }
  /** CL6: the claim arrived when it no longer asked for the chat. */
  | { readonly is: 'tooLate' }
  | { readonly is: 'full'; readonly capacity: number | null }
  | { readonly is: 'declined' }
  | { readonly is: 'gaveUp' }
  | { readonly is: 'failed'; readonly answer: Exclude<Answer, { is: 'accepted' }> }

export type Stage =
  | { readonly is: 'quiet' }
  | { readonly is: 'ringing'; readonly offer: OfferRow }
  | {
      readonly is: 'trying'
      readonly offer: OfferRow
      /** CL6: it no longer asks for the chat. */
      readonly isLate: boolean
    }
  | { readonly is: 'outcome'; readonly offer: OfferRow; readonly outcome: Outcome }

/** So long the news of an end may be on its way before the row is no longer believed. */
const newsTakesMs = 2_000

/** `last` is the offer that was on stage before: it stays until it is closed, has become a chat, or another rings. */
export function stageOf(offers: readonly OfferRow[], deeds: Deeds, last: OfferId | null, at: Circumstances): Stage {
  const asked = (offer: OfferRow) => at.claims.find(({ chat }) => chat === offer.chat)
  const newest = (some: readonly OfferRow[]) =>
    some.reduce<OfferRow | null>((found, offer) => (found && found.servedAt >= offer.servedAt ? found : offer), null)
  const ringing = newest(offers.filter((offer) => isRinging(offer, at.now) && rings(deeds[offer.id]) && !asked(offer)))
  if (ringing) return { is: 'ringing', offer: ringing }
  const offer = offers.find(({ id }) => id === last) ?? newest(offers.filter((one) => isUndecided(one) && asked(one)))
  if (!offer) return { is: 'quiet' }
  const deed = deeds[offer.id]
  if (deed?.is === 'closed' || offer.state === 'claimed') return { is: 'quiet' }
  const claim = asked(offer)
  const isTried = claim || deed?.is === 'claiming' || (deed?.is === 'settling' && at.now < deed.until)
  if (isTried && isUndecided(offer)) return { is: 'trying', offer, isLate: claim !== undefined && at.now >= claim.asksUntil }
  const outcome = outcomeOf(offer, deed, at)
  return outcome ? { is: 'outcome', offer, outcome } : { is: 'quiet' }
}

/** An offer that was closed while it lay silent may ring again (OF5); one that was answered does not, whatever the row says yet. */
function rings(deed: Deed | undefined): boolean {
  return deed === undefined || (deed.is === 'closed' && !deed.ringing)
}

/** A page that was asleep or cut off may still hold the row of a ring that is long over. */
function isRinging(offer: OfferRow, now: number): boolean {
  if (offer.state !== 'ringing') return false
  return now < (offer.ringsUntil ?? offer.servedAt + offer.countdownMs) + newsTakesMs
}

function isUndecided(offer: OfferRow): boolean {
  return offer.state === 'ringing' || offer.state === 'waiting'
}

function outcomeOf(offer: OfferRow, deed: Deed | undefined, at: Circumstances): Outcome | null {
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
      if (deed?.is === 'refused') return refusal(deed.answer)
      if (at.now >= offer.requestEndsAt + newsTakesMs) return { is: 'unsure' }
      return offer.state === 'waiting' || at.isLive ? { is: 'expired' } : { is: 'unsure' }
    default:
      return null
  }
}

/** CL3: whether a claim can still win, as far as this device knows. */
export function isClaimable(outcome: Outcome, offer: OfferRow, now: number): boolean {
  const mayBeOpen: readonly Outcome['is'][] = ['expired', 'unsure', 'tooLate', 'gaveUp']
  return mayBeOpen.includes(outcome.is) && now < offer.requestEndsAt
}

/** Two stages look the same, so that a second that passes changes nothing on screen. */
export function isSameStage(a: Stage, b: Stage): boolean {
  if (a.is === 'quiet' || b.is === 'quiet') return a.is === b.is
  if (a.is !== b.is || a.offer !== b.offer) return false
  if (a.is === 'trying' && b.is === 'trying') return a.isLate === b.isLate
  if (a.is !== 'outcome' || b.is !== 'outcome') return true
  const [one, other] = [Object.entries(a.outcome), new Map(Object.entries(b.outcome))]
  return one.length === other.size && one.every(([key, value]) => other.get(key) === value)
}

/** What a claim that was refused came to. */
export function refusal(answer: Exclude<Answer, { is: 'accepted' }>): Outcome {
  if (answer.is === 'gaveUp') return { is: 'gaveUp' }
  const { problem } = answer
  switch (kindOf(problem)) {
    case 'already-claimed':
      return { is: 'taken', by: problem.by?.name ?? null }
    case 'request-ended':
    case 'chat-ended':
      return { is: 'ended' }
    case 'asked-too-late':
      return { is: 'tooLate' }
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
