/**
 * For how long the server was not there, as somebody knows who stands beside it with a clock of their own: crashed and not yet
 * back, stalled, or its clock set forth, which to it is the same. What it should have given back of that (OF1) is reckoned here
 * without asking it.
 */

/** A shorter stall goes unnoticed, and costs nobody an answer: a countdown leaves a tap two seconds to arrive. */
const unnoticedMs = 2_050
/** A running server follows its machine's clock from so far ahead on; steps that are smaller add up until then. */
const followsFromMs = 1_000
/** A server that was there for less may not have said so before it was gone again. */
const briefMs = 3_500

/** As reckoned at one moment; two of them are compared. */
export interface Reckoning {
  readonly at: number
  /** How much true time the server was not there for. */
  readonly lostMs: number
  /** How much of it, at most, nobody will have given back because nobody noticed. */
  readonly unnoticedMs: number
  /** By how much requests live longer in true time for what was given back; less than nothing where a clock was set forth. */
  readonly givenBackMs: number
}

export class Outages {
  readonly #mostGivenBackMs: () => number
  #lostMs = 0
  #unnoticedMs = 0
  #givenBackMs = 0
  #lookedAt = 0
  #isThere = true
  /** The outage that lasts, or was the last. */
  #outageMs = 0
  #steppedMs = 0
  /** How far the machine's clock is ahead of the server's. */
  #aheadMs = 0
  #reckonedMs = 0
  #endedAt = Number.NEGATIVE_INFINITY

  /** `mostGivenBackMs` is the policy's figure. */
  constructor(mostGivenBackMs: () => number) {
    this.#mostGivenBackMs = mostGivenBackMs
  }

  /** To be called after every event, with true time. */
  look(now: number, isThere: boolean): void {
    if (!this.#isThere) {
      this.#lostMs += now - this.#lookedAt
      this.#outageMs += now - this.#lookedAt
    }
    this.#lookedAt = now
    if (this.#isThere && !isThere) this.#begin(now)
    if (!this.#isThere && isThere) this.#end(now)
    this.#isThere = isThere
  }

  /** The machine's clock was set; the server's does not go backwards, and leaves alone what is no step to it. */
  step(ms: number, now: number): void {
    this.#aheadMs += ms
    if (this.#aheadMs >= followsFromMs) this.#follow(now)
  }

  /** A server starts, with its machine's clock as it is. */
  start(now: number): void {
    if (this.#aheadMs > 0) this.#follow(now)
    this.#aheadMs = 0
  }

  reckon(now: number): Reckoning {
    return { at: now, lostMs: this.#lostMs, unnoticedMs: this.#unnoticedMs, givenBackMs: this.#givenBackMs }
  }

  #follow(now: number): void {
    if (this.#isThere) this.#begin(now)
    this.#steppedMs += this.#aheadMs
    this.#aheadMs = 0
    if (this.#isThere) this.#end(now)
  }

  #begin(now: number): void {
    if (now - this.#endedAt < briefMs) return
    this.#outageMs = 0
    this.#steppedMs = 0
    this.#reckonedMs = 0
  }

  #end(now: number): void {
    const seenMs = this.#outageMs + this.#steppedMs
    const reckonedMs = Math.min(seenMs, this.#mostGivenBackMs()) - this.#steppedMs
    this.#givenBackMs += reckonedMs - this.#reckonedMs
    this.#reckonedMs = reckonedMs
    this.#unnoticedMs += Math.min(seenMs, unnoticedMs)
    this.#endedAt = now
  }
}
