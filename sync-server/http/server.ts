/** Puts the HTTP interface together: what every request goes through, and the routes, a file per family. */
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { limits } from '../../src/protocol/text.ts'
import { consoleRoutes } from '../console/routes.ts'
import { conversationRoutes } from '../conversation/routes.ts'
import { demoRoutes } from '../demo/routes.ts'
import { Challenges } from '../devices/challenges.ts'
import { deviceRoutes } from '../devices/device-routes.ts'
import { hoursRoutes } from '../hours/hours-routes.ts'
import { onShift } from '../keeping/askers.ts'
import { keepingRoutes, onDevices } from '../keeping/keeping-routes.ts'
import { commandRoutes } from '../members/command-routes.ts'
import { languageRoutes } from '../members/language-routes.ts'
import { lockRoutes } from '../members/lock-routes.ts'
import { PinGuard } from '../members/pin-guard.ts'
import { policyRoutes } from '../members/policy-routes.ts'
import { sessionRoutes } from '../members/session-routes.ts'
import { requireMember } from '../members/signed-in.ts'
import { unlockRoutes } from '../members/unlock-routes.ts'
import { bellCheckRoutes } from '../push/bell-check-routes.ts'
import { pushRoutes } from '../push/push-routes.ts'
import { framersOf, retailerOf } from '../shoppers/allowed-sites.ts'
import { requireShopper } from '../shoppers/asking.ts'
import { shopperChatRoutes } from '../shoppers/chat-routes.ts'
import { shopperSessionRoutes } from '../shoppers/session-routes.ts'
import { createShopperSessions } from '../shoppers/shopper-sessions.ts'
import { createShopperStreams } from '../shoppers/shopper-streams.ts'
import { createShopperView } from '../shoppers/shopper-view.ts'
import { shopperStreamRoutes } from '../shoppers/stream-routes.ts'
import { answerWithProblems, problemOf, refuseUnreadable, sendProblem } from './errors.ts'
import { healthRoutes } from './health-routes.ts'
import { measure } from './metrics.ts'
import { describeApi } from './openapi/describe.ts'
import { servePages } from './pages.ts'
import type { HttpParts } from './parts.ts'
import { problemRoutes } from './problem-routes.ts'
import { limitRates } from './rates.ts'
import { roomRoutes } from './room-routes.ts'
import { sendSecurityHeaders } from './security-headers.ts'
import type { App } from './typed.ts'
import { compileValidator } from './validation.ts'

const sweepEveryMs = 3_600_000
/** A request that takes longer to arrive is given up. */
const requestTimeoutMs = 30_000
/** The addresses that are WebSockets. */
const isRoom = /^\/api\/v1\/rooms\//

/**
 * Ready to listen, or to be asked with `inject`. `close()` ends the shoppers' streams first; the sockets on `instance.server`
 * are whose who opened them.
 */
export async function buildHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const { storage, coordinator, clock, config, log, sessions } = parts
  const app = Fastify({
    loggerInstance: log,
    // Refusals and failures are logged where they are answered; that a request came is a number at /metrics.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: limits.body,
    requestTimeout: requestTimeoutMs,
    // What asks for another protocol and not for a room (Java's client offers HTTP/2 with every request) is answered as it stands.
    http: {
      shouldUpgradeCallback: ({ url = '', headers }) => isRoom.test(url) && headers.upgrade?.toLowerCase() === 'websocket',
    },
    genReqId: parts.newIdentifier,
    frameworkErrors: (error, request, reply) => sendProblem(reply, problemOf(error, request)),
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket),
  })
  // Fastify also takes plain text, which nothing here means.
  app.removeContentTypeParser('text/plain')
  // Answers are built field by field from their types; a schema here would only be able to drop some.
  app.setSerializerCompiler(() => JSON.stringify)
  app.setValidatorCompiler(compileValidator)
  answerWithProblems(app)

  const streams = createShopperStreams({ coordinator, clock, log })
  app.addHook('preClose', async () => streams.stop())
  measure(app, parts.metrics, streams.count)
  sendSecurityHeaders(app)
  await app.register(cookie, { hook: false })
  await describeApi(app)

  const all = {
    ...parts,
    rates: await limitRates(app, config.ratesPerMinute),
    challenges: new Challenges(parts),
    pinGuard: new PinGuard(parts),
    shoppers: createShopperSessions(parts),
    streams,
    view: createShopperView(parts),
  }
  await app.register(
    async (api) => {
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
      await register(api, (scope) => deviceRoutes(scope, all))
      await register(api, (scope) => sessionRoutes(scope, all))
      await register(api, (scope) => roomRoutes(scope))
      await consoleRoutes(api, all)
      await register(api, (scope) => shopperSessionRoutes(scope, all))
      await register(api, (scope) => {
        requireMember(scope, all)
        lockRoutes(scope, all)
        unlockRoutes(scope, all)
        commandRoutes(scope, all)
        policyRoutes(scope, all)
        hoursRoutes(scope, all)
        languageRoutes(scope, all)
        conversationRoutes(scope, all)
        pushRoutes(scope, all)
        bellCheckRoutes(scope, all)
        keepingRoutes(scope, { ...all, askers: onShift, place: onDevices })
      })
      await register(api, (scope) => {
        requireShopper(scope, all)
        shopperChatRoutes(scope, all)
        shopperStreamRoutes(scope, all)
      })
    },
    { prefix: '/api/v1' },
  )
  await register(app, (scope) => healthRoutes(scope, all))
  await register(app, problemRoutes)
  await register(app, (scope) => demoRoutes(scope, all))
  const hasDemo = async () => (await storage.directory.retailers()).some(({ isDemo }) => isDemo)
  await servePages(app, {
    built: parts.builtPages,
    hasDemo,
    framersOf: async (store) => framersOf(await retailerOf(store, storage.directory)),
  })

  sweepNowAndAgain()
  await app.ready()
  return app

  function sweepNowAndAgain(): void {
    let cancel = () => {}
    const again = () => {
      cancel = clock.at(clock.now() + sweepEveryMs, () => {
        sessions.sweep().catch((failure: unknown) => log.warn({ err: failure }, 'expired shifts could not be removed'))
        const expired = [
          storage.devices.sweep(clock.now()),
          storage.accounts.sweep(clock.now()),
          storage.oneTimeLinks.sweep(clock.now()),
        ]
        Promise.all(expired).catch((failure: unknown) =>
          log.warn({ err: failure }, 'expired codes and sessions could not be removed'),
        )
        again()
      })
    }
    again()
    app.addHook('onClose', async () => cancel())
  }
}

/** A scope of its own, so that its hooks are for its routes only. */
async function register(app: FastifyInstance, routes: (scope: App) => void): Promise<void> {
  await app.register(async (scope) => routes(scope))
}
