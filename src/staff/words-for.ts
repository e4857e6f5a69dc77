/** Which words say what the server refused, for places that have none of their own. */
import type { Dictionary } from '../locales/staff/dictionary.ts'
import { kindOf } from '../replica/http.ts'
import type { Answer } from '../replica/outbox.ts'

/** A sentence for the person: what happened and what to do. */
export function wordsForFailure(words: Dictionary, answer: Exclude<Answer, { is: 'accepted' }>): string {
  if (answer.is === 'gaveUp') return words.problem.gaveUp
  const { problem } = answer
  switch (kindOf(problem)) {
    case 'not-holder':
      return words.problem.notHolder(problem.by?.name ?? null)
    // Only ever said to whoever holds it now: `by` names the reader.
    case 'stale-fence':
      return words.problem.changedHands
    case 'chat-ended':
      return words.problem.chatEnded
    case 'already-claimed':
      return words.problem.alreadyClaimed(problem.by?.name ?? null)
    case 'at-capacity':
      return words.problem.atCapacity(problem.capacity ?? null)
    case 'asked-too-late':
      return words.problem.askedTooLate
    case 'too-late-to-hand-back':
      return words.problem.tooLateToHandBack
    case 'not-missed':
      return words.problem.notMissed
    case 'unknown-chat':
      return words.problem.unknownChat
    case 'not-signed-in':
    case 'wrong-shift':
      return words.problem.notSignedIn
    default:
      return words.problem.other
  }
}
