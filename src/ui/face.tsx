/** A person as two letters in a circle. Decoration: their name always stands beside it. */
import { initials } from './initials.ts'
import './face.css'

export function Face(props: { readonly name: string | null; readonly isLarge?: boolean }) {
  return (
    <span class="face" data-large={props.isLarge ? '' : undefined} aria-hidden="true">
      {initials(props.name)}
    </span>
  )
}
