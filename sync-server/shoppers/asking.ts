/**
 * The hook in front of everything that needs a shopper: finds them by their token, counts them, and checks where the request comes
 * from. The panel stands on our own origin, in whatever page its frame is, so no other site's page has anything to ask.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ChatId } from '../../src/identifiers.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import type { Conversation, Conversations } from '../storage/conversations.ts'
import type { ShopperAsking, ShopperSessions } from './shopper-sessions.ts'

const found = new WeakMap<FastifyRequest, ShopperAsking>()

/** Every route that is registered in this scope from here on is for shoppers with a token only. */
export function requireShopper(scope: FastifyInstance, { shoppers, rates }: { shoppers: ShopperSessions; rates: Rates }): void {
  scope.addHook('onRequest', async (request, reply) => {
    requireOwnOrigin(request)
    const asking = await shoppers.find(request.headers.authorization)
    if (!asking) {
      await rates.byAddress(request)
      reply.header('www-authenticate', 'Bearer')
      throw shopperUnknown()
    }
    await rates.byCaller(request, 'shopper', asking.shopper.id)
    found.set(request, asking)
  })
}

/** Who asks. A bug where the route's scope does not {@link requireShopper}. */
export function askingOf(request: FastifyRequest): ShopperAsking {
  const asking = found.get(request)
  if (!asking) throw new Error(`${request.routeOptions.url} asks for a shopper but does not require one.`)
  return asking
}

export function shopperUnknown(): ProblemReply {
  return new ProblemReply('not-signed-in', 'This shopper is not known here (any more). Start a new session and ask again.')
}

/** The shopper's own chat; somebody else's is as unknown as one that never was. */
export async function ownChat(conversations: Conversations, chat: ChatId, { shopper }: ShopperAsking): Promise<Conversation> {
  const conversation = await conversations.find(chat)
  if (conversation && conversation.shopper === shopper.id) return conversation
  throw new ProblemReply('unknown-chat', 'There is no such chat of this shopper’s. Ask a new question.')
}
