/** The title of a step on the way in. */
import type { ParentProps } from 'solid-js'
import { takeLostFocus } from '../../ui/lost-focus.ts'

/** A step's title takes the focus from the button of the step before, which is gone. */
export function StepTitle(props: ParentProps) {
  return (
    <h2 class="sign-in-title" tabIndex={-1} ref={takeLostFocusOnceUsed}>
      {props.children}
    </h2>
  )
}

/** Not at the first step: a page that opens leaves the focus where a browser puts it. */
function takeLostFocusOnceUsed(title: HTMLElement): void {
  if (navigator.userActivation?.hasBeenActive) takeLostFocus(title)
}
