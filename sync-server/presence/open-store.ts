/** A store whose rooms are open: its state as of the last commit, who of its team is there, and in which room. */
import type { StoreState } from '../../src/decider/state.ts'
import type { MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { MemberRoom } from './member-room.ts'
import type { StorePresence } from './store-presence.ts'

export interface OpenStore {
  readonly id: StoreId
  state: StoreState
  readonly presence: StorePresence
  readonly rooms: Map<MemberId, MemberRoom>
  /** When a page of each shift last echoed the server. */
  readonly shifts: Map<ShiftId, { heardAt: number; readonly expiresAt: number }>
  /** Null while nobody is connected. */
  stopPulse: (() => void) | null
}
