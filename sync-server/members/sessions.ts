/** Shifts: who is signed in on which device. HTTP and the sockets find them here by the session's cookie. */
import { fastifyCookie } from '@fastify/cookie'
import type { DeviceId, ShiftId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import { tokenHash } from '../http/secrets.ts'
import type { DirectoryMember, Retailer, Store } from '../storage/directory.ts'
import type { Shift } from '../storage/shifts.ts'
import type { ChatStorage } from '../storage/storage.ts'

export const sessionCookie = 'shopbell_session'
/** A shift ends by itself after so long. */
export const shiftLifeMs = 16 * 3_600_000

/** A shift that is under way, and everything that it stands for. */
export interface SignedIn {
  readonly shift: Shift
  readonly member: DirectoryMember
  readonly store: Store
  readonly retailer: Retailer
}

export interface Sessions {
  /** By the request's whole `Cookie` header. `null` for no cookie, an unknown one, or a shift that has ended. */
  find(cookieHeader: string | undefined): Promise<SignedIn | null>
  /** By the session's token alone, which the cookie carries. */
  findByToken(token: string): Promise<SignedIn | null>
  /** Starts a shift. The token goes into the cookie and is not kept. */
  start(who: Omit<SignedIn, 'shift'>, device: DeviceId): Promise<{ readonly token: string; readonly signedIn: SignedIn }>
  /** Ends a shift, and tells the listeners once that is durable. */
  end(shift: ShiftId): Promise<void>
  /** Tells the listeners of shifts that something else has ended, such as the revocation of their device. */
  ended(shifts: readonly ShiftId[]): void
  /** For those who hold something for a shift, such as its sockets. Returns how to stop listening. */
  onEnd(listener: (shift: ShiftId) => void): () => void
  /** For those who hold something for whoever had the device before. Returns how to stop listening. */
  onStart(listener: (shift: Shift) => void): () => void
  /** Forgets the shifts that have expired. */
  sweep(): Promise<void>
}

export interface SessionParts {
  readonly storage: ChatStorage
  readonly clock: Clock
  readonly newIdentifier: () => string
  readonly randomToken: () => string
}

export function createSessions({ storage, clock, newIdentifier, randomToken }: SessionParts): Sessions {
  const listeners = new Set<(shift: ShiftId) => void>()
  const startListeners = new Set<(shift: Shift) => void>()
  const now = () => Math.floor(clock.now())

  async function findByToken(token: string): Promise<SignedIn | null> {
    const shift = await storage.shifts.find(tokenHash(token))
    if (!shift || shift.expiresAt <= now()) return null
    const member = await storage.directory.member(shift.member)
    // Who was taken off the team in the very moment in which they signed in has a shift that nobody ended.
    if (member?.removedAt !== null) return null
    const store = await storage.directory.store(member.store)
    const retailer = store && (await storage.directory.retailer(store.retailer))
    return retailer ? { shift, member, store, retailer } : null
  }

  function ended(shifts: readonly ShiftId[]): void {
    for (const shift of shifts) for (const listener of listeners) listener(shift)
  }

  return {
    async find(cookieHeader) {
      const token = tokenIn(cookieHeader)
      return token === null ? null : findByToken(token)
    },
    findByToken,

    async start(who, device) {
      const token = randomToken()
      const startedAt = now()
      const shift: Shift = {
        id: newIdentifier() as ShiftId,
        tokenHash: tokenHash(token),
        member: who.member.id,
        device,
        startedAt,
        expiresAt: startedAt + shiftLifeMs,
        lockedAt: null,
      }
      await storage.shifts.start(shift)
      for (const listener of startListeners) listener(shift)
      return { token, signedIn: { ...who, shift } }
    },

    async end(shift) {
      await storage.shifts.end(shift, now())
      ended([shift])
    },
    ended,

    onEnd(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    onStart(listener) {
      startListeners.add(listener)
      return () => startListeners.delete(listener)
    },

    sweep: () => storage.shifts.sweep(now()),
  }
}

function tokenIn(cookieHeader: string | undefined): string | null {
  return (cookieHeader === undefined ? undefined : fastifyCookie.parse(cookieHeader)[sessionCookie]) || null
}
