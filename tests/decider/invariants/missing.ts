/** MI1 to MI4: what is missed, and whose miss it is. */
import { isDeepStrictEqual } from 'node:util'
import { findChat, findMember } from '../../../src/decider/chat.ts'
import type { Circumstances } from '../../../src/decider/commands.ts'
import type { StoreEvent } from '../../../src/decider/events.ts'
import type { StoreState } from '../../../src/decider/state.ts'
import type { Ledger, RequestBook } from '../ledger.ts'
import { after, check, walk } from './checking.ts'

export const contactsKept = walk((event, _, ledger) => {
  if (event.type === 'ChatForgotten') check(!ledger.isOwed(ledger.chat(event.chat)), 'a message was lost', event)
})

export const deservedMisses = walk((event, before, ledger, { circumstances, decision }) => {
  if (event.type !== 'RequestMissed' && event.type !== 'RequestWithdrawn') return
  const request = ledger.request(event.chat)
  const counted = decision.events.flatMap((other) =>
    other.type === 'MissCounted' && other.chat === event.chat && other.request === event.request ? [other.member] : [],
  )
  if (request.why === 'rescue' || ledger.isClosed) {
    check(counted.length === 0, 'a rescue or a closed store blamed somebody', { event, counted })
    return
  }
  const end = endOf(event, ledger, before)
  const asked = [...new Set([...request.offers.values()].map(({ member }) => member as string))]
  const deserved = asked.filter((member) => ledger.team.has(member) && isDeserved(member, request, end, before, circumstances))
  check(isDeepStrictEqual(counted.toSorted(), deserved.toSorted()), 'misses', { event, counted, deserved })
})

function endOf(event: StoreEvent, ledger: Ledger, { policy }: StoreState): number {
  if (event.type === 'RequestMissed') return ledger.request(event.chat).endsAt
  if (event.type !== 'RequestWithdrawn' || event.why === 'chatEnded') return event.at
  return (ledger.chat(event.chat).awaySince ?? event.at) + policy.shopperLeftAfterMs
}

function isDeserved(member: string, request: RequestBook, end: number, state: StoreState, circumstances: Circumstances): boolean {
  if (request.declined.has(member) || request.answered.has(member)) return false
  const offers = [...request.offers.values()].filter((offer) => offer.member === member)
  // Whatever rings at this moment will be withdrawn by the end.
  if (offers.some((offer) => offer.isRinging)) return false
  const { countdownMs, answerMarginMs } = state.policy
  const isWhole = offers.some(
    ({ hasLapsed, from, stop, downMs }) => hasLapsed && from !== null && stop - from - downMs >= countdownMs,
  )
  const lastStop = Math.max(...offers.map(({ stop }) => stop))
  const { heardAt, reportedAt } = circumstances as unknown as Record<string, Record<string, number>>
  const isHeardSince = [heardAt?.[member], reportedAt?.[member]].some((heard) => heard !== undefined && heard > lastStop)
  return isWhole && lastStop <= end - answerMarginMs && isHeardSince
}

export const madeUnavailable = walk((event, before, ledger) => {
  if (event.type === 'MissCounted') {
    check(event.row === (ledger.rows.get(event.member) ?? 0) + 1, 'a wrong row', event)
    return
  }
  if (event.type !== 'MadeUnavailable') return
  // AV1: closing time makes unavailable as well, which is `closingTime`'s business.
  const hasMissed = (ledger.rows.get(event.member) ?? 0) >= before.policy.missesInRow
  check(hasMissed || event.why === 'storeClosed', 'made unavailable too early', event)
  const { wish } = before.members[event.member] ?? { wish: { on: 0, off: 0 } }
  check(wish.on > wish.off, 'was unavailable already', event)
  check(event.wish.off > event.wish.on && event.wish.on === wish.on, 'a stamp that does not make unavailable', event)
})

export const rowsRestart = after(({ before, command, decision: { answer, after: state } }) => {
  const isAnswer = command.type === 'ClaimChat' || command.type === 'PickUpMissedChat' || command.type === 'DeclineOffer'
  const hasNews = !('chat' in command) || findChat(before, command.chat)?.standing.is !== 'held'
  if (isAnswer && answer.is === 'accepted' && hasNews) {
    check(state.members[command.member]?.missesInRow === 0, 'an answer that did not count', command)
  }
  if (command.type !== 'MergeWish') return
  const [was, is] = [findMember(before, command.member), findMember(state, command.member)]
  const wentAvailable = was && is && was.wish.on <= was.wish.off && is.wish.on > is.wish.off
  if (wentAvailable) check(is.missesInRow === 0 && is.madeUnavailable === null, 'going available did not count', command)
})
