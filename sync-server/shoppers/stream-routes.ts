/** `GET /shopper/chats/:chat/events`: how the chat goes on, as server-sent events; and the client's echo of it. */
import { Type } from 'typebox'
import { answers, byShopper } from '../http/description.ts'
import { writeEvents } from '../http/event-stream.ts'
import type { HttpParts } from '../http/parts.ts'
import { ProblemReply } from '../http/problem.ts'
import type { App } from '../http/typed.ts'
import { askingOf, ownChat } from './asking.ts'
import { chatEvents } from './chat-events.ts'
import { WhichChat } from './chat-routes.ts'
import type { ShopperStreams } from './shopper-streams.ts'
import type { ShopperView } from './shopper-view.ts'

const LastEventId = Type.Object({
  'last-event-id': Type.Optional(Type.String({ description: 'The `id` of the last event that the client has' })),
})

/** Needs a scope that requires a shopper. */
export function shopperStreamRoutes(
  app: App,
  parts: HttpParts & { readonly view: ShopperView; readonly streams: ShopperStreams },
): void {
  const { storage, clock, streams } = parts

  app.get(
    '/shopper/chats/:chat/events',
    {
      config: { isStream: true },
      // A HEAD request would be a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        operationId: 'followChat',
        tags: ['Shoppers'],
        summary: 'Follow a chat',
        description: streamDescription,
        security: byShopper,
        params: WhichChat,
        headers: LastEventId,
        response: answers(
          {
            200: {
              description: 'The stream; it stays open',
              mediaType: 'text/event-stream',
              schema: Type.String({ examples: [exampleStream] }),
            },
          },
          ['malformed-request', 'not-signed-in', 'unknown-chat'],
        ),
      },
    },
    async (request, reply): Promise<void> => {
      const asking = askingOf(request)
      const after = lastNumber(request.headers['last-event-id'])
      const conversation = await ownChat(storage.conversations, request.params.chat, asking)
      // Whoever writes the answer themselves writes what the hooks have given it, too.
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
      reply.hijack()
      const { chat, store, shopper } = conversation
      const stream = streams.open({ shopper, store, chat })
      reply.raw.once('close', stream.close)
      try {
        const end = await writeEvents(reply.raw, chatEvents(parts, conversation, after, stream.signal), clock)
        request.log.debug({ chat, end }, 'a shopper’s stream is over')
      } catch (failure) {
        // The answer has begun, so the client learns of it by the connection's end, and comes back.
        request.log.error({ err: failure, chat }, 'a shopper’s stream failed')
        reply.raw.destroy()
      } finally {
        stream.close()
      }
    },
  )

  app.post(
    '/shopper/chats/:chat/here',
    {
      schema: {
        operationId: 'echoStream',
        tags: ['Shoppers'],
        summary: 'Say that the stream is heard',
        description: echoDescription,
        security: byShopper,
        params: WhichChat,
        response: answers({ 204: { description: 'Noted' } }, [
          'malformed-request',
          'not-signed-in',
          'wrong-origin',
          'unknown-chat',
        ]),
      },
    },
    async (request, reply): Promise<void> => {
      const { chat } = request.params
      const asking = askingOf(request)
      if (!streams.hear(chat, asking.shopper.id)) await ownChat(storage.conversations, chat, asking)
      reply.code(204)
    },
  )
}

function lastNumber(header: string | undefined): number {
  if (header === undefined || header === '') return 0
  if (/^\d{1,9}$/.test(header)) return Number(header)
  throw new ProblemReply(
    'malformed-request',
    '“Last-Event-ID” is not the id of an event of this stream. Leave it out to get everything.',
    {
      errors: [{ at: 'last-event-id', message: 'is not the id of an event of this stream' }],
    },
  )
}

const exampleStream = `retry: 2000

event: message
id: 1
data: {"number":1,"id":"01932f6e-5b7c-7a3e-9c4d-2f1e8a6b7c5d","from":"shopper","name":null,"text":"Does it come in green?","at":1763800000000}

event: chat
id: 1
data: {"chat":"01932f6e-5b7c-4e1d-9a2b-3c4d5e6f7a8b","stands":"asking","asked":3,"askedInAll":3,"with":null,"endedBy":null,"hasLeftContact":false,"canReopen":false}

: still here
`

const streamDescription = `Server-sent events. First the messages numbered above \`Last-Event-ID\` (without it: all of them), then how the chat stands, then both as they happen.

| event | data |
| --- | --- |
| \`message\` | a \`ShopperMessage\`, the shopper's own included |
| \`chat\` | a \`ShopperChat\`, whenever it differs from the last one sent |

Each event has an \`id\` to come back with; take it as it is. A comment comes at least every ten seconds: longer silence means that the connection is dead. Browsers' \`EventSource\` cannot send the token, so read the stream with \`fetch\`.

While a stream is open the shopper is here. Without one for 20 s (the store's \`shopperLeftAfterMs\`) they have left, and an unclaimed request is withdrawn (OF1); a stream that opens again brings a new request (EN1). A device that loses its power or its network closes nothing, so echo what you hear with \`POST …/here\`; without echoes, the shopper counts as here until the connection itself is known to be dead, which may take a quarter of an hour. A shopper has at most eight streams; one more closes the oldest.`

const echoDescription = `To be sent whenever something arrives on the chat’s event stream, the comments that come in between included, but not more often than every five seconds. Needs no body.

Once a stream’s client has echoed, its silence for 15 s closes the stream, and the shopper has been away since the last echo: a client that is there after all comes back at once. A client that never echoes is left alone.`
