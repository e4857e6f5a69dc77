/** Where browsers are reached while no page of theirs is open. */
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'

/** A browser's address with its push service, bound to one device and one shift, and gone with that shift. */
export interface PushSubscription {
  readonly endpoint: string
  readonly shift: ShiftId
  readonly device: DeviceId
  /** The browser's public key and secret (RFC 8291), base64url. */
  readonly p256dh: string
  readonly auth: string
  /** When the shift was first reachable by push; a renewed address does not change it. */
  readonly boundAt: number
  /** RE1: its last push was not received. */
  readonly isSilent: boolean
}

/** A subscription, and what its shift says of it. */
export interface BoundSubscription extends PushSubscription {
  readonly member: MemberId
  readonly store: StoreId
  readonly expiresAt: number
}

/** The key pair by which push services know this server (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

export interface PushSubscriptions {
  /** Keeps these keys where there are none yet; resolves to those that are kept, whoever brought them. */
  keepKeys(fresh: VapidKeys): Promise<VapidKeys>
  /** In place of whatever its shift, its device or its endpoint was bound to before. Rejects where there is no such shift. */
  bind(subscription: PushSubscription): Promise<void>
  /** Nothing happens where the endpoint is bound no more. */
  setSilent(endpoint: string, isSilent: boolean): Promise<void>
  drop(endpoint: string): Promise<void>
  /** The earliest bound first. */
  all(): Promise<readonly BoundSubscription[]>
}
