/**
 * MI2 seen from outside: nobody has a miss for a ring that the server was not there for. Counts for how long each ring really
 * could have been answered, whatever the log says about it.
 */
import type { StoreEvent } from '../../src/decider/events.ts'
import type { StoreState } from '../../src/decider/state.ts'
import { readOfferId } from '../../src/identifiers.ts'
import { mustHold } from './violation.ts'

interface Ring {
  readonly since: number
  readonly lostBefore: number
  /** How long it could be answered; `null` while it runs. */
  answerableMs: number | null
}

/** A stall that is shorter costs nobody an answer; so does the time of a flush. */
const slackMs = 2_300

export class RingBook {
  readonly #rings = new Map<string, Ring>()

  /** `now` is true time, `lostMs` how much of it the server has not been there for since the run began. */
  enter(event: StoreEvent, { members, chats, policy }: StoreState, now: number, lostMs: number): void {
    switch (event.type) {
      case 'OfferDelivered':
      case 'OfferDisplayed': {
        const isRunning = this.#rings.get(event.offer)?.answerableMs === null
        if (event.ringsUntil === null || isRunning) return
        this.#rings.set(event.offer, { since: now, lostBefore: lostMs, answerableMs: null })
        return
      }
      case 'OfferLapsed': {
        const ring = this.#rings.get(event.offer)
        if (ring) ring.answerableMs = now - ring.since - (lostMs - ring.lostBefore)
        return
      }
      case 'MissCounted': {
        mustHold(members[event.member] !== undefined, 'a miss of nobody', event)
        const offers = chats[event.chat]?.request.offers.filter(({ member }) => member === event.member) ?? []
        const answerable = offers.map(({ id }) => this.#rings.get(id)?.answerableMs ?? 0)
        const isDeserved = answerable.some((ms) => ms >= policy.countdownMs - slackMs)
        mustHold(isDeserved, 'MI2: a miss for a ring that could not be answered', { event, answerable })
        return
      }
      case 'ChatForgotten':
        for (const id of this.#rings.keys()) if (readOfferId(id as never)?.chat === event.chat) this.#rings.delete(id)
        return
      default:
        return
    }
  }
}
