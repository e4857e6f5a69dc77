/** Choosing a password with a one-time link. */
import LinkOff from 'lucide-solid/icons/link-2-off'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ConsoleSession, PasswordLink as Whose } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import { State } from '../../ui/state.tsx'
import type { Door } from '../door.ts'
import { Failure, Field } from '../field.tsx'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { EntryHead } from './entry-head.tsx'

export function PasswordLink(props: { readonly door: Door; readonly token: string }) {
  const words = useWords()
  const sending = createSending()
  const [password, setPassword] = createSignal('')
  const whose = createLoaded(
    () => props.token,
    (token) => props.door.ask<Whose>('POST', '/console/password-link', { token }),
  )
  const isOver = () => whose.reply()?.is === 'problem'

  async function submit(login: string) {
    const body = { token: props.token, password: password() }
    if (!(await sending.send(() => props.door.ask('POST', '/console/password-link/password', body)))) return
    const entering = { login, password: password() }
    const entered = await sending.send(() => props.door.ask<ConsoleSession>('POST', '/console/session', entering))
    props.door.leaveLink()
    if (entered) props.door.entered(entered.value)
  }

  return (
    <main class="entry">
      <EntryHead title={words.passwordLink.title} />
      <Show when={!isOver()} fallback={<LinkOver door={props.door} />}>
        <Load of={whose}>
          {(link) => (
            <form
              class="card form"
              onSubmit={(event) => {
                event.preventDefault()
                void submit(link().login)
              }}
            >
              <p>{words.passwordLink.hello(link().name)}</p>
              <Field
                label={words.fields.login}
                type="email"
                autocomplete="username"
                readOnly
                value={link().login}
                onText={() => {}}
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
                fault={sending.fault('password')}
                onText={setPassword}
              />
              <Failure of={sending} />
              <Button type="submit" look="ink" isBusy={sending.isBusy()}>
                {words.passwordLink.submit}
              </Button>
            </form>
          )}
        </Load>
      </Show>
    </main>
  )
}

export function LinkOver(props: { readonly door: Door }) {
  const words = useWords()
  return (
    <State icon={LinkOff} title={words.linkOver.title} detail={words.linkOver.detail} isFailure>
      <Button look="ink" onClick={props.door.leaveLink}>
        {words.linkOver.signIn}
      </Button>
    </State>
  )
}
