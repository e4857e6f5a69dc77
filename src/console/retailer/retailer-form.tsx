/** The retailer's name, language and currency, with a date and a price as they will be written. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { formatsFor } from '../../locales/formats.ts'
import type { ManagedRetailer } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { currenciesFor, localesFor } from '../entry/places.ts'
import { Choice, Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { useLanguage } from '../language.ts'
import { createSending } from '../sending.ts'

/** In the currency's smallest unit: with thousands, so that their mark is seen. */
const examplePrice = 123_450

interface RetailerFormProps {
  readonly retailer: ManagedRetailer
  readonly onSaved: (retailer: ManagedRetailer) => void
}

type Identity = Pick<ManagedRetailer, 'name' | 'locale' | 'currency'>

export function RetailerForm(props: RetailerFormProps) {
  const words = useWords()
  const here = useHere()
  const language = useLanguage()
  const sending = createSending()
  const [changes, setChanges] = createSignal<Partial<Identity>>({})
  const [isSaved, setIsSaved] = createSignal(false)
  const draft = (): Identity => {
    const { name, locale, currency } = props.retailer
    return { name, locale, currency, ...changes() }
  }
  const change = (some: Partial<Identity>) => {
    setIsSaved(false)
    setChanges({ ...changes(), ...some })
  }
  const formats = createMemo(() => formatsFor(draft().locale))
  const now = Date.now()

  async function save() {
    const saved = await sending.send(() => here.ask<ManagedRetailer>('PUT', '/console/retailer', draft()))
    if (!saved) return
    setChanges({})
    props.onSaved(saved.value)
    setIsSaved(true)
  }

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        label={words.fields.retailer}
        hint={words.retailer.nameHint}
        required
        maxLength={80}
        value={draft().name}
        fault={sending.fault('name')}
        onText={(name) => change({ name })}
      />
      <div class="form-inline">
        <Choice
          label={words.fields.locale}
          hint={words.retailer.localeHint}
          fault={sending.fault('locale')}
          value={draft().locale}
          onChoice={(locale) => change({ locale })}
        >
          <For each={localesFor(language.shown(), draft().locale)}>
            {({ id, name }) => (
              <option value={id} selected={id === draft().locale}>
                {name}
              </option>
            )}
          </For>
        </Choice>
        <Choice
          label={words.fields.currency}
          hint={words.retailer.currencyHint}
          fault={sending.fault('currency')}
          value={draft().currency}
          onChoice={(currency) => change({ currency })}
        >
          <For each={currenciesFor(language.shown())}>
            {({ id, name }) => (
              <option value={id} selected={id === draft().currency}>
                {name}
              </option>
            )}
          </For>
        </Choice>
      </div>
      <div class="note">
        <p class="soft small">{words.retailer.example}</p>
        <p class="strong" lang={draft().locale}>
          {formats().day(now)}, {formats().time(now)} · {formats().money(examplePrice, draft().currency)}
        </p>
      </div>
      <Failure of={sending} />
      <p role="status" class="soft field-fault">
        <Show when={isSaved()}>{words.retailer.saved}</Show>
      </p>
      <div class="form-answers">
        <Button type="submit" look="ink" isBusy={sending.isBusy()}>
          {words.app.save}
        </Button>
      </div>
    </form>
  )
}
