/**
 * Double entry: what somebody believes who knows nothing of the state, only the log and the commands. The invariants compare
 * the two books.
 */
import type { StoreEvent } from '../../src/decider/events.ts'
import { defaultPolicy, type Policy } from '../../src/decider/policy.ts'
import { readOfferId } from '../../src/identifiers.ts'
import type { Step } from './test-store.ts'

export interface RequestBook {
  readonly chat: string
  readonly number: number
  readonly why: string
  readonly openedAt: number
  endsAt: number
  /** How often it ended. */
  ends: number
  endedBy: StoreEvent | null
  readonly declined: Set<string>
  readonly answered: Set<string>
  readonly offers: Map<string, OfferBook>
}

export interface OfferBook {
  readonly member: string
  readonly servedAt: number
  isRinging: boolean
  isDelivered: boolean
  /** When its ring will stop, is over, or was stopped. */
  stop: number
  /** The beginning of the unbroken ring that runs or was the last to run; `null` where it reached no device. */
  from: number | null
  /** How much of that ring the server was down for. */
  downMs: number
  hasLapsed: boolean
  wasRingingAtEnd: boolean
}

export interface ChatBook {
  holder: string | null
  fence: number
  /** CL7: the time from which their holder may no longer hand it back. */
  handBackUntil: number | null
  /** RE3: since when the shopper waits for a word of the holder's. */
  waitingSince: number | null
  /** RE3: whoever lost it to a colleague, and how many messages there were. */
  readonly lostAt: Map<string, number>
  isEnded: boolean
  endings: number
  messages: number
  /** Since when the shopper has been without a stream and without a sign of life. */
  awaySince: number | null
  hasContact: boolean
  isSettled: boolean
  /** Nobody had it when it ended, or whoever had it owed an answer to a contact. */
  endedMissed: boolean
  isContactUnanswered: boolean
  readonly served: Set<string>
  requests: RequestBook[]
}

export class Ledger {
  policy: Policy = defaultPolicy
  /** OF7. */
  isClosed = false
  readonly chats = new Map<string, ChatBook>()
  /** AV5. */
  readonly team = new Set<string>()
  /** Misses since the member's row last started again. */
  readonly rows = new Map<string, number>()

  chat(id: string): ChatBook {
    const chat = this.chats.get(id)
    if (!chat) throw new Error(`The log tells of a chat that is not there: ${id}`)
    return chat
  }

  request(chat: string): RequestBook {
    const request = this.chat(chat).requests.at(-1)
    if (!request) throw new Error(`The log tells of a request that is not there: ${chat}`)
    return request
  }

  offer(id: string): OfferBook {
    const chat = readOfferId(id as never)?.chat ?? ''
    const offer = this.request(chat).offers.get(id)
    if (!offer) throw new Error(`The log tells of an offer that is not there: ${id}`)
    return offer
  }

  /** MI1: its shopper left a contact and nobody has answered yet. */
  isOwed({ isEnded, endedMissed, hasContact, isSettled }: ChatBook): boolean {
    return isEnded && endedMissed && hasContact && !isSettled
  }

  enter(event: StoreEvent, { circumstances }: Pick<Step, 'circumstances'>): void {
    switch (event.type) {
      case 'PolicyChanged':
        this.policy = event.policy
        return
      case 'MemberAdded':
        this.team.add(event.member)
        return
      case 'MemberRemoved':
        this.team.delete(event.member)
        this.rows.delete(event.member)
        return
      case 'StoreOpened':
      case 'StoreClosed':
        this.isClosed = event.type === 'StoreClosed'
        return
      case 'ChatOpened':
        this.chats.set(event.chat, {
          holder: null,
          fence: 0,
          handBackUntil: null,
          waitingSince: null,
          lostAt: new Map(),
          isEnded: false,
          endings: 0,
          messages: 1,
          awaySince: event.at,
          hasContact: false,
          isSettled: false,
          endedMissed: false,
          isContactUnanswered: false,
          served: new Set(),
          requests: [],
        })
        return
      case 'RequestOpened': {
        const { chat, request: number, at: openedAt, endsAt, why } = event
        const declined = new Set<string>(event.why === 'handedBack' ? [event.by] : [])
        const fresh = { declined, answered: new Set<string>(), offers: new Map<string, OfferBook>() }
        this.chat(chat).isSettled = false
        this.chat(chat).requests.push({ chat, number, why, openedAt, endsAt, ends: 0, endedBy: null, ...fresh })
        return
      }
      case 'OfferServed':
        this.chat(event.chat).served.add(event.member)
        this.request(event.chat).offers.set(event.offer, {
          member: event.member,
          servedAt: event.at,
          isRinging: true,
          isDelivered: false,
          stop: event.deliverBy,
          from: null,
          downMs: 0,
          hasLapsed: false,
          wasRingingAtEnd: false,
        })
        return
      case 'OfferDelivered':
      case 'OfferDisplayed': {
        const offer = this.offer(event.offer)
        const goesOn = offer.isRinging && offer.isDelivered
        offer.isDelivered = true
        if (event.ringsUntil === null) return
        if (!goesOn) {
          offer.from = event.at
          offer.downMs = 0
        }
        offer.isRinging = true
        offer.hasLapsed = false
        offer.stop = event.ringsUntil
        return
      }
      case 'OfferUndelivered':
      case 'OfferLapsed': {
        const offer = this.offer(event.offer)
        offer.isRinging = false
        offer.hasLapsed = event.type === 'OfferLapsed'
        return
      }
      case 'OfferDeclined': {
        const offer = this.offer(event.offer)
        Object.assign(offer, { isRinging: false, hasLapsed: false, stop: event.at })
        this.request(readOfferId(event.offer)?.chat ?? '').declined.add(event.member)
        return
      }
      case 'OfferWithdrawn': {
        const offer = this.offer(event.offer)
        Object.assign(offer, { isRinging: false, wasRingingAtEnd: event.why === 'requestEnded', stop: event.at })
        return
      }
      case 'AnsweredInVain':
        this.request(event.chat).answered.add(event.member)
        return
      case 'ChatClaimed':
      case 'RequestMissed':
      case 'RequestWithdrawn': {
        const request = this.request(event.chat)
        request.ends += 1
        request.endedBy = event
        if (event.type === 'ChatClaimed') this.#hand(event)
        return
      }
      case 'ChatPickedUp':
        this.#hand(event)
        return
      case 'ChatHandedBack':
        Object.assign(this.chat(event.chat), nobodyHasIt)
        return
      case 'ChatReopened': {
        this.chat(event.chat).isEnded = false
        if (event.holder === null) return
        this.#hand({ ...event, member: event.holder })
        this.chat(event.chat).handBackUntil = null
        return
      }
      case 'ChatEnded': {
        const chat = this.chat(event.chat)
        const endedMissed = chat.holder === null || (event.by.is !== 'member' && chat.isContactUnanswered)
        Object.assign(chat, { ...nobodyHasIt, isEnded: true, endedMissed, endings: chat.endings + 1 })
        return
      }
      case 'ContactLeft':
        Object.assign(this.chat(event.chat), { hasContact: true, isSettled: false, isContactUnanswered: true })
        return
      case 'MissedChatSettled':
        this.chat(event.chat).isSettled = true
        return
      case 'ShopperStreamLost':
        this.chat(event.chat).awaySince = event.since ?? event.at
        return
      case 'ShopperStreamFound':
        this.#isBack(this.chat(event.chat), event.at)
        this.chat(event.chat).awaySince = null
        return
      case 'ShopperWrote':
      case 'MemberWrote': {
        const chat = this.chat(event.chat)
        chat.messages = event.number
        if (event.type === 'MemberWrote') chat.isContactUnanswered = false
        if (event.type === 'MemberWrote') chat.waitingSince = null
        else {
          this.#isBack(chat, event.at)
          if (chat.holder !== null) chat.waitingSince ??= event.at
          chat.isSettled = false
          if (chat.awaySince !== null) chat.awaySince = event.at
        }
        return
      }
      case 'MissCounted':
        this.rows.set(event.member, (this.rows.get(event.member) ?? 0) + 1)
        return
      case 'MissesForgiven':
        this.rows.set(event.member, 0)
        return
      case 'TimeGivenBack':
        for (const chat of this.chats.values()) this.#giveBack(chat, event.ms, event.downMs, circumstances.now)
        return
      case 'ChatForgotten':
      case 'ChatErased':
        this.chats.delete(event.chat)
        return
      default:
        return
    }
  }

  #hand({ chat: id, member, fence, at }: { chat: string; member: string; fence: number; at: number }): void {
    const chat = this.chat(id)
    if (chat.holder !== null) chat.lostAt.set(chat.holder, chat.messages)
    chat.lostAt.delete(member)
    const handBackUntil = at + this.policy.handBackWithinMs
    Object.assign(chat, { holder: member, fence, isSettled: false, waitingSince: at, handBackUntil })
  }

  /** RE3: who had left waited for nothing until now. */
  #isBack(chat: ChatBook, at: number): void {
    if (chat.waitingSince !== null && this.leftAt(chat) <= at) chat.waitingSince = at
  }

  /** OF1: when the shopper left or will have; infinity while they are here. */
  leftAt({ awaySince }: ChatBook): number {
    return awaySince === null ? Number.POSITIVE_INFINITY : awaySince + this.policy.shopperLeftAfterMs
  }

  #giveBack(chat: ChatBook, ms: number, downMs: number, now: number): void {
    if (chat.isEnded) return
    if (chat.awaySince !== null) chat.awaySince = Math.min(chat.awaySince + downMs, now)
    if (chat.waitingSince !== null) chat.waitingSince = Math.min(chat.waitingSince + downMs, now)
    if (chat.handBackUntil !== null) chat.handBackUntil += ms
    const request = chat.requests.at(-1)
    const isFailedRescue = request?.endedBy?.type === 'RequestWithdrawn' && request.endedBy.why === 'nobodyCame'
    if (isFailedRescue) request.endsAt = Math.min(request.endsAt + downMs, now)
    if (!request || request.ends > 0) return
    request.endsAt += ms
    for (const offer of request.offers.values()) {
      if (!offer.isRinging) continue
      offer.stop += ms
      offer.downMs += downMs
    }
  }
}

const nobodyHasIt = { holder: null, waitingSince: null, handBackUntil: null }
