/** The way to mend what keeps this device from ringing, where a button can that is not there anyway. */
import { Match, Switch } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'
import type { Obstacle } from './obstacles.ts'
import type { Surroundings } from './surroundings.ts'

export function Mend(props: { readonly of: Obstacle; readonly surroundings: Surroundings }) {
  const model = useModel()
  const words = useWords()
  return (
    <Switch>
      <Match when={props.of === 'notAsked'}>
        <Button onClick={() => void props.surroundings.askPermission()}>{words.bell.allow}</Button>
      </Match>
      <Match when={props.of === 'soundOff'}>
        <Button onClick={() => model.setBell({ ...model.bell(), volume: 1 })}>{words.bell.turnOn}</Button>
      </Match>
      <Match when={props.of === 'noService' || props.of === 'notRegistered'}>
        <Button onClick={() => props.surroundings.renew()}>{words.app.retry}</Button>
      </Match>
    </Switch>
  )
}
