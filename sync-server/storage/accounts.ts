/** How managers and admins get into the console. */
import type { MemberId } from '../../src/identifiers.ts'
import type { NewAuditEntry } from './audit-trail.ts'

/** How a manager or an admin gets into the console; associates have none. */
export interface Account {
  readonly member: MemberId
  /** An e-mail address in lower case, unique on the server. */
  readonly login: string
  /** scrypt as a PIN's; `null` where a passkey is the only way in. */
  readonly passwordHash: string | null
}
/** A WebAuthn credential of an account. */
export interface Passkey {
  /** The credential's identifier, base64url. */
  readonly id: string
  readonly member: MemberId
  /** COSE, base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
}
/** A manager or an admin in the console, found by the SHA-256 (hex) of the cookie's token. */
export interface ConsoleSession {
  readonly id: string
  readonly tokenHash: string
  readonly member: MemberId
  readonly startedAt: number
  readonly expiresAt: number
}
export interface Accounts {
  /** Adds the account, or puts another login or password in place. */
  put(account: Account, ...entries: readonly NewAuditEntry[]): Promise<void>
  byLogin(login: string): Promise<Account | null>
  ofMember(member: MemberId): Promise<Account | null>
  /** The account, its passkeys and its sessions. */
  remove(member: MemberId, ...entries: readonly NewAuditEntry[]): Promise<void>
  addPasskey(passkey: Passkey, ...entries: readonly NewAuditEntry[]): Promise<void>
  passkey(id: string): Promise<Passkey | null>
  passkeys(member: MemberId): Promise<readonly Passkey[]>
  passkeyUsed(id: string, counter: number, at: number): Promise<void>
  removePasskey(id: string, ...entries: readonly NewAuditEntry[]): Promise<void>
  startSession(session: ConsoleSession, ...entries: readonly NewAuditEntry[]): Promise<void>
  session(tokenHash: string): Promise<ConsoleSession | null>
  endSession(id: string): Promise<void>
  /**
   * Uses up the one-time link of this hash: its member's account gets this password, and their sessions end. Resolves to whether
   * the link was still there to be used.
   */
  choosePassword(linkHash: string, passwordHash: string, ...entries: readonly NewAuditEntry[]): Promise<boolean>
  /** All of a member's but `except`, as after a change of password. */
  endSessions(member: MemberId, except: string | null): Promise<void>
  /** Removes those that expired before `now`. */
  sweep(now: number): Promise<void>
}
