/** Signing in to the console. */
import { createSignal, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ConsoleSession } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import type { Door } from '../door.ts'
import { Failure, Field } from '../field.tsx'
import { canHavePasskeys, signInWithPasskey } from '../passkey.ts'
import { createSending } from '../sending.ts'
import { EntryHead } from './entry-head.tsx'

export function SignIn(props: { readonly door: Door; readonly isUnasked: boolean }) {
  const words = useWords()
  const sending = createSending()
  const [login, setLogin] = createSignal('')
  const [password, setPassword] = createSignal('')

  async function submit() {
    const body = { login: login(), password: password() }
    const entered = await sending.send(() => props.door.ask<ConsoleSession>('POST', '/console/session', body))
    if (entered) props.door.entered(entered.value)
  }
  async function submitPasskey() {
    const done = await signInWithPasskey(props.door.ask)
    if (done.is === 'givenUp') return sending.fail(words.failures.passkeyGivenUp)
    const entered = await sending.send(async () => done.reply)
    if (entered) props.door.entered(entered.value)
    // No field of this form is to blame for what an authenticator says.
    else if (sending.failure() === null) sending.fail(words.failures.passkeyRefused)
  }

  return (
    <main class="entry">
      <EntryHead title={words.signIn.title} />
      <Show when={props.isUnasked}>
        <p class="note" role="status">
          {words.signIn.unasked}
        </p>
      </Show>
      <form
        class="card form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={words.fields.login}
          type="email"
          autocomplete="username"
          required
          value={login()}
          fault={sending.fault('login')}
          onText={setLogin}
        />
        <Field
          label={words.fields.password}
          type="password"
          autocomplete="current-password"
          required
          value={password()}
          onText={setPassword}
        />
        <Failure of={sending} />
        <Button type="submit" look="ink" isBusy={sending.isBusy()}>
          {words.signIn.submit}
        </Button>
        <Show when={canHavePasskeys()}>
          <Button onClick={() => void submitPasskey()}>{words.signIn.withPasskey}</Button>
        </Show>
      </form>
      <p class="soft small">{words.signIn.lockedOut}</p>
    </main>
  )
}
