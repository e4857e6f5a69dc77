/**
 * What one reader may see of a store, as rows: pure, and each part complete every time. Only the newest state counts, so a row
 * can never depend on the order in which things were heard.
 */

import { isBeingRescued, isHeldBy, isRinging, isUnderMissed } from '../../src/decider/chat.ts'
import type { Chat, Offer, Request, StoreState, TakenFrom } from '../../src/decider/state.ts'
import { isAvailable } from '../../src/decider/wish.ts'
import type { ChatId, MemberId } from '../../src/identifiers.ts'
import type {
  ChatRow,
  Contact,
  MeRow,
  MessageRow,
  MissedRow,
  OfferRow,
  Row,
  ShopperCard,
  StoreRow,
} from '../../src/protocol/feed.ts'
import type { Conversation, Message } from '../storage/conversations.ts'
import type { DirectoryMember, Store } from '../storage/directory.ts'

/** What the log does not hold: names and words. */
export interface Surroundings {
  readonly store: Store
  /** Those who have left included: their names stand at what they did. */
  readonly members: ReadonlyMap<MemberId, DirectoryMember>
  readonly conversations: ReadonlyMap<ChatId, Conversation>
  readonly messages: ReadonlyMap<ChatId, readonly Message[]>
}

/** What every reader of the store sees alike: the store and its team. */
export function projectStore(state: StoreState, around: Surroundings): readonly Row[] {
  const store: StoreRow = {
    kind: 'store',
    key: 'store/store',
    id: around.store.id,
    name: around.store.name,
    capacity: state.policy.capacity,
    missesInRow: state.policy.missesInRow,
    countdownMs: state.policy.countdownMs,
    idleLockMs: around.store.idleLockMs,
    closed: state.opening.is === 'closed' ? { since: state.opening.since, opensAt: state.opening.opensAt } : null,
  }
  const team: Row[] = []
  for (const { id, name, removedAt } of around.members.values()) {
    if (removedAt === null) team.push({ kind: 'member', key: `member/${id}`, id, name })
  }
  return [store, ...team]
}

/** The reader themselves; `null` for somebody who is not of the store, who sees nothing of it. */
export function projectMe(
  state: StoreState,
  around: Surroundings,
  reader: MemberId,
  openChats: number,
  isLocked = false,
): MeRow | null {
  const directory = around.members.get(reader)
  const member = state.members[reader]
  if (!directory || directory.removedAt !== null || !member) return null
  return {
    kind: 'me',
    key: 'me/me',
    id: reader,
    name: directory.name,
    role: directory.role,
    isAvailable: isAvailable(member.wish),
    wish: member.wish,
    madeUnavailableAt: member.madeUnavailable?.why === 'misses' ? member.madeUnavailable.at : null,
    closedOutAt: member.madeUnavailable?.why === 'storeClosed' ? member.madeUnavailable.at : null,
    missesInRow: member.missesInRow,
    openChats,
    ...(isLocked ? { isDeviceLocked: true } : {}),
  }
}

/**
 * What the reader, who is of the store, sees of one chat. Depends on nothing but the chat, its words, the names and the policy. On a
 * locked device only chats of theirs have words: the PIN has to open those without a network too.
 */
export function projectChat(
  state: StoreState,
  around: Surroundings,
  reader: MemberId,
  chat: Chat,
  isLocked = false,
): readonly Row[] {
  const conversation = around.conversations.get(chat.id)
  if (!conversation) return []
  const shopper = cardOf(chat, conversation, reader)
  const shown = isLocked ? withheld(shopper) : shopper
  const rows: Row[] = []
  const offer = chat.request.offers.findLast((one) => one.member === reader)
  if (offer) rows.push(offerRow(state, around, chat, offer, shown))
  const taken = chat.takenFrom.find((one) => one.member === reader)
  if (taken) rows.push(...takenRows(around, chat, conversation, taken, shopper))
  else if (isHeldBy(chat, reader) || wasLastHeldBy(chat, reader)) {
    rows.push(...heldRows(around, chat, conversation, shopper))
  }
  const missed = missedRow(around, chat, shown, isLocked ? null : contactOf(conversation))
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
    why: chat.request.why === 'rescue' || chat.request.why === 'handedBack' ? chat.request.why : 'asked',
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
  const { standing } = chat
  return chatWithMessages(around, chat, shopper, {
    fence: chat.fence,
    heldSince: standing.is === 'held' ? standing.since : (conversation.heldAt ?? chat.openedAt),
    handBackUntil: standing.is === 'held' ? standing.handBackUntil : null,
    isBeingRescued: isBeingRescued(chat),
    takenOver: null,
    contact: contactOf(conversation),
    waitedMs: chat.waitedMs,
    messages: chat.messages,
  })
}

/** RE3: as it was when a colleague took it over. */
function takenRows(
  around: Surroundings,
  chat: Chat,
  conversation: Conversation,
  taken: TakenFrom,
  shopper: ShopperCard,
): readonly Row[] {
  const wasLeftBefore = (conversation.contact?.at ?? taken.at) < taken.at
  return chatWithMessages(around, chat, shopper, {
    fence: taken.fence,
    heldSince: taken.since,
    handBackUntil: null,
    isBeingRescued: false,
    takenOver: { by: named(around, taken.by), at: taken.at },
    contact: wasLeftBefore ? contactOf(conversation) : null,
    waitedMs: taken.waitedMs,
    messages: taken.messages,
  })
}

type AsHeld = Pick<
  ChatRow,
  'fence' | 'heldSince' | 'handBackUntil' | 'isBeingRescued' | 'takenOver' | 'contact' | 'waitedMs' | 'messages'
>

/** `held.messages` says how many of the messages are the reader's to see. */
function chatWithMessages(around: Surroundings, chat: Chat, shopper: ShopperCard, held: AsHeld): readonly Row[] {
  const messages = (around.messages.get(chat.id) ?? []).filter((one) => one.number <= held.messages)
  const last = messages.at(-1)
  const row: ChatRow = {
    ...held,
    kind: 'chat',
    key: `chat/${chat.id}`,
    id: chat.id,
    openedAt: chat.openedAt,
    isShopperHere: chat.awaySince === null,
    ended: chat.standing.is === 'ended' ? { at: chat.standing.at, by: chat.standing.by.is } : null,
    shopper,
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

function missedRow(around: Surroundings, chat: Chat, shopper: ShopperCard, contact: Contact | null): MissedRow | null {
  const { standing, request } = chat
  if (!isUnderMissed(chat) || !request.end) return null
  const holder = standing.is === 'ended' ? standing.lastHolder : null
  return {
    kind: 'missed',
    key: `missed/${chat.id}`,
    chat: chat.id,
    shopper,
    missedAt: standing.is === 'ended' && holder !== null ? standing.at : request.end.at,
    why: missedWhy(request),
    leftBy: holder === null ? null : named(around, holder),
    isShopperHere: chat.awaySince === null && standing.is === 'unheld',
    canPickUp: standing.is === 'unheld',
    contact,
  }
}

function contactOf({ contact }: Conversation): Contact | null {
  return contact && { address: contact.address, text: contact.text }
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

/** What the lock screen shows of them. */
function withheld({ isReturning, hasChattedWithYou }: ShopperCard): ShopperCard {
  return { name: null, isReturning, hasChattedWithYou, question: '', lookingAt: null, isWithheld: true }
}

function wasLastHeldBy(chat: Chat, member: MemberId): boolean {
  return chat.standing.is === 'ended' && chat.standing.lastHolder === member
}

function named(around: Surroundings, id: MemberId): { readonly id: MemberId; readonly name: string } {
  return { id, name: around.members.get(id)?.name ?? 'A colleague' }
}
