/** The panel's entry: shows the panel, begins the session and takes up whatever an earlier page left. */
import { createEffect, createRoot } from 'solid-js'
import { render } from 'solid-js/web'
import { chat, chatId, goOn, pause, takeUp } from './conversation.ts'
import { Panel } from './faces/Panel.tsx'
import { hello, tell } from './host.ts'
import { forget, onKeptElsewhere } from './kept.ts'
import './panel.css'
import { hurry } from './patience.ts'
import { pending, resume } from './question.ts'
import { beginSession } from './session.ts'
import { countUnread } from './unread.ts'

const { startAfresh, hasViewed } = await hello
if (startAfresh) forget()
onKeptElsewhere(takeUp)

createRoot(() => {
  countUnread()
  createEffect(() => {
    const isOver = chat()?.stands === 'ended' && !chat()?.canReopen
    tell({ is: 'chat', isThere: Boolean(pending() || (chatId() && !isOver)) })
  })
})
window.addEventListener('online', () => {
  hurry()
  goOn()
})
window.addEventListener('pagehide', pause)
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) goOn()
})
render(() => <Panel hasViewed={hasViewed} />, document.getElementById('panel') as HTMLElement)

await beginSession()
takeUp()
resume()
