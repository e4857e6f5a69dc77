/** Says how much room is left in a field, near its limit. Nothing is cut off: who wrote too much can make it shorter. */
import * as words from '../../locales/en/panel.ts'

const nearTheLimit = 100

export function Left(props: { text: string; most: number }) {
  const left = () => props.most - props.text.length
  return (
    <p class={left() < 0 ? 'left bad' : 'left'} role="status">
      {left() < nearTheLimit && words.left(left())}
    </p>
  )
}
