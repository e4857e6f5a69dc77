/** The order in which the reader's chats are listed. */
import type { ChatRow } from '../../protocol/feed.ts'

/** Open ones by the last word said; those that ended or were taken over after them. */
export function inOrder(chats: readonly ChatRow[]): readonly ChatRow[] {
  const lastAt = (chat: ChatRow) => chat.takenOver?.at ?? chat.ended?.at ?? chat.last?.at ?? chat.heldSince
  const isOver = (chat: ChatRow) => Number(Boolean(chat.ended ?? chat.takenOver))
  return [...chats].sort((a, b) => isOver(a) - isOver(b) || lastAt(b) - lastAt(a))
}
