/** The panel's entry: shows the panel, begins the session and takes up whatever an earlier page left. */
import { render } from 'solid-js/web'
import { goOn, pause, shareStreams, takeUp } from './conversation.ts'
import { Panel } from './faces/Panel.tsx'
import { hello } from './host.ts'
import { forget, onKeptElsewhere, takeBack } from './kept.ts'
import './panel.css'
import { hurry } from './patience.ts'
import { resume } from './question.ts'
import { beginSession } from './session.ts'

const { startAfresh, kept, hasViewed } = await hello
takeBack(kept)
if (startAfresh) forget()
onKeptElsewhere(takeUp)

window.addEventListener('online', () => {
  hurry()
  goOn()
})
document.addEventListener('visibilitychange', shareStreams)
window.addEventListener('pagehide', pause)
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) goOn()
})
render(() => <Panel hasViewed={hasViewed} />, document.getElementById('panel') as HTMLElement)

await beginSession()
takeUp()
resume()
