/** When a store is open on one day: not at all, from then to then, or with a break. */
import { Index, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { OpenSpan } from '../../protocol/hours.ts'
import { Button } from '../../ui/button.tsx'
import { readEnd, shownEnd, usualDay, withBreak } from './open-spans.ts'

interface DayHoursProps {
  /** What the box says that opens the day. */
  readonly label: string
  /** Which day, for those who hear one field at a time. */
  readonly day: string
  readonly spans: readonly OpenSpan[]
  readonly fault: string | null
  readonly onSpans: (spans: readonly OpenSpan[]) => void
}

export function DayHours(props: DayHoursProps) {
  const words = useWords()
  const changed = (nth: number, change: Partial<OpenSpan>) =>
    props.onSpans(props.spans.map((span, at) => (at === nth ? { ...span, ...change } : span)))
  return (
    <div class="hours-day">
      <label class="tick">
        <input
          type="checkbox"
          checked={props.spans.length > 0}
          onChange={(event) => props.onSpans(event.currentTarget.checked ? [...usualDay] : [])}
        />
        <span>{props.label}</span>
      </label>
      <div class="hours-spans">
        <Show when={props.spans.length > 0} fallback={<span class="soft hours-closed">{words.hours.closed}</span>}>
          <Index each={props.spans}>
            {(span, nth) => (
              <div class="hours-span">
                <TimeField label={words.hours.opensAt(props.day)} value={span().from} onTime={(from) => changed(nth, { from })} />
                <span aria-hidden="true">–</span>
                <TimeField
                  label={words.hours.closesAt(props.day)}
                  value={shownEnd(span().to)}
                  onTime={(to) => changed(nth, { to: readEnd(to) })}
                />
                <Show when={nth > 0}>
                  <Button
                    aria-label={`${words.app.remove}: ${props.day}, ${span().from}`}
                    onClick={() => props.onSpans(props.spans.filter((_, at) => at !== nth))}
                  >
                    {words.app.remove}
                  </Button>
                </Show>
              </div>
            )}
          </Index>
          <Show when={withBreak(props.spans)}>
            {(parted) => (
              <Button aria-label={`${words.hours.addBreak}: ${props.day}`} onClick={() => props.onSpans(parted())}>
                {words.hours.addBreak}
              </Button>
            )}
          </Show>
        </Show>
      </div>
      <p class="failure small field-fault hours-fault" role="alert">
        {props.fault}
      </p>
    </div>
  )
}

function TimeField(props: { readonly label: string; readonly value: string; readonly onTime: (time: string) => void }) {
  return (
    <input
      class="field-input hours-time"
      type="time"
      required
      aria-label={props.label}
      value={props.value}
      // Half-typed it is nothing, and stays as it stands in the field.
      onInput={(event) => event.currentTarget.value && props.onTime(event.currentTarget.value)}
    />
  )
}
