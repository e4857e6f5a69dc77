/** How a route says what it answers, so that the API's description holds every status it can give. */
import { type TSchema, Type } from 'typebox'
import type { MemberId, ShopperId } from '../../src/identifiers.ts'
import { Problem, type ProblemKind, problemKinds } from '../../src/protocol/problems.ts'
import { type ProblemExtras, ProblemReply, problemMeanings } from './problem.ts'

/** What a route may be refused with whoever asks and whatever they ask. */
const always: readonly ProblemKind[] = ['too-many-requests', 'server-error', 'not-ready']
/** And what besides, where there is a body. */
export const withBody: readonly ProblemKind[] = ['malformed-request', 'out-of-bounds', 'too-large', 'wrong-media-type']

interface Answered {
  readonly description: string
  readonly schema?: TSchema
  readonly mediaType?: string
  readonly headers?: Readonly<Record<string, HeaderSchema>>
}

interface HeaderSchema {
  readonly type: 'string' | 'integer'
  readonly description: string
}

/** The `response` of a route's schema: what it gives when it goes well, and every problem it can give, by status. */
export function answers(well: Readonly<Record<number, Answered>>, problems: readonly ProblemKind[]): Record<string, unknown> {
  const byStatus = Map.groupBy([...problems, ...always], (kind) => problemKinds[kind])
  return {
    ...Object.fromEntries(Object.entries(well).map(([status, answered]) => [status, wellAnswered(answered)])),
    ...Object.fromEntries([...byStatus].map(([status, kinds]) => [status, refused(kinds)])),
  }
}

function wellAnswered({ description, schema, mediaType = 'application/json', headers }: Answered) {
  const content = schema ? { content: { [mediaType]: { schema } } } : { type: 'null' }
  return { description, ...content, ...(headers ? { headers } : {}) }
}

/** The response for problems that share a status. */
export function refused(kinds: readonly ProblemKind[]) {
  const examples = kinds.map((kind) => [
    kind,
    {
      summary: problemMeanings[kind].title,
      value: new ProblemReply(kind, problemMeanings[kind].meaning, exampleExtras[kind]).body(),
    },
  ])
  const waits = kinds.some((kind) => exampleExtras[kind]?.retryAfterMs !== undefined)
  return {
    description: kinds.map((kind) => `\`${kind}\`: ${problemMeanings[kind].meaning}`).join('\n\n'),
    content: { 'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) } },
    ...(waits ? { headers: { 'Retry-After': { type: 'integer', description: 'Seconds to wait' } } } : {}),
  }
}

const by = { id: 'ben' as MemberId, name: 'Ben' }
const instance = '01932f6e-b041-7253-9d64-e5f60718293a'
const exampleExtras: Partial<Readonly<Record<ProblemKind, ProblemExtras>>> = {
  'malformed-request': { errors: [{ at: 'lookingAt.title', message: 'is missing' }] },
  'out-of-bounds': { errors: [{ at: 'question', message: 'must not be blank' }] },
  'push-refused': { errors: [{ at: 'endpoint', message: 'is not of a push service that this server sends to' }] },
  'not-enrolled': { enrolsItself: true },
  'already-claimed': { by },
  'not-holder': { by },
  'stale-fence': { by },
  'at-capacity': { capacity: 3 },
  'open-chat-exists': { chat: '01932f6e-5b7c-4e1d-9a2b-3c4d5e6f7a8b' },
  'several-shoppers': {
    shoppers: [
      { id: '01932f00-2d3e-7f50-9a61-b2c3d4e5f607' as ShopperId, name: 'Priya', customer: null, firstSeenAt: 1_763_800_000_000 },
    ],
  },
  'stamp-ahead': { aheadMs: 86_400_000 },
  'too-many-requests': { retryAfterMs: 4_000 },
  'server-error': { instance },
  'not-ready': { retryAfterMs: 1_000, instance },
}

/** The `after` of pages of a conversation. */
export const After = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0, description: 'Only messages numbered above this' }),
    ),
  },
  { additionalProperties: false },
)

export const byDevice = [{ device: [] }]
export const bySession = [{ session: [] }]
/** Somebody in the console. */
export const byConsole = [{ console: [] }]
export const byShopper = [{ shopper: [] }]
