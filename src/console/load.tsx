/** What the server has to be asked for before it can be shown: a face for the wait, one for the failure, and then the thing itself. */
import CloudOff from 'lucide-solid/icons/cloud-off'
import { type Accessor, createResource, type JSX, Match, Switch } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import type { Reply } from '../replica/http.ts'
import { Button } from '../ui/button.tsx'
import { Loading, State } from '../ui/state.tsx'
import { failureWords } from './sending.ts'

export interface Loaded<T> {
  readonly reply: Accessor<Reply<T> | undefined>
  /** What was there last, also while it is asked for again. */
  readonly value: Accessor<T | null>
  again(): void
  put(value: T): void
}

/** Asks at once, and again whenever `about` changes. */
export function createLoaded<T, About>(about: Accessor<About>, ask: (about: About) => Promise<Reply<T>>): Loaded<T> {
  const [reply, { refetch, mutate }] = createResource<Reply<T>, { readonly about: About }>(
    () => ({ about: about() }),
    ({ about }) => ask(about),
  )
  // Read before there is any, a resource takes the whole page away until it comes; the page has a face of its own for that.
  const latest = () => (reply.state === 'ready' || reply.state === 'refreshing' ? reply.latest : undefined)
  return {
    reply: latest,
    value: () => {
      const now = latest()
      return now?.is === 'ok' ? now.value : null
    },
    again: () => void refetch(),
    put: (value) => void mutate({ is: 'ok', value }),
  }
}

interface LoadProps<T> {
  readonly of: Loaded<T>
  readonly rows?: number
  readonly children: (value: Accessor<T>) => JSX.Element
}

export function Load<T>(props: LoadProps<T>) {
  const words = useWords()
  const failed = () => {
    const reply = props.of.reply()
    return reply && reply.is !== 'ok' ? reply : null
  }
  return (
    <Switch fallback={<Loading label={words.app.loading} rows={props.rows ?? 3} />}>
      <Match when={props.of.value()}>{(value) => props.children(value as Accessor<T>)}</Match>
      <Match when={failed()}>
        {(reply) => (
          <State icon={CloudOff} title={words.app.failed} detail={failureWords(words, reply())} isFailure>
            <Button onClick={() => props.of.again()}>{words.app.retry}</Button>
          </State>
        )}
      </Match>
    </Switch>
  )
}
