/** The first set-up: the retailer, you, the first store. What comes after it is done inside, as whoever this lets in. */
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ConsoleSession } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import { Loading } from '../../ui/state.tsx'
import type { Door } from '../door.ts'
import { Choice, Failure, Field } from '../field.tsx'
import { TimeZoneChoice } from '../hours/time-zone-choice.tsx'
import { timeZoneHere } from '../hours/time-zones.ts'
import { useLanguage } from '../language.ts'
import { createLoaded } from '../load.tsx'
import { suggestPin } from '../members/pin.ts'
import { createSending } from '../sending.ts'
import { Steps } from '../start/steps.tsx'
import { StepTitle } from '../step-title.tsx'
import { EntryHead } from './entry-head.tsx'
import { LinkOver } from './password-link.tsx'
import { currenciesFor, currencyOf, localeOf, localesFor } from './places.ts'

const kept = 'shopbell.console.setup'
interface Draft {
  readonly retailer: string
  readonly locale: string
  readonly currency: string
  readonly admin: string
  readonly login: string
  readonly store: string
  readonly timeZone: string
}

/** A reload loses nothing that was typed but the password, which no browser should keep. */
function keptDraft(): Draft {
  const locale = localeOf(navigator.languages)
  const empty = { retailer: '', locale, currency: currencyOf(locale), admin: '', login: '', store: '', timeZone: timeZoneHere() }
  try {
    return { ...empty, ...JSON.parse(sessionStorage.getItem(kept) ?? '{}') }
  } catch {
    return empty
  }
}

export function SetUp(props: { readonly door: Door; readonly token: string }) {
  const words = useWords()
  const language = useLanguage()
  const sending = createSending()
  const [step, setStep] = createSignal(0)
  const [draft, setDraft] = createSignal(keptDraft())
  const [password, setPassword] = createSignal('')
  const [pin, setPin] = createSignal(suggestPin())
  const link = createLoaded(
    () => props.token,
    (token) => props.door.ask<null>('POST', '/setup/link', { token }),
  )
  const change = (some: Partial<Draft>) => {
    setDraft({ ...draft(), ...some })
    sessionStorage.setItem(kept, JSON.stringify(draft()))
  }

  async function submit() {
    if (step() < 2) return setStep(step() + 1)
    const { retailer, locale, currency, admin, login, store, timeZone } = draft()
    const body = {
      token: props.token,
      retailer: { name: retailer, locale, currency },
      admin: { name: admin, login, password: password(), pin: pin() },
      store: { name: store, timeZone },
    }
    // An answer may be lost on its way: then the link is used up, and these are the account's own words.
    const entered =
      (await sending.send(() => props.door.ask<ConsoleSession>('POST', '/setup', body))) ??
      (sending.failure() === words.failures.linkOver
        ? await sending.send(() => props.door.ask<ConsoleSession>('POST', '/console/session', { login, password: password() }))
        : null)
    if (entered) {
      sessionStorage.removeItem(kept)
      props.door.entered(entered.value)
      return
    }
    const blamed = (fields: readonly string[]) => fields.some((field) => sending.fault(field))
    if (blamed(['retailer.name', 'retailer.locale', 'retailer.currency'])) setStep(0)
    else if (blamed(['admin.name', 'admin.login', 'admin.password', 'admin.pin'])) setStep(1)
  }

  return (
    <main class="entry">
      <EntryHead title={words.setUp.title} />
      <Switch>
        <Match when={link.reply() === undefined}>
          <Loading label={words.app.loading} rows={3} />
        </Match>
        <Match when={link.reply()?.is === 'problem'}>
          <LinkOver door={props.door} />
        </Match>
        <Match when={true}>
          <Steps at={step()} />
          <form
            class="card form"
            onSubmit={(event) => {
              event.preventDefault()
              void submit()
            }}
          >
            <Switch>
              <Match when={step() === 0}>
                <StepTitle>{words.setUp.retailer}</StepTitle>
                <p class="soft">{words.setUp.retailerDetail}</p>
                <Field
                  label={words.fields.retailer}
                  required
                  maxLength={80}
                  value={draft().retailer}
                  fault={sending.fault('retailer.name')}
                  onText={(retailer) => change({ retailer })}
                />
                <Choice
                  label={words.fields.locale}
                  hint={words.fields.localeHint}
                  value={draft().locale}
                  onChoice={(locale) => change({ locale, currency: currencyOf(locale) })}
                >
                  <For each={localesFor(language.shown(), draft().locale)}>
                    {({ id, name }) => (
                      <option value={id} selected={id === draft().locale}>
                        {name}
                      </option>
                    )}
                  </For>
                </Choice>
                <Choice label={words.fields.currency} value={draft().currency} onChoice={(currency) => change({ currency })}>
                  <For each={currenciesFor(language.shown())}>
                    {({ id, name }) => (
                      <option value={id} selected={id === draft().currency}>
                        {name}
                      </option>
                    )}
                  </For>
                </Choice>
              </Match>
              <Match when={step() === 1}>
                <StepTitle>{words.setUp.you}</StepTitle>
                <p class="soft">{words.setUp.youDetail}</p>
                <Field
                  label={words.fields.yourName}
                  required
                  maxLength={80}
                  autocomplete="name"
                  value={draft().admin}
                  fault={sending.fault('admin.name')}
                  onText={(admin) => change({ admin })}
                />
                <Field
                  label={words.fields.login}
                  type="email"
                  autocomplete="username"
                  required
                  value={draft().login}
                  fault={sending.fault('admin.login')}
                  onText={(login) => change({ login })}
                />
                <Field
                  label={words.fields.newPassword}
                  type="password"
                  autocomplete="new-password"
                  required
                  minLength={12}
                  maxLength={200}
                  hint={words.fields.passwordHint}
                  value={password()}
                  fault={sending.fault('admin.password')}
                  onText={setPassword}
                />
                <Field
                  label={words.fields.yourPin}
                  required
                  inputMode="numeric"
                  pattern="\d{4,8}"
                  maxLength={8}
                  hint={words.fields.yourPinHint}
                  value={pin()}
                  fault={sending.fault('admin.pin')}
                  onText={setPin}
                />
              </Match>
              <Match when={step() === 2}>
                <StepTitle>{words.setUp.store}</StepTitle>
                <p class="soft">{words.setUp.storeDetail}</p>
                <Field
                  label={words.fields.store}
                  required
                  maxLength={80}
                  value={draft().store}
                  fault={sending.fault('store.name')}
                  onText={(store) => change({ store })}
                />
                <TimeZoneChoice
                  value={draft().timeZone}
                  fault={sending.fault('store.timeZone') && words.hours.zoneFault}
                  onChoice={(timeZone) => change({ timeZone })}
                />
              </Match>
            </Switch>
            <Failure of={sending} />
            <div class="form-answers">
              <Button type="submit" look="ink" isBusy={sending.isBusy()}>
                {step() < 2 ? words.setUp.next : words.setUp.submit}
              </Button>
              <Show when={step() > 0}>
                <Button onClick={() => setStep(step() - 1)}>{words.setUp.back}</Button>
              </Show>
            </div>
          </form>
        </Match>
      </Switch>
    </main>
  )
}
