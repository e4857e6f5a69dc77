/** Offers a new version, where there is nothing to interrupt: on Home and at sign-in, never over a ring or a conversation. */
import { Match, Show, Switch, useContext } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { UpdateContext } from './update.ts'
import './update-prompt.css'

export function UpdatePrompt() {
  const update = useContext(UpdateContext)
  const words = useWords()
  return (
    <div role="status">
      <Show when={update.stands() !== 'none'}>
        <div class="update">
          <Switch>
            <Match when={update.stands() === 'taking'}>
              <span>{words.newVersion.taking}</span>
            </Match>
            <Match when={update.stands() === 'held'}>
              <span>{words.newVersion.held}</span>
            </Match>
            <Match when={true}>
              <span>{words.update.ready}</span>
              <Button look="ink" onClick={() => update.take()}>
                {words.update.take}
              </Button>
              <Button look="quiet" onClick={() => update.later()}>
                {words.update.later}
              </Button>
            </Match>
          </Switch>
        </div>
      </Show>
    </div>
  )
}
