/** What a shopper may read of their chat: how it stands, and the conversation, with the members' names. */
import { findChat } from '../../src/decider/chat.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import type { ShopperChat, ShopperMessage, ShopperMessages } from '../../src/protocol/shopper.ts'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinator/submission.ts'
import type { Conversation, Message } from '../storage/conversations.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { forgottenChat, type NameOf, shopperChat } from './shopper-chat.ts'

const messagesAPage = 100

export interface ShopperView {
  /** Of a chat as it was read from storage; its standing is the newest. */
  ofChat(conversation: Conversation): Promise<ShopperChat>
  /** As {@link ofChat}, by a state that is at hand. */
  ofChatIn(state: StoreState, conversation: Conversation): Promise<ShopperChat>
  messages(conversation: Conversation, after: number): Promise<ShopperMessages>
}

export interface ShopperViewParts {
  readonly storage: ChatStorage
  readonly coordinator: Coordinator
  readonly clock: Clock
}

export function createShopperView({ storage, coordinator, clock }: ShopperViewParts): ShopperView {
  const { conversations, directory } = storage

  async function namesOf(store: StoreId): Promise<NameOf> {
    const names = new Map((await directory.everybody(store)).map(({ id, name }) => [id, name]))
    return (member: MemberId) => names.get(member) ?? 'One of the team'
  }

  async function ofChatIn(state: StoreState, conversation: Conversation): Promise<ShopperChat> {
    const nameOf = await namesOf(conversation.store)
    const chat = findChat(state, conversation.chat)
    const { policy, opening } = state
    if (chat) return shopperChat(chat, { visitMs: policy.visitMs, opening, now: clock.now(), nameOf })
    return forgottenChat((await conversations.find(conversation.chat)) ?? conversation, nameOf)
  }

  return {
    ofChatIn,
    ofChat: async (conversation) => ofChatIn(await coordinator.state(conversation.store), conversation),
    async messages({ chat, store }, after) {
      const found = await conversations.messages(chat, after, messagesAPage + 1)
      const nameOf = await namesOf(store)
      return { messages: found.slice(0, messagesAPage).map((one) => told(one, nameOf)), hasMore: found.length > messagesAPage }
    },
  }
}

function told({ number, id, from, member, text, at }: Message, nameOf: NameOf): ShopperMessage {
  return { number, id, from, name: member === null ? null : nameOf(member), text, at }
}
