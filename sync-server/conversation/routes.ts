/** What a member reads of one chat: the conversation, and the shopper's history with the retailer. */
import { Type } from 'typebox'
import { findChat } from '../../src/decider/chat.ts'
import type { ChatId } from '../../src/identifiers.ts'
import { ChatMessages, ShoppingHistory } from '../../src/protocol/staff.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { After, answers, bySession } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { refuseErased } from '../keeping/erased-chats.ts'
import type { SignedIn } from '../members/sessions.ts'
import { unlockedOf } from '../members/signed-in.ts'
import type { Conversation } from '../storage/conversations.ts'
import { type Access, accessTo } from './access.ts'
import { ordersFrom } from './shopping-history.ts'

const WhichChat = Type.Object({ chat: Identifier<ChatId>('The chat') })
const mostOrders = 50
const mostEarlierChats = 20
const messagesAPage = 200

/** Needs a scope that requires a member. */
export function conversationRoutes(app: App, { storage, coordinator }: HttpParts): void {
  const { conversations, directory, keeping, orders, shoppers } = storage

  app.get(
    '/chats/:chat/history',
    {
      schema: {
        operationId: 'readHistory',
        tags: ['Chats'],
        summary: 'The shopper’s history',
        description:
          'Orders (where the retailer’s site said who the shopper is), products viewed, earlier chats. For the chat’s holder and whoever it was offered to, until they decline it or hand it back; while it is missed, for the whole team.',
        security: bySession,
        params: WhichChat,
        response: answers({ 200: { description: 'The history', schema: ShoppingHistory } }, [
          'malformed-request',
          'not-signed-in',
          'not-yours',
          'shift-locked',
          'unknown-chat',
          'chat-erased',
        ]),
      },
    },
    async (request): Promise<ShoppingHistory> => {
      const signedIn = unlockedOf(request)
      const { retailer } = signedIn
      const { conversation } = await readable(request.params.chat, signedIn, 'history')
      const customer = (await shoppers.find(conversation.shopper))?.customer ?? null
      const lines = customer === null ? [] : await orders.ofCustomer(retailer.id, customer, mostOrders)
      return {
        orders: [...ordersFrom(lines, retailer.currency)],
        ordersInAll: customer === null ? 0 : await orders.countOrders(retailer.id, customer),
        viewed: [...conversation.viewed],
        earlierChats: await earlierChats(conversation),
      }
    },
  )

  app.get(
    '/chats/:chat/messages',
    {
      schema: {
        operationId: 'readMessages',
        tags: ['Chats'],
        summary: 'The conversation',
        description:
          'In order; the question is number 1. For the chat’s holder; while it is missed, for the whole team. From whom it was taken over reads what was said until then (RE3).',
        security: bySession,
        params: WhichChat,
        querystring: After,
        response: answers({ 200: { description: 'A page of messages', schema: ChatMessages } }, [
          'malformed-request',
          'out-of-bounds',
          'not-signed-in',
          'not-yours',
          'shift-locked',
          'unknown-chat',
          'chat-erased',
        ]),
      },
    },
    async (request): Promise<ChatMessages> => {
      const { conversation, access } = await readable(request.params.chat, unlockedOf(request), 'messages')
      const { chat, store } = conversation
      const kept = await conversations.messages(chat, request.query.after ?? 0, messagesAPage + 1)
      const found = kept.filter(({ number }) => number <= access.messages)
      const names = new Map((await directory.everybody(store)).map(({ id, name }) => [id, name]))
      const messages = found.slice(0, messagesAPage).map(({ number, id, from, member, text, at }) => {
        const writer = member === null ? null : { id: member, name: names.get(member) ?? 'A colleague' }
        return { number, id, from, member: writer, text, at }
      })
      return { messages, hasMore: found.length > messagesAPage }
    },
  )

  /** A chat of another store is as unknown as one that never was. */
  async function readable(
    chat: ChatId,
    { member, store }: SignedIn,
    what: keyof Access,
  ): Promise<{ readonly conversation: Conversation; readonly access: Access }> {
    const conversation = await conversations.find(chat)
    if (conversation?.store !== store.id) {
      await refuseErased(keeping, store.id, chat)
      throw new ProblemReply('unknown-chat', 'There is no such chat in this store.')
    }
    const state = await coordinator.state(store.id)
    const access = accessTo(findChat(state, chat) ?? null, conversation, member.id)
    if (access[what]) return { conversation, access }
    throw new ProblemReply('not-yours', 'This chat is a colleague’s, so only they can read it.')
  }

  async function earlierChats({ chat, shopper, openedAt }: Conversation): Promise<ShoppingHistory['earlierChats']> {
    const found = await conversations.ofShopper(shopper, mostEarlierChats + 1)
    const earlier = found.filter((one) => one.chat !== chat && one.openedAt <= openedAt).slice(0, mostEarlierChats)
    return Promise.all(
      earlier.map(async (one) => ({
        chat: one.chat,
        question: one.question,
        openedAt: one.openedAt,
        withMember: one.lastHolder === null ? null : ((await directory.member(one.lastHolder))?.name ?? null),
        minutes: minutesOf(one),
      })),
    )
  }
}

/** How long the conversation took, in whole minutes begun; `null` where nobody had it or it has not ended. */
function minutesOf({ heldAt, endedAt }: Conversation): number | null {
  if (heldAt === null || endedAt === null) return null
  return Math.max(1, Math.ceil((endedAt - heldAt) / 60_000))
}
