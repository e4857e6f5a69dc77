/** Asks the question: kept before it is sent, sent until it is answered, and given back to the shopper where it is refused. */
import { createSignal } from 'solid-js'
import { type ChatId, madeAt } from '../../identifiers.ts'
import type { AskQuestion, ShopperChat } from '../../protocol/shopper.ts'
import * as words from '../locales/en/panel.ts'
import { newId, serverNow } from './api.ts'
import { follow } from './conversation.ts'
import { shopping } from './host.ts'
import { keep, kept } from './kept.ts'
import { wait } from './patience.ts'
import { postAsShopper } from './session.ts'

/** A question that waited longer than this is a draft again: the shopper may have gone to lunch. */
const staleAfterMs = 10 * 60_000

/** What is being sent, or `null`. */
const [pending, setPending] = createSignal<AskQuestion | null>(null)
/** What went wrong with the last attempt, in words; empty where nothing did. */
const [trouble, setTrouble] = createSignal('')

export { pending, trouble }

function giveBack({ question }: AskQuestion, why: string): void {
  keep({ asking: null, draft: question })
  setTrouble(why)
  setPending(null)
}

function answered(chat: ChatId, draft: string): void {
  keep({ asking: null, draft })
  follow(chat)
  setPending(null)
}

async function send(body: AskQuestion): Promise<void> {
  keep({ asking: body })
  setTrouble('')
  setPending(body)
  for (let attempt = 0; pending() === body; attempt++) {
    const answer = await postAsShopper<ShopperChat>('chats', body)
    if (answer.is === 'taken') return answered(answer.value.chat, '')
    if (answer.is === 'refused') {
      // The chat that is open already: what was asked can be said there.
      if (answer.kind === 'open-chat-exists') return answered(answer.chat as ChatId, body.question)
      if (answer.kind !== 'too-many-requests') return giveBack(body, answer.detail || words.failed)
    }
    setTrouble(answer.is === 'refused' ? words.tooMany : words.unreachableHint)
    await wait(attempt, answer.retryAfterMs)
  }
}

export async function ask(question: string, name: string, sendsAlong: boolean): Promise<void> {
  const body: AskQuestion = { id: newId(), question, ...(name && { name }) }
  setPending(body)
  const { isReturningVisitor, lookingAt, viewed } = await shopping()
  keep({ name })
  await send({ ...body, isReturningVisitor, ...(sendsAlong && { viewed: [...viewed], ...(lookingAt && { lookingAt }) }) })
}

/** Goes on with a question that an earlier load of the panel could not send. */
export function resume(): void {
  const { asking } = kept()
  if (asking && serverNow() - (madeAt(asking.id) ?? 0) > staleAfterMs) giveBack(asking, '')
  else if (asking) void send(asking)
}

/** Back to the form, with the words as they were. */
export function change(): void {
  const body = pending()
  if (body) giveBack(body, '')
}
