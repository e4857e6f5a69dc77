/** A question that must be answered first. The platform's own modal dialog keeps the focus in and the rest out. */
import { createUniqueId, type JSX, onCleanup, onMount, type ParentProps, Show } from 'solid-js'
import './dialog.css'

interface DialogProps {
  readonly title: string
  readonly detail?: JSX.Element
  /** Escape, or the way back that the screen offers. */
  readonly onCancel: () => void
}

/** Open for as long as it is mounted; focus returns to where it was. */
export function Dialog(props: ParentProps<DialogProps>) {
  const title = createUniqueId()
  const detail = createUniqueId()
  const before = document.activeElement
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  onCleanup(() => {
    dialog?.close()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={title}
      aria-describedby={props.detail ? detail : undefined}
      onCancel={(event) => {
        event.preventDefault()
        props.onCancel()
      }}
    >
      <h2 class="dialog-title" id={title}>
        {props.title}
      </h2>
      <Show when={props.detail}>
        <p class="soft" id={detail}>
          {props.detail}
        </p>
      </Show>
      <div class="dialog-answers">{props.children}</div>
    </dialog>
  )
}
