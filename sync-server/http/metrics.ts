/** What this part measures, in the registry that the whole server shares, and who may read it. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client'
import { tokenHash } from './secrets.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer stays open for as long as its reader stays: its duration says nothing of the server. */
    isStream?: boolean
  }
}

/** From under a millisecond, where a claim should be, to far beyond what anybody waits for. */
const secondsBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export function measure(app: FastifyInstance, registry: Registry, openStreams: () => number): void {
  const registers = [registry]
  // The process is measured once, however many parts are added to the registry.
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'shopbell_http_request_duration_seconds',
    help: 'Time from a request to its answer, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: secondsBuckets,
    registers,
  })
  new Gauge({
    name: 'shopbell_shopper_streams',
    help: 'Event streams of shoppers that are open.',
    registers,
    collect() {
      this.set(openStreams())
    },
  })

  app.addHook('onResponse', async (request, reply) => {
    const { config, url } = request.routeOptions
    if (config.isStream) return
    const labels = { method: request.method, route: url ?? 'none', status: String(reply.statusCode) }
    durations.observe(labels, reply.elapsedTime / 1_000)
  })
}

/** With a token configured: whoever has it. Without: this machine, and not what a proxy on it passes on. */
export function mayReadMetrics(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return isSame(request.headers.authorization ?? '', `Bearer ${token}`)
  const isPassedOn = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
  return isFromThisMachine(request) && !isPassedOn
}

export function isFromThisMachine({ ip }: Pick<FastifyRequest, 'ip'>): boolean {
  return ip === '::1' || ip.startsWith('127.') || ip.startsWith('::ffff:127.')
}

/** Compares hashes, so that the time it takes tells nothing of where the texts differ. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash(a), 'hex'), Buffer.from(tokenHash(b), 'hex'))
}
