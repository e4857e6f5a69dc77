/** Describes the socket's address, and answers whoever asks it without being one; the sockets take the upgrades themselves. */
import { Type } from 'typebox'
import type { MemberId } from '../../src/identifiers.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { answers, bySession } from './description.ts'
import { socketDescription } from './openapi/socket.ts'
import { ProblemReply } from './problem.ts'
import type { App } from './typed.ts'

export function roomRoutes(app: App): void {
  app.get(
    '/rooms/:member',
    {
      schema: {
        operationId: 'enterRoom',
        tags: ['Members'],
        summary: 'The member’s socket: wish, presence, feed and clock (WebSocket)',
        description: socketDescription,
        security: bySession,
        params: Type.Object({ member: Identifier<MemberId>('The member of the session') }),
        response: answers({ 101: { description: 'The connection is a WebSocket from here on' } }, [
          'malformed-request',
          'upgrade-required',
        ]),
      },
    },
    async (_request, reply) => {
      reply.header('upgrade', 'websocket')
      throw new ProblemReply('upgrade-required', 'This address is a WebSocket. Connect to it with one.')
    },
  )
}
