/** Snapshots that a former version kept, as the state of today: so that an update need not replay every log from its start. */
import type { Chat, Member, StoreState } from './state.ts'

/** The oldest {@link stateFormat} that can still be read. */
export const oldestFormat = 2

/** Format 3: nobody knew whether a contact had been answered. */
interface StateOfFormat3 extends Omit<StoreState, 'chats'> {
  readonly chats: Readonly<Record<string, ChatOfFormat3>>
}
type ChatOfFormat3 = Omit<Chat, 'isContactUnanswered'>

/** Format 2: no store had hours, and whoever was made unavailable was so by misses. */
interface StateOfFormat2 extends Omit<StateOfFormat3, 'opening' | 'members'> {
  readonly members: Readonly<Record<string, MemberOfFormat2>>
}
type MemberOfFormat2 = Omit<Member, 'madeUnavailable'> & { readonly madeUnavailableAt: number | null }

/** What was kept under that format, from {@link oldestFormat} on. */
export function upcast(kept: unknown, format: number): StoreState {
  if (format === 2) return fromFormat3(fromFormat2(kept as StateOfFormat2))
  return format === 3 ? fromFormat3(kept as StateOfFormat3) : (kept as StoreState)
}

/** A shopper who waits for a word has had none since; what came first, their word or the contact, is not known. */
function fromFormat3({ chats, ...state }: StateOfFormat3): StoreState {
  const asOfToday = Object.values(chats).map((chat): Chat => {
    const isWaiting = chat.standing.is !== 'held' || chat.standing.waitingSince !== null
    return { ...chat, isContactUnanswered: chat.contactLeftAt !== null && isWaiting }
  })
  return { ...state, chats: Object.fromEntries(asOfToday.map((chat) => [chat.id, chat])) }
}

function fromFormat2({ version, time, policy, members, chats }: StateOfFormat2): StateOfFormat3 {
  const withReasons = Object.values(members).map(({ madeUnavailableAt: at, ...member }): Member => {
    return { ...member, madeUnavailable: at === null ? null : { at, why: 'misses' } }
  })
  const byId = Object.fromEntries(withReasons.map((member) => [member.id, member]))
  return { version, time, policy, opening: { is: 'open', since: 0 }, members: byId, chats }
}
