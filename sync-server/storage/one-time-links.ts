/** Links that work once: for the first set-up, and for a password that was forgotten. */
import type { MemberId } from '../../src/identifiers.ts'
import type { NewAuditEntry } from './audit-trail.ts'

/** Lets in, once, whoever has it: to set up an empty server, or to choose the password of an account. */
export interface OneTimeLink {
  /** SHA-256 (hex) of the link's token. */
  readonly tokenHash: string
  /** Whose password; `null` for the set-up. */
  readonly member: MemberId | null
  readonly expiresAt: number
}
export interface OneTimeLinks {
  /** In place of the one that there was for the same member, or for the set-up. */
  offer(link: OneTimeLink, ...entries: readonly NewAuditEntry[]): Promise<void>
  find(tokenHash: string): Promise<OneTimeLink | null>
  /** Forgets those that expired before `now`. */
  sweep(now: number): Promise<void>
}
