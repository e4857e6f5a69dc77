/** What a manager sets up: changes of the directory, each with its entry in the audit trail. */
import type { MemberId, RetailerId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { Account } from './accounts.ts'
import type { NewAuditEntry } from './audit-trail.ts'
import type { DirectoryMember, Retailer, Store } from './directory.ts'
import type { KeptHours } from './hours.ts'

/** Changes of who there is, each with the audit trail's entries in the same commit. */
export interface SetUp {
  /**
   * Makes a retailer with its first store, first admin and their account out of the one-time link of this hash, wholly or not at
   * all. Resolves to whether the link was still there to be used.
   */
  begin(first: FirstSetUp, linkHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  addRetailer(retailer: Retailer, ...entries: readonly NewAuditEntry[]): Promise<void>
  addStore(store: Store, ...entries: readonly NewAuditEntry[]): Promise<void>
  addMember(member: DirectoryMember, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** What is left out stays. Rejects where there is no such retailer; so do the next two. */
  changeRetailer(id: RetailerId, change: RetailerChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  changeStore(id: StoreId, change: StoreChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  changeMember(id: MemberId, change: MemberChange, ...entries: readonly NewAuditEntry[]): Promise<void>
  /**
   * Takes a member off the team: their shifts, account, passkeys, console sessions and wrong PINs go in the same commit. Resolves
   * to the shifts that this ended; does nothing, and keeps no entry, where they had gone before.
   */
  removeMember(id: MemberId, at: number, ...entries: readonly NewAuditEntry[]): Promise<readonly ShiftId[]>
}

export interface FirstSetUp {
  readonly retailer: Retailer
  readonly store: Store
  /** `null`: nobody has said where it is; it is always open, by the clock of UTC. */
  readonly hours: KeptHours | null
  readonly admin: DirectoryMember
  readonly account: Account
}
type RetailerChange = Partial<Pick<Retailer, 'name' | 'locale' | 'currency' | 'signingSecret' | 'allowedSites'>>
type StoreChange = Partial<Pick<Store, 'name' | 'idleLockMs'>>
type MemberChange = Partial<Pick<DirectoryMember, 'name' | 'role' | 'pinHash'>>
