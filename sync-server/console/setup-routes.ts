/** The first set-up of an empty server, for whoever has the one-time link that it printed. */
import type { MemberId, RetailerId, StoreId } from '../../src/identifiers.ts'
import { ConsoleSession, LinkToken, SetUp } from '../../src/protocol/console-entry.ts'
import { alwaysOpen } from '../../src/protocol/hours.ts'
import { isTimeZone } from '../hours/mistakes.ts'
import { answers, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { tokenHash } from '../http/secrets.ts'
import type { App } from '../http/typed.ts'
import { hashPin } from '../members/pin.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import type { FirstSetUp } from '../storage/set-up.ts'
import { refuseWeakPassword } from './account-routes.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy } from './console-sessions.ts'
import { refuseGuessedPin } from './member-routes.ts'
import { outOfBounds, plainName } from './names.ts'
import { hashPassword } from './password.ts'
import { linkOver } from './password-link-routes.ts'
import { readCurrency, readLocale } from './retailer-routes.ts'
import { consoleSessionOf, loginOf, setsConsoleCookie } from './session-routes.ts'
import { usualIdleLockMs } from './store-routes.ts'

export function setupRoutes(app: App, parts: ConsoleParts): void {
  const { storage, hours, clock, rates, teamChanged, consoleSessions, newIdentifier, randomToken } = parts
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })
  app.addHook('preHandler', refuseUnprintable)

  app.post(
    '/setup/link',
    {
      schema: {
        operationId: 'readSetupLink',
        tags: ['Console'],
        summary: 'Is the link to set this server up still good?',
        body: LinkToken,
        response: answers({ 204: { description: 'It is' } }, [...withBody, 'wrong-origin', 'link-over']),
      },
    },
    async (request, reply): Promise<void> => {
      await requireGood(request.body.token)
      reply.code(204)
    },
  )

  app.post(
    '/setup',
    {
      schema: {
        operationId: 'setUp',
        tags: ['Console'],
        summary: 'Set up an empty server',
        description:
          'The retailer, its first store and its first admin, wholly or not at all; it uses the link up. Everything after that is done in the console, which the answer’s cookie lets in to.',
        body: SetUp,
        response: answers({ 201: { description: 'In the console now', schema: ConsoleSession, headers: setsConsoleCookie } }, [
          ...withBody,
          'wrong-origin',
          'link-over',
        ]),
      },
    },
    async (request, reply): Promise<ConsoleSession> => {
      const { token, ...asked } = request.body
      await requireGood(token)
      const first = await firstOf(asked)
      const who = { member: { ...first.admin, role: 'admin' as const }, ...first }
      const at = clock.now()
      const entries = [
        entryBy(who, at, 'retailerSetUp', first.retailer.id, {}, null),
        entryBy(who, at, 'storeAdded', first.store.id),
        entryBy(who, at, 'memberAdded', first.admin.id, { role: 'admin' }),
      ]
      if (!(await storage.setUp.begin(first, tokenHash(token), ...entries))) throw linkOver()
      await teamChanged(first.store.id)
      await hours.changed(first.store.id)
      await consoleSessions.enter(request, reply, who, 'setUp')
      reply.code(201)
      return consoleSessionOf(who)
    },
  )

  async function requireGood(token: string): Promise<void> {
    const link = await storage.oneTimeLinks.find(tokenHash(token))
    if (!link || link.member !== null || link.expiresAt <= clock.now()) throw linkOver()
  }

  async function firstOf({ retailer, admin, store }: Omit<SetUp, 'token'>): Promise<FirstSetUp> {
    const ids = { retailer: newIdentifier() as RetailerId, store: newIdentifier() as StoreId, admin: newIdentifier() as MemberId }
    const login = loginOf(admin.login)
    const name = plainName(admin.name, 'admin.name')
    const retailerName = plainName(retailer.name, 'retailer.name')
    refuseGuessedPin(admin.pin, 'admin.pin')
    const { timeZone } = store
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw outOfBounds('store.timeZone', 'is no time zone that this server knows')
    }
    const about = { member: { name }, account: { login }, retailer: { name: retailerName } }
    refuseWeakPassword(admin.password, about, 'admin.password')
    return {
      retailer: {
        id: ids.retailer,
        name: retailerName,
        locale: readLocale(retailer.locale, 'retailer.locale'),
        currency: readCurrency(retailer.currency, 'retailer.currency'),
        signingSecret: randomToken(),
        allowedSites: [],
        isDemo: false,
      },
      store: { id: ids.store, retailer: ids.retailer, name: plainName(store.name, 'store.name'), idleLockMs: usualIdleLockMs },
      hours:
        timeZone === undefined
          ? null
          : { store: ids.store, hours: { ...alwaysOpen, timeZone }, changedAt: Math.floor(clock.now()) },
      admin: {
        id: ids.admin,
        store: ids.store,
        name,
        role: 'admin',
        pinHash: await hashPin(admin.pin),
        language: null,
        removedAt: null,
      },
      account: { member: ids.admin, login, passwordHash: await hashPassword(admin.password) },
    }
  }
}
