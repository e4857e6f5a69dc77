/** EN1, EN2, CL5: how chats end, and how what is said in them is numbered. */
import { after, check, walk } from './checking.ts'

export const endings = walk((event, before, ledger, { command }) => {
  if (event.type === 'ChatEnded') {
    const { awaySince, isEnded } = ledger.chat(event.chat)
    check(!isEnded, 'a chat that ended twice', event)
    const { shopperLeftAfterMs, endAfterLeftMs } = before.policy
    if (event.by.is === 'absence') {
      const due = (awaySince ?? Number.POSITIVE_INFINITY) + shopperLeftAfterMs + endAfterLeftMs
      check(due <= event.at, 'ended too early', event)
    } else check(command.type === 'EndChat' && command.chat === event.chat, 'ended by nobody', event)
  }
  if (event.type === 'ChatForgotten') {
    const standing = before.chats[event.chat]?.standing
    check(standing?.is === 'ended' && standing.at + before.policy.visitMs <= event.at, 'forgotten too early', event)
  }
  if (event.type === 'ChatErased') {
    check(command.type === 'EraseChat' && command.chat === event.chat, 'erased by nobody', event)
    check(ledger.request(event.chat).ends === 1, 'erased with its request open', event)
  }
  if (event.type === 'ChatReopened') check(ledger.chat(event.chat).isEnded, 'reopened though open', event)
})

export const overdue = after(({ at, decision: { after: state } }, ledger) => {
  const { shopperLeftAfterMs, endAfterLeftMs, visitMs } = state.policy
  for (const [id, chat] of ledger.chats) {
    const { awaySince, isEnded } = chat
    const endsAt = (awaySince ?? Number.POSITIVE_INFINITY) + shopperLeftAfterMs + endAfterLeftMs
    check(isEnded || endsAt > at, 'a chat that should have ended', { id, awaySince })
    const standing = state.chats[id as never]?.standing
    const isOver = standing?.is === 'ended' && standing.at + visitMs <= at
    check(!isOver || ledger.isOwed(chat), 'a chat that should have been forgotten', { id, standing })
  }
})

export const numbering = walk((event, before, ledger, { command }) => {
  if (event.type === 'ShopperWrote' || event.type === 'MemberWrote') {
    check(event.number === ledger.chat(event.chat).messages + 1, 'a gap', event)
  }
  if (event.type === 'MemberWrote') {
    const { holder, fence } = ledger.chat(event.chat)
    check(holder === event.member, 'written by another', event)
    check(command.type === 'WriteAsMember' && command.fence === fence, 'written with an old fence', event)
  }
  if (event.type === 'OfferServed') check(!ledger.request(event.chat).offers.has(event.offer), 'an offer twice', event)
  if (event.type === 'RequestOpened') {
    check(event.request === (before.chats[event.chat]?.request.number ?? 0) + 1, 'a request out of turn', event)
  }
})
