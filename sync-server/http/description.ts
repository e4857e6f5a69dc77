/** How a route says what it answers, so that the API's description holds every status it can give. */
import { type TSchema, Type } from 'typebox'
import { Problem, type ProblemKind, problemKinds } from '../../src/protocol/problems.ts'
import { ProblemReply, problemMeanings } from './problem.ts'

export type Tag = 'Members' | 'Chats' | 'Stores' | 'Shoppers' | 'Demo' | 'Server'

/** What a route may be refused with whoever asks and whatever they ask. */
const always: readonly ProblemKind[] = ['too-many-requests', 'server-error', 'not-ready']
/** And what besides, where there is a body. */
export const withBody: readonly ProblemKind[] = ['malformed-request', 'out-of-bounds', 'too-large', 'wrong-media-type']

interface Answered {
  readonly description: string
  readonly schema?: TSchema
  readonly mediaType?: string
}

/** The `response` of a route's schema: what it gives when it goes well, and every problem it can give, by status. */
export function answers(well: Readonly<Record<number, Answered>>, problems: readonly ProblemKind[]): Record<string, unknown> {
  const byStatus = Map.groupBy([...problems, ...always], (kind) => problemKinds[kind])
  return {
    ...Object.fromEntries(Object.entries(well).map(([status, answered]) => [status, wellAnswered(answered)])),
    ...Object.fromEntries([...byStatus].map(([status, kinds]) => [status, refused(kinds)])),
  }
}

function wellAnswered({ description, schema, mediaType = 'application/json' }: Answered) {
  return schema ? { description, content: { [mediaType]: { schema } } } : { description, type: 'null' }
}

function refused(kinds: readonly ProblemKind[]) {
  const examples = kinds.map((kind) => [
    kind,
    { summary: problemMeanings[kind].title, value: new ProblemReply(kind, problemMeanings[kind].meaning).body() },
  ])
  return {
    description: kinds.map((kind) => `\`${kind}\`: ${problemMeanings[kind].meaning}`).join('\n\n'),
    content: { 'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) } },
  }
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

export const bySession = [{ session: [] }]
export const byShopper = [{ shopper: [] }]
