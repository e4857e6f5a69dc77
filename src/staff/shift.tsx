/** What surrounds every screen of a shift: the incoming chat, the bell, the notice of having been made unavailable. */
import { createEffect, createMemo, createSignal, Match, on, onCleanup, type ParentProps, Show, Switch } from 'solid-js'
import { useWords } from '../locales/staff/dictionary.ts'
import { Loading } from '../ui/state.tsx'
import { type DeviceFaces, DeviceFacesContext } from './bell/device-faces.ts'
import { nameIn } from './customer-name.ts'
import { IncomingBanner } from './incoming/banner.tsx'
import { createBell } from './incoming/bell.ts'
import { createIncoming, IncomingContext } from './incoming/incoming.ts'
import { IncomingScreen } from './incoming/incoming-screen.tsx'
import { saidOfStage } from './incoming/outcome-words.ts'
import type { Stage } from './incoming/stage.ts'
import { whenIdle } from './later.ts'
import { MadeUnavailable } from './made-unavailable/made-unavailable.tsx'
import { useModel } from './model.ts'
import { createNotices, NoticesContext } from './notices.ts'
import { onDemand } from './on-demand.tsx'
import { useRingingTitle } from './page-title.ts'
import { usePages } from './pages.ts'
import { SoundContext } from './sound.ts'
import { KeepingStrip, OfflineStrip } from './strips.tsx'
import { guardUpdate } from './update-guard.ts'
import { wordsForFailure } from './words-for.ts'
import './shift.css'

const lockScreen = onDemand(
  () => import('./lock/lock-screen.tsx'),
  ({ LockScreen }) => LockScreen,
)
const switchPerson = onDemand(
  () => import('./lock/switch-person.tsx'),
  ({ SwitchPerson }) => SwitchPerson,
)
const cameFor = onDemand(
  () => import('./lock/came-for.tsx'),
  ({ CameFor }) => CameFor,
)
const deviceCare = onDemand(
  () => import('./bell/device-care.tsx'),
  ({ DeviceCare }) => DeviceCare,
)

export function Shift(props: ParentProps) {
  const model = useModel()
  const words = useWords()
  const pages = usePages()
  const notices = createNotices({ model, page: pages.page })
  const incoming = createIncoming({
    model,
    onClaimed: (chat) => pages.go({ is: 'chat', chat }),
    onLateClaimed: (chat) => notices.tell({ is: 'yours', chat, name: nameIn(model.rows, chat, words) ?? words.unsent.somebody }),
  })
  const isTalking = () => pages.page().is === 'chat'
  const isMadeUnavailable = () => Boolean(model.rows.me?.madeUnavailableAt) && !model.isAvailable()
  const onStage = createMemo((): Exclude<Stage, { is: 'quiet' }> | null => {
    const stage = incoming.stage()
    // MI3: what the last miss came to is said by the notice on Home, where the missed chat is too.
    const isToldOnHome = stage.is === 'outcome' && stage.outcome.is === 'missed' && isMadeUnavailable()
    return stage.is === 'quiet' || isToldOnHome ? null : stage
  })
  guardUpdate(() => onStage() !== null)
  const ringing = createMemo(() => {
    const stage = incoming.stage()
    return stage.is === 'ringing' ? stage.offer : null
  })
  const ringingId = createMemo(() => ringing()?.id ?? null)
  const isLocked = model.lock.isLocked
  const nameOf = () => {
    const shopper = ringing()?.shopper
    return shopper ? ((isLocked() ? null : shopper.name) ?? words.customer.nameless(shopper.isReturning)) : null
  }
  // CL3: whoever took the tablet over for a ring comes with it.
  const [takenOverFor, setTakenOverFor] = createSignal(model.cameFor)
  const claimsBySwitch = () => {
    const page = pages.page()
    return page.is === 'switch' ? page.claims : null
  }
  const bell = createBell(() => ringing() !== null || model.bellCheck() !== null, model.bell)
  useRingingTitle(() => (ringing() ? words.incoming.title : null))

  const [faces, setFaces] = createSignal<DeviceFaces | null>(null)
  const [isSettled, setIsSettled] = createSignal(false)
  createEffect(() => {
    if (!model.isLoaded()) return
    whenIdle(() => {
      setIsSettled(true)
      // A tablet is locked and handed over without a network too.
      void lockScreen.prefetch()
      void switchPerson.prefetch()
      void cameFor.prefetch()
    })
  })

  // OF5: displayed is what is on a screen that somebody may be looking at.
  const [isVisible, setIsVisible] = createSignal(!document.hidden)
  const watch = () => setIsVisible(!document.hidden)
  document.addEventListener('visibilitychange', watch)
  onCleanup(() => document.removeEventListener('visibilitychange', watch))
  createEffect(() => {
    const id = ringingId()
    model.setDisplayed(id !== null && isVisible() ? [id] : [])
  })

  // Said once a ring; the countdown's seconds are there for whoever asks for them.
  const [announcement, setAnnouncement] = createSignal('')
  createEffect(
    on(ringingId, () => {
      const offer = ringing()
      const name = nameOf()
      const seconds = Math.round((offer?.countdownMs ?? 0) / 1000)
      if (!offer || name === null) setAnnouncement('')
      else if (isLocked() || offer.shopper.isWithheld) setAnnouncement(words.lock.announce(name, seconds))
      else setAnnouncement(words.incoming.announce(name, offer.shopper.question, seconds))
    }),
  )

  return (
    <IncomingContext.Provider value={incoming}>
      <NoticesContext.Provider value={notices}>
        <SoundContext.Provider value={bell}>
          <DeviceFacesContext.Provider value={faces}>
            <p class="unseen" aria-live="assertive">
              {announcement()}
            </p>
            <p class="unseen" role="status">
              {saidOfStage(words, incoming.stage(), model.connection().is === 'live', isTalking())}
            </p>
            <Switch>
              <Match when={takenOverFor()}>
                {(ring) => <cameFor.Screen ring={ring()} onDone={() => setTakenOverFor(null)} fallback={<Waiting />} />}
              </Match>
              <Match when={claimsBySwitch()}>
                {(ring) => <switchPerson.Screen claims={ring()} onBack={() => pages.go({ is: 'home' })} fallback={<Waiting />} />}
              </Match>
              <Match when={isLocked()}>
                <lockScreen.Screen stage={onStage()} canSound={bell.canSound()} fallback={<Waiting />} />
              </Match>
              <Match when={!isTalking() && onStage()}>
                {(stage) => <IncomingScreen stage={stage()} canSound={bell.canSound()} />}
              </Match>
              <Match when={pages.page().is === 'switch'}>
                <switchPerson.Screen claims={null} onBack={() => pages.go({ is: 'home' })} fallback={<Waiting />} />
              </Match>
              <Match when={true}>
                <div class="shift" data-talking={isTalking() ? '' : undefined}>
                  <div class="shift-strips">
                    <OfflineStrip />
                    <KeepingStrip />
                    <Show when={isTalking() && onStage()}>{(stage) => <IncomingBanner stage={stage()} />}</Show>
                    <Show when={isTalking() && isMadeUnavailable()}>
                      <MadeUnavailable isStrip />
                    </Show>
                    <Show when={incoming.declineFailure()}>
                      {(answer) => (
                        <p class="shift-failure" role="alert">
                          {words.incoming.declineFailed} {wordsForFailure(words, answer())}
                        </p>
                      )}
                    </Show>
                  </div>
                  {props.children}
                </div>
              </Match>
            </Switch>
            <Show when={isSettled() || pages.page().is === 'bell'}>
              <deviceCare.Screen onReady={setFaces} />
            </Show>
          </DeviceFacesContext.Provider>
        </SoundContext.Provider>
      </NoticesContext.Provider>
    </IncomingContext.Provider>
  )
}

function Waiting() {
  const words = useWords()
  return (
    <main class="whole-page">
      <Loading label={words.app.loading} rows={1} isPage />
    </main>
  )
}
