/** How chats end (EN1), and how they are erased (EN2). */
import type { Answer } from './answers.ts'
import type { EndChat, EraseChat } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { whyNotTheirs } from './holding.ts'
import { withdrawRequest } from './requesting.ts'
import type { Chat, EndedBy } from './state.ts'

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

/** EN2: an open request ends like any other of a chat that ends; then the state lets go of the chat. */
export function eraseChat(d: Deciding, { chat: id }: EraseChat): Answer {
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  if (chat.request.end === null) withdrawRequest(d, chat, 'chatEnded')
  d.decided({ type: 'ChatErased', chat: id })
  return accepted
}

export function closeChat(d: Deciding, chat: Chat, by: EndedBy): void {
  if (chat.request.end === null) withdrawRequest(d, chat, 'chatEnded')
  d.decided({ type: 'ChatEnded', chat: chat.id, by })
}
