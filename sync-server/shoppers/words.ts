/** The words that a shopper's command carries, to be kept in the same commit as what was decided about it. */
import type { StoreEvent } from '../../src/decider/events.ts'
import type { ChatId, CommandId } from '../../src/identifiers.ts'
import type { Product } from '../../src/protocol/feed.ts'
import type { AskQuestion, LeaveContact, ProductSent, WriteMessage } from '../../src/protocol/shopper.ts'
import { singleLine } from '../../src/protocol/text.ts'
import type { ConversationWrite, ViewedProduct } from '../storage/conversations.ts'
import type { ShopperAsking } from './shopper-sessions.ts'

/** The conversation opens with the question as message number 1. */
export function openingWords(
  sent: AskQuestion,
  { shopper, store }: ShopperAsking,
  name: string | null,
  events: readonly StoreEvent[],
): readonly ConversationWrite[] {
  return events.flatMap((event): readonly ConversationWrite[] => {
    if (event.type !== 'ChatOpened') return []
    const { chat, isReturning, at } = event
    const open = {
      write: 'open',
      chat,
      store: store.id,
      shopper: shopper.id,
      name,
      isReturning,
      question: sent.question,
      lookingAt: sent.lookingAt ? product(sent.lookingAt) : null,
      viewed: (sent.viewed ?? []).map(viewedProduct),
      openedAt: at,
    } as const
    return [open, shoppersMessage(chat, 1, sent.id, sent.question, at)]
  })
}

export function messageWords(chat: ChatId, sent: WriteMessage, events: readonly StoreEvent[]): readonly ConversationWrite[] {
  return events.flatMap((event) =>
    event.type === 'ShopperWrote' && event.chat === chat
      ? [shoppersMessage(chat, event.number, sent.id, sent.text, event.at)]
      : [],
  )
}

export function contactWords(chat: ChatId, sent: LeaveContact, events: readonly StoreEvent[]): readonly ConversationWrite[] {
  return events.flatMap((event) =>
    event.type === 'ContactLeft' && event.chat === chat
      ? [{ write: 'contact', chat, address: singleLine(sent.address), text: sent.text ?? '', at: event.at } as const]
      : [],
  )
}

function shoppersMessage(chat: ChatId, number: number, id: CommandId, text: string, at: number): ConversationWrite {
  return { write: 'message', message: { chat, number, id, from: 'shopper', member: null, text, at } }
}

function product({ title, url, imageUrl, price }: ProductSent): Product {
  return { title: singleLine(title), url: url ?? null, imageUrl: imageUrl ?? null, price: price ? singleLine(price) : null }
}

function viewedProduct(sent: ProductSent): ViewedProduct {
  return { ...product(sent), viewedAt: sent.viewedAt ?? null }
}
