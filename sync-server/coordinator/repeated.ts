/** CL2: a command that comes again gets the answer that it had, and is not decided again. */
import { type CommandId, madeAt } from '../../src/identifiers.ts'
import { answerKey, type DecisionLog, type GivenAnswer } from '../storage/decision-log.ts'
import type { Pending } from './decided.ts'
import type { Asked, Outcome } from './submission.ts'

/** How old an identifier may be. */
const oldestIdentifierMs = 30 * 86_400_000
/** A device's clock may be a day off; an identifier from further in the future than two is not one of ours. */
const identifierAheadMs = 2 * 86_400_000
/** An answer is kept for as long as its identifier could come again, one from the future included. */
export const answersKeptMs = oldestIdentifierMs + identifierAheadMs

/** `now`: milliseconds since 1970. */
export function isIdentifierCurrent(id: CommandId, now: number): boolean {
  const made = madeAt(id)
  return made !== null && made >= now - oldestIdentifierMs && made <= now + identifierAheadMs
}

/**
 * Answers what has been answered before, and resolves to what has to be decided. Where a command is there twice, the second is
 * handed to `later`: by then the first has its answer. Rejects with `StorageFailure`.
 */
export async function answerRepeated(
  batch: readonly Pending[],
  log: DecisionLog,
  later: (twin: Pending) => void,
): Promise<readonly Pending[]> {
  const asked = batch.flatMap((one) => (one.submission.asked ? [one.submission.asked] : []))
  if (asked.length === 0) return batch
  const answers = await log.answers(asked)
  const firstOfItsName = new Set<string>()
  return batch.filter((one) => {
    const { asked } = one.submission
    if (!asked) return true
    const name = answerKey(asked.actor, asked.id)
    const given = answers.get(name)
    if (given) one.resolve(repeated(asked, given))
    else if (firstOfItsName.has(name)) later(one)
    else {
      firstOfItsName.add(name)
      return true
    }
    return false
  })
}

/** The first answer, unless the identifier was used for something else. */
function repeated(asked: Asked, given: GivenAnswer): Outcome {
  return given.content === asked.content ? { is: 'answered', answer: given.answer } : { is: 'identifierReused' }
}
