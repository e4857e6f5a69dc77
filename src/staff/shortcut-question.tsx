/** What the icon's shortcut comes to: the question whether its person wants to be available, answered with one tap. */
import { createEffect, Show } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { createArmed } from './incoming/armed.ts'
import { useModel } from './model.ts'
import type { Shortcut } from './shortcut.ts'

export function ShortcutQuestion(props: { readonly shortcut: Shortcut }) {
  const model = useModel()
  // Whoever is available already has nothing to be asked.
  createEffect(() => {
    if (model.isLoaded() && model.isAvailable()) props.shortcut.settle()
  })
  return (
    <Show when={props.shortcut.isAsking() && model.isLoaded() && !model.isAvailable()}>
      <Question shortcut={props.shortcut} />
    </Show>
  )
}

function Question(props: { readonly shortcut: Shortcut }) {
  const model = useModel()
  const words = useWords()
  // The second tap of a double one on somebody's link must not be the answer.
  const armed = createArmed(() => 'shortcut')
  return (
    <Dialog title={words.shortcut.ask} detail={words.shortcut.detail} onCancel={() => props.shortcut.settle()}>
      <Button look="ink" {...armed.guard(() => model.setAvailable(true))}>
        {words.home.goAvailable}
      </Button>
      <Button look="quiet" onClick={() => props.shortcut.settle()}>
        {words.shortcut.notNow}
      </Button>
    </Dialog>
  )
}
