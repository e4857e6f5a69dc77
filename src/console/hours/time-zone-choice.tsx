/** In which time zone a store is: this computer's own first, then all that the browser knows. */
import { For } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { Choice } from '../field.tsx'

export const timeZoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

interface TimeZoneChoiceProps {
  readonly value: string
  readonly fault: string | null
  readonly onChoice: (timeZone: string) => void
}

export function TimeZoneChoice(props: TimeZoneChoiceProps) {
  const words = useWords()
  const suggested = timeZoneHere()
  const others = () =>
    [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', props.value])].filter((zone) => zone !== suggested).sort()
  const shown = (zone: string) => zone.replaceAll('_', ' ')
  return (
    <Choice label={words.hours.timeZone} hint={words.hours.timeZoneHint} {...props}>
      <optgroup label={words.hours.zoneHere}>
        <option value={suggested} selected={suggested === props.value}>
          {shown(suggested)}
        </option>
      </optgroup>
      <optgroup label={words.hours.zonesElsewhere}>
        <For each={others()}>
          {(zone) => (
            <option value={zone} selected={zone === props.value}>
              {shown(zone)}
            </option>
          )}
        </For>
      </optgroup>
    </Choice>
  )
}
