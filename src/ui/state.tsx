/** The faces of "nothing here", "not yet" and "that did not work": a picture, what happened, and what to do next. */
import { type Component, type JSX, type ParentProps, Show } from 'solid-js'
import './state.css'

interface StateProps {
  readonly icon?: Component<{ size?: number }>
  readonly title: string
  readonly detail?: JSX.Element
  readonly isFailure?: boolean
  /** It is all that the page shows: its title is then the page's. */
  readonly isPage?: boolean
}

export function State(props: ParentProps<StateProps>) {
  return (
    <div class="state" role={props.isFailure ? 'alert' : undefined}>
      <Show when={props.icon}>{(icon) => <span class="state-icon soft">{icon()({ size: 28 })}</span>}</Show>
      <Show when={props.isPage} fallback={<p class="strong">{props.title}</p>}>
        <h1 class="state-page-title">{props.title}</h1>
      </Show>
      <Show when={props.detail}>
        <p class="soft">{props.detail}</p>
      </Show>
      {props.children}
    </div>
  )
}

/** Grey bars where rows will be; one sentence for those who listen. */
export function Loading(props: { readonly label: string; readonly rows?: number; readonly isPage?: boolean }) {
  return (
    <div class="loading" role="status">
      <Show when={props.isPage} fallback={<span class="unseen">{props.label}</span>}>
        <h1 class="unseen">{props.label}</h1>
      </Show>
      {Array.from({ length: props.rows ?? 2 }, () => (
        <span class="loading-row" aria-hidden="true" />
      ))}
    </div>
  )
}
