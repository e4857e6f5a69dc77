/** The API's description: valid, complete, with examples that are what they are examples of. */
import { Validator } from '@seriousme/openapi-schema-validator'
import type { Static } from 'typebox'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type * as feed from '../../../src/protocol/feed.ts'
import type * as socket from '../../../src/protocol/socket.ts'
import type * as described from '../../../sync-server/http/openapi/socket-schemas.ts'
import { mistakesIn } from './described-answer.ts'
import { openShop, type Shop } from './shop.ts'

interface Media {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface Body {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Media>>
}
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body>>
}
interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>
    readonly responses: Readonly<Record<string, Body>>
  }
}

let shop: Shop
let document: Document
let operations: readonly { readonly name: string; readonly operation: Operation }[]

beforeAll(async () => {
  shop = await openShop()
  document = (await shop.ask('GET', '/api/openapi.json')).body as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )
})
afterAll(() => shop.close())

const withContent = (body: Body | undefined): Body =>
  body?.$ref ? (document.components.responses[body.$ref.replace('#/components/responses/', '')] ?? {}) : (body ?? {})

test('it is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
  expect(result).toEqual({ valid: true })
  expect(document.openapi).toBe('3.1.0')
})

test('every route of the interface is in it', () => {
  const registered = registeredRoutes(shop.app.printRoutes({ commonPrefix: false }))
  const pages = ['GET /console', 'GET /demo', 'GET /api/openapi.json']
  const interfaceRoutes = registered.filter((route) => !route.endsWith('*') && !pages.includes(route))
  expect(interfaceRoutes.length).toBeGreaterThan(20)
  expect(operations.map(({ name }) => name).sort()).toEqual(interfaceRoutes.sort())
})

test('every operation says what it is, under a name of its own', () => {
  for (const { name, operation } of operations) {
    expect([name, operation.summary?.length > 0, operation.tags?.length]).toEqual([name, true, 1])
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    expect((operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath)
  }
  const names = operations.map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
})

test('every JSON body has an example, and the example is such a body', () => {
  let bodies = 0
  for (const { name, operation } of operations) {
    for (const [where, body] of [['request', operation.requestBody] as const, ...Object.entries(operation.responses)]) {
      for (const [type, media] of Object.entries(withContent(body).content ?? {})) {
        if (!type.includes('json')) continue
        bodies += 1
        const examples = media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example]
        for (const example of examples) {
          expect([name, where, example === undefined]).toEqual([name, where, false])
          expect([name, where, mistakesIn(document, media.schema, example)]).toEqual([name, where, []])
        }
      }
    }
  }
  expect(bodies).toBeGreaterThan(100)
})

test('every example of a named schema fits it', () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    for (const example of schema.examples ?? []) expect([name, mistakesIn(document, schema, example)]).toEqual([name, []])
  }
})

test('every body has a name: none is written out where it is used', () => {
  for (const { name, operation } of operations) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses)].map(withContent)
    for (const { content = {} } of bodies) {
      for (const [type, { schema }] of Object.entries(content)) {
        if (type.includes('json')) expect([name, Object.keys(schema)]).toEqual([name, ['$ref']])
      }
    }
  }
})

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/(\w+)"/g)]
  expect(references.length).toBeGreaterThan(100)
  for (const [, kind, name] of references) {
    expect([name, Object.hasOwn(document.components[kind as 'schemas' | 'responses'], name ?? '')]).toEqual([name, true])
  }
})

test('tools on other sites may read it', async () => {
  const { headers } = await shop.ask('GET', '/api/openapi.json')
  expect(headers['access-control-allow-origin']).toBe('*')
})

describe('the socket’s JSON', () => {
  test('is described as the protocol’s types have it', () => {
    expectTypeOf<Mutable<feed.OfferRow>>().toEqualTypeOf<Static<typeof described.OfferRow>>()
    expectTypeOf<Mutable<feed.ChatRow>>().toEqualTypeOf<Static<typeof described.ChatRow>>()
    expectTypeOf<Mutable<feed.MissedRow>>().toEqualTypeOf<Static<typeof described.MissedRow>>()
    expectTypeOf<Mutable<feed.MessageRow>>().toEqualTypeOf<Static<typeof described.MessageRow>>()
    expectTypeOf<Mutable<feed.MemberRow>>().toEqualTypeOf<Static<typeof described.MemberRow>>()
    expectTypeOf<Mutable<feed.StoreRow>>().toEqualTypeOf<Static<typeof described.StoreRow>>()
    expectTypeOf<Mutable<feed.MeRow>>().toEqualTypeOf<Static<typeof described.MeRow>>()
    expectTypeOf<Mutable<feed.Batch>>().toEqualTypeOf<Static<typeof described.Batch>>()
    expectTypeOf<Mutable<socket.MemberPresence>>().toEqualTypeOf<Static<typeof described.MemberPresence>>()
    expectTypeOf<Mutable<socket.PageReport>>().toEqualTypeOf<Static<typeof described.PageReport>>()
    expectTypeOf<Mutable<socket.ClockDown>>().toEqualTypeOf<Static<typeof described.ClockDown>>()
    expectTypeOf<Mutable<socket.ClockUp>>().toEqualTypeOf<Static<typeof described.ClockUp>>()
  })

  test('is there for whoever reads only the description', () => {
    const description = document.paths['/api/v1/rooms/{member}']?.get?.description ?? ''
    for (const word of ['64', '65', 'MemberPresence', 'PageReport', 'ClockDown', 'Batch', '4401'])
      expect(description).toContain(word)
    for (const name of ['Row', 'OfferRow', 'Batch', 'ClockUp', 'PageReport', 'MemberPresence']) {
      expect(document.components.schemas).toHaveProperty(name)
    }
  })
})

/** From Fastify's tree of routes, where a line hangs below the one that its address begins with. */
function registeredRoutes(tree: string): string[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│├└─\s]*)(\S+)(?: \(([^)]+)\))?/.exec(line) ?? []
    const depth = indent.length / 4
    const path = `${parents[depth - 1] ?? ''}${part.replace(/:(\w+)/g, '{$1}')}`
    parents[depth] = path
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`)
  })
}

/** `readonly` says nothing on the wire. */
type Mutable<T> = T extends string | number | boolean | null ? T : { -readonly [Key in keyof T]: Mutable<T[Key]> }
