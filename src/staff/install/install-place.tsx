/** Where the install hint stands, once the page has nothing better to do: its code is fetched then, and nobody waits for it. */
import { type Component, createSignal, onMount } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { whenIdle } from '../later.ts'

export function InstallPlace() {
  const [Hint, setHint] = createSignal<Component>()
  onMount(() =>
    whenIdle(() => {
      // Without a network there is no hint this time.
      import('./install-hint.tsx').then(
        ({ InstallHint }) => setHint(() => InstallHint),
        () => {},
      )
    }),
  )
  return <Dynamic component={Hint()} />
}
