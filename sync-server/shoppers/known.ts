/** What is known of a shopper from before: whether they are returning, and whom of a team they have spoken to (OF3, OF4). */
import type { ChatId, MemberId, ShopperId, StoreId } from '../../src/identifiers.ts'
import type { Shopper } from '../storage/shoppers.ts'
import type { ChatStorage } from '../storage/storage.ts'

/** Enough of a shopper's past to know whom they spoke to. */
const mostEarlierChats = 50

/** Had a chat before this one, or has ordered from the retailer. */
export async function isKnownFromBefore(
  { conversations, orders }: ChatStorage,
  shopper: Shopper,
  but: ChatId | null,
): Promise<boolean> {
  const chats = await conversations.ofShopper(shopper.id, 2)
  if (chats.some(({ chat }) => chat !== but)) return true
  return shopper.customer !== null && (await orders.countOrders(shopper.retailer, shopper.customer)) > 0
}

/** Members of the store who have had a chat with the shopper, the last one first. */
export async function spokenToIn(
  { conversations, directory }: ChatStorage,
  shopper: ShopperId,
  store: StoreId,
): Promise<readonly MemberId[]> {
  const team = new Set((await directory.members(store)).map(({ id }) => id))
  const chats = await conversations.ofShopper(shopper, mostEarlierChats)
  const holders = chats.flatMap(({ lastHolder }) => (lastHolder !== null && team.has(lastHolder) ? [lastHolder] : []))
  return [...new Set(holders)]
}
