/** A store's hours as a form: where it is, its week, the dates that differ, and what closing does. */
import { createSignal, For, Index, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { OpenSpan, StoreHours, StoreHoursNow, Week } from '../../protocol/hours.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice, Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending } from '../sending.ts'
import { Tick } from '../tick.tsx'
import { DayHours } from './day-hours.tsx'
import { usualWeek, weekdays } from './open-spans.ts'
import { TimeZoneChoice } from './time-zone-choice.tsx'
import { timeZoneHere } from './time-zones.ts'

/** What is typed: the week is kept while “always open” is tried. */
interface Draft extends StoreHours {
  readonly week: Week
  readonly isAlways: boolean
}

interface HoursFormProps {
  readonly path: string
  readonly hours: StoreHoursNow
  readonly onSaved: (hours: StoreHoursNow) => void
}

export function HoursForm(props: HoursFormProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [draft, setDraft] = createSignal(draftOf(props.hours))
  const [isSaved, setIsSaved] = createSignal(false)
  const change = (changes: Partial<Draft>) => {
    setIsSaved(false)
    setDraft({ ...draft(), ...changes })
  }
  const changeException = (nth: number, changes: Partial<StoreHours['exceptions'][number]>) =>
    change({ exceptions: draft().exceptions.map((one, at) => (at === nth ? { ...one, ...changes } : one)) })
  /** The server names the place; what is wrong with times is always the same. */
  const faultOf = (at: string, sentence: string) => (sending.fault(at) === null ? null : sentence)

  async function save() {
    // Places in the list are what a refusal names, so it is put in order before it is sent.
    change({ exceptions: draft().exceptions.toSorted((a, b) => a.date.localeCompare(b.date)) })
    const { isAlways, week, ...rest } = draft()
    const body: StoreHours = { ...rest, week: isAlways ? null : week }
    const saved = await sending.send(() => here.ask<StoreHoursNow>('PUT', props.path, body))
    if (!saved) return
    props.onSaved(saved.value)
    setIsSaved(true)
  }

  return (
    <form
      class="page-cards"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Card title={words.hours.week}>
        <div class="form">
          <TimeZoneChoice
            value={draft().timeZone}
            fault={faultOf('timeZone', words.hours.zoneFault)}
            onChoice={(timeZone) => change({ timeZone })}
          />
          <Choice
            label={words.hours.opens}
            hint={draft().isAlways ? words.hours.alwaysHint : words.hours.weekHint}
            value={draft().isAlways ? 'always' : 'week'}
            onChoice={(value) => change({ isAlways: value === 'always' })}
          >
            <option value="always" selected={draft().isAlways}>
              {words.hours.always}
            </option>
            <option value="week" selected={!draft().isAlways}>
              {words.hours.byWeek}
            </option>
          </Choice>
          <Show when={!draft().isAlways}>
            <div class="hours-days">
              <For each={weekdays}>
                {(day) => (
                  <DayHours
                    label={words.hours.days[day]}
                    day={words.hours.days[day]}
                    spans={draft().week[day]}
                    fault={faultOf(`week.${day}`, words.hours.spansFault)}
                    onSpans={(spans) => change({ week: { ...draft().week, [day]: [...spans] } })}
                  />
                )}
              </For>
            </div>
          </Show>
        </div>
      </Card>
      <Card title={words.hours.exceptions}>
        <div class="form">
          <p class="soft">{words.hours.exceptionsDetail}</p>
          <Index each={draft().exceptions}>
            {(exception, nth) => (
              <fieldset class="hours-exception" aria-label={exception().date || words.hours.date}>
                <Field
                  label={words.hours.date}
                  type="date"
                  required
                  min="2000-01-01"
                  max="2099-12-31"
                  value={exception().date}
                  fault={faultOf(`exceptions[${nth}].date`, words.hours.dateFault)}
                  onText={(date) => date && changeException(nth, { date })}
                />
                <DayHours
                  label={words.hours.openThen}
                  day={exception().date}
                  spans={exception().open}
                  fault={faultOf(`exceptions[${nth}].open`, words.hours.spansFault)}
                  onSpans={(spans) => changeException(nth, { open: [...spans] as OpenSpan[] })}
                />
                <Button
                  aria-label={`${words.app.remove}: ${exception().date}`}
                  onClick={() => change({ exceptions: draft().exceptions.filter((_, at) => at !== nth) })}
                >
                  {words.app.remove}
                </Button>
              </fieldset>
            )}
          </Index>
          <div class="form-answers">
            <Button onClick={() => change({ exceptions: [...draft().exceptions, { date: '', open: [] }] })}>
              {words.hours.addDate}
            </Button>
          </div>
        </div>
      </Card>
      <Card title={words.hours.closing}>
        <div class="form">
          <p class="soft">{words.hours.closingDetail}</p>
          <Tick
            label={words.hours.makesUnavailable}
            hint={words.hours.makesUnavailableHint}
            isOn={draft().makesUnavailable || draft().closesShifts}
            isFixed={draft().closesShifts}
            onTick={(makesUnavailable) => change({ makesUnavailable })}
          />
          <Tick
            label={words.hours.closesShifts}
            hint={words.hours.closesShiftsHint}
            isOn={draft().closesShifts}
            onTick={(closesShifts) => change({ closesShifts })}
          />
        </div>
      </Card>
      <div class="form">
        <Failure of={sending} />
        <p class="failure field-fault" role="alert">
          {sending.isRefusedInFields() ? words.hours.lookAbove : null}
        </p>
        <p role="status" class="soft">
          <Show when={isSaved()}>{words.hours.saved}</Show>
        </p>
        <div class="form-answers">
          <Button type="submit" look="ink" isBusy={sending.isBusy()}>
            {words.app.save}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** A store that nobody has given any hours is where this computer is rather than in UTC. */
function draftOf({ now: _, week, timeZone, ...rest }: StoreHoursNow): Draft {
  const isUngiven = week === null && rest.exceptions.length === 0 && timeZone === 'UTC'
  return { ...rest, week: week ?? usualWeek(), isAlways: week === null, timeZone: isUngiven ? timeZoneHere() : timeZone }
}
