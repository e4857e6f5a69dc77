/** The faces of "nothing here", "not yet" and "that did not work": a picture, what happened, and what to do next. */
import { type Component, type JSX, type ParentProps, Show } from 'solid-js'
import './state.css'

interface StateProps {
  readonly icon?: Component<{ size?: number }>
  readonly title: string
  readonly detail?: JSX.Element
  readonly isFailure?: boolean
}

export function State(props: ParentProps<StateProps>) {
  return (
    <div class="state" role={props.isFailure ? 'alert' : undefined}>
      <Show when={props.icon}>{(icon) => <span class="state-icon soft">{icon()({ size: 28 })}</span>}</Show>
      <p class="strong">{props.title}</p>
      <Show when={props.detail}>
        <p class="soft">{props.detail}</p>
      </Show>
      {props.children}
    </div>
  )
}

/** Grey bars where rows will be; one sentence for those who listen. */
export function Loading(props: { readonly label: string; readonly rows?: number }) {
  return (
    <div class="loading" role="status">
      <span class="unseen">{props.label}</span>
      {Array.from({ length: props.rows ?? 2 }, () => (
        <span class="loading-row" aria-hidden="true" />
      ))}
    </div>
  )
}
