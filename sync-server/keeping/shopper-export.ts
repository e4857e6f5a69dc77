/** Everything that is kept about one person, as the document that they are given. */
import type { MemberId, StoreId } from '../../src/identifiers.ts'
import type { ShopperExport } from '../../src/protocol/keeping.ts'
import type { Conversation, Message } from '../storage/conversations.ts'
import type { OrderLine } from '../storage/orders.ts'
import type { Shopper } from '../storage/shoppers.ts'
import type { Storage } from '../storage/storage.ts'
import type { Subject } from './subject.ts'

type ExportedChat = ShopperExport['chats'][number]
type ExportedLine = ShopperExport['orders'][number]

const everyChat = 1_000_000
const everyOrder = 1_000_000
const messagesAtOnce = 500
const e4 = 10_000

/** `now`: milliseconds since 1970. */
export async function exportShopper(
  storage: Storage,
  { retailer: id, shoppers, customer }: Subject,
  now: number,
): Promise<ShopperExport> {
  const retailer = await storage.directory.retailer(id)
  if (!retailer) throw new Error(`There is no retailer ${id}.`)
  const chats: ExportedChat[] = []
  for (const shopper of shoppers) {
    for (const conversation of await storage.conversations.ofShopper(shopper.id, everyChat))
      chats.push(await exportChat(storage, conversation))
  }
  const lines = customer === null ? [] : await storage.orders.ofCustomer(id, customer, everyOrder)
  return {
    format: 'shopbell-shopper-export',
    version: 1,
    exportedAt: iso(now),
    retailer: { id, name: retailer.name },
    customer,
    shoppers: shoppers.map(exportShopperRow),
    chats: chats.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1)),
    orders: lines.map((line) => exportLine(line, retailer.currency)),
  }
}

function exportShopperRow({ id, name, customer, firstSeenAt }: Shopper): ShopperExport['shoppers'][number] {
  return { id, name, customer, firstSeenAt: iso(firstSeenAt) }
}

async function exportChat(storage: Storage, conversation: Conversation): Promise<ExportedChat> {
  const { chat, shopper, store, openedAt, endedAt, name, isReturning, question, lookingAt, viewed, contact } = conversation
  const nameOf = await namesOf(storage, store)
  return {
    id: chat,
    shopper,
    store: { id: store, name: (await storage.directory.store(store))?.name ?? store },
    openedAt: iso(openedAt),
    endedAt: endedAt === null ? null : iso(endedAt),
    name,
    isReturning,
    question,
    lookingAt,
    viewed: viewed.map(({ viewedAt, ...product }) => ({ ...product, viewedAt: viewedAt === null ? null : iso(viewedAt) })),
    answeredBy: nameOf(conversation.lastHolder),
    contact: contact && { address: contact.address, text: contact.text, leftAt: iso(contact.at) },
    messages: (await messagesOf(storage, conversation)).map(({ number, from, member, text, at }) => ({
      number,
      from,
      member: nameOf(member),
      text,
      at: iso(at),
    })),
  }
}

async function namesOf(storage: Storage, store: StoreId): Promise<(member: MemberId | null) => string | null> {
  const names = new Map((await storage.directory.everybody(store)).map(({ id, name }) => [id, name]))
  return (member) => (member === null ? null : (names.get(member) ?? 'One of the team'))
}

async function messagesOf(storage: Storage, { chat }: Conversation): Promise<readonly Message[]> {
  const all: Message[] = []
  for (;;) {
    const some = await storage.conversations.messages(chat, all.at(-1)?.number ?? 0, messagesAtOnce)
    all.push(...some)
    if (some.length < messagesAtOnce) return all
  }
}

function exportLine(line: OrderLine, currency: string): ExportedLine {
  const { order, orderedAt, product, title, quantity, unitPriceE4, isCancellation } = line
  return { order, orderedAt: iso(orderedAt), product, title, quantity, unitPrice: unitPriceE4 / e4, currency, isCancellation }
}

const iso = (ms: number) => new Date(ms).toISOString()
