/** A box to tick, with what it does said under it. */
import { createUniqueId } from 'solid-js'

interface TickProps {
  readonly label: string
  readonly hint: string
  readonly isOn: boolean
  /** It follows from something else, and cannot be changed here. */
  readonly isFixed?: boolean
  readonly onTick: (isOn: boolean) => void
}

export function Tick(props: TickProps) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label class="tick">
        <input
          type="checkbox"
          checked={props.isOn}
          disabled={props.isFixed}
          aria-describedby={id}
          onChange={(event) => props.onTick(event.currentTarget.checked)}
        />
        <span>{props.label}</span>
      </label>
      <p class="soft small" id={id}>
        {props.hint}
      </p>
    </div>
  )
}
