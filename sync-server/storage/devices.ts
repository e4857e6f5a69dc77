/** The browsers that are enrolled, and the codes by which one can be. */
import type { DeviceId, MemberId, ShiftId, StoreId } from '../../src/identifiers.ts'
import type { BellCheck } from '../../src/protocol/push.ts'
import type { NewAuditEntry } from './audit-trail.ts'

/** An enrolled browser. It proves who it is with a key that never leaves it, at each sign-in. */
export interface Device {
  readonly id: DeviceId
  readonly store: StoreId
  /** Whose phone it is; `null` for a tablet that the whole team shares. */
  readonly owner: MemberId | null
  readonly name: string
  /** SHA-256 (hex) of the token in the device's cookie. */
  readonly tokenHash: string
  /** ECDSA on P-256, as base64url of the SubjectPublicKeyInfo; its private half cannot be read by anybody. */
  readonly publicKey: string
  readonly enrolledAt: number
  /** Whose code it was; `null` where the server enrolled it itself (demo data). */
  readonly enrolledBy: MemberId | null
  readonly lastSeenAt: number
  readonly revokedAt: number | null
}

/** A code with which one browser can be enrolled, once. */
export interface Enrolment {
  /** SHA-256 (hex) of the code. */
  readonly codeHash: string
  readonly store: StoreId
  readonly owner: MemberId | null
  readonly name: string
  readonly createdBy: MemberId
  readonly expiresAt: number
}

/** The last time that a device was rung on purpose, and what has come of it so far. */
export interface LastBellCheck {
  readonly device: DeviceId
  readonly startedBy: MemberId
  readonly check: BellCheck
}

export interface Devices {
  /** Replaces what the creator had offered and nobody has used. */
  offer(enrolment: Enrolment): Promise<void>
  enrolment(codeHash: string): Promise<Enrolment | null>
  /** Adds the device and uses the code up, in one commit. Resolves to whether the code was still there to be used. */
  enrol(device: Device, codeHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  /** Adds a device that needs no code: the server's own doing. */
  add(device: Device, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** Those revoked included. */
  find(id: DeviceId): Promise<Device | null>
  findByToken(tokenHash: string): Promise<Device | null>
  /** In the order of their enrolment, those revoked included. */
  ofStore(store: StoreId): Promise<readonly Device[]>
  rename(id: DeviceId, name: string, ...entries: readonly NewAuditEntry[]): Promise<void>
  /** One flush for all of them. */
  seen(ids: readonly DeviceId[], at: number): Promise<void>
  /**
   * The device is no longer one of ours, for ever; its shifts go in the same commit. Resolves to those; does nothing, and keeps
   * no entry, where it was revoked before.
   */
  revoke(id: DeviceId, at: number, ...entries: readonly NewAuditEntry[]): Promise<readonly ShiftId[]>
  /**
   * In place of what was kept of the device's last check, or of this one a step ago; does nothing where a later one has begun.
   * Rejects where there is no such device.
   */
  keepBellCheck(last: LastBellCheck): Promise<void>
  /** Of the store's devices, those revoked included. */
  bellChecks(store: StoreId): Promise<readonly LastBellCheck[]>
  /** Forgets codes that expired before `now`. */
  sweep(now: number): Promise<void>
}
