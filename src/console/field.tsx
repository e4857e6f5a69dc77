/** Fields of forms: a label, what is typed, a hint, and what is wrong with it, each known to a screen reader. */
import { createUniqueId, type JSX, type ParentProps, Show, splitProps } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Sending } from './sending.ts'

interface Described {
  readonly label: string
  readonly hint?: JSX.Element
  readonly fault?: string | null
}

interface FieldProps extends Described, Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'onInput'> {
  readonly onText: (text: string) => void
}

export function Field(props: FieldProps) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'fault', 'onText'])
  const id = createUniqueId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {own.label}
      </label>
      <input
        class="field-input"
        id={id}
        type="text"
        autocomplete="off"
        {...rest}
        aria-describedby={`${id}-hint ${id}-fault`}
        aria-invalid={own.fault ? true : undefined}
        onInput={(event) => own.onText(event.currentTarget.value)}
      />
      <Notes id={id} hint={own.hint} fault={own.fault} />
    </div>
  )
}

interface ChoiceProps extends Described, ParentProps {
  readonly value: string
  readonly onChoice: (value: string) => void
}

/** The options are children: `<option value="…">`. */
export function Choice(props: ChoiceProps) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      <select
        class="field-input"
        id={id}
        value={props.value}
        aria-describedby={`${id}-hint ${id}-fault`}
        aria-invalid={props.fault ? true : undefined}
        onChange={(event) => props.onChoice(event.currentTarget.value)}
      >
        {props.children}
      </select>
      <Notes id={id} hint={props.hint} fault={props.fault} />
    </div>
  )
}

function Notes(props: { readonly id: string; readonly hint: JSX.Element; readonly fault: string | null | undefined }) {
  return (
    <>
      <Show when={props.hint}>
        <p class="soft small" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <p class="failure small field-fault" id={`${props.id}-fault`} role="alert">
        {props.fault}
      </p>
    </>
  )
}

/** What went wrong with the whole of it. */
export function Failure(props: { readonly of: Sending }) {
  return (
    <p class="failure field-fault" role="alert">
      {props.of.failure()}
    </p>
  )
}

interface FormDialogProps {
  readonly title: string
  readonly detail?: JSX.Element
  readonly submit: string
  readonly look?: 'ink' | 'lost'
  readonly sending: Sending
  readonly onSubmit: () => void
  readonly onCancel: () => void
}

/** A form, or a question, that lies over the page. Enter answers it, Escape leaves it. */
export function FormDialog(props: ParentProps<FormDialogProps>) {
  const words = useWords()
  return (
    <Dialog title={props.title} detail={props.detail} onCancel={props.onCancel}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          props.onSubmit()
        }}
      >
        {props.children}
        <Failure of={props.sending} />
        <div class="form-answers">
          <Button type="submit" look={props.look ?? 'ink'} isBusy={props.sending.isBusy()}>
            {props.submit}
          </Button>
          <Button onClick={props.onCancel}>{words.app.cancel}</Button>
        </div>
      </form>
    </Dialog>
  )
}
