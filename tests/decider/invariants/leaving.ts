/** AV5: who has left the team, and who comes back to it. */
import { isDeepStrictEqual } from 'node:util'
import type { Command } from '../../../src/decider/commands.ts'
import type { StoreEvent } from '../../../src/decider/events.ts'
import { after, check } from './checking.ts'
import { chatsOf, rungIn } from './words.ts'

export const leavers = after(({ before, command, at, decision: { answer, events, after: state } }, ledger) => {
  check(isDeepStrictEqual(new Set(Object.keys(state.members)), ledger.team), 'the books differ', state.members)
  const isThere = (member: string) => Object.hasOwn(before.members, member)
  const who = whoAsks(command)
  if (who !== null && !isThere(who)) {
    check(answer.is === 'refused' && answer.why === 'UnknownMember', 'something that who is no member may do', {
      command,
      answer,
    })
  }
  for (const event of events) {
    const about = whomItNeeds(event)
    const isNew = command.type === 'AddMember' && command.member === about
    if (about !== null) check(isThere(about) || isNew, 'something happened to who is no member', event)
  }
  if (command.type === 'AddMember' && !isThere(command.member)) {
    const { wish, missesInRow, lastClaimAt, madeUnavailable, wishChangedAt } = state.members[command.member] ?? {}
    const fresh = { wish: { on: 0, off: 0 }, missesInRow: 0, lastClaimAt: null, madeUnavailable: null, wishChangedAt: at }
    check(isDeepStrictEqual({ wish, missesInRow, lastClaimAt, madeUnavailable, wishChangedAt }, fresh), 'no fresh start', command)
  }
  if (command.type !== 'RemoveMember') return
  const { member } = command
  check(answer.is === 'accepted' && !Object.hasOwn(state.members, member), 'still there', command)
  const rings = chatsOf(state).flatMap(({ request }) => rungIn(request).filter((offer) => offer.member === member))
  check(rings.length === 0, 'still rung', rings)
  if (isThere(member)) return
  check(!events.some(({ type }) => type === 'MemberRemoved'), 'left twice', command)
})

function whoAsks(command: Command): string | null {
  if (command.type === 'AddMember' || command.type === 'RemoveMember') return null
  if (command.type === 'EndChat') return command.by.is === 'member' ? command.by.member : null
  return 'member' in command ? command.member : null
}

/** Whom it asks, blames or changes; what becomes of a chat or an offer that is theirs may happen after they have left. */
function whomItNeeds(event: StoreEvent): string | null {
  if (event.type === 'ChatReopened') return event.holder
  return 'member' in event ? event.member : null
}
