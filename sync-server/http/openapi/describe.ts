/** The API's description, made from the routes' own schemas: `GET /api/openapi.json`. */
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { type ProblemKind, problemKinds } from '../../../src/protocol/problems.ts'
import { consoleCookie } from '../../console/console-sessions.ts'
import { deviceCookie } from '../../devices/asking-device.ts'
import { sessionCookie } from '../../members/sessions.ts'
import { refused } from '../description.ts'
import { components } from './components.ts'
import { guide } from './guide.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** To be called before any route is registered. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Shopbell', version: '1', summary: 'The bell over a shop’s online door', description: guide },
      servers: [{ url: '/', description: 'This server' }],
      tags: [
        { name: 'Shoppers', description: 'For a widget on a shop’s pages: a question, and what becomes of it.' },
        { name: 'Devices', description: 'How a browser becomes part of a store, and proves that it is.' },
        { name: 'Members', description: 'For a team’s app: signing in, the socket, and commands.' },
        { name: 'Chats', description: 'What a member reads of a chat beside the feed.' },
        { name: 'Push', description: 'Being rung in the pocket, and finding out whether one would be.' },
        { name: 'Stores', description: 'A store’s policy and hours.' },
        { name: 'Keeping', description: 'A shopper’s data, and how long anything is kept: for managers.' },
        { name: 'Console', description: 'What managers and admins set up, and the trail of who did what.' },
        { name: 'Demo', description: 'Only while the server holds demo data.' },
        { name: 'Server', description: 'For whoever runs the server.' },
      ],
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookie,
            description: 'Set by signing in, for 16 hours; `HttpOnly`, `SameSite=Strict`, `Secure` over HTTPS.',
          },
          device: {
            type: 'apiKey',
            in: 'cookie',
            name: deviceCookie,
            description: 'Set by enrolling; worth nothing without the device’s key.',
          },
          console: {
            type: 'apiKey',
            in: 'cookie',
            name: consoleCookie,
            description:
              'Set by signing in to the console, for 12 hours and its own routes; `HttpOnly`, `SameSite=Strict`, `Secure` over HTTPS.',
          },
          shopper: { type: 'http', scheme: 'bearer', description: 'The `token` of a shopper’s session.' },
          metrics: { type: 'http', scheme: 'bearer', description: 'The token that the server was started with.' },
        },
      },
    },
    transformObject: (document) => named('openapiObject' in document ? document.openapiObject : document.swaggerObject),
  })

  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    // Anybody may read it, tools on other sites included.
    reply.header('access-control-allow-origin', '*').header('cache-control', 'no-cache')
    return app.swagger()
  })
}

/** Puts every schema that has a name in one place, and refers to it from everywhere else. */
function named<Document extends object>(document: Document): Document {
  const plain = JSON.parse(JSON.stringify(document)) as { [key: string]: Json }
  const references = new Map([
    ...Object.entries(components).map(([name, { schema }]) => [textOf(schema), `#/components/schemas/${name}`] as const),
    ...Object.entries(responses).map(([name, response]) => [textOf(response), `#/components/responses/${name}`] as const),
  ])

  function refer(value: Json): Json {
    if (Array.isArray(value)) return value.map(refer)
    if (typeof value !== 'object' || value === null) return value
    const $ref = references.get(textOf(value))
    return $ref === undefined ? referInside(value) : { $ref }
  }
  function referInside(value: { [key: string]: Json }): { [key: string]: Json } {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isMedia(inner) ? withExample(inner) : refer(inner)]),
    )
  }
  /** A body's example stands beside its schema. */
  function withExample(media: { schema: Json; [key: string]: Json }): Json {
    const referred = referInside(media)
    const { $ref } = referred.schema as { $ref?: string }
    const example = $ref === undefined ? undefined : components[$ref.replace('#/components/schemas/', '')]?.example
    return example === undefined || 'examples' in media ? referred : { ...referred, example: example as Json }
  }

  const schemas = Object.entries(components).map(([name, { schema, example }]) => {
    const own = JSON.parse(JSON.stringify(schema)) as { [key: string]: Json }
    return [name, { ...referInside(own), ...(example === undefined ? {} : { examples: [example] }) }]
  })
  const shared = Object.entries(responses).map(([name, response]) => [name, referInside(response)])
  const { components: others, ...rest } = plain
  return {
    ...referInside(rest),
    components: { ...(others as object), schemas: Object.fromEntries(schemas), responses: Object.fromEntries(shared) },
  } as unknown as Document
}

/** Refusals of one kind, which stand alike in many routes: `NotSignedIn`, `TooManyRequests`. */
const responses = Object.fromEntries(
  (Object.keys(problemKinds) as ProblemKind[]).map((kind) => [pascalCase(kind), documented(refused([kind]))]),
)

/** As the generator writes it, in its order too: a header's description stands beside its schema. */
function documented({ description, content, headers }: ReturnType<typeof refused>): { [key: string]: Json } {
  const described = Object.entries(headers ?? {}).map(([name, { description: meaning, ...schema }]) => [
    name,
    { schema, description: meaning },
  ])
  const withHeaders = described.length > 0 ? { headers: Object.fromEntries(described) } : {}
  return JSON.parse(JSON.stringify({ description, ...withHeaders, content }))
}

function pascalCase(kind: string): string {
  return kind.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** A media type object, by which a body is described. */
function isMedia(value: Json): value is { schema: Json; [key: string]: Json } {
  return typeof value === 'object' && value !== null && 'schema' in value && !('in' in value)
}

/** Two schemas with the same text are the same; examples beside a schema are moved about by the generator. */
function textOf(schema: object): string {
  const { examples: _, example: __, ...rest } = schema as { examples?: unknown; example?: unknown }
  return JSON.stringify(rest)
}
