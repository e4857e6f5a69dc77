/** What a store's decisions are told when its team changes: they know members by their identifiers only. */
import type { Coordinator } from '../coordinator/submission.ts'
import type { DirectoryMember } from '../storage/directory.ts'

type Who = Pick<DirectoryMember, 'id' | 'store'>

/** Does nothing where the store's decisions know them already. */
export async function joinTeam(coordinator: Coordinator, { id, store }: Who): Promise<void> {
  await coordinator.submit({ store, command: { type: 'AddMember', member: id }, asked: null })
}

/**
 * Nobody rings them any more: their wish is “unavailable”, which withdraws what rings (AV4). A chat that they hold is rescued
 * once its shopper has waited, because no page of theirs is live (RE3).
 */
export async function leaveTeam(coordinator: Coordinator, { id, store }: Who): Promise<void> {
  const wish = (await coordinator.state(store)).members[id]?.wish
  if (!wish) return
  const off = Math.max(wish.on, wish.off) + 1
  await coordinator.submit({ store, command: { type: 'MergeWish', member: id, wish: { on: wish.on, off } }, asked: null })
}
