/** A ring never steals a tap: the answers come alive half a second after they appeared, and only for taps begun after that. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

const armsAfterMs = 500

export interface Armed {
  readonly isArmed: Accessor<boolean>
  /** Wraps an answer, so that a press that began before the buttons were live does nothing. */
  guard(answer: () => void): { onPointerDown: () => void; onClick: (event: MouseEvent) => void }
}

/** Armed again from the start whenever `what` changes: another offer in the same place is another question. */
export function createArmed(what: Accessor<string>): Armed {
  const [isArmed, setIsArmed] = createSignal(false)
  let pressBegan = false
  createEffect(
    on(what, () => {
      setIsArmed(false)
      pressBegan = false
      const timer = setTimeout(() => setIsArmed(true), armsAfterMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return {
    isArmed,
    guard: (answer) => ({
      onPointerDown: () => {
        pressBegan = isArmed()
      },
      onClick: (event) => {
        // A click without a pointer (keyboard, screen reader) has no press to have begun too early.
        if (isArmed() && (pressBegan || event.detail === 0)) answer()
        pressBegan = false
      },
    }),
  }
}
