/** Adding somebody to a team: a name, a role, and a PIN that is suggested, and shown this once. */
import { createSignal, For, Show } from 'solid-js'
import type { StoreId } from '../../identifiers.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedMember } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Choice, Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending } from '../sending.ts'
import { suggestPin } from './pin.ts'

export function MemberAdder(props: { readonly store: StoreId; readonly onAdded: () => void }) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<ManagedMember['role']>('associate')
  const [pin, setPin] = createSignal(suggestPin())
  /** Those added here, with their PINs: this page is the only place that ever shows them. */
  const [added, setAdded] = createSignal<readonly { readonly name: string; readonly pin: string }[]>([])

  async function submit() {
    const body = { name: name(), role: role(), pin: pin() }
    const done = await sending.send(() => here.ask<ManagedMember>('POST', `/console/stores/${props.store}/members`, body))
    if (!done) return
    setAdded([...added(), { name: done.value.name, pin: body.pin }])
    setName('')
    setPin(suggestPin())
    props.onAdded()
  }

  return (
    <>
      <form
        class="form-inline"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={words.fields.name} required maxLength={80} value={name()} fault={sending.fault('name')} onText={setName} />
        <RoleChoice role={role()} onRole={setRole} />
        <PinField pin={pin()} fault={sending.fault('pin')} onPin={setPin} />
        <Button type="submit" look="ink" isBusy={sending.isBusy()}>
          {words.members.addThem}
        </Button>
        <Failure of={sending} />
      </form>
      <Show when={added().length > 0}>
        <div class="note" role="status">
          <p>{words.members.addedOnce}</p>
          <ul>
            <For each={added()}>
              {(one) => (
                <li>
                  <span class="strong">{one.name}</span> · {words.members.pinIs} <span class="strong number">{one.pin}</span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </>
  )
}

interface RoleProps {
  readonly role: ManagedMember['role']
  readonly onRole: (role: ManagedMember['role']) => void
}

export function RoleChoice(props: RoleProps) {
  const words = useWords()
  const here = useHere()
  const roles = () => (here.isAdmin ? (['associate', 'manager', 'admin'] as const) : (['associate', 'manager'] as const))
  return (
    <Choice
      label={words.members.role}
      hint={words.members.roleHints[props.role]}
      value={props.role}
      onChoice={(role) => props.onRole(role as ManagedMember['role'])}
    >
      <For each={roles()}>
        {(role) => (
          <option value={role} selected={role === props.role}>
            {words.members.roles[role]}
          </option>
        )}
      </For>
    </Choice>
  )
}

interface PinProps {
  readonly pin: string
  readonly fault: string | null
  readonly onPin: (pin: string) => void
}

export function PinField(props: PinProps) {
  const words = useWords()
  return (
    <Field
      label={words.members.pin}
      required
      inputMode="numeric"
      pattern="\d{4,8}"
      maxLength={8}
      hint={words.members.pinHint}
      value={props.pin}
      fault={props.fault}
      onText={props.onPin}
    />
  )
}
