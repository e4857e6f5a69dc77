/** OF1: how requests end. */
import type { StoreEvent } from '../../../src/decider/events.ts'
import { Ledger, type RequestBook } from '../ledger.ts'
import type { Step } from '../test-store.ts'
import { check } from './checking.ts'

export function requestsEnd(): (step: Step) => void {
  const ledger = new Ledger()
  const every: RequestBook[] = []
  return (step) => {
    for (const event of step.decision.events) {
      checkEnd(event, ledger, step)
      if (event.type === 'RequestOpened') {
        const open = ledger.chat(event.chat).requests.filter((request) => request.ends !== 1)
        check(open.length === 0, 'a request beside an open one', event)
      }
      ledger.enter(event, step)
      if (event.type === 'RequestOpened') every.push(ledger.request(event.chat))
    }
    for (const request of every) {
      check(request.ends <= 1, 'a request that ended twice', request)
      const isKnown = ledger.chats.has(request.chat)
      const isLatest = isKnown && ledger.request(request.chat) === request
      check(request.ends === 1 || (isLatest && step.at < request.endsAt), 'a request that did not end', { request, at: step.at })
      if (!isLatest || request.ends > 0) continue
      const { endsAt, end } = step.decision.after.chats[request.chat as never]?.request ?? {}
      check(end === null && endsAt === request.endsAt, 'the books differ', { request, endsAt, end })
    }
  }
}

function checkEnd(event: StoreEvent, ledger: Ledger, { before, command }: Step): void {
  if (event.type === 'ChatClaimed') check(event.at < ledger.request(event.chat).endsAt, 'a claim too late', event)
  if (event.type === 'RequestMissed') {
    const { endsAt } = ledger.request(event.chat)
    const { awaySince } = ledger.chat(event.chat)
    check(event.at >= endsAt, 'missed too early', event)
    const leftAt = (awaySince ?? Number.POSITIVE_INFINITY) + before.policy.shopperLeftAfterMs
    check(leftAt >= endsAt, 'missed though the shopper had left before', event)
  }
  if (event.type === 'RequestMissed' || event.type === 'RequestWithdrawn') {
    const isOfRescue = event.type === 'RequestWithdrawn' && ['holderBack', 'nobodyCame', 'handedBack'].includes(event.why)
    const { why, endsAt } = ledger.request(event.chat)
    if (isOfRescue) check(why === 'rescue', 'ended like a rescue', event)
    if (event.type === 'RequestMissed') check(why !== 'rescue', 'a rescue that was missed', event)
    else if (event.why === 'nobodyCame') check(event.at >= endsAt, 'given up too early', event)
  }
  if (event.type === 'RequestWithdrawn' && event.why === 'shopperLeft') {
    const { awaySince } = ledger.chat(event.chat)
    const { shopperLeftAfterMs } = command.type === 'ChangePolicy' ? command.policy : before.policy
    const leftAt = (awaySince ?? Number.POSITIVE_INFINITY) + Math.min(shopperLeftAfterMs, before.policy.shopperLeftAfterMs)
    check(leftAt <= event.at, 'withdrawn though the shopper was here', event)
    check(leftAt < ledger.request(event.chat).endsAt, 'withdrawn before missed', event)
  }
}
