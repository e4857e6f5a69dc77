/** How requests end unclaimed (OF1) and how chats end (EN1). Each request ends here or by a claim, and only once. */
import type { Answer } from './answers.ts'
import type { EndChat } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { whyNotTheirs } from './holding.ts'
import { countMisses } from './missing.ts'
import { withdrawRingsIn } from './ringing.ts'
import type { Chat, EndedBy } from './state.ts'

/** OF1, MI1. */
export function missRequest(d: Deciding, { id, request }: Chat): void {
  d.decided({ type: 'RequestMissed', chat: id, request: request.number })
  afterUnclaimedEnd(d, id)
}

/** OF1. The shopper gave up waiting, which misses are counted for as well (MI2). */
export function withdrawRequest(d: Deciding, { id, request }: Chat, why: 'shopperLeft' | 'chatEnded'): void {
  d.decided({ type: 'RequestWithdrawn', chat: id, request: request.number, why })
  afterUnclaimedEnd(d, id)
}

function afterUnclaimedEnd(d: Deciding, id: Chat['id']): void {
  withdrawRingsIn(d, d.chat(id))
  countMisses(d, d.chat(id))
}

/** EN1: by whoever has it (CL5), or by the shopper. */
export function endChat(d: Deciding, { chat: id, by }: EndChat): Answer {
  if (by.is === 'member' && !d.findMember(by.member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  const refusal = by.is === 'member' ? whyNotTheirs(chat, by.member, by.fence) : null
  if (refusal !== null) return refusal
  if (chat.standing.is === 'ended') return refused('ChatEnded')
  closeChat(d, chat, by.is === 'member' ? { is: 'member', member: by.member } : by)
  return accepted
}

export function closeChat(d: Deciding, chat: Chat, by: EndedBy): void {
  if (chat.request.end === null) withdrawRequest(d, chat, 'chatEnded')
  d.decided({ type: 'ChatEnded', chat: chat.id, by })
}
