/** The question, the name if the shopper wants to give it, and what else would be sent. */
import { createSignal } from 'solid-js'
import type { ProductSent } from '../../../protocol/shopper.ts'
import * as words from '../../locales/en/panel.ts'
import { notice } from '../conversation.ts'
import { shopping } from '../host.ts'
import { keep, kept } from '../kept.ts'
import { ask, trouble } from '../question.ts'
import { session } from '../session.ts'
import { Left } from './Left.tsx'

/** The protocol's bounds (`limits`; not imported, because they would bring TypeBox along). */
const mostQuestion = 2_000
const mostName = 80

export function Ask(props: { hasViewed: boolean }) {
  const known = session()
  const [text, setText] = createSignal(kept().draft)
  const [name, setName] = createSignal(kept().name || known?.name || '')
  const [sendsAlong, setSendsAlong] = createSignal(true)
  const [products, setProducts] = createSignal<readonly ProductSent[]>([])
  const [problem, setProblem] = createSignal('')
  let field!: HTMLTextAreaElement

  const submit = (event: Event) => {
    event.preventDefault()
    const isEmpty = !text().trim()
    setProblem(isEmpty ? words.questionMissing : '')
    if (isEmpty || text().length > mostQuestion) field.focus()
    else void ask(text().trim(), name().trim(), sendsAlong())
  }
  const show = async () => setProducts((await shopping()).viewed)
  return (
    <form class="log" onSubmit={submit} novalidate>
      <h2>{known?.isReturning && known.name ? words.askAgain(known.name) : words.ask}</h2>
      <p class="soft">{words.askLead(known?.store.name ?? words.theStore)}</p>
      <p class="bad" role="alert">
        {notice() || trouble()}
      </p>
      <label>
        {words.question}
        <textarea
          ref={field}
          rows="4"
          placeholder={words.questionHint}
          aria-invalid={Boolean(problem())}
          value={text()}
          onInput={() => {
            setText(field.value)
            setProblem('')
            keep({ draft: field.value })
          }}
        />
      </label>
      <Left text={text()} most={mostQuestion} />
      <p class="bad" role="alert">
        {problem()}
      </p>
      <label>
        {words.name}
        <input
          autocomplete="given-name"
          maxlength={mostName}
          value={name()}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      {props.hasViewed && (
        <div class="along">
          <label>
            <input type="checkbox" checked onChange={() => setSendsAlong(!sendsAlong())} />
            {words.sendAlong}
          </label>
          <details onToggle={show}>
            <summary>{words.seeWhat}</summary>
            <ul>
              {products().map(({ title, price }) => (
                <li>
                  {title} {price}
                </li>
              ))}
            </ul>
          </details>
        </div>
      )}
      <button type="submit" class="primary">
        {words.askTeam}
      </button>
    </form>
  )
}
