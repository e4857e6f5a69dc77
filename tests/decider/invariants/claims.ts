/** CL1, CL3, CL5: who has a chat. */
import { decide } from '../../../src/decider/decide.ts'
import type { Chat, Member } from '../../../src/decider/state.ts'
import { Ledger } from '../ledger.ts'
import type { Step } from '../test-store.ts'
import { after, check, walk } from './checking.ts'
import { heldBy, openRequests } from './words.ts'

export const oneHolder = walk((event, _, ledger) => {
  if (event.type !== 'ChatClaimed' && event.type !== 'ChatPickedUp' && event.type !== 'ChatReopened') return
  const chat = ledger.chat(event.chat)
  check(chat.holder === null, 'a second holder', { event, chat: chat.holder })
  check(chat.isEnded === (event.type === 'ChatReopened'), 'an ended chat got a holder', event)
  const gets = event.type !== 'ChatReopened' || event.holder !== null
  check(event.fence === chat.fence + (gets ? 1 : 0), 'a fence that did not rise by one', { event, fence: chat.fence })
  if (event.type === 'ChatClaimed') check(ledger.request(event.chat).ends === 0, 'a claim after the end', event)
  if (event.type === 'ChatPickedUp') check(ledger.request(event.chat).ends === 1, 'a pick-up before the end', event)
})

export function claimsStay(): (step: Step) => void {
  const ledger = new Ledger()
  const claims: { chat: string; member: string; fence: number; endings: number }[] = []
  return (step) => {
    for (const event of step.decision.events) ledger.enter(event, step)
    const { command, decision } = step
    const isClaim = command.type === 'ClaimChat' || command.type === 'PickUpMissedChat'
    if (isClaim && decision.answer.is === 'accepted') {
      const { chat, member } = command
      claims.push({ chat, member, fence: decision.answer.fence ?? 0, endings: ledger.chat(chat).endings })
    }
    for (const claim of claims) {
      const chat = ledger.chats.get(claim.chat)
      if (!chat || chat.endings !== claim.endings) continue
      const { standing, fence } = decision.after.chats[claim.chat as never] ?? { standing: null, fence: 0 }
      check(standing?.is === 'held' && standing.holder === claim.member && fence === claim.fence, 'a lost claim', {
        claim,
        standing,
      })
    }
  }
}

export const claimable = after(({ decision: { after: state }, at, circumstances }) => {
  for (const chat of openRequests(state)) {
    // Just before its end too, unless the shopper will have left by then.
    const moments = chat.awaySince === null ? [at, chat.request.endsAt - 1] : [at]
    for (const now of moments) for (const member of Object.values(state.members)) probe(chat, member, now)
  }

  function probe(chat: Chat, member: Member, now: number): void {
    const mayClaim =
      chat.served.includes(member.id) &&
      !chat.request.declinedBy.includes(member.id) &&
      heldBy(state, member.id) < state.policy.capacity
    const { answer } = decide(state, { type: 'ClaimChat', member: member.id, chat: chat.id }, { ...circumstances, now })
    // Somebody who holds too much now may hold less by then.
    if (mayClaim || now === at)
      check((answer.is === 'accepted') === mayClaim, 'a claim that should not be answered so', { chat, member, now, answer })
  }
})
