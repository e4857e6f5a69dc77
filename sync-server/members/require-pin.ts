/** What a wrong PIN is answered with, at the door and at a locked tablet. */
import type { DeviceId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import type { PinGuard } from './pin-guard.ts'
import type { SignedIn } from './sessions.ts'

/** Throws `wrong-pin`, `too-many-requests` or `pin-locked`; the device has proven itself before. */
export async function requirePin(guard: PinGuard, who: Omit<SignedIn, 'shift'>, device: DeviceId, pin: string): Promise<void> {
  const outcome = await guard.try(who, device, pin)
  const { name } = who.member
  switch (outcome.is) {
    case 'right':
      return
    case 'wait':
      throw new ProblemReply(
        'too-many-requests',
        `After several wrong PINs, please wait ${inWords(outcome.waitMs)} before the next try.`,
        { retryAfterMs: outcome.waitMs },
      )
    case 'wrong': {
      const { waitMs } = outcome
      const next = waitMs > 0 ? `Wait ${inWords(waitMs)} before the next try.` : 'Try again.'
      throw new ProblemReply('wrong-pin', `This is not ${name}’s PIN. ${next}`, waitMs > 0 ? { retryAfterMs: waitMs } : {})
    }
    case 'locked':
      throw new ProblemReply(
        'pin-locked',
        `There were ten wrong PINs, so ${name} can no longer sign in on this device. Ask a manager to unlock it.`,
      )
  }
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return seconds === 1 ? 'a second' : `${seconds} seconds`
}
