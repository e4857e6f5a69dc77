/** Who is in the console. Apart from shifts: another cookie, sent to the console's own routes only, and no device. */
import { fastifyCookie } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MemberId } from '../../src/identifiers.ts'
import type { Clock } from '../clock.ts'
import { tokenHash } from '../http/secrets.ts'
import type { Account, ConsoleSession } from '../storage/accounts.ts'
import type { AuditAction, NewAuditEntry } from '../storage/audit-trail.ts'
import type { DirectoryMember, Retailer, Store } from '../storage/directory.ts'
import type { Storage } from '../storage/storage.ts'

export const consoleCookie = 'shopbell_console'
const consoleLifeMs = 12 * 3_600_000

/** A manager or an admin in the console, and everything that they stand for. */
export interface Manager {
  readonly session: ConsoleSession
  readonly member: DirectoryMember & { readonly role: 'manager' | 'admin' }
  readonly store: Store
  readonly retailer: Retailer
  readonly account: Account
}

export interface ConsoleSessions {
  /** `null` for no cookie, an unknown one, an expired session, and whoever may not be in the console any more. */
  find(request: FastifyRequest): Promise<Manager | null>
  /** Who this is, where they may be in the console. */
  lookUp(member: MemberId): Promise<Omit<Manager, 'session'> | null>
  /** Starts a session in place of the browser's own one before, sets its cookie, and records how they came in. */
  enter(
    request: FastifyRequest,
    reply: FastifyReply,
    who: Omit<Manager, 'session'>,
    by: 'password' | 'passkey' | 'setUp',
  ): Promise<void>
  leave(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

interface ConsoleSessionParts {
  readonly storage: Storage
  readonly clock: Clock
  readonly newIdentifier: () => string
  readonly randomToken: () => string
}

export function createConsoleSessions({ storage, clock, newIdentifier, randomToken }: ConsoleSessionParts): ConsoleSessions {
  const now = () => Math.floor(clock.now())

  async function sessionOf({ headers }: FastifyRequest): Promise<ConsoleSession | null> {
    const token = fastifyCookie.parse(headers.cookie ?? '')[consoleCookie]
    const session = token ? await storage.accounts.session(tokenHash(token)) : null
    return session && session.expiresAt > now() ? session : null
  }

  async function lookUp(id: MemberId): Promise<Omit<Manager, 'session'> | null> {
    const [member, account] = await Promise.all([storage.directory.member(id), storage.accounts.ofMember(id)])
    if (!member || !account || member.removedAt !== null || member.role === 'associate') return null
    const store = await storage.directory.store(member.store)
    const retailer = store && (await storage.directory.retailer(store.retailer))
    return retailer ? { member: { ...member, role: member.role }, store, retailer, account } : null
  }

  return {
    lookUp,

    async find(request) {
      const session = await sessionOf(request)
      const who = session && (await lookUp(session.member))
      return who ? { session, ...who } : null
    },

    async enter(request, reply, who, by) {
      const before = await sessionOf(request)
      if (before) await storage.accounts.endSession(before.id)
      const token = randomToken()
      const startedAt = now()
      const session: ConsoleSession = {
        id: newIdentifier(),
        tokenHash: tokenHash(token),
        member: who.member.id,
        startedAt,
        expiresAt: startedAt + consoleLifeMs,
      }
      await storage.accounts.startSession(session, entryBy(who, startedAt, 'consoleEntered', who.member.id, { by }))
      reply.setCookie(consoleCookie, token, { ...cookieFor(request), maxAge: consoleLifeMs / 1_000 })
    },

    async leave(request, reply) {
      const session = await sessionOf(request)
      if (session) await storage.accounts.endSession(session.id)
      reply.clearCookie(consoleCookie, cookieFor(request))
    },
  }
}

function cookieFor({ protocol }: FastifyRequest) {
  return { path: '/api/v1/console', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const
}

/** The audit trail's entry for what somebody in the console does; it belongs to their own store unless told otherwise. */
export function entryBy(
  { member, retailer }: Pick<Manager, 'member' | 'retailer'>,
  at: number,
  action: AuditAction,
  subject: string,
  details: NewAuditEntry['details'] = {},
  store: Store['id'] | null = member.store,
): NewAuditEntry {
  return { at: Math.floor(at), retailer: retailer.id, store, by: { is: 'member', member: member.id }, action, subject, details }
}
