/** What a bell check has come to, in one word that a person can act on: pure. The team's app and the console say it alike. */
import type { BellCheck } from './protocol/push.ts'

export type CheckTimes = NonNullable<BellCheck['page']>
export type CheckStep = 'sent' | 'delivered' | 'displayed' | 'tapped'

/**
 * `noWay`: no page is open there and it has no push. `failed`: it could not be sent on any way. `underway`: nothing to say yet.
 * `silent`: nothing has arrived. `unseen`: it arrived and is on no screen. `rings`: it is on screen. `heard`: somebody said so.
 */
export type CheckResult = 'noWay' | 'failed' | 'underway' | 'silent' | 'unseen' | 'rings' | 'heard'

/** What arrives at all arrives within seconds. */
const arrivesWithinMs = 10_000
/** So long a check is looked at; afterwards nothing more is expected of it. */
export const followedForMs = 120_000

/** `now` is server time. */
export function resultOf(check: BellCheck, now: number): CheckResult {
  const ways = [check.page, check.push].filter((way) => way !== null)
  if (ways.length === 0) return 'noWay'
  const any = (step: keyof CheckTimes) => ways.some((way) => way[step] !== null)
  if (any('tappedAt')) return 'heard'
  if (any('displayedAt')) return 'rings'
  const isDue = now - check.startedAt >= arrivesWithinMs
  if (any('deliveredAt')) return isDue ? 'unseen' : 'underway'
  if (ways.every(({ failure }) => failure !== null)) return 'failed'
  return isDue ? 'silent' : 'underway'
}

/** The steps of one way in their order, with when each came. */
export function stepsOf(times: CheckTimes): readonly { readonly step: CheckStep; readonly at: number | null }[] {
  return [
    { step: 'sent', at: times.sentAt },
    { step: 'delivered', at: times.deliveredAt },
    { step: 'displayed', at: times.displayedAt },
    { step: 'tapped', at: times.tappedAt },
  ]
}
