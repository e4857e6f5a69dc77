/** The console's retailer: what it is called, which sites may carry its widget, and the secret that its server signs with. */
import { AllowedSites, ChangeRetailer, ManagedRetailer, SigningSecret } from '../../src/protocol/console.ts'
import { answers, byConsole, withBody } from '../http/description.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import type { App } from '../http/typed.ts'
import type { Retailer } from '../storage/directory.ts'
import { readSite } from './allowed-site.ts'
import type { ConsoleParts } from './console-parts.ts'
import { entryBy } from './console-sessions.ts'
import { adminOf, managerOf } from './in-console.ts'
import { outOfBounds, plainName } from './names.ts'

const forAdmins = ['not-signed-in', 'not-yours', 'wrong-origin'] as const

/** Needs a scope that requires a manager. */
export function retailerRoutes(app: App, { storage, clock, randomToken }: ConsoleParts): void {
  app.addHook('preHandler', refuseUnprintable)

  app.get(
    '/console/retailer',
    {
      schema: {
        operationId: 'readRetailer',
        tags: ['Console'],
        summary: 'Your retailer',
        security: byConsole,
        response: answers({ 200: { description: 'The retailer', schema: ManagedRetailer } }, ['not-signed-in']),
      },
    },
    async (request) => rowOf(managerOf(request).retailer),
  )

  app.put(
    '/console/retailer',
    {
      schema: {
        operationId: 'changeRetailer',
        tags: ['Console'],
        summary: 'Change the retailer’s name, language or currency',
        description: 'For admins. What is left out stays.',
        security: byConsole,
        body: ChangeRetailer,
        response: answers({ 200: { description: 'As it is now', schema: ManagedRetailer } }, [...withBody, ...forAdmins]),
      },
    },
    async (request): Promise<ManagedRetailer> => {
      const admin = adminOf(request)
      const { name, locale, currency } = request.body
      const change = {
        ...(name === undefined ? {} : { name: plainName(name, 'name') }),
        ...(locale === undefined ? {} : { locale: readLocale(locale, 'locale') }),
        ...(currency === undefined ? {} : { currency: readCurrency(currency, 'currency') }),
      }
      const entry = entryBy(admin, clock.now(), 'retailerChanged', admin.retailer.id, change, null)
      await storage.setUp.changeRetailer(admin.retailer.id, change, entry)
      return rowOf({ ...admin.retailer, ...change })
    },
  )

  app.put(
    '/console/retailer/allowed-sites',
    {
      schema: {
        operationId: 'allowSites',
        tags: ['Console'],
        summary: 'Which sites may carry the widget',
        description:
          'For admins. Origins: `https://shop.example`, and `http` on this machine only. The whole list, in its order.',
        security: byConsole,
        body: AllowedSites,
        response: answers({ 200: { description: 'As they are kept', schema: ManagedRetailer } }, [...withBody, ...forAdmins]),
      },
    },
    async (request): Promise<ManagedRetailer> => {
      const admin = adminOf(request)
      const sites = request.body.allowedSites.map((typed, nth) => {
        const site = readSite(typed)
        if (site === null) throw outOfBounds(`allowedSites[${nth}]`, 'is no site such as https://www.shop.example')
        return site
      })
      const allowedSites = [...new Set(sites)]
      const details = { allowedSites: allowedSites.join(' ') }
      const entry = entryBy(admin, clock.now(), 'retailerChanged', admin.retailer.id, details, null)
      await storage.setUp.changeRetailer(admin.retailer.id, { allowedSites }, entry)
      return rowOf({ ...admin.retailer, allowedSites })
    },
  )

  app.get(
    '/console/retailer/signing-secret',
    {
      schema: {
        operationId: 'readSigningSecret',
        tags: ['Console'],
        summary: 'The secret that signs shoppers’ identity tokens',
        description: 'For admins. It belongs on the retailer’s own server, and on no page.',
        security: byConsole,
        response: answers({ 200: { description: 'The secret', schema: SigningSecret } }, ['not-signed-in', 'not-yours']),
      },
    },
    async (request): Promise<SigningSecret> => ({ signingSecret: adminOf(request).retailer.signingSecret }),
  )

  app.post(
    '/console/retailer/signing-secret',
    {
      schema: {
        operationId: 'renewSigningSecret',
        tags: ['Console'],
        summary: 'A new secret',
        description: 'For admins. Tokens that were signed with the old one are refused from now on: their shoppers are visitors.',
        security: byConsole,
        response: answers({ 201: { description: 'The new secret', schema: SigningSecret } }, [...forAdmins]),
      },
    },
    async (request, reply): Promise<SigningSecret> => {
      const admin = adminOf(request)
      const signingSecret = randomToken()
      const entry = entryBy(admin, clock.now(), 'signingSecretChanged', admin.retailer.id, {}, null)
      await storage.setUp.changeRetailer(admin.retailer.id, { signingSecret }, entry)
      reply.code(201)
      return { signingSecret }
    },
  )
}

function rowOf({ id, name, locale, currency, allowedSites }: Retailer): ManagedRetailer {
  return { id, name, locale, currency, allowedSites: [...allowedSites] }
}

/** In its canonical form. Throws `out-of-bounds` for what no date can be written in. */
export function readLocale(typed: string, at: string): string {
  try {
    const [found] = Intl.DateTimeFormat.supportedLocalesOf(Intl.getCanonicalLocales(typed))
    if (found) return found
  } catch (failure) {
    // It is not even of the form.
    if (!(failure instanceof RangeError)) throw failure
  }
  throw outOfBounds(at, 'is no language such as en-GB')
}

/** Throws `out-of-bounds` for what nobody pays with. */
export function readCurrency(typed: string, at: string): string {
  if (Intl.supportedValuesOf('currency').includes(typed)) return typed
  throw outOfBounds(at, 'is no currency such as GBP')
}
