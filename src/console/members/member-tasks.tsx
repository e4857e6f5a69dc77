/** What can be done to a member, each in a dialog: another name or role, another PIN, access to the console, leaving the team. */
import { createSignal, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedMember } from '../../protocol/console.ts'
import type { OfferedLink } from '../../protocol/console-entry.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Copied } from '../copied.tsx'
import { Field, FormDialog } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending } from '../sending.ts'
import { PinField, RoleChoice } from './member-adder.tsx'
import { suggestPin } from './pin.ts'

export interface MemberTask {
  readonly is: 'change' | 'pin' | 'account' | 'remove'
  readonly member: ManagedMember
}

interface TaskProps {
  readonly member: ManagedMember
  readonly onClose: () => void
}

export function MemberTasks(props: { readonly task: MemberTask | null; readonly onClose: () => void }) {
  const member = (is: MemberTask['is']) => (props.task?.is === is ? props.task.member : null)
  return (
    <Switch>
      <Match when={member('change')}>{(its) => <Change member={its()} onClose={props.onClose} />}</Match>
      <Match when={member('pin')}>{(its) => <NewPin member={its()} onClose={props.onClose} />}</Match>
      <Match when={member('account')}>{(its) => <Access member={its()} onClose={props.onClose} />}</Match>
      <Match when={member('remove')}>{(its) => <Leave member={its()} onClose={props.onClose} />}</Match>
    </Switch>
  )
}

function Change(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal(props.member.name)
  const [role, setRole] = createSignal(props.member.role)
  const submit = async () => {
    const { id, name: before, role: roleBefore } = props.member
    const body = {
      ...(name() === before ? {} : { name: name() }),
      ...(role() === roleBefore ? {} : { role: role() }),
    }
    if (Object.keys(body).length === 0) return props.onClose()
    if (await sending.send(() => here.ask('PUT', `/console/members/${id}`, body))) props.onClose()
  }
  return (
    <FormDialog
      title={words.members.change(props.member.name)}
      submit={words.app.save}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    >
      <Field label={words.fields.name} required maxLength={80} value={name()} fault={sending.fault('name')} onText={setName} />
      <RoleChoice role={role()} onRole={setRole} />
      <Show when={role() === 'associate' && props.member.account}>
        <p class="failure">{words.members.losesAccount}</p>
      </Show>
    </FormDialog>
  )
}

function NewPin(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [pin, setPin] = createSignal(suggestPin())
  const submit = async () => {
    if (await sending.send(() => here.ask('PUT', `/console/members/${props.member.id}/pin`, { pin: pin() }))) props.onClose()
  }
  return (
    <FormDialog
      title={words.members.newPinFor(props.member.name)}
      detail={words.members.newPinDetail}
      submit={words.members.newPin}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    >
      <PinField pin={pin()} fault={sending.fault('pin')} onPin={setPin} />
    </FormDialog>
  )
}

function Access(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const taking = createSending()
  const [login, setLogin] = createSignal(props.member.account?.login ?? '')
  const [link, setLink] = createSignal<string | null>(null)
  const path = () => `/console/members/${props.member.id}/account`
  const submit = async () => {
    const offered = await sending.send(() => here.ask<OfferedLink>('PUT', path(), { login: login() }))
    if (offered) setLink(`${location.origin}/console/#password=${offered.value.token}`)
  }
  const take = async () => {
    if (await taking.send(() => here.ask('DELETE', path()))) props.onClose()
  }
  return (
    <Show
      when={link()}
      fallback={
        <FormDialog
          title={words.members.accessFor(props.member.name)}
          detail={props.member.account ? words.members.accessAgain : words.members.accessDetail}
          submit={words.members.makeLink}
          sending={sending}
          onSubmit={() => void submit()}
          onCancel={props.onClose}
        >
          <Field
            label={words.fields.login}
            type="email"
            required
            value={login()}
            fault={sending.fault('login')}
            onText={setLogin}
          />
          <Show when={props.member.account}>
            <Button isBusy={taking.isBusy()} onClick={() => void take()}>
              {words.members.takeAccess}
            </Button>
            <p class="failure field-fault" role="alert">
              {taking.failure()}
            </p>
          </Show>
        </FormDialog>
      }
    >
      {(address) => (
        <Dialog title={words.members.linkFor(props.member.name)} detail={words.members.linkDetail} onCancel={props.onClose}>
          <Copied text={address()} label={words.members.linkFor(props.member.name)} />
          <Button look="ink" onClick={props.onClose}>
            {words.app.done}
          </Button>
        </Dialog>
      )}
    </Show>
  )
}

function Leave(props: TaskProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const submit = async () => {
    if (await sending.send(() => here.ask('DELETE', `/console/members/${props.member.id}`))) props.onClose()
  }
  return (
    <FormDialog
      title={words.members.removeAsk(props.member.name)}
      detail={words.members.removeDetail}
      submit={words.app.remove}
      look="lost"
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onClose}
    />
  )
}
