/** What only the holder of a chat may do, and how one who no longer has it is told so (CL5). */
import type { MemberId } from '../identifiers.ts'
import type { Answer, Refusal } from './answers.ts'
import type { WriteAsMember } from './commands.ts'
import { type Deciding, refused } from './deciding.ts'
import type { Chat } from './state.ts'

/** CL5: a write by staff needs to be its holder's, with the fence of the time they got it. */
export function whyNotTheirs({ standing, fence: current }: Chat, member: MemberId, fence: number): Refusal | null {
  if (standing.is === 'ended') return refused('ChatEnded')
  const holder = standing.is === 'held' ? standing.holder : null
  if (holder !== member) return refused('NotHolder', { holder })
  return fence === current ? null : refused('StaleFence', { holder: member })
}

/** CL5: the log learns only that there is one more message. */
export function writeAsMember(d: Deciding, { member, chat: id, fence }: WriteAsMember): Answer {
  if (!d.findMember(member)) return refused('UnknownMember')
  const chat = d.findChat(id)
  if (!chat) return refused('UnknownChat')
  const refusal = whyNotTheirs(chat, member, fence)
  if (refusal !== null) return refusal
  const number = chat.messages + 1
  d.decided({ type: 'MemberWrote', chat: id, number, member })
  return { is: 'accepted', number }
}
