/** The hook in front of everything that needs somebody in the console: finds who, counts them, checks where the request is from. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemReply } from '../http/problem.ts'
import { requireOwnOrigin } from '../members/signed-in.ts'
import type { ConsoleParts } from './console-parts.ts'
import type { Manager } from './console-sessions.ts'

const found = new WeakMap<FastifyRequest, Manager>()

/** Every route that is registered in this scope from here on is for managers and admins in the console only. */
export function requireManager(scope: FastifyInstance, { consoleSessions, rates }: ConsoleParts): void {
  scope.addHook('onRequest', async (request) => {
    requireOwnOrigin(request)
    const manager = await consoleSessions.find(request)
    if (!manager) {
      await rates.byAddress(request)
      throw notInConsole()
    }
    await rates.byCaller(request, 'shift', `console:${manager.session.id}`)
    found.set(request, manager)
  })
}

/** Who asks. A bug where the route's scope does not {@link requireManager}. */
export function managerOf(request: FastifyRequest): Manager {
  const manager = found.get(request)
  if (!manager) throw new Error(`${request.routeOptions.url} asks for a manager but does not require one.`)
  return manager
}

/** Who asks, where only an admin may. */
export function adminOf(request: FastifyRequest): Manager {
  const manager = managerOf(request)
  if (manager.member.role === 'admin') return manager
  throw new ProblemReply('not-yours', 'This concerns the whole retailer, so it is for its admins. Ask one of them.')
}

export function notInConsole(): ProblemReply {
  return new ProblemReply('not-signed-in', 'Nobody is signed in to the console here, or the session is over. Sign in again.')
}
