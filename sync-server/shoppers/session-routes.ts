/** `POST /shopper/session`: a browser begins to be somebody, or says that it still is. */
import type { StoreId } from '../../src/identifiers.ts'
import { ShopperSession, ShopperSessionRequest } from '../../src/protocol/shopper.ts'
import { answers, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import { readIdentity } from './identity.ts'
import { isKnownFromBefore } from './known.ts'
import { chatToShow, closedBy } from './shopper-chat.ts'
import type { ShopperSessions } from './shopper-sessions.ts'

export function shopperSessionRoutes(
  app: App,
  parts: HttpParts & { readonly rates: Rates; readonly shoppers: ShopperSessions },
): void {
  const { storage, coordinator, clock, rates, shoppers } = parts
  app.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    await rates.byAddress(request)
  })

  app.post(
    '/shopper/session',
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'beginShopperSession',
        tags: ['Shoppers'],
        summary: 'Begin a session, or go on with one',
        description:
          'Without a token, or with one that is not known (any more): 201 and a new token, to be kept by the browser. With a known token: 200 and the same shopper. `identity` says who the shopper is, in the retailer’s own word; where it names another customer than the token’s, a new shopper begins (201). Present it at each load of the page for as long as the customer is signed in to the shop: where the token is a customer’s and no `identity` comes with it, they have signed out, and a visitor begins (201) to whom nothing of theirs is shown. One that has expired within the last day goes on with a session of the same customer’s, and is refused for anything else. The token stands for the shopper at `store`: keep the one from the latest answer.',
        security: [{ shopper: [] }, {}],
        body: ShopperSessionRequest,
        response: answers(
          {
            200: { description: 'The session goes on', schema: ShopperSession },
            201: { description: 'A session began', schema: ShopperSession },
          },
          [...withBody, 'wrong-origin', 'unknown-store', 'identity-refused'],
        ),
      },
    },
    async (request, reply): Promise<ShopperSession> => {
      const { store, retailer } = await storeAsked(request.body.store)
      const { identity: identityToken } = request.body
      const identity = identityToken === undefined ? null : await readIdentity(identityToken, retailer, clock.now())
      const { authorization } = request.headers
      const { asking, token, isNew } = await shoppers.begin({ authorization, store, retailer, identity })
      const { shopper } = asking
      const state = await coordinator.state(store.id)
      reply.code(isNew ? 201 : 200)
      return {
        token,
        shopper: shopper.id,
        name: shopper.name,
        isReturning: await isKnownFromBefore(storage, shopper, null),
        store: { id: store.id, name: store.name },
        chat: chatToShow(state, shopper.id, clock.now()),
        ...closedBy(state.opening),
      }
    },
  )

  async function storeAsked(id: StoreId) {
    const store = await storage.directory.store(id)
    const retailer = store && (await storage.directory.retailer(store.retailer))
    if (retailer) return { store, retailer }
    throw new ProblemReply('unknown-store', 'There is no such store. Check the store in the page’s script tag.')
  }
}
