/** A shopper's chat: the question, the messages, the contact left, the end, and how it stands. */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import type { Command } from '../../src/decider/commands.ts'
import type { ChatId, CommandId, ShopperId, StoreId } from '../../src/identifiers.ts'
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
import type { Submission } from '../coordinator/submission.ts'
import { contentHash } from '../http/content.ts'
import { After, answers, byShopper, withBody } from '../http/description.ts'
import type { HttpParts } from '../http/parts.ts'
import { refuseUnprintable } from '../http/plain-text.ts'
import { ProblemReply } from '../http/problem.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { App } from '../http/typed.ts'
import { askingOf, ownChat } from './asking.ts'
import { isKnownFromBefore, spokenToIn } from './known.ts'
import { openChatOf } from './shopper-chat.ts'
import type { ShopperAsking } from './shopper-sessions.ts'
import type { ShopperView } from './shopper-view.ts'
import { contactWords, messageWords, openingWords } from './words.ts'

export const WhichChat = Type.Object({ chat: Identifier<ChatId>('The chat') })

const commandProblems = [...withBody, 'not-signed-in', 'unknown-chat', 'identifier-reused', 'identifier-too-old'] as const

const locatesChat = { Location: { type: 'string', description: 'The chat’s address' } } as const

/** Needs a scope that requires a shopper. */
export function shopperChatRoutes(app: App, parts: HttpParts & { readonly view: ShopperView }): void {
  const { storage, coordinator, view } = parts
  const { conversations, directory } = storage

  app.post(
    '/shopper/chats',
    {
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
      const asking = askingOf(request)
      const { shopper, store } = asking
      const sent: AskQuestion = request.body
      const chat = chatOf(shopper.id, sent.id)
      const name = sent.name?.trim() ?? shopper.name
      const command: Command = {
        type: 'AskQuestion',
        chat,
        shopper: shopper.id,
        isReturning: sent.isReturningVisitor === true || (await isKnownFromBefore(storage, shopper, chat)),
        spokenTo: await spokenToIn(storage, shopper.id, store.id),
      }
      const submission: Submission = {
        store: store.id,
        command,
        asked: asked(asking, 'askQuestion', store.id, sent),
        words: (events) => openingWords(sent, asking, name, events),
      }
      await submit(asking, submission)
      if (name !== null && name !== shopper.name) await storage.shoppers.update(shopper.id, { name })
      reply.code(201).header('location', `/api/v1/shopper/chats/${chat}`)
      return view.ofChat(await ownChat(conversations, chat, asking))
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
    async (request): Promise<CommandAccepted> => {
      const { chat } = request.params
      const sent: WriteMessage = request.body
      return change(askingOf(request), chat, 'writeMessage', sent, { type: 'WriteAsShopper', chat }, (events) =>
        messageWords(chat, sent, events),
      )
    },
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
    async (request): Promise<CommandAccepted> => {
      const { chat } = request.params
      const sent: LeaveContact = request.body
      return change(askingOf(request), chat, 'leaveContact', sent, { type: 'LeaveContact', chat }, (events) =>
        contactWords(chat, sent, events),
      )
    },
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
    async (request): Promise<CommandAccepted> => {
      const { chat } = request.params
      return change(askingOf(request), chat, 'endChat', request.body, { type: 'EndChat', chat, by: { is: 'shopper' } })
    },
  )

  /** Changes a chat of the shopper's; the command's kind and chat are part of its content (CL2). */
  async function change(
    asking: ShopperAsking,
    chat: ChatId,
    kind: string,
    sent: { readonly id: CommandId },
    command: Command,
    words?: Submission['words'],
  ): Promise<CommandAccepted> {
    const { store } = await ownChat(conversations, chat, asking)
    const submission = { store, command, asked: asked(asking, kind, chat, sent), ...(words ? { words } : {}) }
    return submit(asking, submission)
  }

  async function submit({ shopper }: ShopperAsking, submission: Submission): Promise<CommandAccepted> {
    try {
      return await submitOrRefuse({ coordinator, directory }, submission)
    } catch (failure) {
      throw failure instanceof ProblemReply ? await inShoppersTerms(failure, shopper.id, submission.store) : failure
    }
  }

  /** Says which chat is open, and that a chat which the store has let go of (its visit is over) has ended. */
  async function inShoppersTerms(problem: ProblemReply, shopper: ShopperId, store: StoreId): Promise<ProblemReply> {
    if (problem.kind === 'unknown-chat') {
      return new ProblemReply('chat-ended', 'This chat ended a while ago, so nothing was sent. Ask a new question.')
    }
    if (problem.kind !== 'open-chat-exists') return problem
    const chat = openChatOf(await coordinator.state(store), shopper)
    return new ProblemReply(problem.kind, problem.message, chat === null ? {} : { chat })
  }
}

/**
 * A chat's identifier follows from who asked under which identifier, so that a retry cannot open a second, and nobody can give
 * theirs the name of somebody else's. It keeps the identifier's time, by which it sorts.
 */
function chatOf(shopper: ShopperId, id: CommandId): ChatId {
  const own = createHash('sha256').update(`${shopper} ${id}`).digest('hex')
  return `${id.slice(0, 13)}-${own.slice(0, 4)}-${own.slice(4, 8)}-${own.slice(8, 20)}` as ChatId
}

/** `about`: the chat, or for a question the store; what was asked of one is other content than what was asked of another. */
function asked({ shopper }: ShopperAsking, kind: string, about: string, { id, ...content }: { readonly id: CommandId }) {
  return { actor: `shopper:${shopper.id}`, id, content: contentHash({ kind, about, content }) }
}
