/** Messages on their way, chat by chat: from the outbox until the conversation holds them. */
import { createEffect, on, untrack } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { ChatId } from '../identifiers.ts'
import type { Waiting } from '../replica/outbox.ts'
import type { Rows } from '../replica/rows.ts'
import type { Outgoing } from './model.ts'

type ByChat = Record<ChatId, Outgoing[]>

/** Needs a reactive owner. Each message keeps its object for as long as it is on its way, so that it is drawn once. */
export function createOutgoing(entries: () => readonly Waiting[], rows: Rows): Readonly<ByChat> {
  const [outgoing, setOutgoing] = createStore<ByChat>({})
  /** Answered, but not in the conversation yet: without them a message would vanish for a moment. */
  let sent: { readonly chat: ChatId; readonly message: Outgoing }[] = []
  let before: readonly Waiting[] = []

  const hasArrived = (chat: ChatId, id: string) => Object.values(rows.messages[chat] ?? {}).some((row) => row.id === id)

  createEffect(
    on(entries, (now) => {
      const still = new Set(now.map(({ command }) => command.id))
      for (const { command, since, refused } of before) {
        if (command.kind !== 'sendMessage' || refused || still.has(command.id)) continue
        sent.push({ chat: command.chat, message: { id: command.id, text: command.text, at: since, state: { is: 'sent' } } })
      }
      before = now
    }),
  )
  createEffect(() => {
    const next: ByChat = {}
    const add = (chat: ChatId, message: Outgoing) => {
      if (!hasArrived(chat, message.id)) next[chat] = [...(next[chat] ?? []), message]
    }
    const now = entries()
    sent = sent.filter(({ chat, message }) => !hasArrived(chat, message.id))
    for (const { chat, message } of sent) add(chat, message)
    for (const entry of now) {
      const { command, since } = entry
      if (command.kind === 'sendMessage') {
        add(command.chat, { id: command.id, text: command.text, at: since, state: stateOf(entry) })
      }
    }
    untrack(() => setOutgoing(reconcile(next, { key: 'id' })))
  })
  return outgoing
}

function stateOf({ refused, attempts }: Waiting): Outgoing['state'] {
  if (refused) return { is: 'failed', answer: { is: 'problem', problem: refused } }
  return { is: attempts > 0 ? 'waiting' : 'sending' }
}
