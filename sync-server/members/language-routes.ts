/** The language in which a member reads the staff app. It is the person's, so it follows them to every device. */
import { LanguageChoice } from '../../src/protocol/staff.ts'
import { answers, bySession, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import type { App } from '../http/typed.ts'
import { signedInOf } from './signed-in.ts'

/** Needs a scope that requires a member. */
export function languageRoutes(app: App, { storage }: HttpParts): void {
  app.put(
    '/me/language',
    {
      schema: {
        operationId: 'chooseLanguage',
        tags: ['Members'],
        summary: 'Choose a language',
        description:
          'The language of the staff app for the member who asks, on every device of theirs from its next start on. `null`: each browser’s own. The last choice that arrives stands.',
        security: bySession,
        body: LanguageChoice,
        response: answers({ 204: { description: 'Kept' } }, [...withBody, 'not-signed-in', 'wrong-origin']),
      },
    },
    async (request, reply): Promise<void> => {
      await storage.directory.chooseLanguage(signedInOf(request).member.id, request.body.language)
      reply.code(204)
    },
  )
}
