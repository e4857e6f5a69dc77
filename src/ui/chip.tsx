/** A short fact in a pill, and the dot that never stands without words beside it. */
import type { ParentProps } from 'solid-js'
import './chip.css'

export type DotLook = 'yes' | 'ring' | 'off' | 'lost'

export function Dot(props: { readonly look: DotLook; readonly isLarge?: boolean }) {
  return <span class="dot" data-look={props.look} data-large={props.isLarge ? '' : undefined} aria-hidden="true" />
}

export function Chip(props: ParentProps<{ readonly look?: 'yes' | 'lost' }>) {
  return (
    <span class="chip" data-look={props.look}>
      {props.children}
    </span>
  )
}
