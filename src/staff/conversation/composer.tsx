/** Where the member writes. What is typed is kept on the device until it is sent. */
import { createSignal, onMount, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { ChatRow } from '../../protocol/feed.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'

/** As the server bounds it. */
const mostLetters = 4_000

export function Composer(props: { readonly chat: ChatRow }) {
  const model = useModel()
  const words = useWords()
  const [text, setText] = createSignal('')
  const over = () => text().trim().length - mostLetters
  const canSend = () => text().trim() !== '' && over() <= 0
  let field: HTMLTextAreaElement | undefined
  onMount(() => {
    const { id } = props.chat
    void model.draft(id).then((kept) => {
      if (kept && text() === '') setText(kept)
    })
  })

  const type = (typed: string) => {
    setText(typed)
    model.keepDraft(props.chat.id, typed)
  }
  const send = () => {
    if (!canSend()) return
    model.say(props.chat.id, props.chat.fence, text().trim())
    type('')
    field?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // On glass, Enter is for a new line: there is no Shift beside it. And an input method's Enter only chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !hasKeyboard()) return
    event.preventDefault()
    send()
  }
  const label = () => words.conversation.writeTo(props.chat.shopper.name?.split(/\s/u)[0] ?? null)

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={field}
        class="composer-field"
        rows={1}
        placeholder={label()}
        aria-label={label()}
        aria-describedby="too-long"
        value={text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" look="ink" class="composer-send" disabled={!canSend()}>
        {words.conversation.send}
      </Button>
      <p class="composer-note failure" id="too-long" role="status">
        <Show when={over() > 0}>{words.conversation.tooLong(over())}</Show>
      </p>
    </form>
  )
}

const hasKeyboard = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches
