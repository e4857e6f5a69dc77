/**
 * Serves the built pages: the staff app at `/`, the console at `/console/`, the widget under `/widget/`, and the demo shop under `/demo/` while there is
 * demo data. Whatever is not there is a problem, in a browser too, except that every address of the staff app is its one page.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'
import { ProblemReply } from './problem.ts'
import { allowInOtherPages, allowNoTrustedTypes } from './security-headers.ts'

export interface Pages {
  /** The folder with `staff`, `console`, `widget` and `demo` in it. */
  readonly built: string
  readonly hasDemo: () => Promise<boolean>
  /** In whose pages a store's panel may stand, as sources of `frame-ancestors`; `undefined` for an address that names no store. */
  readonly framersOf: (store: string | undefined) => Promise<readonly string[]>
}

/** Vite puts a hash of the content into these names, so what they name never changes. */
const hashed = /(?:^|[/\\])assets[/\\]|[.-][A-Za-z0-9_-]{8,}\.(?:js|css|woff2|png|svg|webp)$/
/** Long enough to spare a shop's pages, short enough for a new version to arrive. */
const loaderMaxAgeS = 300

export async function servePages(app: FastifyInstance, { built, hasDemo, framersOf }: Pages): Promise<void> {
  const staff = join(built, 'staff')
  const common = { suppressWarning: true, preCompressed: true, cacheControl: false, dotfiles: 'ignore' } as const

  await app.register(fastifyStatic, {
    ...common,
    root: staff,
    prefix: '/',
    setHeaders: (reply, path) => setCaching(reply, hashed.test(path) ? 'immutable' : 'revalidate'),
  })

  await app.register(async (scope) => {
    allowInOtherPages(scope, ({ url }) => framersOf(new URLSearchParams(url.split('?', 2)[1]).get('store') ?? undefined))
    await scope.register(fastifyStatic, {
      ...common,
      root: join(built, 'widget'),
      prefix: '/widget/',
      decorateReply: false,
      setHeaders: (reply, path) => {
        // A module script in another site's page is fetched with CORS.
        reply.header('access-control-allow-origin', '*')
        setCaching(reply, hashed.test(path) ? 'immutable' : /\.js(\.br)?$/.test(path) ? 'short' : 'revalidate')
      },
    })
  })

  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      ...common,
      root: join(built, 'console'),
      // Without its slash, as the demo shop.
      prefix: '/console',
      redirect: true,
      decorateReply: false,
      setHeaders: (reply, path) => setCaching(reply, hashed.test(path) ? 'immutable' : 'revalidate'),
    })
  })

  await app.register(async (scope) => {
    allowNoTrustedTypes(scope)
    scope.addHook('onRequest', async () => {
      if (!(await hasDemo())) throw new ProblemReply('not-found', 'There is no demo shop here: this server has no demo data.')
    })
    await scope.register(fastifyStatic, {
      ...common,
      root: join(built, 'demo'),
      // Without its slash, so that this address leads to the one with it.
      prefix: '/demo',
      redirect: true,
      decorateReply: false,
      setHeaders: (reply, path) => setCaching(reply, hashed.test(path) ? 'immutable' : 'revalidate'),
    })
  })

  app.setNotFoundHandler((request, reply) => {
    if (!isForStaffApp(request)) return sendProblem(reply, notFound(request, built))
    if (!existsSync(join(staff, 'index.html'))) return sendProblem(reply, notBuilt())
    return reply.sendFile('index.html')
  })
}

function setCaching(reply: FastifyReply, how: 'immutable' | 'short' | 'revalidate'): void {
  const values = {
    immutable: 'public, max-age=31536000, immutable',
    short: `public, max-age=${loaderMaxAgeS}`,
    revalidate: 'no-cache',
  }
  reply.header('cache-control', values[how])
}

/** A browser that opens an address, of which the app itself knows what to show. */
function isForStaffApp(request: FastifyRequest): boolean {
  const path = pathOf(request)
  const isElsewhere = /^\/(?:api|console|widget|demo|problems|assets)(?:\/|$)/.test(path) || /\.[a-z0-9]{1,8}$/i.test(path)
  return request.method === 'GET' && !isElsewhere && (request.headers.accept ?? '').includes('text/html')
}

function notFound(request: FastifyRequest, built: string): ProblemReply {
  const [, folder] = /^\/(console|widget|demo)(?:\/|$)/.exec(pathOf(request)) ?? []
  if (folder !== undefined && !existsSync(join(built, folder))) return notBuilt()
  return new ProblemReply('not-found', `There is nothing at ${request.method} ${pathOf(request)}. Check the address.`)
}

function notBuilt(): ProblemReply {
  return new ProblemReply('not-found', 'The pages have not been built yet. Run `npm run build`, then load this again.')
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}
