/**
 * For how long the server was not there, as somebody knows who stands beside it with a clock of their own: crashed and not yet
 * back, stalled, or its clock set forth, which to it is the same. What it should have given back of that (OF1) is reckoned here
 * without asking it.
 */

/** A shorter stall goes unnoticed, and costs nobody an answer: a countdown leaves a tap two seconds to arrive. */
const unnoticedMs = 2_050
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

  /** The server's clock was set; backwards it does not go. */
  step(ms: number, now: number): void {
    if (ms <= 0) return
    if (this.#isThere) this.#begin(now)
    this.#steppedMs += ms
    if (this.#isThere) this.#end(now)
  }

  reckon(now: number): Reckoning {
    return { at: now, lostMs: this.#lostMs, unnoticedMs: this.#unnoticedMs, givenBackMs: this.#givenBackMs }
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
