/** CL5: whoever no longer has a chat keeps what they typed and what was refused: to be read, and copied. */
import { createResource, createSignal, Show } from 'solid-js'
import type { ChatId } from '../../identifiers.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'

export function KeptWords(props: {
  readonly chat: ChatId /** Also the messages that did not go out. */
  readonly withOutgoing: boolean
}) {
  const model = useModel()
  const words = useWords()
  const [draft] = createResource(() => model.draft(props.chat))
  const kept = () => {
    const outgoing = props.withOutgoing ? model.outgoing(props.chat).map(({ text }) => text) : []
    return [...outgoing, draft() ?? ''].filter((text) => text.trim()).join('\n\n')
  }
  return (
    <Show when={kept()}>
      <div class="kept">
        <p>{words.conversation.keptWords}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when it is long, and the keyboard must be able to scroll it. */}
        <blockquote class="kept-words" tabIndex={0}>
          {kept()}
        </blockquote>
        <CopyButton text={kept()} />
      </div>
    </Show>
  )
}

export function CopyButton(props: { readonly text: string }) {
  const words = useWords()
  const [isCopied, setIsCopied] = createSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(props.text)
    setIsCopied(true)
  }
  return <Button onClick={() => void copy()}>{isCopied() ? words.conversation.copied : words.conversation.copy}</Button>
}
