/**
 * OF1 and MI2 seen from outside: nobody has a miss for a ring that the server was not there for, and no request is missed before
 * its life was over, with what had to be given back. Reckons in true time, whatever the log says about it.
 */
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import { type OfferId, readOfferId } from '../../src/identifiers.ts'
import type { Reckoning } from './outages.ts'
import { mustHold } from './violation.ts'

interface Ring {
  readonly since: Reckoning
  /** When it lapsed; `null` while it runs. */
  lapsed: Reckoning | null
}

interface Life {
  readonly since: Reckoning
  readonly lifeMs: number
}

/** A flush takes a moment, at both ends of what is measured. */
const slackMs = 150

export interface RingsSeen {
  /** Misses that were judged, and how many of their rings the server was not there for all the while. */
  readonly misses: number
  readonly interrupted: number
  readonly lives: number
}

export class RingBook {
  readonly #rings = new Map<OfferId, Ring>()
  readonly #lives = new Map<string, Life>()
  #unclearAt = Number.NEGATIVE_INFINITY
  #seen = { misses: 0, interrupted: 0, lives: 0 }

  get seen(): RingsSeen {
    return this.#seen
  }

  /** Whatever runs at this moment cannot be timed from outside: the disk takes seconds, or the policy is another. */
  isUnclear(now: number): void {
    this.#unclearAt = now
  }

  /** `reckoning` is of this moment, at which the event became durable. */
  enter(event: StoreEvent, { members, chats, policy }: StoreState, reckoning: Reckoning): void {
    switch (event.type) {
      case 'RequestOpened':
        this.#lives.set(event.chat, { since: reckoning, lifeMs: event.endsAt - event.at })
        return
      case 'RequestMissed': {
        const life = this.#lives.get(event.chat)
        if (life) this.#checkLife(event, life, reckoning)
        return
      }
      case 'OfferDelivered':
      case 'OfferDisplayed': {
        const ring = this.#rings.get(event.offer)
        const isRunning = ring !== undefined && ring.lapsed === null
        if (event.ringsUntil !== null && !isRunning) this.#rings.set(event.offer, { since: reckoning, lapsed: null })
        return
      }
      case 'OfferLapsed': {
        const ring = this.#rings.get(event.offer)
        if (ring) ring.lapsed = reckoning
        return
      }
      case 'MissCounted': {
        mustHold(members[event.member] !== undefined, 'a miss of nobody', event)
        const offers = chats[event.chat]?.request.offers.filter(({ member }) => member === event.member) ?? []
        this.#checkMiss(
          event,
          offers.flatMap(({ id }) => this.#rings.get(id) ?? []),
          policy.countdownMs,
        )
        return
      }
      case 'ChatForgotten':
      case 'ChatErased':
        this.#lives.delete(event.chat)
        for (const id of this.#rings.keys()) if (readOfferId(id)?.chat === event.chat) this.#rings.delete(id)
        return
      default:
        return
    }
  }

  /** MI2: some ring of theirs could be answered for as long as a countdown is. */
  #checkMiss(event: StoreEvent, rings: readonly Ring[], countdownMs: number): void {
    const judged = rings.flatMap(({ since, lapsed }) => (lapsed ? [between(since, lapsed)] : []))
    if (rings.some(({ since }) => since.at <= this.#unclearAt)) return
    const isDeserved = judged.some(
      ({ ms, lostMs, unnoticedMs }) => ms - lostMs >= countdownMs - Math.min(countdownMs, unnoticedMs) - slackMs,
    )
    this.#seen.misses += 1
    if (judged.some(({ lostMs }) => lostMs > 0)) this.#seen.interrupted += 1
    mustHold(isDeserved, 'MI2: a miss for a ring that could not be answered', { event, judged, countdownMs })
  }

  /** OF1: it was open for all of its life, and for what was given back. */
  #checkLife(event: StoreEvent, { since, lifeMs }: Life, now: Reckoning): void {
    if (since.at <= this.#unclearAt) return
    const { ms, givenBackMs, unnoticedMs } = between(since, now)
    this.#seen.lives += 1
    const details = { event, lifeMs, ms, givenBackMs, unnoticedMs }
    mustHold(ms >= lifeMs + givenBackMs - unnoticedMs - slackMs, 'OF1: a request was missed before its life was over', details)
  }
}

function between(from: Reckoning, to: Reckoning) {
  return {
    ms: to.at - from.at,
    lostMs: to.lostMs - from.lostMs,
    unnoticedMs: to.unnoticedMs - from.unnoticedMs,
    givenBackMs: to.givenBackMs - from.givenBackMs,
  }
}
