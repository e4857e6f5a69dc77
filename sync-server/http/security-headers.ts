/** What browsers may do with what we serve: one policy for our own pages, one for what stands in other people's. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'

interface Needs {
  /** The policies by which scripts of the page may make HTML or a script's address of a text; see src/trusted-templates.ts. */
  readonly trustedTypes: readonly string[]
  /** In whose pages it may stand, as sources of `frame-ancestors`. */
  readonly framedBy: readonly string[]
  /** Pages of other origins may load it. */
  readonly isLoadedElsewhere: boolean
}

type Headers = Readonly<Record<string, string>>

function policy({ trustedTypes, framedBy, isLoadedElsewhere }: Needs): Headers {
  return headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        // Products' pictures come from the retailer's own site; over plain HTTP only while both are on one machine.
        'img-src': ["'self'", 'data:', 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
        'font-src': ["'self'"],
        // Covers the socket too: it is on the same host and port.
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'media-src': ["'self'", 'data:'],
        'frame-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': [...framedBy],
        'require-trusted-types-for': ["'script'"],
        'trusted-types': trustedTypes.length > 0 ? [...trustedTypes] : ["'none'"],
      },
    },
    ...(isLoadedElsewhere ? { crossOriginResourcePolicy: { policy: 'cross-origin' } } : {}),
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // Whoever terminates TLS decides for how long the host, and what else is on it, is bound to it.
    strictTransportSecurity: false,
    // `frame-ancestors` says it, and can tell one shop from another.
    xFrameOptions: false,
  })
}

/**
 * What helmet would put into an answer. Asked once a policy and not once a request: it builds all of it anew each time, and what
 * it leaves behind keeps whole requests alive for longer than V8's quick collections look.
 */
function headersOf(options: HelmetOptions): Headers {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet(options)(request, response, (failure) => {
    if (failure) throw failure
  })
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]))
}

const ourselves = ["'self'"]
const ownPages = policy({ trustedTypes: ['solid', 'service-worker'], framedBy: ourselves, isLoadedElsewhere: false })
const withoutTrustedTypes = policy({ trustedTypes: [], framedBy: ourselves, isLoadedElsewhere: false })

export function sendSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => void reply.headers(ownPages))
}

/** For the routes registered in this scope from here on: pages whose scripts make nothing of a text. */
export function allowNoTrustedTypes(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (_request, reply) => void reply.headers(withoutTrustedTypes))
}

/**
 * For the routes registered in this scope from here on: the loader is a script in any shop's page, and the panel a frame in it.
 * `framedBy` says for a request in whose pages its answer may stand.
 */
export function allowInOtherPages(
  scope: FastifyInstance,
  framedBy: (request: FastifyRequest) => Promise<readonly string[]>,
): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.headers(policy({ trustedTypes: ['solid'], framedBy: await framedBy(request), isLoadedElsewhere: true }))
  })
}
