/** What became of an offer, and of a claim, in words: the same on the screen, on the banner and read out. */
import type { Dictionary } from '../../locales/staff/dictionary.ts'
import { wordsForFailure } from '../words-for.ts'
import type { Outcome, Stage } from './stage.ts'

export interface OutcomeWords {
  readonly title: string
  readonly detail: string
}

/** `isLive`: whether the server can be asked right now. */
export function wordsForOutcome(words: Dictionary, outcome: Outcome, isLive: boolean): OutcomeWords {
  const its = words.incoming
  switch (outcome.is) {
    case 'taken':
      return outcome.by === null
        ? { title: its.takenBySomebody, detail: its.takenBySomebodyDetail }
        : { title: its.taken(outcome.by), detail: its.takenDetail(outcome.by) }
    case 'expired':
      return { title: its.expired, detail: its.expiredDetail }
    case 'unsure':
      return { title: its.unsure, detail: isLive ? its.unsureDetail : its.unsureOffline }
    case 'tooLate':
      return { title: its.tooLate, detail: its.tooLateDetail }
    case 'missed':
      return { title: its.missed, detail: its.missedDetail }
    case 'withdrawn':
      return { title: its.withdrawn, detail: its.withdrawnDetail }
    case 'ended':
      return { title: its.ended, detail: its.endedDetail }
    case 'full':
      return {
        title: its.full,
        detail: outcome.capacity === null ? words.problem.atCapacity(null) : its.fullDetail(outcome.capacity),
      }
    case 'declined':
      return { title: its.declined, detail: its.declinedDetail }
    case 'gaveUp':
      return { title: its.gaveUp, detail: its.gaveUpDetail }
    case 'failed':
      return { title: its.failed, detail: wordsForFailure(words, outcome.answer) }
  }
}

/** CL6: trying, never yours; and, once it is late, no longer asking. */
export function wordsForTrying(words: Dictionary, isLate: boolean, isLive: boolean): OutcomeWords {
  const its = words.incoming
  if (isLate) return { title: its.tryingLate, detail: its.tryingLateDetail }
  return { title: its.trying, detail: isLive ? its.tryingDetail : its.tryingOffline }
}

/** What is read out about the stage after the ring itself; `null` where the focus says it already, or there is nothing to say. */
export function saidOfStage(words: Dictionary, stage: Stage, isLive: boolean, isBanner: boolean): string | null {
  const sentence = ({ title, detail }: OutcomeWords) => `${title} ${detail}`
  if (stage.is === 'trying') return sentence(wordsForTrying(words, stage.isLate, isLive))
  return stage.is === 'outcome' && isBanner ? sentence(wordsForOutcome(words, stage.outcome, isLive)) : null
}
