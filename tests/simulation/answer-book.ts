/**
 * What people were answered, as it left the server: nobody may be told before it is durable (CL1), and the same command has the
 * same answer for ever, whatever crashed in between (CL2).
 */
import type { Answer } from '../../src/decider/answers.ts'
import type { ChatId, CommandId, MemberId } from '../../src/identifiers.ts'
import type { MemberCommand } from '../../src/protocol/commands.ts'
import { problemKind } from '../../src/protocol/problems.ts'
import { answerKey } from '../../sync-server/storage/decision-log.ts'
import type { DecisionBook } from './decision-book.ts'
import type { VirtualDisk } from './disk/virtual-disk.ts'
import type { ServerReply, ShopperRequest } from './server-process.ts'
import { mustHold } from './violation.ts'

/** Words whose writer was told that they arrived. */
interface Acknowledged {
  readonly chat: ChatId
  readonly number: number
  readonly id: CommandId
  readonly text: string
}

/** Refusals that say nothing about the command itself, so that it may be sent again. */
const noAnswers = new Set(['not-signed-in', 'wrong-shift', 'too-many-requests', 'not-ready', 'server-error'])

export class AnswerBook {
  claims = 0
  readonly #book: DecisionBook
  readonly #first = new Map<string, string>()
  readonly #words: Acknowledged[] = []

  constructor(book: DecisionBook) {
    this.#book = book
  }

  /** A member's command was answered. */
  member(member: MemberId, sent: MemberCommand, reply: ServerReply): void {
    const key = answerKey(`member:${member}`, sent.id)
    if (!this.#take(key, sent, reply)) return
    if (reply.is !== 'ok') return
    const { fence, number } = reply.value
    if (sent.kind === 'claimChat' || sent.kind === 'pickUpMissedChat') {
      const holder = this.#book.holders.get(`${sent.chat} ${fence}`)
      mustHold(holder === member, 'CL1: an acknowledged claim that the log does not hold', { sent, reply, holder })
      if (sent.kind === 'claimChat') this.claims += 1
    }
    if (sent.kind === 'sendMessage') this.#words.push({ chat: sent.chat, number: number ?? 0, id: sent.id, text: sent.text })
  }

  /** A shopper's request was answered; a refusal may also come from the route, which decides nothing. */
  shopper(actor: string, sent: ShopperRequest, reply: ServerReply & { readonly chat?: ChatId }): void {
    const key = answerKey(actor, sent.body.id)
    if (reply.is === 'problem' && !this.#book.answers.has(key)) return
    if (!this.#take(key, sent, reply) || reply.is !== 'ok') return
    if (sent.do === 'ask')
      mustHold(reply.chat !== undefined && this.#book.hasOpened(reply.chat), 'CL1: a chat that is not kept', { sent, reply })
    if (sent.do !== 'write') return
    this.#words.push({ chat: sent.chat, number: reply.value.number ?? 0, id: sent.body.id, text: sent.body.text })
  }

  /** Whether it is an answer at all; checks that it is durable, and the one that was given before. */
  #take(key: string, sent: unknown, reply: ServerReply & { readonly chat?: ChatId }): boolean {
    if (reply.is === 'again') return false
    if (reply.is === 'problem' && noAnswers.has(problemKind(reply.problem) ?? '')) return false
    const kept = this.#book.answers.get(key)?.answer
    mustHold(kept !== undefined, 'CL1: told before it was durable', { sent, reply })
    mustHold(isAsKept(reply, kept), 'CL1: told something else than is kept', { sent, reply, kept })
    const said =
      reply.is === 'ok'
        ? JSON.stringify([reply.value, reply.chat])
        : `${reply.problem.type} ${JSON.stringify([reply.problem.by, reply.problem.chat])}`
    const before = this.#first.get(key)
    mustHold(before === undefined || before === said, 'CL2: a command got another answer than before', { key, before, said })
    this.#first.set(key, said)
    return true
  }

  /** At the end of a run: every acknowledged word lies where its writer was told, once. */
  checkStored({ tables }: VirtualDisk): void {
    for (const [chat, messages] of tables.messages) {
      const numbers = messages.map(({ number }) => number)
      mustHold(
        numbers.every((number, index) => number === index + 1),
        'CL5: messages are not numbered without gaps',
        { chat, numbers },
      )
      const ids = new Set(messages.map(({ id }) => id))
      mustHold(ids.size === messages.length, 'a message was kept twice', { chat, messages })
    }
    for (const { chat, number, id, text } of this.#words) {
      const kept = tables.messages.get(chat)?.[number - 1]
      mustHold(kept?.id === id && kept.text === text, 'an acknowledged message is not where it was', { chat, number, id, kept })
    }
  }
}

/** Whoever asked a question is told of the chat, and not its question's number. */
function isAsKept(reply: Extract<ServerReply, { is: 'ok' | 'problem' }> & { readonly chat?: ChatId }, kept: Answer): boolean {
  if (reply.is === 'problem' || reply.chat !== undefined) return kept.is === (reply.is === 'ok' ? 'accepted' : 'refused')
  return kept.is === 'accepted' && kept.fence === reply.value.fence && kept.number === reply.value.number
}
