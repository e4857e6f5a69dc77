/** How wishes come into the log and what follows from them (AV2, AV4). */
import type { MemberId } from '../identifiers.ts'
import type { Answer } from './answers.ts'
import type { MergeWish } from './commands.ts'
import { accepted, type Deciding, refused } from './deciding.ts'
import { forgiveMisses } from './missing.ts'
import { withdrawRingsOf } from './ringing.ts'
import { isAvailable, mergeWishes, type Wish } from './wish.ts'

/** AV2. A wish with a stamp too far ahead changes nothing: the device is told, and writes its key again. */
export function mergeWish(d: Deciding, { member, wish }: MergeWish): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  if (isStampAhead(d, wish)) return refused('StampAhead', { aheadMs: Math.max(wish.on, wish.off) - d.at })
  takeWish(d, member, wish)
  return accepted
}

export function isStampAhead(d: Deciding, wish: Wish): boolean {
  return Math.max(wish.on, wish.off) > d.at + d.policy.stampAheadMs
}

/** AV2, AV4, MI4: merges what the member wishes, and does what follows where that changes how they are. */
export function takeWish(d: Deciding, id: MemberId, wish: Wish): void {
  const before = d.member(id).wish
  const merged = mergeWishes(before, wish)
  if (merged.on === before.on && merged.off === before.off) return
  d.decided({ type: 'WishMerged', member: id, wish: merged })
  if (isAvailable(merged) === isAvailable(before)) return
  if (isAvailable(merged)) forgiveMisses(d, id, 'wentAvailable')
  else withdrawRingsOf(d, id, 'unavailable')
}
