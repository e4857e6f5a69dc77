/** The whole console: the door, and behind it the pages. */
import Bug from 'lucide-solid/icons/bug'
import CloudOff from 'lucide-solid/icons/cloud-off'
import { ErrorBoundary, lazy, Match, Suspense, Switch } from 'solid-js'
import { useWords } from '../locales/console/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { Loading, State } from '../ui/state.tsx'
import type { Door, DoorState } from './door.ts'
import { SignIn } from './entry/sign-in.tsx'
import { Shell } from './shell.tsx'

const SetUp = lazy(async () => ({ default: (await import('./entry/set-up.tsx')).SetUp }))
const PasswordLink = lazy(async () => ({ default: (await import('./entry/password-link.tsx')).PasswordLink }))

export function App(props: { readonly door: Door }) {
  const words = useWords()
  const state = () => props.door.state()
  return (
    <ErrorBoundary fallback={<Broken />}>
      <Suspense fallback={<Opening />}>
        <Switch fallback={<Opening />}>
          <Match when={within(state(), 'in')}>{(its) => <Shell door={props.door} session={its().session} />}</Match>
          <Match when={within(state(), 'out')}>{(its) => <SignIn door={props.door} isUnasked={its().isUnasked} />}</Match>
          <Match when={within(state(), 'setUp')}>{(its) => <SetUp door={props.door} token={its().token} />}</Match>
          <Match when={within(state(), 'passwordLink')}>{(its) => <PasswordLink door={props.door} token={its().token} />}</Match>
          <Match when={state().is === 'unreachable'}>
            <main class="entry">
              <State icon={CloudOff} title={words.app.failed} detail={words.failures.unreachable} isFailure isPage>
                <Button look="ink" onClick={() => void props.door.look()}>
                  {words.app.retry}
                </Button>
              </State>
            </main>
          </Match>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}

function Opening() {
  const words = useWords()
  return (
    <main class="entry">
      <Loading label={words.app.loading} rows={2} isPage />
    </main>
  )
}

function Broken() {
  const words = useWords()
  return (
    <main class="entry">
      <State icon={Bug} title={words.app.broken} detail={words.app.brokenDetail} isFailure isPage>
        <Button look="ink" onClick={() => location.reload()}>
          {words.app.reload}
        </Button>
      </State>
    </main>
  )
}

function within<Is extends DoorState['is']>(state: DoorState, is: Is): Extract<DoorState, { is: Is }> | null {
  return state.is === is ? (state as Extract<DoorState, { is: Is }>) : null
}
