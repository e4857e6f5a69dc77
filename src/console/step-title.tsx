/** The title of a step of the set-up: where one goes on reading, so it takes the focus from the button that led to it. */
import type { ParentProps } from 'solid-js'

export function StepTitle(props: ParentProps) {
  return (
    <h2 class="form-title" tabIndex={-1} ref={takeFocusOnceUsed}>
      {props.children}
    </h2>
  )
}

/** Not at the first step: a page that opens leaves the focus where a browser puts it. */
function takeFocusOnceUsed(title: HTMLElement): void {
  if (!navigator.userActivation?.hasBeenActive) return
  queueMicrotask(() => title.focus())
}
