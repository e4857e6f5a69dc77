/** Which members may read a chat: pure, from the store's state and what was kept of the chat. */
import { isMissed } from '../../src/decider/chat.ts'
import type { Chat } from '../../src/decider/state.ts'
import type { MemberId } from '../../src/identifiers.ts'
import type { Conversation } from '../storage/conversations.ts'

export interface Access {
  /** The shopper's orders, what they looked at, and their earlier chats. */
  readonly history: boolean
  /** What was said: up to the message of this number. */
  readonly messages: number
}

const everything: Access = { history: true, messages: Number.POSITIVE_INFINITY }

/**
 * `chat` is null once the state has let go of it. Its holder reads everything, now and later; while it is missed, so does the
 * whole team. From whom it was taken over reads what was said until then (RE3). Whoever was served in it reads the history,
 * which is what the offer is judged by, until they decline it or hand the chat back (DE2, CL7).
 */
export function accessTo(chat: Chat | null, conversation: Conversation, member: MemberId): Access {
  if (isHolder(chat, conversation, member) || wasMissed(chat, conversation)) return everything
  const taken = chat?.takenFrom.find((one) => one.member === member)
  if (taken) return { history: true, messages: taken.messages }
  return { history: chat !== null && isAskedFor(chat, member), messages: 0 }
}

function isAskedFor({ served, request }: Chat, member: MemberId): boolean {
  if (request.declinedBy.includes(member)) return false
  const isAskedAgain = request.offers.some((offer) => offer.member === member)
  return isAskedAgain || (served.includes(member) && !request.declinedEarlier.includes(member))
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
