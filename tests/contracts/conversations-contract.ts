/** What every engine must do with conversations, which are written in the commits of the log. */
import { describe, expect, test } from 'vitest'
import type { ConversationWrite } from '../../sync-server/storage/conversations.ts'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import { awkwardText, chatId, decision, memberId, message, messageWrite, opening, shopperId, storeId } from './storage-samples.ts'

const store1 = storeId('store-1')

export function conversationsContract(given: GivenStorage): void {
  describe('conversations', () => {
    const write = async (...writes: readonly ConversationWrite[]) => {
      const expectedVersion = (await given.storage.log.load(store1))?.events.length ?? 0
      return given.storage.log.commit([decision({ expectedVersion, writes })])
    }
    const asOpened = (() => {
      const { write: _, ...rest } = opening()
      return { ...rest, lastHolder: null, heldAt: null, endedAt: null, contact: null }
    })()

    test('unknown ones are null, or left out', async () => {
      expect(await given.storage.conversations.find(chatId('chat-1'))).toBeNull()
      expect(await given.storage.conversations.findMany([chatId('chat-1')])).toEqual([])
      expect(await given.storage.conversations.findMany([])).toEqual([])
      expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toEqual([])
      expect(await given.storage.conversations.ofShopper(shopperId('shopper-1'), 10)).toEqual([])
    })

    test('are as they were opened', async () => {
      await write(opening())
      expect(await given.storage.conversations.find(chatId('chat-1'))).toEqual(asOpened)
      expect(await given.storage.conversations.findMany([chatId('none'), chatId('chat-1')])).toEqual([asOpened])
    })

    test('may have no name, no product, nothing viewed, and any text', async () => {
      const bare = { name: null, lookingAt: null, viewed: [], isReturning: false, question: awkwardText }
      await write(opening(bare))
      expect(await given.storage.conversations.find(chatId('chat-1'))).toEqual({ ...asOpened, ...bare })
    })

    test('forget a holder who handed the chat back', async () => {
      await write(opening(), { write: 'holder', chat: chatId('chat-1'), member: memberId('ann'), at: 10 })
      await write({ write: 'handedBack', chat: chatId('chat-1') })
      expect(await given.storage.conversations.find(chatId('chat-1'))).toEqual(asOpened)
    })

    test('know their last holder, their end and their contact', async () => {
      await write(opening(), { write: 'holder', chat: chatId('chat-1'), member: memberId('ann'), at: 10 })
      await write({ write: 'holder', chat: chatId('chat-1'), member: memberId('bob'), at: 20.5 })
      await write({ write: 'ended', chat: chatId('chat-1'), at: 30 })
      await write({ write: 'contact', chat: chatId('chat-1'), address: 'zoë@example.org', text: awkwardText, at: 40 })
      const known = {
        ...asOpened,
        lastHolder: 'bob',
        heldAt: 20.5,
        endedAt: 30,
        contact: { address: 'zoë@example.org', text: awkwardText, at: 40 },
      }
      expect(await given.storage.conversations.find(chatId('chat-1'))).toEqual(known)
      await write({ write: 'ended', chat: chatId('chat-1'), at: null })
      expect((await given.storage.conversations.find(chatId('chat-1')))?.endedAt).toBeNull()
      await write({ write: 'contact', chat: chatId('chat-1'), address: '07700 900123', text: '', at: 50 })
      await given.reopen()
      expect((await given.storage.conversations.find(chatId('chat-1')))?.contact).toEqual({
        address: '07700 900123',
        text: '',
        at: 50,
      })
    })

    test('a holder or an end that the log tells of an erased conversation changes nothing', async () => {
      const [result] = await write(
        { write: 'holder', chat: chatId('erased'), member: memberId('ann'), at: 10 },
        { write: 'ended', chat: chatId('erased'), at: 20 },
      )
      expect(result).toBe('committed')
      expect(await given.storage.conversations.find(chatId('erased'))).toBeNull()
    })

    test('words with no conversation to go to fail the flush instead of vanishing', async () => {
      const contact = { write: 'contact', chat: chatId('none'), address: 'a@example.org', text: '', at: 1 } as const
      await expect(write(contact)).rejects.toThrow(StorageFailure)
      await expect(write(messageWrite(1, { chat: chatId('none') }))).rejects.toThrow(StorageFailure)
      expect(await given.storage.log.load(store1)).toBeNull()
    })

    test('two conversations never share an identifier', async () => {
      await write(opening())
      await expect(write(opening({ shopper: shopperId('other') }))).rejects.toThrow(StorageFailure)
      expect((await given.storage.conversations.find(chatId('chat-1')))?.shopper).toBe('shopper-1')
    })

    test('messages come in order, those after a number, at most so many', async () => {
      await write(opening(), opening({ chat: chatId('chat-2') }))
      await write(
        messageWrite(1),
        messageWrite(2, { from: 'member', member: memberId('ann'), text: awkwardText, at: 2.5 }),
        messageWrite(1, { chat: chatId('chat-2'), text: 'elsewhere' }),
      )
      await write(...Array.from({ length: 200 }, (_, index) => messageWrite(index + 3)))
      const chat = chatId('chat-1')
      expect(await given.storage.conversations.messages(chat, 0, 2)).toEqual([
        message(1),
        message(2, { from: 'member', member: memberId('ann'), text: awkwardText, at: 2.5 }),
      ])
      expect((await given.storage.conversations.messages(chat, 150, 1_000)).map((one) => one.number)).toEqual(
        Array.from({ length: 52 }, (_, index) => index + 151),
      )
      expect(await given.storage.conversations.messages(chat, 202, 10)).toEqual([])
      expect(await given.storage.conversations.messages(chat, 0, 0)).toEqual([])
    })

    test('a message’s number is taken once', async () => {
      await write(opening(), messageWrite(1))
      await expect(write(messageWrite(1, { text: 'other words' }))).rejects.toThrow(StorageFailure)
      expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toEqual([message(1)])
    })

    test('a shopper’s come newest first, from every store, at most so many', async () => {
      await write(
        opening({ chat: chatId('old'), openedAt: 1 }),
        opening({ chat: chatId('new'), openedAt: 3, store: storeId('store-2') }),
        opening({ chat: chatId('middle'), openedAt: 2 }),
        opening({ chat: chatId('somebody-else'), openedAt: 4, shopper: shopperId('shopper-2') }),
      )
      const chats = async (most: number) =>
        (await given.storage.conversations.ofShopper(shopperId('shopper-1'), most)).map((one) => one.chat)
      expect(await chats(10)).toEqual(['new', 'middle', 'old'])
      expect(await chats(2)).toEqual(['new', 'middle'])
    })

    test('thousands can be asked for at once', async () => {
      const chats = Array.from({ length: 3_000 }, (_, index) => chatId(`chat-${index}`))
      await write(...chats.map((chat) => opening({ chat })))
      expect(await given.storage.conversations.findMany(chats)).toHaveLength(3_000)
    })
  })
}
