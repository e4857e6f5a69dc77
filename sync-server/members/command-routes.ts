/** `POST /commands`: the one way in which a member changes anything in a store. */
import { CommandAccepted, MemberCommand } from '../../src/protocol/commands.ts'
import { contentHash } from '../http/content.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { App } from '../http/typed.ts'
import { TaggedUnion } from '../http/validation.ts'
import { commandOf, needsWhoHadDevice, wordsOf } from './command-of.ts'
import { signedInOf } from './signed-in.ts'

export const CommandBody = TaggedUnion('kind', MemberCommand)

/** Needs a scope that requires a member. */
export function commandRoutes(app: App, { storage, coordinator }: HttpParts): void {
  app.post(
    '/commands',
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'giveCommand',
        tags: ['Members'],
        summary: 'Give a command',
        description:
          'Claim, decline, write, end and so on. The answer comes once it is durable (CL1). Idempotent by `id` within a member (CL2): a retry with the same content gets the first answer, whatever `shift` it is sent under, for 30 days; so a client that got no answer sends the very same command again. `shift` must be the session’s.',
        security: bySession,
        body: CommandBody,
        response: answers({ 200: { description: 'Accepted, and durable', schema: CommandAccepted } }, [
          ...withBody,
          'not-signed-in',
          'wrong-shift',
          'wrong-origin',
          'unknown-chat',
          'unknown-offer',
          'unknown-member',
          'already-claimed',
          'request-ended',
          'never-served',
          'already-declined',
          'at-capacity',
          'asked-too-late',
          'too-late-to-hand-back',
          'not-holder',
          'stale-fence',
          'chat-ended',
          'not-missed',
          'stamp-ahead',
          'identifier-reused',
          'identifier-too-old',
        ]),
      },
    },
    async (request): Promise<CommandAccepted> => {
      const { shift, member, store } = signedInOf(request)
      const sent: MemberCommand = request.body
      if (sent.shift !== shift.id) {
        throw new ProblemReply(
          'wrong-shift',
          'This was given in an earlier shift, so nothing happened. Send it again if it still stands.',
        )
      }
      // The shift says who asks and when, not what: a retry after signing in again is the same command.
      const { id, shift: _, ...content } = sent
      const had = needsWhoHadDevice(sent) ? await storage.shifts.before(shift.id) : null
      return submitOrRefuse(
        { coordinator, directory: storage.directory },
        {
          store: store.id,
          command: commandOf(sent, member.id, had),
          asked: { actor: `member:${member.id}`, id, content: contentHash(content) },
          words: (events) => wordsOf(sent, member.id, events),
        },
      )
    },
  )
}
