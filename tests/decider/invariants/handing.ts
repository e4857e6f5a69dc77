/** CL6, CL7, RE3: taps that come too late, chats that are handed back, and rescues. */
import { isDeepStrictEqual } from 'node:util'
import type { Circumstances } from '../../../src/decider/commands.ts'
import type { ChatBook, Ledger } from '../ledger.ts'
import { after, check, walk } from './checking.ts'

/** What becomes of a claim or a pick-up that is refused for its age: the chat stays as it was, and the member has answered. */
export const lateTaps = after(({ before, command, at, decision: { answer, after: state, events } }, ledger) => {
  if (command.type !== 'ClaimChat' && command.type !== 'PickUpMissedChat') return
  const { member, chat: id, asksUntil } = command
  const isOld = asksUntil !== null && at >= asksUntil
  const got = events.some((event) => event.type === 'ChatClaimed' || event.type === 'ChatPickedUp')
  check(!(isOld && got), 'an old tap got the chat', command)
  if (answer.is !== 'refused' || answer.why !== 'AskedTooLate') return
  check(isOld, 'a tap refused before its time', { command, at })
  const chat = before.chats[id]
  if (!chat?.served.includes(member)) return
  check(state.members[member]?.missesInRow === 0, 'an old tap that is no answer', command)
  const { answered, declined, ends } = ledger.request(id)
  check(ends > 0 || answered.has(member) || declined.has(member), 'an old tap that was not noted', command)
})

export const handBacks = walk((event, _, ledger, { command, at, decision: { events, answer } }) => {
  if (event.type === 'RequestOpened' && event.why === 'handedBack') {
    check(event.endsAt === at + ledger.policy.requestLifeMs, 'a request without a fresh life', event)
    const next = events[events.indexOf(event) - 1]
    check(next?.type === 'ChatHandedBack' && next.member === event.by, 'handed back by nobody', event)
  }
  if (event.type !== 'ChatHandedBack') return
  const { holder, fence, handBackUntil } = ledger.chat(event.chat)
  check(command.type === 'HandBackChat' && command.fence === fence, 'handed back unasked', event)
  check(holder === event.member && answer.is === 'accepted', 'handed back by another', event)
  check(handBackUntil !== null && at < handBackUntil, 'handed back too late', { event, handBackUntil })
})

export const handBacksInTime = after(({ command, at, decision: { answer } }, ledger) => {
  if (answer.is !== 'refused' || answer.why !== 'TooLateToHandBack' || command.type !== 'HandBackChat') return
  const { handBackUntil, holder, fence } = ledger.chat(command.chat)
  check(holder === command.member && fence === command.fence, 'refused for the wrong reason', command)
  check(handBackUntil === null || at >= handBackUntil, 'refused in time', { command, handBackUntil, at })
})

/** A rescue is open exactly while a shopper who is here has waited too long, or for somebody who has left, and its holder does not come back. */
export const rescues = after(({ at, circumstances, decision: { after: state } }, ledger) => {
  for (const [id, chat] of ledger.chats) {
    if (chat.holder === null) continue
    const request = ledger.request(id)
    const isOpen = request.ends === 0
    if (isOpen) check(request.why === 'rescue', 'a request of a chat that somebody has', { id, request })
    if (isOpen) check(!isBack(chat, at, circumstances, ledger), 'a rescue that nobody needs', { id, chat, at, circumstances })
    else check(!isStranded(id, chat, at, circumstances, ledger), 'nobody is asked to rescue', { id, chat, at, circumstances })
    const kept = state.chats[id as never]?.takenFrom.map(({ member, messages }) => [member, messages]) ?? []
    check(isDeepStrictEqual(new Map(kept as never), chat.lostAt), 'a former holder’s part', { id, kept })
  }
})

export const rescuesOpen = walk((event, _, ledger, { circumstances }) => {
  if (event.type !== 'RequestOpened') return
  const chat = ledger.chat(event.chat)
  check((chat.holder !== null) === (event.why === 'rescue'), 'a request of the wrong kind', event)
  if (event.why === 'rescue') check(isStranded(event.chat, chat, event.at, circumstances, ledger), 'a needless rescue', event)
})

function heardAt(member: string | null, circumstances: Circumstances): number {
  return (circumstances.heardAt as Record<string, number>)[member ?? ''] ?? Number.NEGATIVE_INFINITY
}

/** AV5: their holder will not come back to it. */
function hasLeft({ holder }: ChatBook, { team }: Ledger): boolean {
  return holder !== null && !team.has(holder)
}

function isStranded(id: string, chat: ChatBook, at: number, circumstances: Circumstances, ledger: Ledger): boolean {
  const { rescueSilentAfterMs, rescueUnansweredAfterMs } = ledger.policy
  if (ledger.isClosed || ledger.leftAt(chat) <= at) return false
  const { endedBy, endsAt } = ledger.request(id)
  const isAgain = endedBy?.type === 'RequestWithdrawn' && endedBy.why === 'nobodyCame'
  if (hasLeft(chat, ledger)) return !isAgain || at - endsAt >= rescueSilentAfterMs
  if (chat.waitingSince === null) return false
  const waited = at - Math.max(chat.waitingSince, isAgain ? endsAt : chat.waitingSince)
  const silent = circumstances.now - Math.max(heardAt(chat.holder, circumstances), circumstances.listeningSince)
  return waited >= rescueUnansweredAfterMs || (waited >= rescueSilentAfterMs && silent >= rescueSilentAfterMs)
}

function isBack(chat: ChatBook, at: number, circumstances: Circumstances, ledger: Ledger): boolean {
  const { rescueSilentAfterMs, rescueUnansweredAfterMs } = ledger.policy
  if (ledger.leftAt(chat) <= at) return true
  if (hasLeft(chat, ledger)) return false
  if (chat.waitingSince === null) return true
  const isHeard = circumstances.now - heardAt(chat.holder, circumstances) < rescueSilentAfterMs
  return isHeard && at - chat.waitingSince < rescueUnansweredAfterMs
}
