/** What is set up for a store rather than decided in it: its team and its policy. */
import type { MemberId } from '../identifiers.ts'
import type { Answer } from './answers.ts'
import type { AddMember, ChangePolicy } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { figureOutOfBounds, onlyFigures, type Policy } from './policy.ts'
import { withdrawIfAtCapacity } from './ringing.ts'

/** A member is added once; adding them again changes nothing. */
export function addMember(d: Deciding, { member }: AddMember): Answer {
  if (!d.findMember(member)) d.decided({ type: 'MemberAdded', member })
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
