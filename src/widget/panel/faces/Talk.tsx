/** A chat on show: the conversation, a card that says how it stands, and below it whatever can be written now. */
import { createEffect, createMemo, type JSX } from 'solid-js'
import * as words from '../../locales/en/panel.ts'
import { chat, endChat, failure, messages, outgoing, turnAway } from '../conversation.ts'
import { Composer } from './Composer.tsx'
import { Contact } from './Contact.tsx'
import { Messages } from './Messages.tsx'

export function Talk() {
  const stands = () => chat()?.stands
  const holder = () => chat()?.with || words.theStore
  const asked = () => chat()?.asked ?? 0
  const silent = () => {
    const silence = chat()?.silence
    return silence && words.silent[silence](holder())
  }
  let log!: HTMLDivElement
  let isAtEnd = true

  // New words are followed by whoever reads at the end; a reader further up is left there.
  createEffect(() => {
    messages()
    outgoing()
    chat()
    if (isAtEnd) queueMicrotask(() => log.scrollTo(0, log.scrollHeight))
  })
  const ended = () => {
    const by = chat()?.endedBy
    if (by === 'member') return words.endedByMember(holder())
    return by === 'shopper' ? words.endedByShopper : words.endedByAbsence
  }
  /** For those who hear the panel: how the chat stands, without the numbers that change all the time. */
  const aloud = () => {
    const known = stands()
    if (known === 'asking') return words.stillAsking
    if (known === 'talking') return silent() || words.isHere(holder())
    if (known === 'nobody') return words.nobody
    return known === 'missed' ? words.missed : ended()
  }
  /** Ends this chat, if it is not over, and goes back to the form: with the question, or without. */
  const askAgain = async (keepsQuestion: boolean) => {
    const draft = keepsQuestion ? (messages()[0]?.text ?? '') : ''
    if (stands() !== 'ended' && !(await endChat())) return
    turnAway(draft)
  }
  const cards: Partial<Record<string, () => JSX.Element>> = {
    asking: () => (
      <div class="card">
        <div class="bell rings" />
        <h2>{asked() ? words.asking(asked()) : words.stillAsking}</h2>
        <p class="soft">{words.askingLead}</p>
        <p class="bad">{failure()}</p>
        <button type="button" onClick={() => askAgain(true)}>
          {words.stopAsking}
        </button>
      </div>
    ),
    talking: () => (
      <p class={silent() ? 'card' : 'soft'}>
        {silent() || (!messages().some(({ from }) => from === 'member') && words.hasQuestion(holder()))}
      </p>
    ),
    leave: () => <Contact onAskAgain={askAgain} />,
    ended: () => (
      <div class="card">
        <h2>{ended()}</h2>
        <p class="soft">{chat()?.canReopen ? words.reopenLead(holder()) : words.endedLead}</p>
        <button type="button" onClick={() => askAgain(false)}>
          {words.askNew}
        </button>
      </div>
    ),
  }
  // One card for both, so that what is being typed outlives the moment when a chat nobody can be asked for is missed.
  const kind = createMemo(() => (/nobody|missed/.test(stands() ?? '') ? 'leave' : stands()))
  const card = createMemo(() => cards[kind() ?? '']?.())
  const canWrite = createMemo(() => stands() === 'talking' || chat()?.canReopen)
  return (
    <>
      <div
        class="log"
        ref={log}
        onScroll={() => {
          isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48
        }}
      >
        <Messages />
        <p class="unseen" role="status">
          {aloud()}
        </p>
        {card()}
      </div>
      {canWrite() && (
        <Composer
          to={holder()}
          onSend={() => {
            isAtEnd = true
          }}
        />
      )}
    </>
  )
}
