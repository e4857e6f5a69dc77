/** One's own account in the console: the password and the passkeys. */
import { Type } from 'typebox'
import { ChangePassword, ConsoleAccount, PasskeyOptions, PasskeyRegistration } from '../../src/protocol/console-entry.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy, type Manager } from './console-sessions.ts'
import { managerOf } from './in-console.ts'
import { outOfBounds, plainName } from './names.ts'
import { hashPassword, isPasswordRight, passwordWeakness } from './password.ts'

const always = ['not-signed-in', 'wrong-origin'] as const
const WhichPasskey = Type.Object({
  passkey: Type.String({ pattern: '^[A-Za-z0-9_-]{1,1400}$', description: 'The credential’s identifier' }),
})

/** Needs a scope that requires a manager. */
export function accountRoutes(app: App, { storage, clock, passkeys, waits }: ConsoleParts): void {
  const { accounts } = storage
  app.addHook('preHandler', refuseUnprintable)

  app.get(
    '/console/account',
    {
      schema: {
        operationId: 'readConsoleAccount',
        tags: ['Console'],
        summary: 'Your own account',
        security: byConsole,
        response: answers({ 200: { description: 'The account', schema: ConsoleAccount } }, ['not-signed-in']),
      },
    },
    async (request) => accountOf(managerOf(request)),
  )

  app.put(
    '/console/account/password',
    {
      schema: {
        operationId: 'changeConsolePassword',
        tags: ['Console'],
        summary: 'Change your password',
        description: 'Ends your other sessions in the console. A wrong present password counts as a wrong sign-in.',
        security: byConsole,
        body: ChangePassword,
        response: answers({ 204: { description: 'The new one holds' } }, [...withBody, ...always, 'wrong-password']),
      },
    },
    async (request, reply): Promise<void> => {
      const manager = managerOf(request)
      const { account, session, member } = manager
      const { current, password } = request.body
      if (account.passwordHash !== null) {
        const retryAfterMs = waits.begin(account.login, request.ip)
        if (retryAfterMs > 0) {
          throw new ProblemReply('too-many-requests', 'After several wrong passwords, please wait a while.', { retryAfterMs })
        }
        if (!(await isPasswordRight(current ?? '', account.passwordHash))) {
          throw new ProblemReply('wrong-password', 'This is not your present password, so nothing was changed. Try again.')
        }
        waits.right(account.login, request.ip)
      }
      refuseWeakPassword(password, manager)
      await accounts.put(
        { ...account, passwordHash: await hashPassword(password) },
        entryBy(manager, clock.now(), 'accountChanged', member.id, { what: 'password' }),
      )
      await accounts.endSessions(member.id, session.id)
      reply.code(204)
    },
  )

  app.post(
    '/console/account/passkey-challenge',
    {
      schema: {
        operationId: 'beginAddingPasskey',
        tags: ['Console'],
        summary: 'Begin to add a passkey',
        security: byConsole,
        response: answers({ 200: { description: 'For `navigator.credentials.create`', schema: PasskeyOptions } }, [...always]),
      },
    },
    async (request) => passkeys.beginAdding(request, managerOf(request)),
  )

  app.post(
    '/console/account/passkeys',
    {
      schema: {
        operationId: 'addPasskey',
        tags: ['Console'],
        summary: 'Add a passkey',
        security: byConsole,
        body: PasskeyRegistration,
        response: answers({ 201: { description: 'The account with it', schema: ConsoleAccount } }, [
          ...withBody,
          ...always,
          'passkey-refused',
        ]),
      },
    },
    async (request, reply): Promise<ConsoleAccount> => {
      const manager = managerOf(request)
      const named = { ...request.body, name: plainName(request.body.name, 'name') }
      const passkey = await passkeys.add(request, manager, named)
      await accounts.addPasskey(passkey, entryBy(manager, clock.now(), 'passkeyAdded', manager.member.id))
      reply.code(201)
      return accountOf(manager)
    },
  )

  app.delete(
    '/console/account/passkeys/:passkey',
    {
      schema: {
        operationId: 'removePasskey',
        tags: ['Console'],
        summary: 'Remove a passkey',
        description: 'The last way in cannot be removed: choose a password first.',
        security: byConsole,
        params: WhichPasskey,
        response: answers({ 200: { description: 'The account without it', schema: ConsoleAccount } }, [
          'malformed-request',
          'out-of-bounds',
          ...always,
          'not-found',
        ]),
      },
    },
    async (request): Promise<ConsoleAccount> => {
      const manager = managerOf(request)
      const mine = await accounts.passkeys(manager.member.id)
      const { passkey } = request.params
      if (!mine.some(({ id }) => id === passkey)) throw new ProblemReply('not-found', 'You have no such passkey.')
      if (mine.length === 1 && manager.account.passwordHash === null) {
        throw outOfBounds('passkey', 'is your only way in; choose a password first')
      }
      await accounts.removePasskey(passkey, entryBy(manager, clock.now(), 'passkeyRemoved', manager.member.id))
      return accountOf(manager)
    },
  )

  async function accountOf({ member, account }: Manager): Promise<ConsoleAccount> {
    const mine = await accounts.passkeys(member.id)
    return {
      login: account.login,
      hasPassword: account.passwordHash !== null,
      passkeys: mine.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    }
  }
}

/** Throws `out-of-bounds` with the reason. */
export function refuseWeakPassword(
  password: string,
  { member, account, retailer }: { member: { name: string }; account: { login: string }; retailer: { name: string } },
  at = 'password',
): void {
  const weakness = passwordWeakness(password, [member.name, account.login, retailer.name])
  if (weakness !== null) throw outOfBounds(at, weakness)
}
