/** Text to be taken elsewhere, with a button that copies it where the browser lets a page do so. */
import { createSignal, Show } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import { Button } from '../ui/button.tsx'

export function Copied(props: { readonly text: string; readonly label: string }) {
  const words = useWords()
  const [isCopied, setIsCopied] = createSignal(false)
  return (
    <div class="copied">
      <section class="copied-text" aria-label={`${words.app.copy}: ${props.label}`}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{props.text}</pre>
      </section>
      <Show when={navigator.clipboard}>
        {(clipboard) => (
          <Button
            onClick={() =>
              clipboard()
                .writeText(props.text)
                .then(
                  () => setIsCopied(true),
                  () => setIsCopied(false),
                )
            }
          >
            <span aria-live="polite">{isCopied() ? words.app.copied : words.app.copy}</span>
          </Button>
        )}
      </Show>
    </div>
  )
}
