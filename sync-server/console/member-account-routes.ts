/** Whether a manager or an admin can get into the console: accounts are given, and taken away, by those above or beside them. */
import { OfferAccount } from '../../src/protocol/console.ts'
import { OfferedLink } from '../../src/protocol/console-entry.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import { tokenHash } from '../http/secrets.ts'
import type { App } from '../http/typed.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy } from './console-sessions.ts'
import { managerOf } from './in-console.ts'
import { WhichMember } from './member-routes.ts'
import { refuseLastAdmin } from './member-rows.ts'
import { loginOf } from './session-routes.ts'

/** Long enough to be sent by post within a shop, and no longer. */
export const passwordLinkLifeMs = 3 * 86_400_000

const refusals = ['not-signed-in', 'not-yours', 'wrong-origin', 'unknown-member'] as const

/** Needs a scope that requires a manager. */
export function memberAccountRoutes(app: App, { storage, clock, reach, randomToken }: ConsoleParts): void {
  app.addHook('preHandler', refuseUnprintable)

  app.put(
    '/console/members/:member/account',
    {
      schema: {
        operationId: 'offerAccount',
        tags: ['Console'],
        summary: 'Give a manager or an admin a way into the console',
        description:
          'The answer has a one-time link’s token, good for three days, with which they choose their password. Whoever has an account keeps their old password until they do.',
        security: byConsole,
        params: WhichMember,
        body: OfferAccount,
        response: answers({ 200: { description: 'The link; it is told once', schema: OfferedLink } }, [
          ...withBody,
          ...refusals,
          'login-taken',
        ]),
      },
    },
    async (request): Promise<OfferedLink> => {
      const manager = managerOf(request)
      const member = await reach.memberToChange(manager, request.params.member)
      if (member.role === 'associate') {
        throw new ProblemReply('not-yours', 'The console is for managers and admins. Give them that role first.')
      }
      const login = loginOf(request.body.login)
      const [taken, before] = await Promise.all([storage.accounts.byLogin(login), storage.accounts.ofMember(member.id)])
      if (taken && taken.member !== member.id) {
        throw new ProblemReply('login-taken', 'Another account has this e-mail address. Take another one.')
      }
      const at = clock.now()
      const entry = (what: string) => entryBy(manager, at, 'accountChanged', member.id, { what }, member.store)
      if (before?.login !== login) {
        await storage.accounts.put({ member: member.id, login, passwordHash: before?.passwordHash ?? null }, entry('login'))
      }
      const token = randomToken()
      const expiresAt = Math.floor(at) + passwordLinkLifeMs
      await storage.oneTimeLinks.offer({ tokenHash: tokenHash(token), member: member.id, expiresAt }, entry('link'))
      return { token, expiresAt }
    },
  )

  app.delete(
    '/console/members/:member/account',
    {
      schema: {
        operationId: 'removeAccount',
        tags: ['Console'],
        summary: 'Take a member’s way into the console away',
        description: 'Their sessions there end at once, their passkeys are forgotten. On the team’s devices nothing changes.',
        security: byConsole,
        params: WhichMember,
        response: answers({ 204: { description: 'They have none' } }, ['malformed-request', ...refusals, 'last-admin']),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const member = await reach.memberToChange(manager, request.params.member)
      await refuseLastAdmin(storage, manager, member)
      await storage.accounts.remove(member.id, entryBy(manager, clock.now(), 'accountRemoved', member.id, {}, member.store))
      reply.code(204)
    },
  )
}
