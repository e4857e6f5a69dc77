/** The order in which the reader's chats are listed. */
import type { ChatRow } from '../../protocol/feed.ts'

/** Open ones by the last word said, ended ones after them. */
export function inOrder(chats: readonly ChatRow[]): readonly ChatRow[] {
  const lastAt = (chat: ChatRow) => chat.ended?.at ?? chat.last?.at ?? chat.heldSince
  return [...chats].sort((a, b) => Number(a.ended !== null) - Number(b.ended !== null) || lastAt(b) - lastAt(a))
}
