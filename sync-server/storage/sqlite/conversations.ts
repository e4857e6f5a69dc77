/** Conversations: the words that a shopper and the team exchange, kept outside the log so that erasing them is deleting rows. */
import { sql } from 'kysely'
import type { ChatId, CommandId, MemberId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Product } from '../../../src/protocol/feed.ts'
import type { Conversation, Conversations, ConversationWrite, Message, ViewedProduct } from '../conversations.ts'
import { StorageFailure } from '../storage.ts'
import type { Statements } from './statements.ts'
import type { ConversationRow } from './tables.ts'

/** Writes inside the transaction of the decision that it belongs to. */
export type WriteConversation = (write: ConversationWrite) => void

export function sqliteConversations(statements: Statements): Conversations {
  const findMany = statements.prepare((db, given: { chats: string }) =>
    db.selectFrom('conversation').selectAll().where('chat', 'in', sql<ChatId>`(select value from json_each(${given.chats}))`),
  )
  const find = statements.prepare((db, given: { chat: ChatId }) =>
    db.selectFrom('conversation').selectAll().where('chat', '=', given.chat),
  )
  const ofShopper = statements.prepare((db, given: { shopper: ShopperId; most: number }) =>
    db
      .selectFrom('conversation')
      .selectAll()
      .where('shopper', '=', given.shopper)
      .orderBy('opened_at', 'desc')
      .orderBy('chat', 'desc')
      .limit(given.most),
  )
  const messages = statements.prepare((db, given: { chat: ChatId; after: number; most: number }) =>
    db
      .selectFrom('message')
      .selectAll()
      .where('chat', '=', given.chat)
      .where('number', '>', given.after)
      .orderBy('number')
      .limit(given.most),
  )

  return {
    find: (chat) =>
      statements.attempt(`Chat ${chat} could not be read`, () => {
        const row = find.first({ chat })
        return row && conversationOf(row)
      }),

    findMany: (chats) =>
      statements.attempt('The chats could not be read', () =>
        chats.length === 0 ? [] : findMany.all({ chats: JSON.stringify(chats) }).map(conversationOf),
      ),

    messages: (chat, after, most) =>
      statements.attempt(`The messages of chat ${chat} could not be read`, () =>
        messages.all({ chat, after, most }).map(
          (row): Message => ({
            chat: row.chat,
            number: row.number,
            id: row.id,
            from: row.sender,
            member: row.member,
            text: row.words,
            at: row.at,
          }),
        ),
      ),

    ofShopper: (shopper, most) =>
      statements.attempt(`The chats of shopper ${shopper} could not be read`, () =>
        ofShopper.all({ shopper, most }).map(conversationOf),
      ),
  }
}

export function conversationWriter(statements: Statements): WriteConversation {
  const open = statements.prepare(
    (
      db,
      given: {
        chat: ChatId
        store: StoreId
        shopper: ShopperId
        name: string | null
        isReturning: number
        question: string
        lookingAt: string | null
        viewed: string
        openedAt: number
      },
    ) =>
      db.insertInto('conversation').values({
        chat: given.chat,
        store: given.store,
        shopper: given.shopper,
        name: given.name,
        is_returning: given.isReturning,
        question: given.question,
        looking_at: given.lookingAt,
        viewed: given.viewed,
        opened_at: given.openedAt,
      }),
  )
  const addMessage = statements.prepare(
    (
      db,
      given: {
        chat: ChatId
        number: number
        id: CommandId
        from: Message['from']
        member: MemberId | null
        text: string
        at: number
      },
    ) =>
      db.insertInto('message').values({
        chat: given.chat,
        number: given.number,
        id: given.id,
        sender: given.from,
        member: given.member,
        words: given.text,
        at: given.at,
      }),
  )
  const leaveContact = statements.prepare((db, given: { chat: ChatId; address: string; text: string; at: number }) =>
    db
      .updateTable('conversation')
      .set({ contact_address: given.address, contact_text: given.text, contact_at: given.at })
      .where('chat', '=', given.chat),
  )
  const setHolder = statements.prepare((db, given: { chat: ChatId; member: MemberId | null; at: number | null }) =>
    db.updateTable('conversation').set({ last_holder: given.member, held_at: given.at }).where('chat', '=', given.chat),
  )
  const setEnded = statements.prepare((db, given: { chat: ChatId; at: number | null }) =>
    db.updateTable('conversation').set({ ended_at: given.at }).where('chat', '=', given.chat),
  )

  return (write) => {
    switch (write.write) {
      case 'open':
        open.run({
          chat: write.chat,
          store: write.store,
          shopper: write.shopper,
          name: write.name,
          isReturning: write.isReturning ? 1 : 0,
          question: write.question,
          lookingAt: write.lookingAt && JSON.stringify(write.lookingAt),
          viewed: JSON.stringify(write.viewed),
          openedAt: write.openedAt,
        })
        return
      case 'message':
        addMessage.run({ ...write.message })
        return
      case 'contact':
        // Words that have no place to go must not vanish; a message without its conversation fails by its foreign key.
        if (leaveContact.run({ chat: write.chat, address: write.address, text: write.text, at: write.at }) === 0)
          throw new StorageFailure(`A contact was left in chat ${write.chat}, which has no conversation.`)
        return
      // These only note what the log knows anyway: a conversation that was erased stays erased.
      case 'holder':
        setHolder.run({ chat: write.chat, member: write.member, at: write.at })
        return
      case 'handedBack':
        setHolder.run({ chat: write.chat, member: null, at: null })
        return
      case 'ended':
        setEnded.run({ chat: write.chat, at: write.at })
        return
    }
  }
}

function conversationOf(row: ConversationRow): Conversation {
  return {
    chat: row.chat,
    store: row.store,
    shopper: row.shopper,
    name: row.name,
    isReturning: row.is_returning === 1,
    question: row.question,
    lookingAt: row.looking_at === null ? null : (JSON.parse(row.looking_at) as Product),
    viewed: JSON.parse(row.viewed) as readonly ViewedProduct[],
    openedAt: row.opened_at,
    lastHolder: row.last_holder,
    heldAt: row.held_at,
    endedAt: row.ended_at,
    contact:
      row.contact_address === null || row.contact_text === null || row.contact_at === null
        ? null
        : { address: row.contact_address, text: row.contact_text, at: row.contact_at },
  }
}
