/**
 * Taking away what somebody was let in by: a device, a member's place on the team, a shift. Durable first; then whoever holds
 * something for the shifts that this ended, their sockets above all, is told at once.
 */
import type { DeviceId, MemberId, ShiftId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { AuditAction, AuditActor, NewAuditEntry } from '../storage/audit-trail.ts'
import type { Storage } from '../storage/storage.ts'
import type { Sessions } from './sessions.ts'

export interface RevokingParts {
  readonly storage: Storage
  readonly sessions: Sessions
  readonly clock: Clock
}

/** Who revokes; whoever calls has seen to it that they may. Each does nothing, and keeps no entry, where it was done before. */
export interface Revoking {
  /** The device is one of ours no longer: its shifts end, and its browser is told when it next asks. */
  device(device: DeviceId, by: AuditActor): Promise<void>
  /** The member leaves the team, on all devices. The store's decisions are the caller's to tell. */
  member(member: MemberId, by: AuditActor): Promise<void>
  /** The member of the shift is signed out. */
  shift(shift: { readonly id: ShiftId; readonly member: MemberId }, by: AuditActor): Promise<void>
}

export function createRevoking({ storage, sessions, clock }: RevokingParts): Revoking {
  return {
    async device(id, by) {
      const found = await storage.devices.find(id)
      const store = found && (await storage.directory.store(found.store))
      if (!store) return
      const entry = entryOf({ retailer: store.retailer, store: store.id, by, action: 'deviceRevoked', subject: id })
      sessions.ended(await storage.devices.revoke(id, entry.at, entry))
    },

    async member(id, by) {
      const entry = await aboutMember(id, by, 'memberRemoved')
      if (entry) sessions.ended(await storage.setUp.removeMember(id, entry.at, entry))
    },

    async shift({ id, member }, by) {
      const entry = await aboutMember(member, by, 'shiftRevoked')
      await sessions.end(id)
      if (entry) await storage.audit.record(entry)
    },
  }

  async function aboutMember(id: MemberId, by: AuditActor, action: AuditAction): Promise<NewAuditEntry | null> {
    const member = await storage.directory.member(id)
    const store = member && (await storage.directory.store(member.store))
    return store && entryOf({ retailer: store.retailer, store: store.id, by, action, subject: id })
  }

  function entryOf(what: Omit<NewAuditEntry, 'at' | 'details'>): NewAuditEntry {
    return { ...what, at: Math.floor(clock.now()), details: {} }
  }
}
