/** Adding a passkey: a name for it, then the browser's own dialog. */
import { createSignal } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ConsoleAccount } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import { Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { addPasskey } from '../passkey.ts'
import { createSending } from '../sending.ts'

export function PasskeyAdder(props: { readonly onAdded: (account: ConsoleAccount) => void }) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal('')

  async function add() {
    const done = await addPasskey(here.ask, name())
    if (done.is === 'givenUp') return sending.fail(words.failures.passkeyGivenUp)
    const added = await sending.send(async () => done.reply)
    if (!added) return
    setName('')
    props.onAdded(added.value)
  }

  return (
    <form
      class="form-inline"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <Field
        label={words.account.passkeyName}
        hint={words.account.passkeyNameHint}
        required
        maxLength={80}
        value={name()}
        fault={sending.fault('name')}
        onText={setName}
      />
      <Button type="submit" isBusy={sending.isBusy()}>
        {words.account.addPasskey}
      </Button>
      <Failure of={sending} />
    </form>
  )
}
