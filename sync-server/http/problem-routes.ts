/** `GET /problems/<kind>`: what a problem's `type` leads to. */
import { Type } from 'typebox'
import { type ProblemKind, problemKinds } from '../../src/protocol/problems.ts'
import { answers } from './description.ts'
import { ProblemReply, problemMeanings } from './problem.ts'
import type { App } from './typed.ts'

export const Meaning = Type.Object({ type: Type.String(), title: Type.String(), status: Type.Integer(), meaning: Type.String() })

export function problemRoutes(app: App): void {
  app.get(
    '/problems/:kind',
    {
      schema: {
        operationId: 'explainProblem',
        tags: ['Server'],
        summary: 'What a kind of problem means',
        params: Type.Object({
          kind: Type.String({ description: 'The last part of a problem’s `type`', examples: ['at-capacity'] }),
        }),
        response: answers({ 200: { description: 'Its meaning', schema: Meaning } }, ['not-found']),
      },
    },
    async ({ params: { kind } }) => {
      if (!isKind(kind)) throw new ProblemReply('not-found', 'There is no such kind of problem.')
      return { type: `/problems/${kind}`, status: problemKinds[kind], ...problemMeanings[kind] }
    },
  )
}

function isKind(kind: string): kind is ProblemKind {
  return Object.hasOwn(problemKinds, kind)
}
