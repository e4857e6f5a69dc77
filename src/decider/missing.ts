/** Who is to blame for a request that ended unclaimed, and what follows from it (MI1 to MI4). */
import type { MemberId } from '../identifiers.ts'
import type { Answer } from './answers.ts'
import type { SettleMissedChat } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import type { Fact } from './events.ts'
import { withdrawRingsOf } from './ringing.ts'
import type { Chat, Request } from './state.ts'
import { isAvailable, wishFor } from './wish.ts'

/** MI2, MI3: to be called once a request has ended unclaimed and its rings have been withdrawn. OF7: a closed store blames nobody. */
export function countMisses(d: Deciding, chat: Chat): void {
  if (d.isClosed) return
  const asked = new Set(chat.request.offers.map((offer) => offer.member))
  for (const member of asked) {
    // AV5: who has left is nobody to blame.
    if (!d.findMember(member) || !hasMissed(d, member, chat.request)) continue
    const row = d.member(member).missesInRow + 1
    d.decided({ type: 'MissCounted', member, chat: chat.id, request: chat.request.number, row })
    if (row >= d.policy.missesInRow) makeUnavailable(d, member)
  }
}

/** MI2: rang to the end of a whole countdown, said nothing, had time to, and was there to hear it. */
function hasMissed(d: Deciding, member: MemberId, request: Request): boolean {
  if (request.end === null || request.declinedBy.includes(member) || request.answeredBy.includes(member)) return false
  const { countdownMs, answerMarginMs } = d.policy
  let hasLapsed = false
  let lastStop = Number.NEGATIVE_INFINITY
  for (const { member: whose, ring, rangFrom } of request.offers) {
    if (whose !== member || !('stoppedAt' in ring)) continue
    if (ring.is === 'withdrawn' && ring.why === 'requestEnded') return false
    if (ring.is === 'lapsed' && rangFrom !== null && ring.stoppedAt - rangFrom >= countdownMs) hasLapsed = true
    lastStop = Math.max(lastStop, ring.stoppedAt)
  }
  const { heardAt, reportedAt } = d.circumstances
  const lastHeard = Math.max(heardAt[member] ?? 0, reportedAt[member] ?? 0)
  return hasLapsed && lastStop <= request.end.at - answerMarginMs && lastHeard > lastStop
}

/** MI3. Who is unavailable by their own wish is left alone: there is nothing to make, and nothing to give a reason for. */
function makeUnavailable(d: Deciding, id: MemberId): void {
  const { wish } = d.member(id)
  if (!isAvailable(wish)) return
  d.decided({ type: 'MadeUnavailable', member: id, wish: wishFor(false, wish, d.at) })
  withdrawRingsOf(d, id, 'unavailable')
}

/** MI4: starts the row again. */
export function forgiveMisses(d: Deciding, member: MemberId, why: Extract<Fact, { type: 'MissesForgiven' }>['why']): void {
  if (d.member(member).missesInRow > 0) d.decided({ type: 'MissesForgiven', member, why })
}

/** MI1: takes a missed chat off the Missed list as answered; a second time is as good as the first. */
export function settleMissedChat(d: Deciding, { member, chat: id }: SettleMissedChat): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  const { standing, request } = chat
  if (standing.is === 'held') return refused('AlreadyClaimed', { by: standing.holder })
  if (standing.is === 'unheld' ? request.end === null : !standing.wasMissed) return refused('NotMissed')
  if (standing.settledBy === null) d.decided({ type: 'MissedChatSettled', chat: id, member })
  return accepted
}
