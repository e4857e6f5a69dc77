/** The place for choosing the language. Nobody waits for it, so it comes once the screen around it stands. */
import { createSignal, onMount, Show } from 'solid-js'
import { whenIdle } from './later.ts'
import { onDemand } from './on-demand.tsx'

const field = onDemand(
  () => import('./language-field.tsx'),
  ({ LanguageField }) => LanguageField,
)

export function LanguagePicker() {
  const [isTime, setIsTime] = createSignal(false)
  onMount(() => whenIdle(() => setIsTime(true)))
  return (
    <Show when={isTime()}>
      <field.Screen />
    </Show>
  )
}
