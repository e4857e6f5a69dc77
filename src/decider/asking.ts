/** What a shopper does: asks, comes and goes, writes, leaves a contact (OF1, EN1, MI1). */
import type { Answer } from './answers.ts'
import type { AskQuestion, LeaveContact, NoteShopperStream, WriteAsShopper } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { openRequest } from './requesting.ts'
import { withdrawIfAtCapacity } from './ringing.ts'
import { hasLivePage } from './routing.ts'
import type { Chat } from './state.ts'
import { isAvailable } from './wish.ts'

/** OF1: a question opens a chat and its first request. The question is message number 1. */
export function askQuestion(d: Deciding, { chat, shopper, isReturning, spokenTo }: AskQuestion): Answer {
  if (d.findChat(chat)) return refused('ChatExists')
  const open = openChatOf(d, shopper)
  if (open) return refused('ShopperHasOpenChat', { chat: open.id })
  d.decided({ type: 'ChatOpened', chat, shopper, isReturning, spokenTo })
  openRequest(d, chat, 'asked')
  return { is: 'accepted', number: 1 }
}

function openChatOf(d: Deciding, shopper: AskQuestion['shopper']): Chat | undefined {
  return d.openChats().find((chat) => chat.shopper === shopper)
}

/** OF1, EN1: who comes back to a chat whose request was withdrawn because they left is looked after anew. */
export function noteShopperStream(d: Deciding, { chat: id, isOpen, lastHeardAt }: NoteShopperStream): Answer {
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  const isHere = chat.awaySince === null
  if (isOpen && !isHere) d.decided({ type: 'ShopperStreamFound', chat: id })
  if (!isOpen && isHere) d.decided({ type: 'ShopperStreamLost', chat: id, ...goneSince(d, lastHeardAt) })
  if (isOpen && wasGivenUpByLeaving(chat) && chat.standing.is === 'unheld' && chat.standing.settledBy === null) {
    openRequest(d, id, 'shopperBack')
  }
  return accepted
}

/** OF1: whose silence was noticed late has been away all the while, but has left now at the soonest. */
function goneSince({ at, policy }: Deciding, lastHeardAt: number | undefined): { readonly since?: number } {
  if (lastHeardAt === undefined) return {}
  return { since: Math.min(at, Math.max(Math.floor(lastHeardAt), at - policy.shopperLeftAfterMs)) }
}

function wasGivenUpByLeaving({ standing, request }: Chat): boolean {
  return standing.is === 'unheld' && request.end?.how === 'withdrawn' && request.end.why === 'shopperLeft'
}

/** EN1: writing in an ended chat within the visit reopens it; writing after having left brings the shopper back. */
export function writeAsShopper(d: Deciding, { chat: id }: WriteAsShopper): Answer {
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  if (chat.standing.is === 'ended') {
    if (d.at >= chat.standing.at + d.policy.visitMs) return refused('ChatEnded')
    const open = openChatOf(d, chat.shopper)
    if (open) return refused('ShopperHasOpenChat', { chat: open.id })
    reopen(d, chat, chat.standing.lastHolder)
  } else if (wasGivenUpByLeaving(chat)) {
    openRequest(d, id, 'shopperBack')
  }
  const number = d.chat(id).messages + 1
  d.decided({ type: 'ShopperWrote', chat: id, number })
  return { is: 'accepted', number }
}

/**
 * EN1: with whoever had it last where they can take it, a page of theirs included that shows it; otherwise, and always while the
 * store is closed (OF7), as a new request.
 */
function reopen(d: Deciding, { id, fence }: Chat, lastHolder: AskQuestion['spokenTo'][number] | null): void {
  const last = lastHolder === null ? undefined : d.findMember(lastHolder)
  const canTakeIt =
    last !== undefined &&
    !d.isClosed &&
    isAvailable(last.wish) &&
    hasLivePage(last.id, d.circumstances, d.policy) &&
    d.countOpenChats(last.id) < d.policy.capacity
  if (canTakeIt) {
    d.decided({ type: 'ChatReopened', chat: id, holder: last.id, fence: fence + 1 })
    withdrawIfAtCapacity(d, last.id)
  } else {
    d.decided({ type: 'ChatReopened', chat: id, holder: null, fence })
    openRequest(d, id, 'reopened')
  }
}

/** MI1, OF7: taken wherever it can matter. Only a chat that somebody answered, and that is over, has no use for it. */
export function leaveContact(d: Deciding, { chat: id }: LeaveContact): Answer {
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  if (chat.standing.is === 'ended' && !chat.standing.wasMissed) return refused('ChatEnded')
  d.decided({ type: 'ContactLeft', chat: id })
  return accepted
}
