/** Into the console and out of it: with e-mail and password, or with a passkey. */
import { ConsoleSession, ConsoleSignIn, PasskeyAssertion, PasskeyOptions } from '../../src/protocol/console-entry.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import type { ConsoleParts } from './console-parts.ts'
import type { Manager } from './console-sessions.ts'
import { notInConsole } from './in-console.ts'
import { isPasswordRight } from './password.ts'

export const setsConsoleCookie = { 'Set-Cookie': { type: 'string', description: 'The console’s cookie' } } as const
const entered = { 201: { description: 'In the console now', schema: ConsoleSession, headers: setsConsoleCookie } }

export function consoleSessionRoutes(app: App, { storage, consoleSessions, passkeys, waits, rates }: ConsoleParts): void {
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })

  app.post(
    '/console/session',
    {
      schema: {
        operationId: 'enterConsole',
        tags: ['Console'],
        summary: 'Sign in to the console',
        description:
          'Sets the console’s cookie (`HttpOnly`, `SameSite=Strict`, 12 hours, for the console’s own routes). Three wrong passwords are free; after that each costs a wait that doubles, for this account from this address only.',
        body: ConsoleSignIn,
        response: answers(entered, [...withBody, 'wrong-password', 'wrong-origin']),
      },
    },
    async (request, reply): Promise<ConsoleSession> => {
      const login = loginOf(request.body.login)
      const waitMs = waits.begin(login, request.ip)
      if (waitMs > 0) {
        throw new ProblemReply('too-many-requests', `After several wrong passwords, please wait ${inWords(waitMs)}.`, {
          retryAfterMs: waitMs,
        })
      }
      const account = await storage.accounts.byLogin(login)
      const isRight = await isPasswordRight(request.body.password, account?.passwordHash ?? null)
      const who = isRight && account ? await consoleSessions.lookUp(account.member) : null
      if (!who) {
        const retryAfterMs = waits.waitFor(login, request.ip)
        const wait = retryAfterMs > 0 ? `Wait ${inWords(retryAfterMs)} before the next try.` : 'Try again.'
        throw new ProblemReply(
          'wrong-password',
          `This e-mail address and this password do not belong together. ${wait}`,
          retryAfterMs > 0 ? { retryAfterMs } : {},
        )
      }
      waits.right(login, request.ip)
      await consoleSessions.enter(request, reply, who, 'password')
      reply.code(201)
      return consoleSessionOf(who)
    },
  )

  app.post(
    '/console/session/passkey-challenge',
    {
      schema: {
        operationId: 'beginPasskeySignIn',
        tags: ['Console'],
        summary: 'Begin to sign in with a passkey',
        response: answers({ 200: { description: 'For `navigator.credentials.get`', schema: PasskeyOptions } }, ['wrong-origin']),
      },
    },
    async (request) => passkeys.beginSignIn(request),
  )

  app.post(
    '/console/session/passkey',
    {
      schema: {
        operationId: 'enterConsoleWithPasskey',
        tags: ['Console'],
        summary: 'Sign in to the console with a passkey',
        body: PasskeyAssertion,
        response: answers(entered, [...withBody, 'passkey-refused', 'wrong-origin']),
      },
    },
    async (request, reply): Promise<ConsoleSession> => {
      const passkey = await passkeys.signIn(request, request.body)
      const who = await consoleSessions.lookUp(passkey.member)
      if (!who) throw new ProblemReply('passkey-refused', 'Whose passkey this is may not be in the console any more.')
      await consoleSessions.enter(request, reply, who, 'passkey')
      reply.code(201)
      return consoleSessionOf(who)
    },
  )

  app.get(
    '/console/session',
    {
      schema: {
        operationId: 'readConsoleSession',
        tags: ['Console'],
        summary: 'Who is in the console here',
        security: byConsole,
        response: answers({ 200: { description: 'Who it is', schema: ConsoleSession } }, ['not-signed-in']),
      },
    },
    async (request): Promise<ConsoleSession> => {
      const manager = await consoleSessions.find(request)
      if (!manager) throw notInConsole()
      return consoleSessionOf(manager)
    },
  )

  app.delete(
    '/console/session',
    {
      schema: {
        operationId: 'leaveConsole',
        tags: ['Console'],
        summary: 'Sign out of the console',
        description: 'Also answers 204 where nobody is in it.',
        security: byConsole,
        response: answers({ 204: { description: 'Nobody is in the console here now' } }, ['wrong-origin']),
      },
    },
    async (request, reply): Promise<void> => {
      await consoleSessions.leave(request, reply)
      reply.code(204)
    },
  )
}

/** As logins are kept. */
export const loginOf = (typed: string): string => typed.trim().normalize('NFC').toLowerCase()

export function consoleSessionOf({ member, store, retailer, account }: Omit<Manager, 'session'>): ConsoleSession {
  return {
    member: { id: member.id, name: member.name, role: member.role },
    store: { id: store.id, name: store.name },
    retailer: { id: retailer.id, name: retailer.name, locale: retailer.locale, currency: retailer.currency },
    login: account.login,
  }
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return seconds === 1 ? 'a second' : `${seconds} seconds`
}
