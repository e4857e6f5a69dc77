/** What came of a button, in words that take the ring's place: pure. */
import type { MemberId } from '../identifiers.ts'
import type { WorkerWords } from '../locales/worker/en.ts'
import { kindOf } from '../replica/http.ts'
import type { Answer } from '../replica/outbox.ts'
import { outcome, type RungChat, type Shown, settled } from './notification.ts'

/** CL6: what a claim came to. */
export function claimed(rung: RungChat, answer: Answer, me: MemberId, words: WorkerWords): Shown {
  const say = ({ title, detail }: { readonly title: string; readonly detail: string }) => settled(rung, title, detail)
  if (answer.is === 'accepted') return outcome(rung, 'mine', null, words)
  if (answer.is === 'gaveUp') return stillTrying(rung, words)
  const { problem } = answer
  switch (kindOf(problem)) {
    case 'already-claimed':
      return problem.by?.id === me ? outcome(rung, 'mine', null, words) : outcome(rung, 'taken', problem.by?.name ?? null, words)
    case 'request-ended':
    case 'chat-ended':
      return say(words.expired)
    case 'asked-too-late':
      return settled(rung, words.trying.late, words.trying.lateDetail)
    case 'at-capacity':
      return say(words.full)
    case 'already-declined':
      return say(words.declinedBefore)
    // Long forgotten, or never this member's.
    case 'unknown-chat':
    case 'chat-erased':
    case 'never-served':
      return outcome(rung, 'over', null, words)
    case 'not-signed-in':
    case 'wrong-shift':
      return say(words.signedOut)
    default:
      return say(words.failed)
  }
}

/** What a decline came to. One that finds nothing left to decline is as good as any. */
export function declined(rung: RungChat, answer: Answer, words: WorkerWords): Shown {
  const done = settled(rung, words.declined.title, words.declined.detail)
  if (answer.is === 'accepted') return done
  if (answer.is === 'gaveUp') return stillTrying(rung, words)
  switch (kindOf(answer.problem)) {
    case 'request-ended':
    case 'chat-ended':
    case 'already-claimed':
    case 'already-declined':
    case 'unknown-chat':
    case 'unknown-offer':
    case 'never-served':
      return done
    default:
      return settled(rung, words.failed.title, words.failed.detail)
  }
}

/** CL6: it is out, and nothing has come back. */
export function stillTrying(rung: RungChat, words: WorkerWords): Shown {
  return settled(rung, words.trying.offline, words.trying.offlineDetail)
}
