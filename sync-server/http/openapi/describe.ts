/** The API's description, made from the routes' own schemas: `GET /api/openapi.json`. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Shopbell', version: '1' } },
    convertConstToEnum: false,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
