/** Lets a member sign in again on a device that ten wrong PINs have locked for them. */
import type { DeviceId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import type { AuditActor } from '../storage/audit-trail.ts'
import type { DirectoryMember, Retailer } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'

export interface PinToUnlock {
  readonly device: DeviceId
  readonly member: Pick<DirectoryMember, 'id' | 'store'>
  readonly retailer: Pick<Retailer, 'id'>
  /** Whoever calls this has seen to it that they may. */
  readonly by: AuditActor
}

/** Also for fewer than ten: the next try waits for nothing. Does nothing, and keeps no entry, where no PIN was wrong. */
export async function unlockPin(
  { storage, clock }: { readonly storage: Storage; readonly clock: Clock },
  { device, member, retailer, by }: PinToUnlock,
): Promise<void> {
  if (!(await storage.pinTries.of(device, member.id))) return
  await storage.pinTries.clear(device, member.id, {
    at: Math.floor(clock.now()),
    retailer: retailer.id,
    store: member.store,
    by,
    action: 'pinUnlocked',
    subject: member.id,
    details: { device },
  })
}
