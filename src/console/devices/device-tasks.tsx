/** What is asked before something is done to a device: its name, and whether it, or whoever is on it, is really meant. */
import { createSignal } from 'solid-js'
import type { StoreId } from '../../identifiers.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedDevice } from '../../protocol/console.ts'
import { Field, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending } from '../sending.ts'

export interface Task {
  readonly is: 'rename' | 'revoke' | 'signOut'
  readonly device: ManagedDevice
}

interface TaskProps {
  readonly device: ManagedDevice
  readonly onClose: () => void
}

export function Rename(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal(props.device.name)
  const submit = async () => {
    if (await sending.send(() => here.ask('PUT', `/console/devices/${props.device.id}`, { name: name() }))) props.onClose()
  }
  return (
    <FormDialog
      title={words.devices.rename}
      submit={words.app.save}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    >
      <Field label={words.devices.name} required maxLength={80} value={name()} fault={sending.fault('name')} onText={setName} />
    </FormDialog>
  )
}

export function Revoke(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const submit = async () => {
    if (await sending.send(() => here.ask('DELETE', `/console/devices/${props.device.id}`))) props.onClose()
  }
  return (
    <FormDialog
      title={words.devices.revokeAsk(props.device.name)}
      detail={words.devices.revokeDetail}
      submit={words.devices.revoke}
      look="lost"
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    />
  )
}

/** Whoever was signed in when it was asked, and nobody who has come since. */
export function SignOut(props: TaskProps & { readonly store: StoreId }) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const shift = props.device.onShift
  const submit = async () => {
    const path = `/console/stores/${props.store}/shifts/${shift?.shift}`
    if (await sending.send(() => here.ask('DELETE', path))) props.onClose()
    else if (sending.failure() === words.failures.gone) props.onClose()
  }
  return (
    <FormDialog
      title={words.devices.signOutAsk(shift?.member.name ?? '', props.device.name)}
      detail={words.devices.signOutDetail}
      submit={words.app.signOut}
      look="lost"
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    />
  )
}
