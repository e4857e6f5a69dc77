/** Things to store: each differs from the next only where a test says so. */

import type { StoreEvent } from '../../src/decider/events.ts'
import { defaultPolicy } from '../../src/decider/policy.ts'
import type { StoreState } from '../../src/decider/state.ts'
import type { ChatId, CommandId, DeviceId, MemberId, RetailerId, ShiftId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { ConversationWrite, Message } from '../../sync-server/storage/conversations.ts'
import type { DecisionToCommit } from '../../sync-server/storage/decision-log.ts'
import type { DirectoryMember, Retailer, Store } from '../../sync-server/storage/directory.ts'
import type { OrderLine } from '../../sync-server/storage/orders.ts'
import type { PushSubscription } from '../../sync-server/storage/push-subscriptions.ts'
import type { Shift } from '../../sync-server/storage/shifts.ts'
import type { Shopper } from '../../sync-server/storage/shoppers.ts'

/** What people and attackers type. */
export const awkwardText = 'Zoë’s 👩🏽‍🌾 “shirt” \u202Eabc\u202C 漢字 \n\t\\ \' " %_; drop table event; -- end'

export const storeId = (id: string) => id as StoreId
export const chatId = (id: string) => id as ChatId
export const memberId = (id: string) => id as MemberId
export const retailerId = (id: string) => id as RetailerId
export const shiftId = (id: string) => id as ShiftId
export const deviceId = (id: string) => id as DeviceId
export const shopperId = (id: string) => id as ShopperId
export const commandId = (id: string) => id as CommandId

/** An event that carries what it must and can be told from the next by its number. */
export const event = (number: number, at = 1_700_000_000_000 + number): StoreEvent => ({
  type: 'ShopperWrote',
  chat: chatId('chat-1'),
  number,
  at,
})

export const decision = (change: Partial<DecisionToCommit> = {}): DecisionToCommit => ({
  store: storeId('store-1'),
  expectedVersion: 0,
  events: [event(1)],
  answered: null,
  nextDeadline: null,
  writes: [],
  snapshot: null,
  ...change,
})

export const answered = (id: string, change: { actor?: string; content?: string; at?: number; fence?: number } = {}) =>
  ({
    actor: change.actor ?? 'member:ann',
    id: commandId(id),
    given: { content: change.content ?? 'c0ffee', answer: { is: 'accepted', fence: change.fence ?? 1 } },
    at: change.at ?? 1_700_000_000_000,
  }) as const

export const snapshot = (version: number): StoreState => ({
  version,
  time: 1_700_000_000_000.25 + version,
  policy: defaultPolicy,
  opening: { is: 'open', since: 0 },
  members: {
    [memberId('ann')]: {
      id: memberId('ann'),
      wish: { on: 3, off: 2 },
      wishChangedAt: 5,
      madeUnavailable: null,
      missesInRow: 0,
      lastClaimAt: null,
    },
  },
  chats: {},
})

type Opening = Extract<ConversationWrite, { write: 'open' }>
export const opening = (change: Partial<Opening> = {}): Opening => ({
  write: 'open',
  chat: chatId('chat-1'),
  store: storeId('store-1'),
  shopper: shopperId('shopper-1'),
  name: 'Zoë',
  isReturning: true,
  question: 'Is the linen shirt true to size?',
  lookingAt: { title: 'Linen shirt', url: 'https://shop.example/shirt', imageUrl: null, price: '£94.00' },
  viewed: [{ title: 'Belt', url: null, imageUrl: null, price: null, viewedAt: 1_699_999_999_000 }],
  openedAt: 1_700_000_000_000.5,
  ...change,
})

export const message = (number: number, change: Partial<Message> = {}): Message => ({
  chat: chatId('chat-1'),
  number,
  id: commandId(`message-${number}`),
  from: 'shopper',
  member: null,
  text: `Message ${number}`,
  at: 1_700_000_000_000 + number,
  ...change,
})
export const messageWrite = (number: number, change: Partial<Message> = {}): ConversationWrite => ({
  write: 'message',
  message: message(number, change),
})

export const retailer = (id = 'acme', change: Partial<Retailer> = {}): Retailer => ({
  id: retailerId(id),
  name: 'Acme Clothing',
  locale: 'en-GB',
  currency: 'GBP',
  signingSecret: 'x'.repeat(43),
  allowedSites: [],
  isDemo: false,
  ...change,
})
export const store = (id: string, change: Partial<Store> = {}): Store => ({
  id: storeId(id),
  retailer: retailerId('acme'),
  name: `Store ${id}`,
  idleLockMs: 120_000,
  ...change,
})
export const member = (id: string, change: Partial<DirectoryMember> = {}): DirectoryMember => ({
  id: memberId(id),
  store: storeId('store-1'),
  name: `Member ${id}`,
  role: 'associate',
  pinHash: 'scrypt$…',
  language: null,
  removedAt: null,
  ...change,
})
export const shift = (id: string, change: Partial<Shift> = {}): Shift => ({
  id: id as ShiftId,
  tokenHash: `hash-of-${id}`,
  member: memberId('ann'),
  device: 'tablet-1' as DeviceId,
  startedAt: 1_000.5,
  expiresAt: 2_000,
  lockedAt: null,
  ...change,
})
export const shopper = (id: string, change: Partial<Shopper> = {}): Shopper => ({
  id: shopperId(id),
  retailer: retailerId('acme'),
  tokenHash: `hash-of-${id}`,
  customer: null,
  name: null,
  firstSeenAt: 1_000,
  ...change,
})

export const line = (order: string, product: string, change: Partial<OrderLine> = {}): OrderLine => ({
  order,
  customer: '17850',
  product,
  title: `Product ${product}`,
  quantity: 6,
  unitPriceE4: 25_500,
  orderedAt: Date.UTC(2010, 11, 1, 8, 26),
  occurrence: 1,
  isCancellation: false,
  ...change,
})

/** The push subscription of `shift(id)`. */
export const subscription = (id: string, change: Partial<PushSubscription> = {}): PushSubscription => ({
  endpoint: `https://push.example/of-${id}`,
  shift: id as ShiftId,
  device: `device-of-${id}` as DeviceId,
  p256dh: `p256dh-of-${id}`,
  auth: `auth-of-${id}`,
  boundAt: 1_000.5,
  isSilent: false,
  ...change,
})
