/** A shopper's chat: the question, the messages, the contact left, the end, and how it stands. */
import { Type } from 'typebox'
import type { ChatId } from '../../src/identifiers.ts'
import { CommandAccepted } from '../../src/protocol/commands.ts'
import {
  AskQuestion,
  EndByShopper,
  LeaveContact,
  ShopperChat,
  ShopperMessages,
  WriteMessage,
} from '../../src/protocol/shopper.ts'
import { Identifier } from '../../src/protocol/text.ts'
import { After, answers, byShopper, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import { askingOf, ownChat } from './asking.ts'
import { createShopperCommands } from './shopper-commands.ts'
import type { ShopperView } from './shopper-view.ts'

export const WhichChat = Type.Object({ chat: Identifier<ChatId>('The chat') })

const commandProblems = [
  ...withBody,
  'not-signed-in',
  'wrong-origin',
  'unknown-chat',
  'identifier-reused',
  'identifier-too-old',
] as const

const locatesChat = { Location: { type: 'string', description: 'The chat’s address' } } as const

/** Needs a scope that requires a shopper. */
export function shopperChatRoutes(app: App, parts: HttpParts & { readonly view: ShopperView; readonly rates: Rates }): void {
  const { view, rates } = parts
  const { conversations } = parts.storage
  const commands = createShopperCommands(parts)

  app.post(
    '/shopper/chats',
    {
      onRequest: (request) => rates.byQuestion(request),
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'askQuestion',
        tags: ['Shoppers'],
        summary: 'Ask a question',
        description:
          'Opens a chat and rings for it; the answer names the chat. A shopper has one open chat per store. A retry answers 201 as well, with how the chat stands by then.',
        security: byShopper,
        body: AskQuestion,
        response: answers(
          { 201: { description: 'The chat is open, and this is how it stands', schema: ShopperChat, headers: locatesChat } },
          [...commandProblems.filter((kind) => kind !== 'unknown-chat'), 'open-chat-exists', 'chat-exists'],
        ),
      },
    },
    async (request, reply): Promise<ShopperChat> => {
      const stands = await commands.ask(askingOf(request), request.body)
      reply.code(201).header('location', `/api/v1/shopper/chats/${stands.chat}`)
      return stands
    },
  )

  app.get(
    '/shopper/chats/:chat',
    {
      schema: {
        operationId: 'readShopperChat',
        tags: ['Shoppers'],
        summary: 'How a chat stands',
        security: byShopper,
        params: WhichChat,
        response: answers({ 200: { description: 'How it stands now', schema: ShopperChat } }, [
          'malformed-request',
          'not-signed-in',
          'unknown-chat',
        ]),
      },
    },
    async (request): Promise<ShopperChat> => view.ofChat(await ownChat(conversations, request.params.chat, askingOf(request))),
  )

  app.get(
    '/shopper/chats/:chat/messages',
    {
      schema: {
        operationId: 'readShopperMessages',
        tags: ['Shoppers'],
        summary: 'The conversation',
        description: 'In order; the question is number 1. The event stream brings the same messages as they come.',
        security: byShopper,
        params: WhichChat,
        querystring: After,
        response: answers({ 200: { description: 'A page of messages', schema: ShopperMessages } }, [
          'malformed-request',
          'out-of-bounds',
          'not-signed-in',
          'unknown-chat',
        ]),
      },
    },
    async (request): Promise<ShopperMessages> => {
      const conversation = await ownChat(conversations, request.params.chat, askingOf(request))
      return view.messages(conversation, request.query.after ?? 0)
    },
  )

  app.post(
    '/shopper/chats/:chat/messages',
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'writeShopperMessage',
        tags: ['Shoppers'],
        summary: 'Write a message',
        description: 'While the chat is open, and within the visit after its end, which opens it again (EN1).',
        security: byShopper,
        params: WhichChat,
        body: WriteMessage,
        response: answers({ 200: { description: 'Taken; `number` is its place', schema: CommandAccepted } }, [
          ...commandProblems,
          'chat-ended',
          'open-chat-exists',
        ]),
      },
    },
    async (request): Promise<CommandAccepted> => commands.write(askingOf(request), request.params.chat, request.body),
  )

  app.post(
    '/shopper/chats/:chat/contact',
    {
      preHandler: refuseUnprintable,
      schema: {
        operationId: 'leaveContact',
        tags: ['Shoppers'],
        summary: 'Leave a message with a contact',
        description: 'For a chat that was missed, or that nobody can be asked about (MI1, OF7). A later one replaces it.',
        security: byShopper,
        params: WhichChat,
        body: LeaveContact,
        response: answers({ 200: { description: 'Kept for the team', schema: CommandAccepted } }, [
          ...commandProblems,
          'chat-ended',
        ]),
      },
    },
    async (request): Promise<CommandAccepted> => commands.leaveContact(askingOf(request), request.params.chat, request.body),
  )

  app.post(
    '/shopper/chats/:chat/end',
    {
      schema: {
        operationId: 'endShopperChat',
        tags: ['Shoppers'],
        summary: 'End the chat',
        security: byShopper,
        params: WhichChat,
        body: EndByShopper,
        response: answers({ 200: { description: 'Ended', schema: CommandAccepted } }, [...commandProblems, 'chat-ended']),
      },
    },
    async (request): Promise<CommandAccepted> => commands.end(askingOf(request), request.params.chat, request.body),
  )
}
