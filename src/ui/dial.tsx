/** The countdown: a ring that empties and the whole seconds in it. A timer to screen readers, and one that does not chatter. */
import './dial.css'

interface DialProps {
  /** Between 0 and `wholeMs`. */
  readonly leftMs: number
  readonly wholeMs: number
  /** What it says to those who ask it: “11 seconds left”. */
  readonly label: string
  readonly isSmall?: boolean
}

const radius = 46
const round = 2 * Math.PI * radius

export function Dial(props: DialProps) {
  const emptied = () => round * (1 - Math.max(0, Math.min(1, props.leftMs / Math.max(1, props.wholeMs))))
  return (
    <div class="dial" data-small={props.isSmall ? '' : undefined} role="timer" aria-live="off" aria-label={props.label}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle class="dial-rest" cx="50" cy="50" r={radius} />
        <circle
          class="dial-left"
          cx="50"
          cy="50"
          r={radius}
          style={{ 'stroke-dasharray': round, 'stroke-dashoffset': emptied() }}
        />
      </svg>
      <b class="number" aria-hidden="true">
        {Math.ceil(props.leftMs / 1000)}
      </b>
    </div>
  )
}
