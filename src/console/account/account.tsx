/** One's own account: the password and the passkeys. */
import KeyRound from 'lucide-solid/icons/key-round'
import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { ConsoleAccount } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { Failure, Field, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { canHavePasskeys } from '../passkey.ts'
import { createSending } from '../sending.ts'
import { PasskeyAdder } from './passkey-adder.tsx'

type Passkey = ConsoleAccount['passkeys'][number]

export function Account() {
  const words = useWords()
  const here = useHere()
  const formats = useFormats()
  const account = createLoaded(
    () => 'mine',
    () => here.ask<ConsoleAccount>('GET', '/console/account'),
  )
  const [removing, setRemoving] = createSignal<Passkey | null>(null)
  const sending = createSending()

  async function remove({ id }: Passkey) {
    const path = `/console/account/passkeys/${encodeURIComponent(id)}`
    const done = await sending.send(() => here.ask<ConsoleAccount>('DELETE', path))
    if (done) account.put(done.value)
    if (done || sending.fault('passkey')) setRemoving(null)
  }

  return (
    <>
      <h1 class="page-title">{words.pages.account}</h1>
      <Load of={account}>
        {(its) => (
          <div class="page-cards">
            <Card title={words.account.password}>
              <PasswordForm login={its().login} hasPassword={its().hasPassword} onChanged={account.again} />
            </Card>
            <Card title={words.account.passkeys} count={its().passkeys.length}>
              <Show
                when={its().passkeys.length > 0}
                fallback={<State icon={KeyRound} title={words.account.noPasskeys} detail={words.account.noPasskeysDetail} />}
              >
                <ul class="rows">
                  <For each={its().passkeys}>
                    {(passkey) => (
                      <li>
                        <div class="grow">
                          <div class="strong">{passkey.name}</div>
                          <div class="soft small">
                            {passkey.lastUsedAt === null
                              ? words.account.neverUsed(formats.date(passkey.createdAt, Date.now()))
                              : words.account.lastUsed(formats.date(passkey.lastUsedAt, Date.now()))}
                          </div>
                        </div>
                        <Button aria-label={`${words.app.remove}: ${passkey.name}`} onClick={() => setRemoving(passkey)}>
                          {words.app.remove}
                        </Button>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <p class="failure field-fault" role="alert">
                {sending.fault('passkey')}
              </p>
              <Show when={canHavePasskeys()} fallback={<p class="soft small">{words.account.noPasskeysHere}</p>}>
                <PasskeyAdder onAdded={account.put} />
              </Show>
            </Card>
          </div>
        )}
      </Load>
      <Show when={removing()}>
        {(passkey) => (
          <FormDialog
            title={words.account.removePasskey(passkey().name)}
            detail={words.account.removePasskeyDetail}
            submit={words.app.remove}
            look="lost"
            sending={sending}
            onSubmit={() => void remove(passkey())}
            onCancel={() => setRemoving(null)}
          />
        )}
      </Show>
    </>
  )
}

interface PasswordFormProps {
  readonly login: string
  readonly hasPassword: boolean
  readonly onChanged: () => void
}

function PasswordForm(props: PasswordFormProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [current, setCurrent] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [isDone, setIsDone] = createSignal(false)

  async function submit() {
    setIsDone(false)
    const body = { current: props.hasPassword ? current() : null, password: password() }
    if (!(await sending.send(() => here.ask('PUT', '/console/account/password', body)))) return
    setCurrent('')
    setPassword('')
    setIsDone(true)
    props.onChanged()
  }

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Field label={words.fields.login} type="email" autocomplete="username" readOnly value={props.login} onText={() => {}} />
      <Show when={props.hasPassword}>
        <Field
          label={words.fields.currentPassword}
          type="password"
          autocomplete="current-password"
          required
          value={current()}
          onText={setCurrent}
        />
      </Show>
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
      <Button type="submit" isBusy={sending.isBusy()}>
        {words.account.changePassword}
      </Button>
      <p role="status" class="soft">
        {isDone() ? words.account.passwordChanged : ''}
      </p>
    </form>
  )
}
