/** What a chat's customer is called, wherever the device knows them from, and what they asked. */
import type { ChatId, OfferId } from '../identifiers.ts'
import { readOfferId } from '../identifiers.ts'
import type { Dictionary } from '../locales/staff/dictionary.ts'
import type { ShopperCard } from '../protocol/feed.ts'
import type { Rows } from '../replica/rows.ts'

/** Their name, else whether they are new or returning. */
export function nameOf(shopper: Pick<ShopperCard, 'name' | 'isReturning'>, words: Dictionary): string {
  return shopper.name ?? words.customer.nameless(shopper.isReturning)
}

/** What came while the device was locked has no words until it has told the server of its PIN, which takes a connection. */
export function questionOf({ question, isWithheld }: ShopperCard, words: Dictionary): string {
  return isWithheld ? words.lock.withheld : question
}

/** `null` where no row tells of the chat any more. */
export function nameIn(rows: Rows, chat: ChatId, words: Dictionary): string | null {
  const row =
    rows.chats[`chat/${chat}`] ?? rows.missed[`missed/${chat}`] ?? Object.values(rows.offers).find((offer) => offer.chat === chat)
  return row ? nameOf(row.shopper, words) : null
}

/** The same for an offer's customer. */
export function nameBehind(rows: Rows, offer: OfferId, words: Dictionary): string | null {
  const chat = readOfferId(offer)?.chat
  return chat === undefined ? null : nameIn(rows, chat, words)
}
