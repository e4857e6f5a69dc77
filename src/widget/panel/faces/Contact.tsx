/** Nobody could answer (MI1), or nobody can be asked (OF7): leave a message with a contact, and afterwards the thanks for it. */
import { createSignal } from 'solid-js'
import * as words from '../../locales/en/panel.ts'
import { chat, contact, failure, isBusy, leaveContact } from '../conversation.ts'
import { session } from '../session.ts'
import { Left } from './Left.tsx'

/** The protocol's bounds (`limits`). */
const mostContact = 200
const mostText = 4_000

export function Contact(props: { onAskAgain: (keepsQuestion: boolean) => void }) {
  const before = contact()
  const [address, setAddress] = createSignal(before?.address ?? '')
  const [text, setText] = createSignal(before?.text ?? '')
  const [problem, setProblem] = createSignal('')
  const isMissed = () => chat()?.stands === 'missed'
  const runsOn = () => !isMissed() && <p class="soft">{words.runsOn}</p>
  let field!: HTMLInputElement

  const leave = (event: Event) => {
    event.preventDefault()
    const to = address().trim()
    const isContact = /\S@\S/.test(to) || to.replace(/\D/g, '').length > 5
    setProblem(isContact ? '' : words.contactMissing)
    if (!isContact) field.focus()
    else if (text().length <= mostText) void leaveContact(to, text().trim())
  }
  const thanks = () => (
    <div class="card" role="status">
      <h2>{words.thankYou}</h2>
      <p>{contact() ? words.willWrite(contact()?.address ?? '') : words.willAnswer}</p>
      {runsOn()}
      <button type="button" onClick={() => props.onAskAgain(false)}>
        {words.askNew}
      </button>
    </div>
  )
  const form = () => (
    <form class="card" onSubmit={leave} novalidate>
      <h2>{isMissed() ? words.missed : words.nobody}</h2>
      <p class="soft">{words.leaveLead(session()?.store.name ?? words.theStore)}</p>
      {runsOn()}
      <label>
        {words.contact}
        <input
          ref={field}
          autocomplete="email"
          maxlength={mostContact}
          aria-invalid={Boolean(problem())}
          value={address()}
          onInput={() => setAddress(field.value)}
        />
      </label>
      <p class="bad" role="alert">
        {problem() || failure()}
      </p>
      <label>
        {words.contactText}
        <textarea rows="2" value={text()} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <Left text={text()} most={mostText} />
      <button type="submit" class="primary" disabled={isBusy()}>
        {isBusy() ? words.sending : words.leaveMessage}
      </button>
      {isMissed() && (
        <button type="button" onClick={() => props.onAskAgain(true)}>
          {words.tryAsking}
        </button>
      )}
    </form>
  )
  return <>{chat()?.hasLeftContact ? thanks() : form()}</>
}
