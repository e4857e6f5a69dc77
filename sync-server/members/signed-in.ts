/** The hook in front of everything that needs a member: finds the shift, counts it, and checks where the request comes from. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isOwnOrigin } from '../http/origin.ts'
import { ProblemReply } from '../http/problem.ts'
import type { Rates } from '../http/rates.ts'
import type { Sessions, SignedIn } from './sessions.ts'

const found = new WeakMap<FastifyRequest, SignedIn>()

/** Every route that is registered in this scope from here on is for signed-in members only. */
export function requireMember(scope: FastifyInstance, { sessions, rates }: { sessions: Sessions; rates: Rates }): void {
  scope.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    const signedIn = await sessions.find(request.headers.cookie)
    if (!signedIn) {
      await rates.byAddress(request)
      throw notSignedIn()
    }
    await rates.byCaller(request, 'shift', signedIn.shift.id)
    found.set(request, signedIn)
  })
}

/** Who asks. A bug where the route's scope does not {@link requireMember}. */
export function signedInOf(request: FastifyRequest): SignedIn {
  const signedIn = found.get(request)
  if (!signedIn) throw new Error(`${request.routeOptions.url} asks for a member but does not require one.`)
  return signedIn
}

/** Who asks, where a locked tablet must not show or do it. Throws `shift-locked`. */
export function unlockedOf(request: FastifyRequest): SignedIn {
  const signedIn = signedInOf(request)
  if (signedIn.shift.lockedAt === null) return signedIn
  throw new ProblemReply('shift-locked', 'This device is locked. Unlock it with your PIN to see this.')
}

/** Unsafe requests from another site's page are refused before anything is looked at. */
export function requireOwnOrigin(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const fetchSite = request.headers['sec-fetch-site']
  const asking = { host: request.host, origin: request.headers.origin, fetchSite: fetchSite?.toString() }
  if (isOwnOrigin(asking)) return
  throw new ProblemReply('wrong-origin', 'This came from a page of another site, so nothing happened. Use Shopbell’s own page.')
}

export function notSignedIn(): ProblemReply {
  return new ProblemReply('not-signed-in', 'Nobody is signed in here, or the shift is over. Sign in and try again.')
}
