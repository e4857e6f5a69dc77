/** The panel's frame: the store's name on top, what ends the chat and what closes the panel, and below the face of the moment. */
import { createEffect, createMemo, createSignal, type JSX } from 'solid-js'
import * as words from '../../locales/en/panel.ts'
import { chat, chatId, endChat, failure, isConnected } from '../conversation.ts'
import { close, isFramed, isOpen, opened } from '../host.ts'
import { hurry } from '../patience.ts'
import { pending } from '../question.ts'
import { beginSession, isUnreachable, refusal, session } from '../session.ts'
import { tellLoader } from '../unread.ts'
import { Ask } from './Ask.tsx'
import { Sending } from './Sending.tsx'
import { Talk } from './Talk.tsx'
import { Wait } from './Wait.tsx'

export function Panel(props: { hasViewed: boolean }) {
  const [isOnline, setIsOnline] = createSignal(navigator.onLine)
  addEventListener('online', () => setIsOnline(true))
  addEventListener('offline', () => setIsOnline(false))
  const [isEnding, setIsEnding] = createSignal(false)
  let heading!: HTMLHeadingElement
  let panel!: HTMLElement

  const faces = {
    loading: () => <Wait title={words.loading} />,
    sending: () => <Sending />,
    refused: () => <Wait title={words.unreachable} hint={refusal()?.detail} again={words.tryNow} onAgain={beginSession} />,
    unreachable: () => (
      <Wait
        title={isOnline() ? words.unreachable : words.offline}
        hint={isOnline() ? words.unreachableHint : words.offlineHint}
        again={words.tryNow}
        onAgain={hurry}
      />
    ),
    ask: () => <Ask hasViewed={props.hasViewed} />,
    talk: () => <Talk />,
  } satisfies Record<string, () => JSX.Element>

  const face = createMemo((): keyof typeof faces => {
    if (pending()) return 'sending'
    if (refusal()) return 'refused'
    if (chat()) return 'talk'
    if (isUnreachable() || !isConnected()) return 'unreachable'
    return session() && !chatId() ? 'ask' : 'loading'
  })
  const body = createMemo(() => faces[face()]())
  const stands = createMemo(() => (face() === 'talk' ? chat()?.stands : undefined))
  const isTalking = () => stands() === 'talking'

  // On a touch screen the keyboard would jump up over what there is to read.
  const isTouch = matchMedia('(pointer: coarse)').matches
  const takeFocus = () => {
    const field = isTouch ? null : panel.querySelector<HTMLElement>('textarea, input, .primary')
    ;(field ?? heading).focus()
  }
  createEffect(() => opened() && takeFocus())
  // A face that goes takes the focus along; nobody who is elsewhere on the page is disturbed.
  createEffect(() => {
    face()
    stands()
    setIsEnding(false)
    const focused = document.activeElement
    if (document.hasFocus() && isOpen() && (focused === document.body || focused === heading)) takeFocus()
  })
  createEffect(tellLoader)
  const stay = () => {
    setIsEnding(false)
    heading.focus()
  }
  window.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') (isEnding() ? stay : close)()
  })
  return (
    <main ref={panel} aria-label={words.title}>
      <header>
        <div>
          <h1 ref={heading} tabindex="-1">
            {session()?.store.name ?? words.title}
          </h1>
          {isTalking() && !chat()?.silence && <p class="here">{words.isHere(chat()?.with || words.theStore)}</p>}
        </div>
        {isTalking() && (
          <button type="button" class="small" onClick={() => setIsEnding(true)}>
            {words.end}
          </button>
        )}
        {isFramed && <button type="button" class="close" aria-label={words.close} onClick={close} />}
      </header>
      {isEnding() && (
        <div class="strip" role="alertdialog" aria-label={words.endSure}>
          <p>{failure() || words.endSure}</p>
          <button type="button" class="small" ref={(button) => queueMicrotask(() => button.focus())} onClick={stay}>
            {words.endNo}
          </button>
          <button type="button" class="small primary" onClick={endChat}>
            {words.end}
          </button>
        </div>
      )}
      {stands() && !(isOnline() && isConnected()) && (
        <p class="strip lost" role="status">
          {isOnline() ? words.lost : `${words.offline} ${words.offlineHint}`}
        </p>
      )}
      {body()}
    </main>
  )
}
