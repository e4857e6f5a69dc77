/** How requests are opened, and how they end unclaimed (OF1). Each ends here or by a claim, and only once. */
import type { ChatId, MemberId } from '../identifiers.ts'
import type { Deciding } from './deciding.ts'
import { countMisses } from './missing.ts'
import { withdrawRingsIn } from './ringing.ts'
import type { Chat, RequestWhy, RequestWithdrawnWhy } from './state.ts'

/** OF1: the chat's next request, with a whole life before it. */
export function openRequest(d: Deciding, chat: ChatId, why: Exclude<RequestWhy, 'handedBack'>): void {
  d.decided({ type: 'RequestOpened', ...next(d, chat), why })
}

/** CL7: everybody may be asked but whoever handed the chat back. */
export function openRequestAfterHandBack(d: Deciding, chat: ChatId, by: MemberId): void {
  d.decided({ type: 'RequestOpened', ...next(d, chat), why: 'handedBack', by })
}

function next(d: Deciding, chat: ChatId): { readonly chat: ChatId; readonly request: number; readonly endsAt: number } {
  return { chat, request: d.chat(chat).request.number + 1, endsAt: d.at + d.policy.requestLifeMs }
}

/** OF1, MI1: its time is over. A rescue that nobody took is not missed, because somebody has the chat (RE3). */
export function requestIsOver(d: Deciding, chat: Chat): void {
  if (chat.request.why === 'rescue') withdrawRequest(d, chat, 'nobodyCame')
  else {
    d.decided({ type: 'RequestMissed', chat: chat.id, request: chat.request.number })
    afterUnclaimedEnd(d, chat.id)
  }
}

/** OF1. Where the shopper gave up waiting, misses are counted for it as well (MI2). */
export function withdrawRequest(d: Deciding, { id, request }: Chat, why: RequestWithdrawnWhy): void {
  d.decided({ type: 'RequestWithdrawn', chat: id, request: request.number, why })
  afterUnclaimedEnd(d, id)
}

function afterUnclaimedEnd(d: Deciding, id: ChatId): void {
  withdrawRingsIn(d, d.chat(id))
  const chat = d.chat(id)
  // RE3: a rescue blames nobody.
  if (chat.request.why !== 'rescue') countMisses(d, chat)
}
