/** Counts what came while the panel was closed, for the launcher's badge; what is on screen counts as seen. */
import { createEffect } from 'solid-js'
import { chat, messages } from './conversation.ts'
import { isOpen, tell } from './host.ts'
import { keep, kept } from './kept.ts'

export function countUnread(): void {
  /** The chat moved on while closed (somebody answered, or nobody did): as good as a message. */
  let hasMovedOn = false
  let stood = ''
  createEffect(() => {
    const stands = chat()?.stands ?? ''
    const last = messages().at(-1)
    if (!isOpen()) hasMovedOn ||= stood === 'asking' && stands !== stood
    else {
      hasMovedOn = false
      if (last) keep({ seen: last.number })
    }
    stood = stands
    const { seen } = kept()
    const unseen = messages().filter(({ from, number }) => from === 'member' && number > seen).length
    tell({ is: 'unread', count: unseen || Number(hasMovedOn) })
  })
}
