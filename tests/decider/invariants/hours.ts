/** OF7, AV1: what a store's hours mean to those who work in it. */
import { after, check, walk } from './checking.ts'
import { chatsOf, openRequests, rungIn } from './words.ts'

/** Nothing begins to ring, and nobody gets a chat but by a deed of their own. */
export const closedIsQuiet = walk((event, _, ledger, { command }) => {
  if (!ledger.isClosed) return
  check(event.type !== 'OfferServed', 'a ring while the store is closed', event)
  const ringsAgain = (event.type === 'OfferDelivered' || event.type === 'OfferDisplayed') && event.ringsUntil !== null
  check(!ringsAgain, 'a ring that starts again while the store is closed', event)
  check(event.type !== 'RequestOpened' || event.why !== 'rescue', 'a rescue while the store is closed', event)
  check(event.type !== 'ChatReopened' || event.holder === null, 'a chat given to somebody who has gone home', event)
  if (event.type === 'ChatClaimed') check(command.type === 'ClaimChat', 'a claim that nobody made', event)
})

export const closingTime = after(({ before, command, at, decision: { events, answer, after: state } }, ledger) => {
  const { opening } = state
  check((opening.is === 'closed') === ledger.isClosed, 'closed in one book only', { opening })
  const goneHome = events.flatMap((event) => (event.type === 'MadeUnavailable' && event.why ? [event.member] : []))
  const isClosing = events.some(({ type }) => type === 'StoreClosed')
  if (opening.is === 'closed') {
    const rung = openRequests(state).flatMap(({ request }) => rungIn(request))
    check(rung.length === 0, 'rung while the store is closed', rung)
  }
  if (command.type !== 'OpenStore' && command.type !== 'CloseStore') {
    check(goneHome.length === 0 && opening.since === before.opening.since, 'hours without a command', { command, goneHome })
    return
  }
  check(answer.is === 'accepted', 'hours that were refused', command)
  check((command.type === 'CloseStore') === (opening.is === 'closed'), 'hours that were not kept', { command, opening })
  if (command.type === 'CloseStore')
    check(opening.is === 'closed' && opening.opensAt === command.opensAt, 'another opening', opening)
  const isChange = before.opening.is !== opening.is
  check(opening.since === (isChange ? at : before.opening.since), 'a wrong time', { before: before.opening, opening })
  const wanted = isClosing && command.type === 'CloseStore' && command.goUnavailable
  const left = Object.values(state.members).filter(({ wish }) => wish.on > wish.off)
  if (wanted) check(left.length === 0, 'somebody is still available', left)
  else check(goneHome.length === 0, 'made unavailable unasked', { command, goneHome })
  for (const id of goneHome) {
    check(state.members[id]?.madeUnavailable?.why === 'storeClosed', 'no reason given', id)
    check(state.members[id]?.missesInRow === before.members[id]?.missesInRow, 'a row that closing touched', id)
  }
  const held = (of: typeof state) => chatsOf(of).filter(({ standing }) => standing.is === 'held').length
  check(held(state) <= held(before), 'hours that gave somebody a chat', command)
})
