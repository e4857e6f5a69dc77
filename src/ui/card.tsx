/** A titled piece of a page; the title names the region for those who jump from one to the next. */
import { createUniqueId, type JSX, type ParentProps, Show } from 'solid-js'
import './card.css'

interface CardProps {
  readonly title: string
  /** How many, or of how many; said after the title. */
  readonly count?: JSX.Element
  readonly class?: string
}

export function Card(props: ParentProps<CardProps>) {
  const title = createUniqueId()
  return (
    <section class={`card ${props.class ?? ''}`} aria-labelledby={title}>
      <h2 class="card-title" id={title}>
        {props.title}
        <Show when={props.count !== undefined}>
          {' '}
          <span class="soft number">{props.count}</span>
        </Show>
      </h2>
      {props.children}
    </section>
  )
}
