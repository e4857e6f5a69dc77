/** RE3: how a chat whose holder leaves its shopper waiting is offered to colleagues, and when that is no longer needed. */
import { isBeingRescued } from './chat.ts'
import { rescueDueAt } from './deadlines.ts'
import type { Deciding } from './deciding.ts'
import { openRequest, withdrawRequest } from './requesting.ts'
import type { Chat } from './state.ts'

/** Withdraws the rescues whose holder is back. To be called before a command as well, so that nobody claims what is not needed. */
export function withdrawNeedlessRescues(d: Deciding): void {
  for (const chat of d.openChats()) if (isBeingRescued(chat) && isHolderBack(d, chat)) withdrawRequest(d, chat, 'holderBack')
}

/**
 * They have answered, or were heard again while nobody had to wait too long for any answer at all. Other than for beginning a
 * rescue, a server that has just started needs to hear them for that: it did not end their silence.
 */
function isHolderBack(d: Deciding, { standing }: Chat): boolean {
  if (standing.is !== 'held') return true
  // AV5: who has left does not come back to it.
  if (!d.findMember(standing.holder)) return false
  if (standing.waitingSince === null) return true
  if (d.at >= standing.waitingSince + d.policy.rescueUnansweredAfterMs) return false
  const heardAt = d.circumstances.heardAt[standing.holder]
  return heardAt !== undefined && d.circumstances.now - heardAt < d.policy.rescueSilentAfterMs
}

/** Opens a rescue wherever a shopper has waited too long; not while the store is closed, when it could ring nobody (OF7). */
export function rescueTheWaiting(d: Deciding): void {
  if (d.isClosed) return
  const asOfNow = { notBefore: d.at, behindMs: d.at - Math.floor(d.circumstances.now) }
  for (const chat of d.openChats()) {
    if (chat.request.end === null) continue
    const due = rescueDueAt(chat, d.state, d.circumstances, asOfNow)
    if (due === d.at) openRequest(d, chat.id, 'rescue')
  }
}
