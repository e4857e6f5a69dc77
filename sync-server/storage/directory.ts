/** Who there is: retailers, their stores, and the members of each team. */
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import type { Language } from '../../src/protocol/staff.ts'

export interface Retailer {
  readonly id: RetailerId
  readonly name: string
  /** BCP 47, for dates and prices: `en-GB`. */
  readonly locale: string
  /** ISO 4217. */
  readonly currency: string
  /** Signs shoppers' identity tokens (HS256); at least 32 bytes, base64url. */
  readonly signingSecret: string
  /** Origins (`https://shop.example`) whose pages may carry the widget. */
  readonly allowedSites: readonly string[]
  readonly isDemo: boolean
}
export interface Store {
  readonly id: StoreId
  readonly retailer: RetailerId
  readonly name: string
  /** A tablet that nobody touches for so long locks itself (milliseconds). */
  readonly idleLockMs: number
}
export interface DirectoryMember {
  readonly id: MemberId
  readonly store: StoreId
  readonly name: string
  readonly role: 'associate' | 'manager' | 'admin'
  /** scrypt, with its salt and cost: see members/pin.ts. */
  readonly pinHash: string
  /** The one they chose for the staff app; `null`: they follow the browser. */
  readonly language: Language | null
  /** When they left the team; `null` for whoever is on it. Their name stays, because chats of theirs do. */
  readonly removedAt: number | null
}

export interface Directory {
  addRetailer(retailer: Retailer): Promise<void>
  addStore(store: Store): Promise<void>
  addMember(member: DirectoryMember): Promise<void>
  retailers(): Promise<readonly Retailer[]>
  stores(retailer: RetailerId): Promise<readonly Store[]>
  retailer(id: RetailerId): Promise<Retailer | null>
  store(id: StoreId): Promise<Store | null>
  /** Those on the team now. */
  members(store: StoreId): Promise<readonly DirectoryMember[]>
  /** Those who have left included: their names stand at what they did. */
  everybody(store: StoreId): Promise<readonly DirectoryMember[]>
  /** Those who have left included. */
  member(id: MemberId): Promise<DirectoryMember | null>
  /** Rejects where there is no such member. */
  chooseLanguage(member: MemberId, language: Language | null): Promise<void>
}
