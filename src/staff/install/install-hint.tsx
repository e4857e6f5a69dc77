/** The hint on Home that the app can be installed: one tap where the browser asks itself, two explained steps where it does not. */
import Share from 'lucide-solid/icons/share'
import SquarePlus from 'lucide-solid/icons/square-plus'
import { Match, Show, Switch, useContext } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { InstallContext } from './install.ts'
import { installHere } from './install-here.ts'
import './install-hint.css'

export function InstallHint() {
  const install = useContext(InstallContext) ?? installHere()
  const words = useWords()
  return (
    <Show when={install.way()}>
      {(way) => (
        <Card title={words.install.title} class="install">
          <p class="soft">{words.install.why}</p>
          <Switch>
            <Match when={way() === 'byHand'}>
              <p class="install-lead">{words.install.byHand}</p>
              <ol class="install-steps">
                <li>
                  <Share size={22} aria-hidden="true" />
                  {words.install.share}
                </li>
                <li>
                  <SquarePlus size={22} aria-hidden="true" />
                  {words.install.add}
                </li>
              </ol>
            </Match>
          </Switch>
          <div class="install-answers">
            <Show when={way() === 'prompt'}>
              <Button look="ink" onClick={() => void install.ask()}>
                {words.install.button}
              </Button>
            </Show>
            <Button look="quiet" onClick={() => install.dismiss()}>
              {words.install.notNow}
            </Button>
          </div>
        </Card>
      )}
    </Show>
  )
}
