/** CL1, CL3, CL5: who has a chat. */
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '../../../src/decider/answers.ts'
import type { Command, StandingIn } from '../../../src/decider/commands.ts'
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

/** CL3: whoever was not served got the chat by an offer of this request that was not declined; a served one needs none. */
export const standIns = walk((event, _, ledger, { command, at }) => {
  if (event.type !== 'ChatClaimed') return
  const wasServed = ledger.chat(event.chat).served.has(event.member)
  check(wasServed === (event.by === undefined), 'a claim by whom nothing was offered', event)
  if (event.by === undefined || command.type !== 'ClaimChat') return
  const offer = ledger.offer(event.by)
  const { standingIn } = command
  check(standingIn?.offer === event.by && standingIn.inPlaceOf === offer.member, 'a claim by another offer', { command, event })
  check(standingIn !== undefined && offer.servedAt < standingIn.until, 'a claim by an offer that never rang there', event)
  const { declined } = ledger.request(event.chat)
  check(!declined.has(offer.member) && !declined.has(event.member), 'a claim after a decline', { event, at })
})

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
    const claim = (asksUntil: number | null, standingIn?: StandingIn) => {
      const command: Command = {
        type: 'ClaimChat',
        member: member.id,
        chat: chat.id,
        asksUntil,
        ...(standingIn && { standingIn }),
      }
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
    if (now === at && !chat.served.includes(member.id)) probeStandIn(chat, member, claim)
    // CL6: at its very instant a tap asks no longer, and then it hears so only if it would have got the chat.
    check(isDeepStrictEqual(claim(now + 1).answer, answer), 'a tap that should still ask', details)
    const { answer: late } = claim(now)
    check(mayClaim === (late.is === 'refused' && late.why === 'AskedTooLate'), 'a tap that should ask no longer', {
      ...details,
      late,
    })
  }

  /** By each offer of the request, as the device had it and a moment before. */
  function probeStandIn(
    chat: Chat,
    member: Member,
    claim: (asksUntil: null, standingIn: StandingIn) => { readonly answer: Answer },
  ): void {
    const { offers, declinedBy } = chat.request
    for (const { id: offer, member: inPlaceOf, servedAt } of offers) {
      const isTheirs = !declinedBy.includes(inPlaceOf) && !declinedBy.includes(member.id)
      const may = isTheirs && heldBy(state, member.id) < state.policy.capacity
      const { answer } = claim(null, { offer, inPlaceOf, until: servedAt + 1 })
      check((answer.is === 'accepted') === may, 'a stand-in who should not be answered so', { chat, member, offer, answer })
      const { answer: tooEarly } = claim(null, { offer, inPlaceOf, until: servedAt })
      check(tooEarly.is === 'refused', 'a stand-in on a device where it never rang', { chat, member, offer })
      const { answer: another } = claim(null, { offer, inPlaceOf: member.id, until: servedAt + 1 })
      check(another.is === 'refused', 'a stand-in for somebody else', { chat, member, offer })
    }
  }
})
