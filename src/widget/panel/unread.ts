/** What the loader has to know: whether there is a chat to come back to, and how much came while the panel was closed. */
import { chat, chatId, messages } from './conversation.ts'
import { isOpen, tell } from './host.ts'
import { keep, kept } from './kept.ts'
import { pending } from './question.ts'

/** The chat moved on while the panel was closed (somebody answered, or nobody did): as good as a message. */
let hasMovedOn = false
let stood: string | undefined

/** To be run again whenever something of it changes. What is on screen counts as seen. */
export function tellLoader(): void {
  const { stands, canReopen } = chat() ?? {}
  const last = messages().at(-1)
  if (!isOpen()) hasMovedOn ||= stood === 'asking' && Boolean(stands) && stands !== stood
  else {
    hasMovedOn = false
    if (last) keep({ seen: last.number })
  }
  stood = stands
  const { seen } = kept()
  const unseen = messages().filter(({ from, number }) => from === 'member' && number > seen).length
  tell({ is: 'unread', count: unseen || Number(hasMovedOn) })
  tell({ is: 'chat', isThere: Boolean(pending() || (chatId() && (stands !== 'ended' || canReopen))) })
}
