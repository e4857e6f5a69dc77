/** What the rules, and whoever shows a store to somebody, ask about a store's chats. All of it is read off the state. */
import type { ChatId, MemberId } from '../identifiers.ts'
import type { Chat, Member, Offer, Request, Ring, StoreState } from './state.ts'

export function findChat(state: StoreState, id: ChatId): Chat | undefined {
  return Object.hasOwn(state.chats, id) ? state.chats[id] : undefined
}

export function findMember(state: StoreState, id: MemberId): Member | undefined {
  return Object.hasOwn(state.members, id) ? state.members[id] : undefined
}

/** Nobody has the chat, and a holder is being looked for. */
export function isWaiting(chat: Chat): boolean {
  return chat.standing.is === 'unheld' && chat.request.end === null
}

/** RE3: somebody has the chat, and colleagues are being asked whether they take it over. */
export function isBeingRescued(chat: Chat): boolean {
  return chat.standing.is === 'held' && chat.request.end === null
}

/** MI1: nobody has the chat, and nobody is being asked any more. It may have been settled since. */
export function isMissed(chat: Chat): boolean {
  return chat.standing.is === 'unheld' && chat.request.end !== null
}

/** MI1: the team has it under Missed. After its end only where there is a contact to answer to. */
export function isUnderMissed(chat: Chat): boolean {
  return (isMissed(chat) && chat.standing.is === 'unheld' && chat.standing.settledBy === null) || isOwedAnAnswer(chat)
}

/** MI1: ended, missed, with a contact, and not answered yet: kept beyond the visit, so that it is never silently lost. */
export function isOwedAnAnswer(chat: Chat): boolean {
  const { standing } = chat
  return standing.is === 'ended' && standing.wasMissed && standing.settledBy === null && chat.contactLeftAt !== null
}

/** Glossary, *ringing*: the offer holds one of its request's places. */
export function isRinging(offer: Offer): offer is Offer & { readonly ring: RunningRing } {
  return offer.ring.is === 'awaited' || offer.ring.is === 'ringing'
}
export type RunningRing = Extract<Ring, { readonly until: number }>

export function countRinging(request: Request): number {
  let count = 0
  for (const offer of request.offers) if (isRinging(offer)) count++
  return count
}

export function isHeldBy(chat: Chat, member: MemberId): boolean {
  return chat.standing.is === 'held' && chat.standing.holder === member
}
