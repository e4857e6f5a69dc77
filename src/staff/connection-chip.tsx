/** The state of the connection, in plain words and always in the same place. */
import { Match, Show, Switch } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Chip, Dot } from '../ui/chip.tsx'
import { useModel } from './model.ts'

export function ConnectionChip() {
  const model = useModel()
  const words = useWords()
  return (
    <span role="status">
      <Chip>
        <Switch>
          <Match when={model.connection().is === 'live'}>
            <Dot look="yes" />
            {words.connection.live}
          </Match>
          <Match when={model.connection().is === 'connecting'}>
            <Dot look="off" />
            {words.connection.connecting}
          </Match>
          <Match when={true}>
            <Dot look="lost" />
            {words.connection.reconnecting}
          </Match>
        </Switch>
        <Show when={model.unsent().length > 0}> · {words.connection.unsent(model.unsent().length)}</Show>
      </Chip>
    </span>
  )
}
