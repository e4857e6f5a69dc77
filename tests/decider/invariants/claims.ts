/** CL1, CL3, CL5: who has a chat. */
import { isDeepStrictEqual } from 'node:util'
import { decide } from '../../../src/decider/decide.ts'
import type { StoreEvent } from '../../../src/decider/events.ts'
import type { Chat, Member } from '../../../src/decider/state.ts'
import { Ledger } from '../ledger.ts'
import type { Step } from '../test-store.ts'
import { after, check, walk } from './checking.ts'
import { heldBy, openRequests } from './words.ts'

export const oneHolder = walk((event, _, ledger) => {
  if (event.type !== 'ChatClaimed' && event.type !== 'ChatPickedUp' && event.type !== 'ChatReopened') return
  const chat = ledger.chat(event.chat)
  const isRescue = event.type === 'ChatClaimed' && ledger.request(event.chat).why === 'rescue'
  check((chat.holder !== null) === isRescue, 'a second holder', { event, chat: chat.holder })
  if (isRescue) check(chat.holder !== event.member, 'taken from oneself', event)
  check(chat.isEnded === (event.type === 'ChatReopened'), 'an ended chat got a holder', event)
  const gets = event.type !== 'ChatReopened' || event.holder !== null
  check(event.fence === chat.fence + (gets ? 1 : 0), 'a fence that did not rise by one', { event, fence: chat.fence })
  if (event.type === 'ChatClaimed') check(ledger.request(event.chat).ends === 0, 'a claim after the end', event)
  if (event.type === 'ChatPickedUp') check(ledger.request(event.chat).ends === 1, 'a pick-up before the end', event)
})

interface Claim {
  readonly chat: string
  readonly member: string
  readonly fence: number
  readonly endings: number
}

/** CL7, RE3: their own hand-back, or a colleague who claimed in a rescue; whether it was one is `oneHolder`'s business. */
function takesAway(event: StoreEvent, { chat, member, fence }: Claim): boolean {
  if (event.type === 'ChatHandedBack') return event.chat === chat && event.member === member
  return event.type === 'ChatClaimed' && event.chat === chat && event.fence > fence
}

export function claimsStay(): (step: Step) => void {
  const ledger = new Ledger()
  let claims: Claim[] = []
  return (step) => {
    for (const event of step.decision.events) ledger.enter(event, step)
    const { command, decision } = step
    const isClaim = command.type === 'ClaimChat' || command.type === 'PickUpMissedChat'
    if (isClaim && decision.answer.is === 'accepted') {
      const { chat, member } = command
      claims.push({ chat, member, fence: decision.answer.fence ?? 0, endings: ledger.chat(chat).endings })
    }
    claims = claims.filter((claim) => !decision.events.some((event) => takesAway(event, claim)))
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
    const isTheirs = chat.standing.is === 'held' && chat.standing.holder === member.id
    const mayClaim =
      chat.served.includes(member.id) &&
      !chat.request.declinedBy.includes(member.id) &&
      heldBy(state, member.id) < state.policy.capacity
    const claim = (asksUntil: number | null) => {
      const command = { type: 'ClaimChat', member: member.id, chat: chat.id, asksUntil } as const
      return decide(state, command, { ...circumstances, now })
    }
    const { answer, after } = claim(null)
    const details = { chat, member, now, answer }
    if (isTheirs) {
      check(answer.is === 'accepted' && after.chats[chat.id]?.fence === chat.fence, 'a holder who claimed anew', details)
      return
    }
    // Somebody who holds too much now may hold less by then.
    if (!mayClaim && now !== at) return
    check((answer.is === 'accepted') === mayClaim, 'a claim that should not be answered so', details)
    // CL6: at its very instant a tap asks no longer, and then it hears so only if it would have got the chat.
    check(isDeepStrictEqual(claim(now + 1).answer, answer), 'a tap that should still ask', details)
    const { answer: late } = claim(now)
    check(mayClaim === (late.is === 'refused' && late.why === 'AskedTooLate'), 'a tap that should ask no longer', {
      ...details,
      late,
    })
  }
})
