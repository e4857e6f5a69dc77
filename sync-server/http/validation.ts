/**
 * Checks what arrives against the route's schema, and says what is wrong in words a person can act on. Nothing in a body is
 * coerced or dropped: a wrong type is a mistake that the client should hear of.
 */
import type { FastifyError, FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { visiblePattern } from '../../src/protocol/text.ts'
import { ProblemReply } from './problem.ts'

interface Mistake {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

const mostMistakesTold = 8

/** For `setValidatorCompiler`. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const mistakesOf = checker(schema)
  return (data: unknown) => {
    const value = httpPart === 'querystring' ? withNumbers(schema, data) : data
    const mistakes = mistakesOf(value)
    return mistakes.length === 0 ? { value } : { error: mistakes.slice(0, mostMistakesTold).map(told) }
  }
}

/** A query string is all text: where a whole number is asked for, text that is one becomes one, and no other. */
function withNumbers(schema: TSchema, query: unknown): unknown {
  const { properties = {} } = schema as { properties?: Readonly<Record<string, { readonly type?: string }>> }
  const read = (name: string, value: unknown) =>
    properties[name]?.type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  return Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, read(name, value)]))
}

/**
 * A union whose members name their kind in one literal field: only the member meant is checked, so that the mistakes told are
 * its own and not those of every other member.
 */
export function TaggedUnion<Members extends TSchema[]>(tag: string, union: { readonly anyOf: Members } & TSchema) {
  return Type.Unsafe<Static<Members[number]>>({
    type: 'object',
    required: [tag],
    discriminator: { propertyName: tag },
    oneOf: union.anyOf,
  })
}

function checker(schema: TSchema): (value: unknown) => readonly Mistake[] {
  if (!('discriminator' in schema && 'oneOf' in schema)) {
    const compiled = Compile(schema)
    return (value) => (compiled.Check(value) ? [] : (compiled.Errors(value) as readonly Mistake[]))
  }
  const { propertyName } = schema.discriminator as { propertyName: string }
  const members = new Map((schema.oneOf as TSchema[]).map((member) => [tagOf(member, propertyName), checker(member)]))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ keyword: 'type', instancePath: '', params: { type: 'object' }, message: 'must be object' }]
    }
    const tag = (value as Readonly<Record<string, unknown>>)[propertyName]
    const check = members.get(tag)
    if (check) return check(value)
    const message = `must be one of ${[...members.keys()].join(', ')}`
    return [{ keyword: 'enum', instancePath: `/${propertyName}`, params: {}, message }]
  }
}

function tagOf(member: TSchema, tag: string): unknown {
  const { properties } = member as { properties?: Readonly<Record<string, { const?: unknown }>> }
  return properties?.[tag]?.const
}

function told({ keyword, instancePath, params, message }: Mistake): FastifySchemaValidationError {
  return { keyword, instancePath, params: { ...params }, message, schemaPath: '' }
}

/** Keywords of which a breach means: the right shape, but too little or too much of it. */
const boundsKeywords = new Set(['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'])

/** The problem for what a validator found: `out-of-bounds` where only bounds were broken, else `malformed-request`. */
export function validationProblem(error: FastifyError): ProblemReply {
  const found = (error.validation ?? []).filter((mistake) => !isEcho(mistake))
  const errors = uniqueByPlace(found.map((mistake) => ({ at: placeOf(mistake), message: wordsFor(mistake) })))
  const where = { body: 'body', querystring: 'query', params: 'address', headers: 'headers' }[error.validationContext ?? 'body']
  const isBounds = found.length > 0 && found.every((mistake) => boundsKeywords.has(mistake.keyword) || isBlank(mistake))
  const first = errors[0]
  const told = first ? `${first.at === '' ? `The ${where}` : `“${first.at}”`} ${first.message}.` : `The ${where} is wrong.`
  return new ProblemReply(
    isBounds ? 'out-of-bounds' : 'malformed-request',
    errors.length > 1 ? `${told} There is more: see “errors”.` : told,
    { errors },
  )
}

/** TypeBox tells of an unknown property twice: at the property, and at the object that has it. */
function isEcho({ keyword }: FastifySchemaValidationError): boolean {
  return keyword === 'additionalProperties'
}

function uniqueByPlace<T extends { readonly at: string }>(all: readonly T[]): T[] {
  return [...new Map(all.toReversed().map((one) => [one.at, one])).values()].toReversed()
}

/** `/viewed/0/title` as `viewed[0].title`. */
function placeOf({ keyword, instancePath, params }: FastifySchemaValidationError): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const missing = keyword === 'required' ? (params.requiredProperties as string[] | undefined)?.[0] : undefined
  if (missing !== undefined) path.push(missing)
  return path.reduce((place, part) => (/^\d+$/.test(part) ? `${place}[${part}]` : place === '' ? part : `${place}.${part}`), '')
}

const isBlank = ({ keyword, params }: FastifySchemaValidationError) => keyword === 'pattern' && params.pattern === visiblePattern

function wordsFor(mistake: FastifySchemaValidationError): string {
  const { keyword, params } = mistake
  if (isBlank(mistake)) return 'must not be blank'
  switch (keyword) {
    case 'required':
      return 'is missing'
    case 'boolean':
      return 'is not known here'
    case 'minLength':
      return 'must not be empty'
    case 'maxLength':
      return `must have at most ${params.limit} characters`
    case 'maxItems':
      return `must have at most ${params.limit} entries`
    case 'minimum':
      return `must be at least ${params.limit}`
    case 'maximum':
      return `must be at most ${params.limit}`
    case 'type':
      return `must be ${withArticle(String(params.type))}`
    case 'pattern':
      return `is not in the form it should have (${params.pattern})`
    default:
      return mistake.message ?? 'is wrong'
  }
}

function withArticle(type: string): string {
  return type === 'null' ? type : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type === 'string' ? 'text' : type}`
}
