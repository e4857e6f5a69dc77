/** Which members may read a chat: pure, from the store's state and what was kept of the chat. */
import { isMissed } from '../../src/decider/chat.ts'
import type { Chat } from '../../src/decider/state.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { Conversation } from '../storage/storage.ts'

export interface Access {
  /** The shopper's orders, what they looked at, and their earlier chats. */
  readonly history: boolean
  /** What was said. */
  readonly messages: boolean
}

/**
 * `chat` is null once the state has let go of it. Its holder reads everything, now and later; while it is missed, so does the
 * whole team; whoever was served in it reads the history, which is what the offer is judged by.
 */
export function accessTo(chat: Chat | null, conversation: Conversation, member: MemberId): Access {
  if (isHolder(chat, conversation, member) || wasMissed(chat, conversation)) return { history: true, messages: true }
  return { history: chat?.served.includes(member) ?? false, messages: false }
}

function isHolder(chat: Chat | null, { lastHolder }: Conversation, member: MemberId): boolean {
  switch (chat?.standing.is) {
    case 'held':
      return chat.standing.holder === member
    case 'ended':
      return chat.standing.lastHolder === member
    case 'unheld':
      return false
    case undefined:
      return lastHolder === member
  }
}

/** MI1, also after its end. */
function wasMissed(chat: Chat | null, { lastHolder }: Conversation): boolean {
  if (chat === null) return lastHolder === null
  return chat.standing.is === 'ended' ? chat.standing.wasMissed : isMissed(chat)
}
