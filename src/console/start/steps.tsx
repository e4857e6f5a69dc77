/** How far the first set-up has come: all its steps, with the one that is on screen. */
import { For } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'

/** `at` counts from 0; the first three come before the door, the rest behind it. */
export function Steps(props: { readonly at: number }) {
  const words = useWords()
  return (
    <ol class="steps" aria-label={words.setUp.progress(props.at + 1, words.setUp.steps.length)}>
      <For each={words.setUp.steps}>
        {(name, nth) => (
          <li
            class="steps-step"
            data-is={nth() < props.at ? 'done' : nth() === props.at ? 'now' : 'later'}
            aria-current={nth() === props.at ? 'step' : undefined}
          >
            <span class="steps-number number" aria-hidden="true">
              {nth() + 1}
            </span>
            <span class="steps-name">{name}</span>
          </li>
        )}
      </For>
    </ol>
  )
}
