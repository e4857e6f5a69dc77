/**
 * What one reader may see of a store, as rows: pure, and complete every time. Only the newest state counts, so a row can never
 * depend on the order in which things were heard.
 */

import { countOpenChats, isHeldBy, isRinging, isUnderMissed } from '../../src/decider/chat.ts'
import type { Chat, Offer, Request, StoreState } from '../../src/decider/state.ts'
import { isAvailable } from '../../src/decider/wish.ts'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import type {
  ChatRow,
  MemberRow,
  MeRow,
  MessageRow,
  MissedRow,
  OfferRow,
  Row,
  ShopperCard,
  StoreRow,
} from '../../src/protocol/feed.ts'
import type { Conversation, DirectoryMember, Message, Store } from '../storage/storage.ts'

/** What the log does not hold: names and words. */
export interface Surroundings {
  readonly store: Store
  readonly members: ReadonlyMap<MemberId, DirectoryMember>
  readonly conversations: ReadonlyMap<ChatId, Conversation>
  readonly messages: ReadonlyMap<ChatId, readonly Message[]>
}

/** Every row of the reader's. Empty for somebody who is not of the store. */
export function project(state: StoreState, around: Surroundings, reader: MemberId): readonly Row[] {
  const directory = around.members.get(reader)
  const member = state.members[reader]
  if (!directory || !member) return []
  const chats = Object.values(state.chats)
  const me: MeRow = {
    kind: 'me',
    key: 'me/me',
    id: reader,
    name: directory.name,
    role: directory.role,
    isAvailable: isAvailable(member.wish),
    wish: member.wish,
    madeUnavailableAt: member.madeUnavailableAt,
    missesInRow: member.missesInRow,
    openChats: countOpenChats(state, reader),
  }
  const store: StoreRow = {
    kind: 'store',
    key: 'store/store',
    id: around.store.id,
    name: around.store.name,
    capacity: state.policy.capacity,
    missesInRow: state.policy.missesInRow,
    countdownMs: state.policy.countdownMs,
  }
  const team = [...around.members.values()].map(
    (one): MemberRow => ({ kind: 'member', key: `member/${one.id}`, id: one.id, name: one.name }),
  )
  return [me, store, ...team, ...chats.flatMap((chat) => chatRows(state, around, reader, chat))]
}

function chatRows(state: StoreState, around: Surroundings, reader: MemberId, chat: Chat): readonly Row[] {
  const conversation = around.conversations.get(chat.id)
  if (!conversation) return []
  const shopper = cardOf(chat, conversation, reader)
  const rows: Row[] = []
  const offer = chat.request.offers.findLast((one) => one.member === reader)
  if (offer) rows.push(offerRow(state, around, chat, offer, shopper))
  if (isHeldBy(chat, reader) || wasLastHeldBy(chat, reader)) rows.push(...heldRows(around, chat, conversation, shopper))
  const missed = missedRow(chat, conversation, shopper)
  if (missed) rows.push(missed)
  return rows
}

function offerRow(state: StoreState, around: Surroundings, chat: Chat, offer: Offer, shopper: ShopperCard): OfferRow {
  const standing = offerState(chat, offer)
  const taker = chat.request.end?.how === 'claimed' ? chat.request.end.by : null
  return {
    kind: 'offer',
    key: `offer/${offer.id}`,
    id: offer.id,
    chat: chat.id,
    servedAt: offer.servedAt,
    why: 'asked',
    state: standing,
    ringsUntil: standing === 'ringing' && offer.ring.is === 'ringing' ? offer.ring.until : null,
    countdownMs: state.policy.countdownMs,
    requestEndsAt: chat.request.endsAt,
    beingRung: chat.request.end ? [] : chat.request.offers.filter(isRinging).map((one) => one.member),
    takenBy: standing === 'taken' && taker ? named(around, taker) : null,
    shopper,
  }
}

function offerState(chat: Chat, offer: Offer): OfferRow['state'] {
  const { end } = chat.request
  if (offer.ring.is === 'declined' || chat.request.declinedBy.includes(offer.member)) return 'declined'
  if (end?.how === 'claimed') return end.by === offer.member ? 'claimed' : 'taken'
  if (end) return end.how
  return isRinging(offer) ? 'ringing' : 'waiting'
}

function heldRows(around: Surroundings, chat: Chat, conversation: Conversation, shopper: ShopperCard): readonly Row[] {
  const messages = around.messages.get(chat.id) ?? []
  const last = messages.at(-1)
  const heldSince = chat.standing.is === 'held' ? chat.standing.since : (conversation.heldAt ?? chat.openedAt)
  const row: ChatRow = {
    kind: 'chat',
    key: `chat/${chat.id}`,
    id: chat.id,
    fence: chat.fence,
    openedAt: chat.openedAt,
    heldSince,
    handBackUntil: null,
    isBeingRescued: false,
    takenOver: null,
    waitedMs: Math.max(0, heldSince - chat.request.openedAt),
    isShopperHere: chat.awaySince === null,
    ended: chat.standing.is === 'ended' ? { at: chat.standing.at, by: chat.standing.by.is } : null,
    shopper,
    messages: chat.messages,
    last: last ? { from: last.from, text: last.text, at: last.at } : null,
    lastFromMember: messages.findLast((one) => one.from === 'member')?.number ?? 0,
  }
  return [row, ...messages.map((message) => messageRow(around, message))]
}

function messageRow(around: Surroundings, message: Message): MessageRow {
  return {
    kind: 'message',
    key: `message/${message.chat}/${message.number}`,
    chat: message.chat,
    number: message.number,
    from: message.member ? { is: 'member', ...named(around, message.member) } : { is: 'shopper' },
    text: message.text,
    at: message.at,
    id: message.id,
  }
}

function missedRow(chat: Chat, conversation: Conversation, shopper: ShopperCard): MissedRow | null {
  const { standing, request } = chat
  if (!isUnderMissed(chat) || !request.end) return null
  return {
    kind: 'missed',
    key: `missed/${chat.id}`,
    chat: chat.id,
    shopper,
    missedAt: request.end.at,
    why: missedWhy(request),
    isShopperHere: chat.awaySince === null && standing.is === 'unheld',
    canPickUp: standing.is === 'unheld',
    contact: conversation.contact ? { address: conversation.contact.address, text: conversation.contact.text } : null,
  }
}

function missedWhy(request: Request): MissedRow['why'] {
  if (request.end?.how === 'withdrawn') return 'shopperLeft'
  return request.offers.length > 0 ? 'unanswered' : 'nobodyAsked'
}

function cardOf(chat: Chat, conversation: Conversation, reader: MemberId): ShopperCard {
  return {
    name: conversation.name,
    isReturning: chat.isReturning,
    hasChattedWithYou: chat.spokenTo.includes(reader),
    question: conversation.question,
    lookingAt: conversation.lookingAt,
  }
}

function wasLastHeldBy(chat: Chat, member: MemberId): boolean {
  return chat.standing.is === 'ended' && chat.standing.lastHolder === member
}

function named(around: Surroundings, id: MemberId): { readonly id: MemberId; readonly name: string } {
  return { id, name: around.members.get(id)?.name ?? 'A colleague' }
}
