/** What came of a PIN that was given to the server: at the door, and to unlock the tablet. */
import { kindOf, type Reply } from '../replica/http.ts'
import type { SignInOutcome } from './model.ts'

export function outcomeOfPin(reply: Reply<unknown>): SignInOutcome {
  if (reply.is === 'ok') return { is: 'in' }
  if (reply.is === 'unreachable') {
    return reply.isTooMany ? { is: 'tooMany', retryAfterMs: reply.retryAfterMs } : { is: 'unreachable' }
  }
  switch (kindOf(reply.problem)) {
    case 'wrong-pin':
      return { is: 'wrongPin' }
    case 'pin-locked':
      return { is: 'locked' }
    case 'not-enrolled':
    case 'device-revoked':
    case 'proof-refused':
      return { is: 'notEnrolled' }
    default:
      return reply
  }
}
