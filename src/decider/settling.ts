/** What happened by itself since the store was last looked at (OF1, OF5, EN1), in the order of the times it was due. */
import { type DueKind, dueKinds, eachDeadline } from './deadlines.ts'
import type { Deciding } from './deciding.ts'
import { closeChat } from './ending.ts'
import { requestIsOver, withdrawRequest } from './requesting.ts'
import type { Chat, Offer } from './state.ts'

interface Due {
  readonly kind: DueKind
  readonly time: number
  readonly chat: Chat
  readonly offer: Offer | null
}

/** Settles everything due at or before the given time. Settling one thing may bring or spare another. */
export function settle(d: Deciding, until: number): void {
  for (let due = earliestDue(d, until); due !== null; due = earliestDue(d, until)) happen(d, due)
}

function earliestDue(d: Deciding, until: number): Due | null {
  const chats = d.nextForgetting() <= until ? Object.values(d.state.chats) : d.openChats()
  let first: Due | null = null
  let chat = chats[0]
  const consider = (kind: DueKind, time: number, offer: Offer | null) => {
    if (time > until || !chat) return
    const due = { kind, time, chat, offer }
    if (first === null || goesFirst(due, first)) first = due
  }
  for (chat of chats) eachDeadline(chat, d.policy, consider)
  return first
}

/** Never undecided, so that a decision does not depend on the order in which a state lists its chats. */
function goesFirst(a: Due, b: Due): boolean {
  if (a.time !== b.time) return a.time < b.time
  if (a.kind !== b.kind) return dueKinds.indexOf(a.kind) < dueKinds.indexOf(b.kind)
  if (a.chat.id !== b.chat.id) return a.chat.id < b.chat.id
  return false
}

function happen(d: Deciding, { kind, chat, offer }: Due): void {
  switch (kind) {
    case 'ringStops':
      if (offer) d.decided({ type: offer.ring.is === 'awaited' ? 'OfferUndelivered' : 'OfferLapsed', offer: offer.id })
      break
    case 'requestEnds':
      requestIsOver(d, chat)
      break
    case 'shopperLeaves':
      withdrawRequest(d, chat, 'shopperLeft')
      break
    case 'chatEnds':
      closeChat(d, chat, { is: 'absence' })
      break
    case 'chatIsForgotten':
      d.decided({ type: 'ChatForgotten', chat: chat.id })
      break
  }
}
