/** What every engine must do to find, forget and let go of what it keeps. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { ShopperId } from '../../src/identifiers.ts'
import type { ConversationWrite } from '../../sync-server/storage/conversations.ts'
import { StorageFailure } from '../../sync-server/storage/storage.ts'
import type { GivenStorage } from './opened-storage.ts'
import {
  chatId,
  decision,
  event,
  line,
  messageWrite,
  opening,
  retailer,
  retailerId,
  shopper,
  shopperId,
  snapshot,
  store,
  storeId,
} from './storage-samples.ts'

const acme = retailerId('acme')
const other = retailerId('other')
const store1 = storeId('store-1')

export function keepingContract(given: GivenStorage): void {
  describe('keeping and forgetting', () => {
    beforeEach(async () => {
      const { directory } = given.storage
      await directory.addRetailer(retailer())
      await directory.addRetailer(retailer('other'))
      await directory.addStore(store('store-1'))
      await directory.addStore(store('store-2', { retailer: other }))
    })
    const write = async (...writes: readonly ConversationWrite[]) => {
      const version = (await given.storage.log.load(store1))?.events.length ?? 0
      const results = await given.storage.log.commit([decision({ expectedVersion: version, writes })])
      expect(results).toEqual(['committed'])
    }
    const add = (...ids: readonly Parameters<typeof shopper>[]) =>
      Promise.all(ids.map((one) => given.storage.shoppers.add(shopper(...one))))
    const idsOf = (found: readonly { readonly id: ShopperId }[]) => found.map(({ id }) => id)
    const erasure = (...shoppers: readonly string[]) => ({
      retailer: acme,
      shoppers: shoppers.map(shopperId),
      ordersOf: null,
      at: 5_000.5,
    })
    const leftChat = (chat: string) => ({ what: 'chat', chat: chatId(chat), store: store1 }) as const
    const orders = { what: 'orders', customer: '17850', retailer: acme } as const

    describe('who is found', () => {
      test('a customer is every browser of theirs, the first seen first, and nobody of another retailer', async () => {
        await add(
          ['b', { customer: '17850', firstSeenAt: 20.5 }],
          ['a', { customer: '17850', firstSeenAt: 30, name: 'Zoë' }],
          ['c', { customer: '17851' }],
          ['d', { customer: '17850', retailer: other }],
          ['e'],
        )
        const found = await given.storage.keeping.shoppersOfCustomer(acme, '17850')
        expect(found).toEqual([
          shopper('b', { customer: '17850', firstSeenAt: 20.5 }),
          shopper('a', { customer: '17850', firstSeenAt: 30, name: 'Zoë' }),
        ])
        expect(await given.storage.keeping.shoppersOfCustomer(acme, 'nobody')).toEqual([])
      })

      test('a contact is whoever left it, in capitals or not, once, and nobody of another retailer', async () => {
        await add(['shopper-1'], ['shopper-2'], ['shopper-3', { retailer: other }])
        const contact = (chat: string, address: string) =>
          ({ write: 'contact', chat: chatId(chat), address, text: '', at: 1 }) as const
        await write(
          opening(),
          opening({ chat: chatId('chat-2') }),
          opening({ chat: chatId('chat-3'), shopper: shopperId('shopper-2') }),
          opening({ chat: chatId('chat-4'), shopper: shopperId('shopper-3') }),
          contact('chat-1', 'Zoe@Example.org'),
          contact('chat-2', 'zoe@example.org'),
          contact('chat-3', 'ann@example.org'),
          contact('chat-4', 'zoe@example.org'),
        )
        expect(idsOf(await given.storage.keeping.shoppersWithContact(acme, 'zoe@example.org'))).toEqual(['shopper-1'])
        expect(await given.storage.keeping.shoppersWithContact(acme, '%@example.org')).toEqual([])
      })
    })

    describe('erasing', () => {
      test('the shopper is gone at once, with their token; what else there is of them is left over', async () => {
        await add(['shopper-1'], ['shopper-2'])
        await write(opening(), opening({ chat: chatId('chat-2'), shopper: shopperId('shopper-2') }))
        await given.storage.keeping.beginErasure(erasure('shopper-1', 'nobody'))
        await given.reopen()
        expect(await given.storage.shoppers.find(shopperId('shopper-1'))).toBeNull()
        expect(await given.storage.shoppers.findByToken('hash-of-shopper-1')).toBeNull()
        expect(await given.storage.shoppers.find(shopperId('shopper-2'))).not.toBeNull()
        expect(await given.storage.keeping.leftovers(10)).toEqual([leftChat('chat-1')])
        expect(await given.storage.keeping.wasErased(store1, chatId('chat-1'))).toBe(true)
        expect(await given.storage.keeping.wasErased(store1, chatId('chat-2'))).toBe(false)
        expect(await given.storage.keeping.wasErased(storeId('store-2'), chatId('chat-1'))).toBe(false)
      })

      test('nobody of another retailer is erased', async () => {
        await add(['shopper-1', { retailer: other }])
        await write(opening())
        await given.storage.keeping.beginErasure(erasure('shopper-1'))
        expect(await given.storage.shoppers.find(shopperId('shopper-1'))).not.toBeNull()
        expect(await given.storage.keeping.leftovers(10)).toEqual([])
      })

      test('a chat is removed in pieces, and left over no more once it is gone', async () => {
        await add(['shopper-1'])
        await write(opening(), ...Array.from({ length: 5 }, (_, index) => messageWrite(index + 1)))
        await given.storage.keeping.beginErasure(erasure('shopper-1'))
        expect(await given.storage.keeping.remove(leftChat('chat-1'), 3)).toBe(false)
        expect((await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).map(({ number }) => number)).toEqual([4, 5])
        expect(await given.storage.keeping.leftovers(10)).toEqual([leftChat('chat-1')])
        expect(await given.storage.keeping.remove(leftChat('chat-1'), 3)).toBe(true)
        expect(await given.storage.conversations.find(chatId('chat-1'))).toBeNull()
        expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toEqual([])
        expect(await given.storage.keeping.leftovers(10)).toEqual([])
        expect(await given.storage.keeping.wasErased(store1, chatId('chat-1'))).toBe(true)
        expect(await given.storage.keeping.remove(leftChat('chat-1'), 3)).toBe(true)
      })

      test('orders go where asked, in pieces, and those of nobody else', async () => {
        await given.storage.orders.put(acme, [line('1', 'a'), line('1', 'b'), line('2', 'a'), line('3', 'a', { customer: 'x' })])
        await given.storage.orders.put(other, [line('1', 'a')])
        await given.storage.keeping.beginErasure({ ...erasure(), ordersOf: '17850' })
        expect(await given.storage.keeping.leftovers(10)).toEqual([orders])
        expect(await given.storage.keeping.remove(orders, 2)).toBe(false)
        expect(await given.storage.keeping.remove(orders, 2)).toBe(true)
        expect(await given.storage.keeping.leftovers(10)).toEqual([])
        expect(await given.storage.orders.countOrders(acme, '17850')).toBe(0)
        expect(await given.storage.orders.countOrders(acme, 'x')).toBe(1)
        expect(await given.storage.orders.countOrders(other, '17850')).toBe(1)
      })

      test('a question that was kept after its shopper was erased is found as long as that is remembered', async () => {
        await add(['shopper-1'])
        await given.storage.keeping.beginErasure(erasure('shopper-1'))
        await write(opening())
        expect(await given.storage.keeping.leftovers(10)).toEqual([])
        await given.storage.keeping.eraseLatecomers(5_000)
        expect(await given.storage.keeping.leftovers(10)).toEqual([leftChat('chat-1')])
        expect(await given.storage.keeping.wasErased(store1, chatId('chat-1'))).toBe(true)
        await given.storage.keeping.remove(leftChat('chat-1'), 10)
        await given.storage.keeping.eraseLatecomers(5_001)
        await write(opening())
        await given.storage.keeping.eraseLatecomers(5_001)
        expect(await given.storage.keeping.leftovers(10)).toEqual([])
      })

      test('what is left over comes at most so many at a time', async () => {
        await add(['shopper-1'])
        await write(...[1, 2, 3].map((nth) => opening({ chat: chatId(`chat-${nth}`) })))
        await given.storage.keeping.beginErasure(erasure('shopper-1'))
        expect(await given.storage.keeping.leftovers(2)).toEqual([leftChat('chat-1'), leftChat('chat-2')])
      })
    })

    describe('retention', () => {
      test('is what the retailer chose last; null before', async () => {
        expect(await given.storage.keeping.retention(acme)).toBeNull()
        await given.storage.keeping.setRetention(acme, { conversationDays: 30, logDays: 90 })
        await given.storage.keeping.setRetention(acme, { conversationDays: 60, logDays: 90 })
        await given.reopen()
        expect(await given.storage.keeping.retention(acme)).toEqual({ conversationDays: 60, logDays: 90 })
        expect(await given.storage.keeping.retention(other)).toBeNull()
        const nobodys = given.storage.keeping.setRetention(retailerId('none'), { conversationDays: 1, logDays: 7 })
        await expect(nobodys).rejects.toThrow(StorageFailure)
      })

      test('chats that ended before come the earliest first; open ones and another retailer’s do not', async () => {
        const ended = (chat: string, at: number | null) => ({ write: 'ended', chat: chatId(chat), at }) as const
        const ids = ['late', 'early', 'open', 'reopened', 'theirs']
        await write(...ids.map((id) => opening({ chat: chatId(id), ...(id === 'theirs' ? { store: storeId('store-2') } : {}) })))
        await write(ended('late', 20), ended('early', 10.5), ended('reopened', 5), ended('theirs', 1))
        await write(ended('reopened', null))
        expect(await given.storage.keeping.endedBefore(acme, 20, 10)).toEqual([leftChat('early')])
        expect(await given.storage.keeping.endedBefore(acme, 20.5, 10)).toEqual([leftChat('early'), leftChat('late')])
        expect(await given.storage.keeping.endedBefore(acme, 100, 1)).toEqual([leftChat('early')])
      })

      test('shoppers of long ago without a conversation go, looked at so many at a time', async () => {
        await add(['a'], ['b', { firstSeenAt: 3_000 }], ['c'], ['d', { retailer: other }], ['shopper-1'])
        await write(opening())
        const { keeping, shoppers } = given.storage
        expect(await keeping.removeIdleShoppers(acme, 2_000, null, 2)).toBe('b')
        expect(await keeping.removeIdleShoppers(acme, 2_000, shopperId('b'), 10)).toBeNull()
        const left = await Promise.all(['a', 'b', 'c', 'd', 'shopper-1'].map((id) => shoppers.find(shopperId(id))))
        expect(left.map((one) => one?.id ?? null)).toEqual([null, 'b', null, 'd', 'shopper-1'])
      })
    })

    describe('the log’s beginning', () => {
      const fill = () => given.storage.log.commit([decision({ events: [1, 2, 3, 4].map((nth) => event(nth, nth * 10)) })])

      test('a log that was cut begins with the state that its first events had made', async () => {
        await fill()
        expect(await given.storage.keeping.oldestEvents(store1, 30, 10)).toEqual({
          base: null,
          events: [event(1, 10), event(2, 20)],
        })
        expect((await given.storage.keeping.oldestEvents(store1, 30, 1)).events).toEqual([event(1, 10)])
        await given.storage.keeping.cutLog(store1, snapshot(2))
        await given.reopen()
        expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(2), events: [event(3, 30), event(4, 40)] })
        expect(await given.storage.keeping.oldestEvents(store1, 41, 1)).toEqual({ base: snapshot(2), events: [event(3, 30)] })
        await given.storage.keeping.cutLog(store1, snapshot(4))
        expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(4), events: [] })
        expect(await given.storage.keeping.oldestEvents(store1, 41, 10)).toEqual({ base: snapshot(4), events: [] })
      })

      test('it goes on from there, and a newer snapshot comes before its beginning', async () => {
        await fill()
        await given.storage.keeping.cutLog(store1, snapshot(2))
        const [result] = await given.storage.log.commit([
          decision({ expectedVersion: 4, events: [event(5, 50)], snapshot: snapshot(5) }),
        ])
        expect(result).toBe('committed')
        await given.storage.log.commit([decision({ expectedVersion: 5, events: [event(6, 60)] })])
        expect(await given.storage.log.load(store1)).toEqual({ snapshot: snapshot(5), events: [event(6, 60)] })
        expect((await given.storage.keeping.oldestEvents(store1, 100, 10)).events).toHaveLength(4)
      })
    })

    test('all that is kept can be wiped over, part by part, while it is used', async () => {
      await write(opening(), messageWrite(1))
      for (let part: number | null = 0; part !== null; ) part = await given.storage.keeping.wipe(part)
      expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toHaveLength(1)
      await write(messageWrite(2))
      await given.reopen()
      expect(await given.storage.conversations.messages(chatId('chat-1'), 0, 10)).toHaveLength(2)
    })
  })
}
