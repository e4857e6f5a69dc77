/**
 * Screens whose code the first paint does not need come in chunks of their own. A chunk is fetched when its screen is shown, or
 * ahead of need once the page is idle, and fetched again for as long as the network drops it.
 */
import WifiOff from 'lucide-solid/icons/wifi-off'
import { type Component, createSignal, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../locales/staff/dictionary.ts'
import { State } from '../ui/state.tsx'
import { repeatable } from './repeatable.ts'

export interface OnDemand<Props> {
  /** The screen; `fallback` stands in its place while its code is on the way. */
  readonly Screen: Component<Props & { readonly fallback?: JSX.Element }>
  /** Fetches the code ahead of need. A failure is not told: whoever needs the screen asks again. */
  prefetch(): void
}

const againMs = 1_500
/** So often in vain, it is said on screen. It goes on trying all the same. */
const toldAfter = 3

/** `load` is a dynamic import, `pick` says which component of it is the screen. */
export function onDemand<Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => Component<Props>,
): OnDemand<Props> {
  const [loaded, setLoaded] = createSignal<Component<Props>>()
  const repeat = repeatable(load)
  const fetch = (onFailure: () => void): void => {
    if (!loaded()) repeat().then((module) => setLoaded(() => pick(module)), onFailure)
  }
  return {
    Screen(props) {
      const words = useWords()
      const [failures, setFailures] = createSignal(0)
      let timer: ReturnType<typeof setTimeout> | undefined
      let isGone = false
      const ask = () =>
        fetch(() => {
          if (isGone) return
          setFailures((before) => before + 1)
          timer = setTimeout(ask, againMs)
        })
      onMount(ask)
      onCleanup(() => {
        isGone = true
        clearTimeout(timer)
      })
      return (
        <Switch fallback={props.fallback}>
          <Match when={loaded()}>{(its) => <Dynamic component={its()} {...props} />}</Match>
          <Match when={failures() >= toldAfter}>
            <State icon={WifiOff} title={words.app.partMissing} detail={words.app.partMissingDetail} isFailure />
          </Match>
        </Switch>
      )
    },
    prefetch: () => fetch(() => {}),
  }
}

/** Does what nobody waits for, once the browser has nothing better to do. */
export function whenIdle(go: () => void): void {
  // Safari has no idle callback; a while after the paint serves as well.
  if ('requestIdleCallback' in window) requestIdleCallback(go, { timeout: 5_000 })
  else setTimeout(go, 1_000)
}
