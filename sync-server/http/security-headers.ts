/** What browsers may do with what we serve: one policy for our own pages, one for what stands in other people's. */
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const ownPages: FastifyHelmetOptions = {
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
      'frame-ancestors': ["'self'"],
    },
  },
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  // Whoever terminates TLS decides for how long the host, and what else is on it, is bound to it.
  strictTransportSecurity: false,
  // `frame-ancestors` says it, and can tell the panel from the rest.
  xFrameOptions: false,
}

/** The loader is a script in any shop's page, and the panel a frame in it. */
const inOtherPages: FastifyHelmetOptions = {
  ...ownPages,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...(typeof ownPages.contentSecurityPolicy === 'object' ? ownPages.contentSecurityPolicy.directives : {}),
      'frame-ancestors': ['*'],
    },
  },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
}

export async function sendSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, { global: true, ...ownPages })
}

/** For the routes registered in this scope from here on. */
export function allowInOtherPages(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    // The route's own configuration is where helmet looks; it has set up that of its parents by now.
    route.config = Object.assign({}, route.config, { helmet: inOtherPages })
  })
}
