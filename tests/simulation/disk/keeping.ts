/** Keeping and forgetting on a virtual disk. What is removed there leaves nothing behind. */
import { createHash } from 'node:crypto'
import type { ChatId, ShopperId, StoreId } from '../../../src/identifiers.ts'
import type { Keeping, Leftover } from '../../../sync-server/storage/keeping.ts'
import type { Tables, Transaction } from './tables.ts'
import type { DiskUser, VirtualDisk } from './virtual-disk.ts'

export function virtualKeeping(disk: VirtualDisk, user: DiskUser): Keeping {
  return {
    shoppersOfCustomer: (retailer, customer) =>
      disk.read(user, 'The customer could not be looked for', ({ shoppers }) =>
        inOrder([...shoppers.values()].filter((one) => one.retailer === retailer && one.customer === customer)),
      ),
    shoppersWithContact: (retailer, address) =>
      disk.read(user, 'The contact could not be looked for', ({ shoppers, conversations }) => {
        const who = [...conversations.values()]
          .filter(({ contact }) => contact?.address.toLowerCase() === address.toLowerCase())
          .map(({ shopper }) => shopper)
        return inOrder([...shoppers.values()].filter((one) => one.retailer === retailer && who.includes(one.id)))
      }),

    beginErasure: ({ retailer, shoppers, ordersOf, at }) =>
      disk.write(user, 'The erasure could not be begun', (tables, transaction) => {
        for (const id of shoppers) {
          if (tables.shoppers.get(id)?.retailer !== retailer) continue
          transaction.remove(tables.shoppers, id)
          transaction.put(tables.erasedLately, id, at)
          leaveChats(tables, transaction, id)
        }
        if (ordersOf !== null) leave(tables, transaction, { what: 'orders', customer: ordersOf, retailer })
      }),
    leftovers: (most) =>
      disk.read(user, 'What erasures have left to do could not be read', ({ leftovers }) =>
        [...leftovers.values()].slice(0, most),
      ),
    remove: (leftover, most) =>
      disk.write(user, 'What is to be erased could not be removed', (tables, transaction) => {
        const isAll = leftover.what === 'chat' ? removeChat(tables, transaction, leftover.chat, most) : removeLines()
        if (isAll) transaction.remove(tables.leftovers, keyOf(leftover))
        return isAll

        function removeLines(): boolean {
          const keys = [...tables.orderLines].filter(([, { retailer, line }]) =>
            leftover.what === 'orders' ? retailer === leftover.retailer && line.customer === leftover.customer : false,
          )
          for (const [key] of keys.slice(0, most)) transaction.remove(tables.orderLines, key)
          return keys.length < most
        }
      }),
    eraseLatecomers: (forgetBefore) =>
      disk.write(user, 'Those who were erased could not be looked for', (tables, transaction) => {
        for (const [shopper, at] of [...tables.erasedLately]) {
          leaveChats(tables, transaction, shopper)
          if (at < forgetBefore) transaction.remove(tables.erasedLately, shopper)
        }
      }),
    wasErased: (store, chat) =>
      disk.read(user, 'Whether the chat was erased could not be read', ({ erased }) => erased.has(hashOf(store, chat))),

    retention: (retailer) =>
      disk.read(user, 'The retention could not be read', ({ retentions }) => retentions.get(retailer) ?? null),
    setRetention: (retailer, retention) =>
      disk.write(user, 'The retention could not be changed', ({ retailers, retentions }, transaction) => {
        if (!retailers.has(retailer)) throw new Error(`There is no retailer ${retailer}.`)
        transaction.put(retentions, retailer, retention)
      }),
    endedBefore: (retailer, before, most) =>
      disk.read(user, 'The chats whose time is over could not be read', ({ conversations, stores }) =>
        [...conversations.values()]
          .filter(({ store, endedAt }) => stores.get(store)?.retailer === retailer && endedAt !== null && endedAt < before)
          .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
          .slice(0, most)
          .map(({ chat, store }) => ({ what: 'chat', chat, store }) as const),
      ),
    removeIdleShoppers: (retailer, firstSeenBefore, after, most) =>
      disk.write(user, 'Shoppers whose time is over could not be removed', ({ shoppers, conversations }, transaction) => {
        const ids = [...shoppers.values()].filter((one) => one.retailer === retailer && one.id > (after ?? ''))
        const found = ids.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, most)
        const chatted = new Set([...conversations.values()].map(({ shopper }) => shopper))
        for (const { id, firstSeenAt } of found)
          if (!chatted.has(id) && firstSeenAt < firstSeenBefore) transaction.remove(shoppers, id)
        return found.length < most ? null : (found.at(-1)?.id ?? null)
      }),

    oldestEvents: (store, before, most) =>
      disk.read(user, `The beginning of the log of store ${store} could not be read`, ({ events, bases }) => {
        const first = (events.get(store) ?? []).slice(0, most)
        const young = first.findIndex(({ at }) => at >= before)
        return { base: bases.get(store) ?? null, events: young < 0 ? first : first.slice(0, young) }
      }),
    cutLog: (store, base) =>
      disk.write(user, `The log of store ${store} could not be cut`, ({ events, bases }, transaction) => {
        const begins = bases.get(store)?.version ?? 0
        transaction.put(events, store, (events.get(store) ?? []).slice(base.version - begins))
        transaction.put(bases, store, base)
      }),

    wipe: () => disk.read(user, 'The disk could not be wiped', () => null),
    removeOldCopies: () => disk.read(user, 'Old copies could not be removed', () => 0),
  }
}

function removeChat({ conversations, messages }: Tables, transaction: Transaction, chat: ChatId, most: number): boolean {
  const said = (messages.get(chat) ?? []).toSorted((a, b) => a.number - b.number)
  transaction.put(messages, chat, said.slice(most))
  if (said.length >= most) return false
  transaction.remove(messages, chat)
  transaction.remove(conversations, chat)
  return true
}

function leaveChats(tables: Tables, transaction: Transaction, shopper: ShopperId): void {
  for (const { chat, store, shopper: of } of tables.conversations.values()) {
    if (of !== shopper) continue
    transaction.put(tables.erased, hashOf(store, chat), true)
    leave(tables, transaction, { what: 'chat', chat, store })
  }
}

function leave({ leftovers }: Tables, transaction: Transaction, leftover: Leftover): void {
  if (!leftovers.has(keyOf(leftover))) transaction.put(leftovers, keyOf(leftover), leftover)
}

const keyOf = (leftover: Leftover) => JSON.stringify(Object.entries(leftover).sort())
const hashOf = (store: StoreId, chat: ChatId) => createHash('sha256').update(`${store} ${chat}`).digest('hex')
const inOrder = <One extends { readonly firstSeenAt: number; readonly id: string }>(some: readonly One[]) =>
  some.toSorted((a, b) => a.firstSeenAt - b.firstSeenAt || (a.id < b.id ? -1 : 1))
