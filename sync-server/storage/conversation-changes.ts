/** What writes make of a conversation, for those who keep one as a whole. */
import type { Conversation, ConversationWrite } from './conversations.ts'

type Opening = Extract<ConversationWrite, { write: 'open' }>

export function openedBy({ write: _, ...conversation }: Opening): Conversation {
  return { ...conversation, lastHolder: null, heldAt: null, endedAt: null, contact: null }
}

/** Of one that is open. */
export function changeBy(write: Exclude<ConversationWrite, { write: 'open' | 'message' }>): Partial<Conversation> {
  switch (write.write) {
    case 'contact':
      return { contact: { address: write.address, text: write.text, at: write.at } }
    case 'holder':
      return { lastHolder: write.member, heldAt: write.at }
    case 'handedBack':
      return { lastHolder: null, heldAt: null }
    case 'ended':
      return { endedAt: write.at }
  }
}
