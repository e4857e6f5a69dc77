/** What an event makes of a chat's holder: how it gets one, what a former one keeps, and since when the holder is waited for. */
import type { ChatId, MemberId } from '../identifiers.ts'
import { shopperLeavesAt } from './deadlines.ts'
import type { Draft } from './draft.ts'
import type { Policy } from './policy.ts'
import type { Chat, Standing, TakenFrom } from './state.ts'

/** A claim or a pick-up (CL1, MI1). In a rescue there is somebody who loses the chat (RE3). */
export function handTo(draft: Draft, id: ChatId, member: MemberId, fence: number, at: number): void {
  const chat = draft.chat(id)
  const { standing, request } = chat
  const waitedSince = (standing.is === 'held' ? standing.waitingSince : null) ?? request.openedAt
  draft.changeChat(id, {
    fence,
    takenFrom: [...takenFromOthers(chat, member), ...lostBy(chat, member, at)],
    waitedMs: at - waitedSince,
    standing: { is: 'held', holder: member, since: at, handBackUntil: at + draft.policy.handBackWithinMs, waitingSince: at },
  })
  draft.changeMember(member, { lastClaimAt: at })
}

/** The former holders but the one who gets it again; who loses it now is told anew. */
export function takenFromOthers({ takenFrom, standing }: Chat, member: MemberId): readonly TakenFrom[] {
  const former = standing.is === 'held' ? standing.holder : null
  return takenFrom.filter((one) => one.member !== member && one.member !== former)
}

function lostBy({ standing, fence, waitedMs, messages }: Chat, by: MemberId, at: number): readonly TakenFrom[] {
  return standing.is === 'held' ? [{ member: standing.holder, by, at, fence, since: standing.since, waitedMs, messages }] : []
}

/** RE3: who comes back after having left waited for nothing meanwhile. */
export function notWaitingWhileAway(chat: Chat, policy: Policy, at: number): Standing {
  const { standing } = chat
  const left = shopperLeavesAt(chat, policy)
  const isBack = left !== null && left <= at
  return isBack && standing.is === 'held' && standing.waitingSince !== null ? { ...standing, waitingSince: at } : standing
}
