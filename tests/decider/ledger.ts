/**
 * Double entry: what somebody believes who knows nothing of the state, only the log and the commands. The invariants compare
 * the two books.
 */
import type { StoreEvent } from '../../src/decider/events.ts'
import { readOfferId } from '../../src/identifiers.ts'
import type { Step } from './test-store.ts'

export interface RequestBook {
  readonly chat: string
  readonly number: number
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
  isEnded: boolean
  endings: number
  messages: number
  /** Since when the shopper has been without a stream and without a sign of life. */
  awaySince: number | null
  hasContact: boolean
  isSettled: boolean
  endedUnheld: boolean
  readonly served: Set<string>
  requests: RequestBook[]
}

export class Ledger {
  readonly chats = new Map<string, ChatBook>()
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
  isOwed({ isEnded, endedUnheld, hasContact, isSettled }: ChatBook): boolean {
    return isEnded && endedUnheld && hasContact && !isSettled
  }

  enter(event: StoreEvent, { circumstances }: Pick<Step, 'circumstances'>): void {
    switch (event.type) {
      case 'ChatOpened':
        this.chats.set(event.chat, {
          holder: null,
          fence: 0,
          isEnded: false,
          endings: 0,
          messages: 1,
          awaySince: event.at,
          hasContact: false,
          isSettled: false,
          endedUnheld: false,
          served: new Set(),
          requests: [],
        })
        return
      case 'RequestOpened': {
        const { chat, request: number, at: openedAt, endsAt } = event
        const fresh = { declined: new Set<string>(), answered: new Set<string>(), offers: new Map<string, OfferBook>() }
        this.chat(chat).isSettled = false
        this.chat(chat).requests.push({ chat, number, openedAt, endsAt, ends: 0, endedBy: null, ...fresh })
        return
      }
      case 'OfferServed':
        this.chat(event.chat).served.add(event.member)
        this.request(event.chat).offers.set(event.offer, {
          member: event.member,
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
        if (event.type === 'ChatClaimed') this.#hand(event.chat, event.member, event.fence)
        return
      }
      case 'ChatPickedUp':
        this.#hand(event.chat, event.member, event.fence)
        return
      case 'ChatReopened': {
        this.chat(event.chat).isEnded = false
        if (event.holder !== null) this.#hand(event.chat, event.holder, event.fence)
        return
      }
      case 'ChatEnded': {
        const chat = this.chat(event.chat)
        const endedUnheld = chat.holder === null
        Object.assign(chat, { holder: null, isEnded: true, endedUnheld, endings: chat.endings + 1 })
        return
      }
      case 'ContactLeft':
        Object.assign(this.chat(event.chat), { hasContact: true, isSettled: false })
        return
      case 'MissedChatSettled':
        this.chat(event.chat).isSettled = true
        return
      case 'ShopperStreamLost':
        this.chat(event.chat).awaySince = event.at
        return
      case 'ShopperStreamFound':
        this.chat(event.chat).awaySince = null
        return
      case 'ShopperWrote':
      case 'MemberWrote': {
        const chat = this.chat(event.chat)
        chat.messages = event.number
        if (event.type === 'ShopperWrote') {
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
        this.chats.delete(event.chat)
        return
      default:
        return
    }
  }

  #hand(id: string, member: string, fence: number): void {
    const chat = this.chat(id)
    Object.assign(chat, { holder: member, fence, isSettled: false })
  }

  #giveBack(chat: ChatBook, ms: number, downMs: number, now: number): void {
    if (chat.isEnded) return
    if (chat.awaySince !== null) chat.awaySince = Math.min(chat.awaySince + downMs, now)
    const request = chat.requests.at(-1)
    if (!request || request.ends > 0) return
    request.endsAt += ms
    for (const offer of request.offers.values()) {
      if (!offer.isRinging) continue
      offer.stop += ms
      offer.downMs += downMs
    }
  }
}
