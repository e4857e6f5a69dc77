/** In which time zone a store is: typed, with what the browser knows to choose from, and the time there to see that it is right. */
import { createEffect, createSignal, createUniqueId, For, on } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { createNow } from '../../ui/now.ts'
import { Field } from '../field.tsx'
import { useLanguage } from '../language.ts'
import { readZone, shownZone, timeZoneHere, timeZones } from './time-zones.ts'

interface TimeZoneChoiceProps {
  readonly value: string
  readonly fault: string | null
  readonly onChoice: (timeZone: string) => void
}

export function TimeZoneChoice(props: TimeZoneChoiceProps) {
  const words = useWords()
  const language = useLanguage()
  const list = createUniqueId()
  const zones = timeZones(timeZoneHere(), props.value)
  const [typed, setTyped] = createSignal(shownZone(props.value))
  const now = createNow(() => Date.now(), 1_000)
  let input: HTMLInputElement | undefined
  const read = () => readZone(typed(), zones)
  const timeThere = (timeZone: string) =>
    new Intl.DateTimeFormat(language.locale(null), { weekday: 'long', hour: '2-digit', minute: '2-digit', timeZone }).format(
      now(),
    )
  const hint = () => {
    const zone = read()
    return zone === null ? words.hours.zoneUnknown : `${words.hours.timeZoneHint} ${words.hours.timeThere(timeThere(zone))}`
  }
  // What no zone is meant by keeps the form from being sent.
  createEffect(() => input?.setCustomValidity(read() === null ? words.hours.zoneUnknown : ''))
  createEffect(
    on(
      () => props.value,
      (value) => value !== read() && setTyped(shownZone(value)),
      { defer: true },
    ),
  )

  return (
    <>
      <Field
        ref={input}
        label={words.hours.timeZone}
        hint={hint()}
        list={list}
        required
        maxLength={64}
        spellcheck={false}
        value={typed()}
        fault={props.fault}
        onFocus={(event) => event.currentTarget.select()}
        onText={(text) => {
          setTyped(text)
          const zone = readZone(text, zones)
          if (zone !== null) props.onChoice(zone)
        }}
        onChange={() => {
          const zone = read()
          if (zone !== null) setTyped(shownZone(zone))
        }}
      />
      <datalist id={list}>
        <For each={zones}>{(zone) => <option value={shownZone(zone)} />}</For>
      </datalist>
    </>
  )
}
