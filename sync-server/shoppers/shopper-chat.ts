/** How a chat stands, as its shopper is told: pure, from the store's state and the names that the state does not hold. */
import { countRinging, isBeingRescued, isMissed } from '../../src/decider/chat.ts'
import type { Chat, Opening, StoreState } from '../../src/decider/state.ts'
import type { ChatId, MemberId, ShopperId } from '../../src/identifiers.ts'
import type { ShopperChat } from '../../src/protocol/shopper.ts'
import type { Conversation } from '../storage/conversations.ts'

/** A colleague whose name cannot be found is still somebody. */
export type NameOf = (member: MemberId) => string

/** What of its store a chat's standing depends on. */
interface Around {
  readonly visitMs: number
  readonly opening: Opening
  /** Milliseconds since 1970; an ended chat can be reopened until its visit is over (EN1). */
  readonly now: number
  readonly nameOf: NameOf
}

export function shopperChat(chat: Chat, { visitMs, opening, now, nameOf }: Around): ShopperChat {
  const common = { chat: chat.id, askedInAll: chat.served.length, hasLeftContact: chat.contactLeftAt !== null }
  const open = { ...common, asked: 0, with: null, silence: null, endedBy: null, canReopen: false }
  const { standing, request } = chat
  switch (standing.is) {
    case 'held':
      return { ...open, stands: 'talking', with: nameOf(standing.holder), silence: silenceOf(chat, standing.waitingSince) }
    case 'ended':
      return {
        ...open,
        stands: 'ended',
        with: standing.lastHolder === null ? null : nameOf(standing.lastHolder),
        endedBy: standing.by.is,
        canReopen: now < standing.at + visitMs,
      }
    case 'unheld':
      if (isMissed(chat)) return { ...open, stands: 'missed', ...closedBy(opening) }
      if (request.isNobodyTold) return { ...open, stands: 'nobody', ...closedBy(opening) }
      return { ...open, stands: 'asking', asked: countRinging(request) }
  }
}

/** OF7: what a shopper is told of a store that is closed; nothing of one that is open. */
export function closedBy(opening: Opening): Pick<ShopperChat, 'closed'> {
  return opening.is === 'closed' ? { closed: { opensAt: opening.opensAt } } : {}
}

/** RE3: what the shopper is told of a holder who leaves them waiting; `null` while there is nothing to tell. */
function silenceOf(chat: Chat, waitingSince: number | null): 'asking' | 'nobody' | null {
  if (isBeingRescued(chat)) return 'asking'
  const { end } = chat.request
  const wasInVain = end?.how === 'withdrawn' && end.why === 'nobodyCame'
  return wasInVain && waitingSince !== null ? 'nobody' : null
}

/** A chat that the state has let go of: its visit is over, and only its words are left. */
export function forgottenChat(conversation: Conversation, nameOf: NameOf): ShopperChat {
  return {
    chat: conversation.chat,
    stands: 'ended',
    asked: 0,
    askedInAll: 0,
    with: conversation.lastHolder === null ? null : nameOf(conversation.lastHolder),
    silence: null,
    endedBy: null,
    hasLeftContact: conversation.contact !== null,
    canReopen: false,
  }
}

/** The shopper's open chat in the store, or `null`. */
export function openChatOf(state: StoreState, shopper: ShopperId): ChatId | null {
  return chatsOf(state, shopper).find((chat) => chat.standing.is !== 'ended')?.id ?? null
}

/** The chat to show a shopper who comes back: the open one, or the last one while it can be reopened. */
export function chatToShow(state: StoreState, shopper: ShopperId, now: number): ChatId | null {
  const reopenable = chatsOf(state, shopper)
    .filter(({ standing }) => standing.is === 'ended' && now < standing.at + state.policy.visitMs)
    .sort((a, b) => b.openedAt - a.openedAt)
  return openChatOf(state, shopper) ?? reopenable[0]?.id ?? null
}

function chatsOf(state: StoreState, shopper: ShopperId): readonly Chat[] {
  return Object.values(state.chats).filter((chat) => chat.shopper === shopper)
}
