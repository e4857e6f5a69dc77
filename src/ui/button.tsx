/** The app's buttons: 56 pixels tall at least, with a busy state that keeps their size and their name. */
import { type JSX, splitProps } from 'solid-js'
import './button.css'

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** `ink`: the screen's main answer. `bell`: only for what rings. `quiet`: no edge. Plain where absent. */
  readonly look?: 'ink' | 'bell' | 'lost' | 'quiet'
  /** Underway: cannot be pressed again, and says so. */
  readonly isBusy?: boolean
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['look', 'isBusy', 'class', 'disabled'])
  return (
    <button
      type="button"
      {...rest}
      class={`button ${own.class ?? ''}`}
      data-look={own.look}
      disabled={own.disabled || own.isBusy}
      aria-busy={own.isBusy}
    />
  )
}
