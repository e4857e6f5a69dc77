/** Whether the server is alive and ready, and what it measures. */
import { Type } from 'typebox'
import { StorageFailure } from '../storage/storage.ts'
import { answers } from './description.ts'
import { mayReadMetrics } from './metrics.ts'
import type { HttpParts } from './parts.ts'
import { ProblemReply } from './problem.ts'
import type { App } from './typed.ts'

export const Well = Type.Object({ status: Type.Literal('ok') }, { examples: [{ status: 'ok' }] })

export function healthRoutes(app: App, { storage, coordinator, config, metrics }: HttpParts): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'isAlive',
        tags: ['Server'],
        summary: 'Is the process alive?',
        response: answers({ 200: { description: 'It is', schema: Well } }, []),
      },
    },
    async () => ({ status: 'ok' }) as const,
  )

  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'isReady',
        tags: ['Server'],
        summary: 'Can it take chats?',
        description:
          'Reads the database and one store’s decisions, and says whether what last had to be kept could be. 503 while it cannot: send it no traffic.',
        response: answers({ 200: { description: 'It can', schema: Well } }, []),
      },
    },
    async () => {
      if (!coordinator.isKeeping()) throw new StorageFailure('What last had to be kept could not be.')
      await storage.check()
      const [retailer] = await storage.directory.retailers()
      const [store] = retailer ? await storage.directory.stores(retailer.id) : []
      if (store) await coordinator.state(store.id)
      return { status: 'ok' } as const
    },
  )

  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'readMetrics',
        tags: ['Server'],
        summary: 'Measurements for Prometheus',
        description:
          'With `SHOPBELL_METRICS_TOKEN` set, for whoever sends it as a bearer token; without, for the server’s own machine only.',
        security: [{ metrics: [] }, {}],
        response: answers(
          { 200: { description: 'In Prometheus’ text format', mediaType: 'text/plain', schema: Type.String() } },
          ['not-yours'],
        ),
      },
    },
    async (request, reply): Promise<string> => {
      if (!mayReadMetrics(request, config.metricsToken)) {
        throw new ProblemReply(
          'not-yours',
          'The metrics are for whoever runs this server: send the metrics token it was started with.',
        )
      }
      reply.type(metrics.contentType)
      return metrics.metrics()
    },
  )
}
