/** OF2 to OF7: who is rung. */
import { isDeepStrictEqual } from 'node:util'
import type { Chat, Member, StoreState } from '../../../src/decider/state.ts'
import { after, check, walk } from './checking.ts'
import {
  askedBefore,
  candidates,
  chatsOf,
  compare,
  heldBy,
  isPushWorthATry,
  isTooSoon,
  obstacles,
  openRequests,
  rungIn,
} from './words.ts'

export const onlyTheEligible = walk((event, before, ledger, { circumstances }) => {
  if (event.type !== 'OfferServed') return
  check(ledger.chat(event.chat).holder !== event.member, 'the holder was rung', event)
  check(!ledger.request(event.chat).declined.has(event.member), 'rung after a decline or a hand-back', event)
  const chat = before.chats[event.chat]
  const member = before.members[event.member]
  if (!chat || !member) throw new Error('an offer of nothing or to nobody')
  const { request } = chat
  check(request.end === null, 'an offer of a request that is over', event)
  check(rungIn(request).length < before.policy.places, 'more rings than places', event)
  check(request.endsAt - event.at >= before.policy.leastRingMs, 'too little left', event)
  const found = obstacles(member, chat, before, circumstances)
  const isOneOf = candidates(chat, before, circumstances, event.at).some(({ id }) => id === event.member)
  check(isOneOf, 'somebody was rung who is not eligible', { event, found })
  check(!isTooSoon(member, request, before, event.at), 'asked again too soon', event)
  check(event.deliverBy > event.at, 'no time to deliver', event)
})

export const noEmptyPlace = after(({ decision: { after: state }, at, circumstances }) => {
  for (const chat of openRequests(state)) {
    if (rungIn(chat.request).length >= state.policy.places) continue
    const left = candidates(chat, state, circumstances, at).map((member) => member.id)
    check(left.length === 0, 'an empty place', { chat: chat.id, left })
  }
})

export const inOrder = walk((event, before, _, { circumstances, at }) => {
  if (event.type !== 'OfferServed') return
  const turns = openRequests(before).flatMap((chat) => {
    const ringing = rungIn(chat.request).length
    if (ringing >= before.policy.places) return []
    const could = candidates(chat, before, circumstances, at)
    const turn = could.map((member) => ({ chat: chat.id, member: member.id, key: keyOf(member, chat, before) }))
    const hasUnasked = could.some((member) => turnOf(member, chat) === 0)
    return turn.map((one) => ({ ...one, key: [ringing, hasUnasked ? 0 : 1, chat.request.openedAt, chat.id, ...one.key] }))
  })
  const [first] = turns.sort((a, b) => compare(a.key, b.key))
  check(first?.chat === event.chat && first.member === event.member, 'out of turn', { event, first })
})

/** DE2: who declined an earlier request of the chat comes after everybody else. */
function turnOf(member: Member, { request }: Chat): number {
  return (request.declinedEarlier.includes(member.id) ? 2 : 0) + (askedBefore(member, request).length === 0 ? 0 : 1)
}

function keyOf(member: Member, chat: Chat, state: StoreState): (number | string)[] {
  return [
    turnOf(member, chat),
    chat.spokenTo[0] === member.id ? 0 : 1,
    heldBy(state, member.id),
    member.lastClaimAt ?? -1,
    member.id,
  ]
}

export const passedOver = walk((event, before, _, { circumstances, at }) => {
  if (event.type !== 'OfferServed') return
  const chat = before.chats[event.chat]
  if (!chat) throw new Error('an offer of nothing')
  const others = Object.keys(before.members).filter((member) => member !== event.member)
  check(isDeepStrictEqual(event.passedOver.map(({ member }) => member).sort(), others.sort()), 'not everybody else', event)
  for (const { member: id, why } of event.passedOver) {
    const member = before.members[id]
    if (!member) continue
    const found = obstacles(member, chat, before, circumstances)
    if (found.length > 0) check(found.includes(why), 'a wrong reason', { event, id, why, found })
    else check((why === 'askedRecently') === isTooSoon(member, chat.request, before, at), 'a wrong reason', { event, id, why })
  }
})

export const ringsInTime = walk((event, before, ledger, { circumstances }) => {
  if ((event.type !== 'OfferDelivered' && event.type !== 'OfferDisplayed') || event.ringsUntil === null) return
  const offer = ledger.offer(event.offer)
  const chat = chatsOf(before).find(({ request }) => request.offers.some(({ id }) => id === event.offer))
  const member = before.members[offer.member as never]
  if (!chat || !member) throw new Error('a report of nothing')
  const { answerMarginMs, countdownMs, leastRingMs } = before.policy
  check(event.ringsUntil > event.at && event.ringsUntil <= chat.request.endsAt, 'rings when nobody can answer', event)
  if (offer.isRinging) {
    const cap = Math.max(offer.stop, Math.min(event.at + countdownMs, chat.request.endsAt - answerMarginMs))
    check(event.ringsUntil <= cap, 'rings too long', { event, cap })
    return
  }
  check(event.ringsUntil <= Math.min(event.at + countdownMs, chat.request.endsAt - answerMarginMs), 'rings too long', event)
  check(chat.request.endsAt - event.at >= leastRingMs, 'rings again too late', event)
  check(obstacles(member, chat, before, circumstances).length === 0, 'rings again for somebody not eligible', event)
})

export const stopsAsPlanned = after(({ decision: { after: state } }, ledger) => {
  for (const { id, request } of chatsOf(state)) {
    for (const offer of request.offers) {
      if (offer.ring.is !== 'lapsed' && offer.ring.is !== 'undelivered') continue
      const planned = ledger.offer(offer.id).stop
      check(offer.ring.stoppedAt === planned, 'stopped at another time than planned', { id, offer, planned })
    }
  }
})

export const ringingMembers = after(({ decision: { after: state } }) => {
  const rung = chatsOf(state).flatMap(({ request }) => (request.end === null ? rungIn(request).map(({ member }) => member) : []))
  check(new Set(rung).size === rung.length, 'somebody rings twice', rung)
  for (const id of rung) {
    const member = state.members[id]
    check(member !== undefined && member.wish.on > member.wish.off, 'somebody unavailable rings', id)
    check(heldBy(state, id) < state.policy.capacity, 'somebody at capacity rings', id)
  }
  const stray = chatsOf(state).filter(({ request }) => request.end !== null && rungIn(request).length > 0)
  check(stray.length === 0, 'a ring after the request', stray)
})

export const nobodyTold = after(({ decision: { after: state }, circumstances }) => {
  const hasListened = circumstances.now - circumstances.listeningSince >= state.policy.reachableWithinMs
  for (const chat of openRequests(state)) {
    const { request, standing } = chat
    if (standing.is === 'held') check(!request.isNobodyTold, 'told of a rescue', chat)
    else if (rungIn(request).length > 0) check(!request.isNobodyTold, 'told though somebody rings', chat)
    else {
      const could = Object.values(state.members).filter((member) => {
        const serious = obstacles(member, chat, state, circumstances).filter((why) => why !== 'ringing')
        const isProof = hasListened && !isPushWorthATry(member, request, circumstances)
        return serious.length === 0 || (!isProof && serious.every((why) => why === 'unreachable'))
      })
      if (could.length === 0) check(request.isNobodyTold, 'not told', { chat, circumstances })
    }
  }
})
