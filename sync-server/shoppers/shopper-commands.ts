/** What a shopper may do to their chat, whatever it arrives by: each command is made, handed in, and refused in their terms. */
import { createHash } from 'node:crypto'
import type { Command } from '../../src/decider/commands.ts'
import type { ChatId, CommandId, ShopperId } from '../../src/identifiers.ts'
import type { CommandAccepted } from '../../src/protocol/commands.ts'
import type { AskQuestion, EndByShopper, LeaveContact, ShopperChat, WriteMessage } from '../../src/protocol/shopper.ts'
import { singleLine } from '../../src/protocol/text.ts'
import type { Coordinator, Submission } from '../coordinator/submission.ts'
import { contentHash } from '../http/content.ts'
import { ProblemReply } from '../http/problem.ts'
import { submitOrRefuse } from '../http/refusals.ts'
import type { ChatStorage } from '../storage/storage.ts'
import { ownChat } from './asking.ts'
import { isKnownFromBefore, spokenToIn } from './known.ts'
import type { ShopperAsking } from './shopper-sessions.ts'
import type { ShopperView } from './shopper-view.ts'
import { contactWords, messageWords, openingWords } from './words.ts'

/** Each resolves once it is accepted and durable, and throws a `ProblemReply` where it is refused. */
export interface ShopperCommands {
  /** Resolves to how the chat stands by then. */
  ask(asking: ShopperAsking, sent: AskQuestion): Promise<ShopperChat>
  write(asking: ShopperAsking, chat: ChatId, sent: WriteMessage): Promise<CommandAccepted>
  leaveContact(asking: ShopperAsking, chat: ChatId, sent: LeaveContact): Promise<CommandAccepted>
  end(asking: ShopperAsking, chat: ChatId, sent: EndByShopper): Promise<CommandAccepted>
}

export interface ShopperCommandParts {
  readonly storage: ChatStorage
  readonly coordinator: Coordinator
  readonly view: ShopperView
}

export function createShopperCommands({ storage, coordinator, view }: ShopperCommandParts): ShopperCommands {
  const { conversations, directory } = storage

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
    return submit(submission)
  }

  async function submit(submission: Submission): Promise<CommandAccepted> {
    try {
      return await submitOrRefuse({ coordinator, directory }, submission)
    } catch (failure) {
      throw failure instanceof ProblemReply ? inShoppersTerms(failure) : failure
    }
  }

  return {
    async ask(asking, sent) {
      const { shopper, store } = asking
      const chat = chatOf(shopper.id, sent.id)
      const name = sent.name === undefined ? shopper.name : singleLine(sent.name)
      const command: Command = {
        type: 'AskQuestion',
        chat,
        shopper: shopper.id,
        isReturning: sent.isReturningVisitor === true || (await isKnownFromBefore(storage, shopper, chat)),
        spokenTo: await spokenToIn(storage, shopper.id, store.id),
      }
      await submit({
        store: store.id,
        command,
        asked: asked(asking, 'askQuestion', store.id, sent),
        words: (events) => openingWords(sent, asking, name, events),
      })
      if (name !== null && name !== shopper.name) await storage.shoppers.update(shopper.id, { name })
      return view.ofChat(await ownChat(conversations, chat, asking))
    },

    write: (asking, chat, sent) =>
      change(asking, chat, 'writeMessage', sent, { type: 'WriteAsShopper', chat }, (events) => messageWords(chat, sent, events)),

    leaveContact: (asking, chat, sent) =>
      change(asking, chat, 'leaveContact', sent, { type: 'LeaveContact', chat }, (events) => contactWords(chat, sent, events)),

    end: (asking, chat, sent) => change(asking, chat, 'endChat', sent, { type: 'EndChat', chat, by: { is: 'shopper' } }),
  }
}

/** A chat which the store has let go of (its visit is over) has ended, to its shopper. */
function inShoppersTerms(problem: ProblemReply): ProblemReply {
  if (problem.kind !== 'unknown-chat') return problem
  return new ProblemReply('chat-ended', 'This chat ended a while ago, so nothing was sent. Ask a new question.')
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
