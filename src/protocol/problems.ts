/** Every refusal that crosses the wire: an RFC 9457 problem (`application/problem+json`) with a `type` of this list. */
import { type Static, Type } from 'typebox'
import type { MemberId, ShopperId } from '../identifiers.ts'
import { Identifier } from './text.ts'

/** `type` is `/problems/<kind>`; the status that goes with each kind. */
export const problemKinds = {
  'malformed-request': 400,
  'not-signed-in': 401,
  'wrong-pin': 401,
  'not-enrolled': 401,
  'device-revoked': 401,
  'challenge-refused': 401,
  'proof-refused': 401,
  'identity-refused': 401,
  'wrong-password': 401,
  'passkey-refused': 401,
  'not-yours': 403,
  'wrong-shift': 403,
  'wrong-origin': 403,
  'enrolment-refused': 403,
  'pin-locked': 403,
  'not-found': 404,
  'unknown-chat': 404,
  'unknown-offer': 404,
  'unknown-member': 404,
  'unknown-store': 404,
  'unknown-shopper': 404,
  'unknown-device': 404,
  'already-claimed': 409,
  'request-ended': 409,
  'never-served': 409,
  'already-declined': 409,
  'at-capacity': 409,
  'asked-too-late': 409,
  'too-late-to-hand-back': 409,
  'not-holder': 409,
  'stale-fence': 409,
  'chat-ended': 409,
  'open-chat-exists': 409,
  'chat-exists': 409,
  'not-missed': 409,
  'identifier-reused': 409,
  'identifier-too-old': 409,
  'stamp-ahead': 409,
  'several-shoppers': 409,
  'chat-erased': 410,
  'login-taken': 409,
  'last-admin': 409,
  'link-over': 410,
  'too-large': 413,
  'wrong-media-type': 415,
  'out-of-bounds': 422,
  'push-refused': 422,
  'push-gone': 422,
  'shift-locked': 423,
  'upgrade-required': 426,
  'too-many-requests': 429,
  'server-error': 500,
  'not-ready': 503,
} as const
export type ProblemKind = keyof typeof problemKinds

export const Problem = Type.Object(
  {
    type: Type.String({ description: '`/problems/<kind>`', examples: ['/problems/already-claimed'] }),
    title: Type.String({ description: 'What happened, in a few words.' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened and what to do, for a person.' }),
    instance: Type.Optional(Type.String({ description: 'The request’s identifier in the server’s log.' })),
    by: Type.Optional(
      Type.Object(
        { id: Identifier<MemberId>('The member'), name: Type.String() },
        {
          description:
            'already-claimed: who has the chat. not-holder: who holds it now. stale-fence: the asker, who has it again.',
        },
      ),
    ),
    chat: Type.Optional(Type.String({ description: 'open-chat-exists: the chat that is open.' })),
    enrolsItself: Type.Optional(
      Type.Boolean({ description: 'not-enrolled: a demo server, on which a browser enrols itself without a code.' }),
    ),
    shoppers: Type.Optional(
      Type.Array(
        Type.Object({
          id: Identifier<ShopperId>('The shopper'),
          name: Type.Union([Type.String(), Type.Null()]),
          customer: Type.Union([Type.String(), Type.Null()]),
          firstSeenAt: Type.Integer(),
        }),
        { description: 'several-shoppers: who may be meant.' },
      ),
    ),
    capacity: Type.Optional(Type.Integer()),
    aheadMs: Type.Optional(Type.Integer()),
    retryAfterMs: Type.Optional(Type.Integer()),
    errors: Type.Optional(Type.Array(Type.Object({ at: Type.String(), message: Type.String() }))),
  },
  {
    title: 'Problem',
    examples: [
      {
        type: '/problems/already-claimed',
        title: 'Already claimed',
        status: 409,
        detail: 'Ben has this chat.',
        by: { id: 'm-ben', name: 'Ben' },
      },
    ],
  },
)
export type Problem = Static<typeof Problem>

export function problemKind(problem: Pick<Problem, 'type'>): ProblemKind | null {
  const kind = problem.type.replace('/problems/', '')
  return kind in problemKinds ? (kind as ProblemKind) : null
}
