/** Where the shopper writes. Enter sends where there is a keyboard to make lines with Shift; on a touch screen it makes lines. */
import { createSignal } from 'solid-js'
import * as words from '../../locales/en/panel.ts'
import { write } from '../conversation.ts'
import { keep, kept } from '../kept.ts'
import { Left } from './Left.tsx'

/** The protocol's bound (`limits.message`). */
const mostMessage = 4_000

export function Composer(props: { to: string; onSend: () => void }) {
  const [text, setText] = createSignal(kept().draft)
  const isTouch = matchMedia('(pointer: coarse)').matches
  const type = (draft: string) => {
    setText(draft)
    keep({ draft })
  }
  const send = (event: Event) => {
    event.preventDefault()
    const message = text().trim()
    if (!message || message.length > mostMessage) return
    type('')
    props.onSend()
    write(message)
  }
  return (
    <form class="write" onSubmit={send}>
      <Left text={text()} most={mostMessage} />
      <textarea
        rows="1"
        aria-label={words.write(props.to)}
        placeholder={words.write(props.to)}
        value={text()}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !isTouch) send(event)
        }}
      />
      <button type="submit" class="primary">
        {words.send}
      </button>
    </form>
  )
}
