/** How loud this device rings and whether it shakes, to be tried out at once. */
import { createUniqueId, Show, useContext } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import { Button } from '../../ui/button.tsx'
import { useModel } from '../model.ts'
import { SoundContext } from '../sound.ts'

const percent = (volume: number) => Math.round(volume * 100)

export function SoundSettings(props: { readonly canVibrate: boolean }) {
  const model = useModel()
  const words = useWords()
  const bell = useContext(SoundContext)
  const volume = createUniqueId()
  return (
    <div class="sound-settings">
      <div class="sound-volume">
        <label for={volume}>{words.bell.volume}</label>
        <output class="soft number" for={volume}>
          {words.bell.volumeOf(percent(model.bell().volume))}
        </output>
        <input
          id={volume}
          type="range"
          min="0"
          max="100"
          step="5"
          value={percent(model.bell().volume)}
          aria-valuetext={words.bell.volumeOf(percent(model.bell().volume))}
          onInput={(event) => model.setBell({ ...model.bell(), volume: event.currentTarget.valueAsNumber / 100 })}
          onChange={() => bell.strike()}
        />
      </div>
      <Show when={props.canVibrate}>
        <label class="sound-vibrates">
          <input
            type="checkbox"
            checked={model.bell().vibrates}
            onChange={(event) => model.setBell({ ...model.bell(), vibrates: event.currentTarget.checked })}
          />
          {words.bell.vibrates}
        </label>
      </Show>
      <Button onClick={() => bell.strike()}>{words.bell.test}</Button>
    </div>
  )
}
