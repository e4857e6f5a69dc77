/** Choosing a password with a one-time link: for whoever is new to the console, or was locked out. */
import { ChoosePassword, LinkToken, PasswordLink } from '../../src/protocol/console-entry.ts'
import { answers, withBody } from '../http/description.ts'
import { ProblemReply } from '../http/problem.ts'
import { tokenHash } from '../http/secrets.ts'
import type { App } from '../http/typed.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import { refuseWeakPassword } from './account-routes.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy, type Manager } from './console-sessions.ts'
import { hashPassword } from './password.ts'

export function passwordLinkRoutes(app: App, { storage, clock, rates, consoleSessions }: ConsoleParts): void {
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })

  app.post(
    '/console/password-link',
    {
      schema: {
        operationId: 'readPasswordLink',
        tags: ['Console'],
        summary: 'Whose password a one-time link is for',
        description: 'In a body, because addresses are logged and kept by browsers.',
        body: LinkToken,
        response: answers({ 200: { description: 'Whose', schema: PasswordLink } }, [...withBody, 'wrong-origin', 'link-over']),
      },
    },
    async (request): Promise<PasswordLink> => {
      const { member, account } = await whose(request.body.token)
      return { name: member.name, login: account.login }
    },
  )

  app.post(
    '/console/password-link/password',
    {
      schema: {
        operationId: 'choosePassword',
        tags: ['Console'],
        summary: 'Choose a password with a one-time link',
        description: 'Uses the link up and ends every session of the account. Sign in with it afterwards.',
        body: ChoosePassword,
        response: answers({ 204: { description: 'The password holds' } }, [...withBody, 'wrong-origin', 'link-over']),
      },
    },
    async (request, reply): Promise<void> => {
      const { token, password } = request.body
      const who = await whose(token)
      refuseWeakPassword(password, who)
      const entry = entryBy(who, clock.now(), 'accountChanged', who.member.id, { what: 'password', by: 'link' })
      if (!(await storage.accounts.choosePassword(tokenHash(token), await hashPassword(password), entry))) throw linkOver()
      reply.code(204)
    },
  )

  async function whose(token: string): Promise<Omit<Manager, 'session'>> {
    const link = await storage.oneTimeLinks.find(tokenHash(token))
    const isGood = link !== null && link.member !== null && link.expiresAt > clock.now()
    const who = isGood ? await consoleSessions.lookUp(link.member) : null
    if (!who) throw linkOver()
    return who
  }
}

export function linkOver(): ProblemReply {
  return new ProblemReply('link-over', 'This link was used already, has expired, or was replaced. Ask for a new one.')
}
