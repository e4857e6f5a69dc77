/** The conversation: what the server has numbered, then what is still on its way. */
import type { JSX } from 'solid-js'
import type { ShopperMessage } from '../../../protocol/shopper.ts'
import * as words from '../../locales/en/panel.ts'
import { discard, messages, type Outgoing, outgoing, sendAgain } from '../conversation.ts'
import { address } from '../host.ts'

export function Messages() {
  const time = new Intl.DateTimeFormat(address.locale, { hour: '2-digit', minute: '2-digit' })
  /** Nothing in a numbered message ever changes, so each is drawn once. */
  const drawn = new Map<string, JSX.Element>()
  const draw = ({ from, name, text, at, id }: ShopperMessage) => {
    const who = from === 'shopper' ? words.you : name || words.theStore
    const item = drawn.get(id) ?? (
      <li class={from === 'shopper' ? 'own' : ''}>
        <p>{text}</p>
        <small>
          {who} · {time.format(at)}
        </small>
      </li>
    )
    drawn.set(id, item)
    return item
  }
  const inWords = ({ state, why }: Outgoing) =>
    ({
      sending: words.sending,
      waiting: words.waiting,
      tooMany: words.tooMany,
      sent: words.sent,
      failed: `${words.notSent} ${why}`,
    })[state]
  const drawOutgoing = (message: Outgoing) => (
    <li class={`own ${message.state}`}>
      <p>{message.text}</p>
      <small>
        {inWords(message)}
        {message.state === 'failed' && (
          <>
            <button type="button" class="link" onClick={() => sendAgain(message.id)}>
              {words.sendAgain}
            </button>
            <button type="button" class="link" onClick={() => discard(message.id)}>
              {words.discard}
            </button>
          </>
        )}
      </small>
    </li>
  )
  return (
    <div role="log" aria-label={words.conversation}>
      <ol>
        {messages().map(draw)}
        {outgoing().map(drawOutgoing)}
      </ol>
    </div>
  )
}
