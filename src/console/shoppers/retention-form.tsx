/** How many days conversations and the log of decisions are kept. */
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { RetentionBody } from '../../protocol/keeping.ts'
import { Button } from '../../ui/button.tsx'
import { Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'

const path = '/console/retention'

export function RetentionForm() {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const retention = createLoaded(
    () => path,
    (at) => here.ask<RetentionBody>('GET', at),
  )
  const [typed, setTyped] = createSignal<Partial<Record<keyof RetentionBody, string>>>({})
  const [isSaved, setIsSaved] = createSignal(false)
  const type = (figure: keyof RetentionBody, text: string) => {
    setIsSaved(false)
    setTyped({ ...typed(), [figure]: text })
  }
  const faultOf = (figure: keyof RetentionBody) => (sending.fault(figure) === null ? null : words.keeping.daysFault)

  async function save(now: RetentionBody) {
    setIsSaved(false)
    const body = {
      conversationDays: Number(typed().conversationDays ?? now.conversationDays),
      logDays: Number(typed().logDays ?? now.logDays),
    }
    const saved = await sending.send(() => here.ask<RetentionBody>('PUT', path, body))
    if (!saved) return
    retention.put(saved.value)
    setTyped({})
    setIsSaved(true)
  }

  return (
    <Load of={retention} rows={2}>
      {(now) => (
        <Show when={here.isAdmin} fallback={<p>{words.keeping.kept(now().conversationDays, now().logDays)}</p>}>
          <form
            class="form"
            onSubmit={(event) => {
              event.preventDefault()
              void save(now())
            }}
          >
            <p class="soft">{words.keeping.retentionDetail}</p>
            <div class="form-inline">
              <Field
                label={words.keeping.conversationDays}
                hint={words.keeping.conversationDaysHint}
                inputMode="numeric"
                required
                value={typed().conversationDays ?? String(now().conversationDays)}
                fault={faultOf('conversationDays')}
                onText={(text) => type('conversationDays', text)}
              />
              <Field
                label={words.keeping.logDays}
                hint={words.keeping.logDaysHint}
                inputMode="numeric"
                required
                value={typed().logDays ?? String(now().logDays)}
                fault={faultOf('logDays')}
                onText={(text) => type('logDays', text)}
              />
            </div>
            <Failure of={sending} />
            <p role="status" class="soft">
              <Show when={isSaved()}>{words.keeping.saved}</Show>
            </p>
            <div class="form-answers">
              <Button type="submit" isBusy={sending.isBusy()}>
                {words.app.save}
              </Button>
            </div>
          </form>
        </Show>
      )}
    </Load>
  )
}
