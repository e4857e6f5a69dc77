/** Sends a command under one identifier until it is answered, as the product's outbox does, and keeps what was said. */
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as timeOrderedId } from 'uuid'
import type { ChatId, CommandId } from '../../src/identifiers.ts'
import { problemKind } from '../../src/protocol/problems.ts'
import type { Chance } from '../support/chance.ts'
import type { Reply } from '../support/http.ts'
import type { Actor, Deed, Recorder, Told } from './history.ts'

/** CL2: a refusal for rate or sign-in is no answer, nor is a server that cannot at the moment. */
const noAnswers = new Set(['too-many-requests', 'not-signed-in', 'wrong-shift', 'server-error', 'not-ready'])

type Answered = Reply<{ readonly fence?: number; readonly number?: number; readonly chat?: ChatId }>

/** Resolves to the answer, however long it takes. */
export async function insist(
  recorder: Recorder,
  chance: Chance,
  { actor, deed, send }: { readonly actor: Actor; readonly deed: Deed; readonly send: (id: CommandId) => Promise<Answered> },
): Promise<Told> {
  const id = timeOrderedId() as CommandId
  const sent = recorder.gives(actor, id, deed, () => send(id).then(toldBy, () => null))
  const answer = await untilAnswered(sent.send, chance)
  recorder.answered(sent, answer)
  return answer
}

export async function untilAnswered<Answer>(send: () => Promise<Answer | null>, chance: Chance): Promise<Answer> {
  while (true) {
    const answer = await send()
    if (answer !== null) return answer
    await delay(chance.between(20, 200))
  }
}

/** `null` where it is no answer: sent again, it may be another. */
function toldBy(reply: Answered): Told | null {
  if (reply.ok) {
    const { fence, number, chat } = reply.body
    return { is: 'accepted', ...(fence && { fence }), ...(number && { number }), ...(chat && { chat }) }
  }
  const problem = problemKind(reply.problem)
  if (problem === null || noAnswers.has(problem)) return null
  return { is: 'refused', problem, ...(reply.problem.by && { by: reply.problem.by.id }) }
}
