/**
 * What a retailer's own server would do for the demo shop: say who its customers are, and sign identity tokens for them. Only
 * while there is demo data, and only for this machine unless the server was told otherwise.
 */
import { Type } from 'typebox'
import { answers } from '../http/description.ts'
import { isFromThisMachine } from '../http/metrics.ts'
import type { HttpParts } from '../http/parts.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import { signIdentity } from '../shoppers/identity.ts'
import { demoCustomers, demoStores } from './demo-data.ts'

const WhichCustomer = Type.Object(
  {
    customer: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Any customer number, imported ones included',
      examples: ['20417'],
    }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'The customer’s name' })),
  },
  { additionalProperties: false },
)

export const DemoShop = Type.Object({
  stores: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  customers: Type.Array(Type.Object({ customer: Type.String(), name: Type.String() })),
})

export const DemoIdentity = Type.Object({
  identity: Type.String({ description: 'For `identity` of `POST /api/v1/shopper/session`' }),
})

export function demoRoutes(app: App, { storage, clock, config, rates }: HttpParts & { readonly rates: Rates }): void {
  app.addHook('onRequest', async (request) => {
    await rates.byAddress(request)
    if (!config.demoOnNetwork && !isFromThisMachine(request)) {
      throw new ProblemReply('not-yours', 'The demo shop is for the machine that the server runs on. Open it there.')
    }
  })

  app.get(
    '/demo/shop',
    {
      schema: {
        operationId: 'readDemoShop',
        tags: ['Demo'],
        summary: 'The demo retailer’s stores and customers',
        response: answers({ 200: { description: 'Who there is', schema: DemoShop } }, ['not-found', 'not-yours']),
      },
    },
    async () => {
      await demoRetailer()
      return {
        stores: demoStores.map(({ id, name }) => ({ id, name })),
        customers: demoCustomers.map(({ customer, name }) => ({ customer, name })),
      }
    },
  )

  app.get(
    '/demo/identity',
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'signDemoIdentity',
        tags: ['Demo'],
        summary: 'An identity token, as a retailer’s own server would sign it',
        description: 'JWT, HS256, five minutes. A real retailer signs it on its own server with the secret that it was given.',
        querystring: WhichCustomer,
        response: answers({ 200: { description: 'The token', schema: DemoIdentity } }, [
          'malformed-request',
          'out-of-bounds',
          'not-found',
          'not-yours',
        ]),
      },
    },
    async ({ query: { customer, name } }) => {
      const known = demoCustomers.find((one) => one.customer === customer)
      const identity = { customer, name: name ?? known?.name ?? null }
      return { identity: await signIdentity(identity, await demoRetailer(), clock.now()) }
    },
  )

  async function demoRetailer() {
    const found = (await storage.directory.retailers()).find(({ isDemo }) => isDemo)
    if (found) return found
    throw new ProblemReply('not-found', 'There is no demo here: this server has no demo data.')
  }
}
