/** What is set up for a store rather than decided in it: its team and its policy. */
import type { MemberId } from '../identifiers.ts'
import type { Answer } from './answers.ts'
import type { AddMember, ChangePolicy, RemoveMember } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { figureOutOfBounds, onlyFigures, type Policy } from './policy.ts'
import { withdrawIfAtCapacity, withdrawRingsOf } from './ringing.ts'

/** Adding somebody who is there changes nothing; who has left and comes back begins anew (AV5). */
export function addMember(d: Deciding, { member }: AddMember): Answer {
  if (!d.findMember(member)) d.decided({ type: 'MemberAdded', member })
  return accepted
}

/** AV5. What they hold is rescued in the same decision, as soon as the command is carried out. */
export function removeMember(d: Deciding, { member }: RemoveMember): Answer {
  if (!d.findMember(member)) return accepted
  withdrawRingsOf(d, member, 'unavailable')
  d.decided({ type: 'MemberRemoved', member })
  return accepted
}

/** Open requests and running rings keep the times they were given; everything decided from now on goes by the new figures. */
export function changePolicy(d: Deciding, { policy }: ChangePolicy): Answer {
  const figure = figureOutOfBounds(policy)
  if (figure !== null) return refused('OutOfBounds', { figure })
  const changed = onlyFigures(policy)
  const before: Policy = d.policy
  if ((Object.keys(changed) as (keyof Policy)[]).every((figure) => changed[figure] === before[figure])) return accepted
  d.decided({ type: 'PolicyChanged', policy: changed })
  if (changed.capacity < before.capacity) {
    for (const member of Object.keys(d.state.members)) withdrawIfAtCapacity(d, member as MemberId)
  }
  return accepted
}
