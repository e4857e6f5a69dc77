/** Snapshots that a former version kept, as the state of today: so that an update need not replay every log from its start. */
import type { Member, StoreState } from './state.ts'

/** The oldest {@link stateFormat} that can still be read. */
export const oldestFormat = 2

/** Format 2: no store had hours, and whoever was made unavailable was so by misses. */
interface StateOfFormat2 extends Omit<StoreState, 'opening' | 'members'> {
  readonly members: Readonly<Record<string, MemberOfFormat2>>
}
type MemberOfFormat2 = Omit<Member, 'madeUnavailable'> & { readonly madeUnavailableAt: number | null }

/** What was kept under that format, from {@link oldestFormat} on. */
export function upcast(kept: unknown, format: number): StoreState {
  return format === 2 ? fromFormat2(kept as StateOfFormat2) : (kept as StoreState)
}

function fromFormat2({ version, time, policy, members, chats }: StateOfFormat2): StoreState {
  const withReasons = Object.values(members).map(({ madeUnavailableAt: at, ...member }): Member => {
    return { ...member, madeUnavailable: at === null ? null : { at, why: 'misses' } }
  })
  const byId = Object.fromEntries(withReasons.map((member) => [member.id, member]))
  return { version, time, policy, opening: { is: 'open', since: 0 }, members: byId, chats }
}
