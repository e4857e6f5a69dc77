/** How many of the customer's messages nobody has looked at here. */
import type { ChatRow } from '../../protocol/feed.ts'

/**
 * `seen` is the number of the last message that was on this screen. Whatever the member answered was read, wherever that
 * was; and the question was read before the chat was claimed.
 */
export function unreadOf(chat: Pick<ChatRow, 'messages' | 'lastFromMember'>, seen: number): number {
  const question = 1
  return Math.max(0, chat.messages - Math.max(seen, chat.lastFromMember, question))
}
