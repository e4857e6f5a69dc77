/** The whole app: the door, and behind it the screens of a shift. */

import Bug from 'lucide-solid/icons/bug'
import PlugZap from 'lucide-solid/icons/plug-zap'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, ErrorBoundary, Match, Show, Switch } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Button } from '../ui/button.tsx'
import { Loading, State } from '../ui/state.tsx'
import { whenIdle } from './later.ts'
import { type Door, DoorContext, type DoorState, type StaffModel } from './model.ts'
import { onDemand } from './on-demand.tsx'
import { createDocumentTitle } from './page-title.ts'
import { Screens } from './screens.tsx'
import { createShortcut } from './shortcut.ts'
import { type Update, UpdateContext } from './update.ts'
import '../ui/tokens.css'
import '../ui/base.css'

const signIn = onDemand(
  () => import('./sign-in/sign-in.tsx'),
  ({ SignIn }) => SignIn,
)

interface AppProps {
  readonly door: Door
  readonly update: Update
  readonly reload: () => void
  /** A screen stands that is of use, and the browser has nothing better to do: time to fetch what comes after it. */
  readonly onStanding: () => void
}

export function App(props: AppProps) {
  const words = useWords()
  const state = () => props.door.state()
  createDocumentTitle()
  const shortcut = createShortcut(props.door)
  const stand = () => whenIdle(props.onStanding)
  createEffect(() => modelIn(state())?.isLoaded() && stand())
  return (
    <ErrorBoundary fallback={<Broken onReload={props.reload} />}>
      <UpdateContext.Provider value={props.update}>
        <Switch>
          <Match when={modelIn(state())} keyed>
            {(model) => (
              <DoorContext.Provider value={props.door}>
                <Screens model={model} shortcut={shortcut} />
              </DoorContext.Provider>
            )}
          </Match>
          <Match when={state().is === 'looking'}>
            <Opening />
          </Match>
          <Match when={outIn(state())}>
            {(out) => <signIn.Screen door={props.door} isUnasked={out().isUnasked} onStanding={stand} fallback={<Opening />} />}
          </Match>
          <Match when={state().is === 'unreachable'}>
            <main class="whole-page">
              <State icon={WifiOff} title={words.door.unreachable} detail={words.door.unreachableDetail} isFailure isPage>
                <Button look="ink" onClick={() => props.door.retry()}>
                  {words.app.retry}
                </Button>
              </State>
            </main>
          </Match>
          <Match when={stuckIn(state())}>
            {(stuck) => (
              <Stuck
                why={stuck().why}
                // Loading again alone would bring the old shell, which the service worker keeps.
                onReload={stuck().why === 'outdated' ? () => void props.update.takeNewest() : props.reload}
                onStartOver={props.door.startOver}
              />
            )}
          </Match>
        </Switch>
      </UpdateContext.Provider>
    </ErrorBoundary>
  )
}

function Opening() {
  const words = useWords()
  return (
    <main class="whole-page">
      <Loading label={words.app.loading} rows={1} isPage />
    </main>
  )
}

interface StuckProps {
  readonly why: Extract<DoorState, { is: 'stuck' }>['why']
  readonly onReload: () => void
  readonly onStartOver: () => void
}

function Stuck(props: StuckProps) {
  const words = useWords()
  const said = () => {
    switch (props.why) {
      case 'outdated':
        return { title: words.door.outdated, detail: words.door.outdatedDetail }
      case 'olderServer':
        return { title: words.newVersion.olderServer, detail: words.newVersion.olderServerDetail }
      case 'tooManyPages':
        return { title: words.door.tooManyPages, detail: words.door.tooManyPagesDetail }
      case 'refused':
        return { title: words.door.refused, detail: words.door.refusedDetail }
      case 'ahead':
        return { title: words.door.ahead, detail: words.door.aheadDetail }
    }
  }
  return (
    <main class="whole-page">
      <State icon={PlugZap} title={said().title} detail={said().detail} isFailure isPage>
        <Show
          when={props.why === 'ahead'}
          fallback={
            <Button look="ink" onClick={props.onReload}>
              {words.app.reload}
            </Button>
          }
        >
          <Button look="ink" onClick={props.onStartOver}>
            {words.door.startOver}
          </Button>
        </Show>
      </State>
    </main>
  )
}

function Broken(props: { readonly onReload: () => void }) {
  const words = useWords()
  return (
    <main class="whole-page">
      <State icon={Bug} title={words.door.crashed} detail={words.door.crashedDetail} isFailure isPage>
        <Button look="ink" onClick={props.onReload}>
          {words.app.reload}
        </Button>
      </State>
    </main>
  )
}

const modelIn = (state: DoorState): StaffModel | null => (state.is === 'in' ? state.model : null)
const outIn = (state: DoorState) => (state.is === 'out' ? state : null)
const stuckIn = (state: DoorState) => (state.is === 'stuck' ? state : null)
