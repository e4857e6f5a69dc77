/** A list whose rows outlive each look at the server, with the focus and whatever is open in them: they are told apart by identifier. */
import { type Accessor, For, type JSX, Show } from 'solid-js'

interface ByIdProps<Row> {
  readonly each: readonly Row[]
  readonly children: (row: Accessor<Row>) => JSX.Element
}

export function ById<Row extends { readonly id: string }>(props: ByIdProps<Row>) {
  return (
    <For each={props.each.map(({ id }) => id)}>
      {(id) => <Show when={props.each.find((row) => row.id === id)}>{(row) => props.children(row as Accessor<Row>)}</Show>}
    </For>
  )
}
