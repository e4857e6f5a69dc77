/** Offers a new version, where there is nothing to interrupt: on Home and at sign-in, never over a ring or a conversation. */
import { Show, useContext } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { UpdateContext } from './update.ts'
import './update-prompt.css'

export function UpdatePrompt() {
  const update = useContext(UpdateContext)
  const words = useWords()
  return (
    <Show when={update.isReady()}>
      <div class="update" role="status">
        <span>{words.update.ready}</span>
        <Button look="ink" onClick={() => update.take()}>
          {words.update.take}
        </Button>
        <Button look="quiet" onClick={() => update.later()}>
          {words.update.later}
        </Button>
      </div>
    </Show>
  )
}
