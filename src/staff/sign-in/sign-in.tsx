/** Who is on shift: the store, the face, the PIN. */
import Users from 'lucide-solid/icons/users'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, createMemo, createResource, createSignal, For, Match, Show, Switch, useContext } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { DeviceHere } from '../../protocol/device.ts'
import { Button } from '../../ui/button.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { LanguagePicker } from '../language-picker.tsx'
import type { Door } from '../model.ts'
import { onDemand } from '../on-demand.tsx'
import { usePageTitle } from '../page-title.ts'
import { UpdateContext } from '../update.ts'
import { UpdatePrompt } from '../update-prompt.tsx'
import { Faces } from './faces.tsx'
import { PinPad } from './pin-pad.tsx'
import { StepTitle } from './step-title.tsx'
import './sign-in.css'

type Store = DeviceHere['stores'][number]
type Member = Store['members'][number]

/** Once in a device's life. */
const enrol = onDemand(
  () => import('./enrol.tsx'),
  ({ Enrol }) => Enrol,
)

interface SignInProps {
  readonly door: Door
  readonly isUnasked: boolean
  /** There are stores or faces to choose from. */
  readonly onStanding: () => void
}

export function SignIn(props: SignInProps) {
  const words = useWords()
  usePageTitle(() => words.signIn.title)
  const [found, { refetch, mutate }] = createResource(async () => {
    const [here, lastStore] = await Promise.all([props.door.here(), props.door.lastStore()])
    return { here, lastStore }
  })
  const [offered, setOffered] = createSignal(props.door.offeredCode())
  const [enrolled, setEnrolled] = createSignal<DeviceHere | null>(null)
  const known = createMemo(() => {
    const here = found()?.here
    return here?.is === 'enrolled' ? here.device : null
  })
  /** What stands in place of the faces while this browser has none, or is offered to have others. */
  const outside = createMemo(() => {
    const here = found()?.here
    if (here?.is === 'notEnrolled' || here?.is === 'revoked') return here
    return known() && offered() !== null ? ({ is: 'enrolled' } as const) : null
  })
  const onEnrolled = (device: DeviceHere) => {
    setOffered(null)
    setEnrolled(device)
    mutate((before) => ({ here: { is: 'enrolled', device }, lastStore: before?.lastStore ?? null }))
  }
  const [chosen, setChosen] = createSignal<string | null | undefined>(undefined)
  const update = useContext(UpdateContext)
  createEffect(() => {
    if (!known() && !outside()) return
    update.watch()
    props.onStanding()
  })
  const [member, setMember] = createSignal<Member | null>(null)

  /** The only store there is, else the one tapped, else the one this device signed in to before. */
  const store = createMemo((): Store | null => {
    const stores = known()?.stores ?? []
    if (stores.length === 1) return stores[0] ?? null
    const wanted = chosen() === undefined ? found()?.lastStore : chosen()
    return stores.find(({ id }) => id === wanted) ?? null
  })

  return (
    <main class="sign-in">
      <h1 class="unseen">{words.signIn.title}</h1>
      <header class="sign-in-head">
        <img src="/icon.svg" alt="" width="48" height="48" />
        <div>
          <div class="strong">{words.app.name}</div>
          <div class="soft small">{known()?.retailer.name}</div>
        </div>
        <LanguagePicker />
      </header>
      <UpdatePrompt />
      <Show when={props.isUnasked && !member()}>
        <p class="sign-in-note" role="status">
          {words.signIn.signedOutElsewhere}
        </p>
      </Show>
      <Show when={!member() && enrolled()}>
        {(here) => (
          <p class="sign-in-note" role="status">
            {words.enrol.done(here().device.name, here().stores[0]?.name ?? '')}
          </p>
        )}
      </Show>
      <Switch>
        <Match when={found.loading}>
          <div class="sign-in-wait">
            <Loading label={words.signIn.loading} rows={3} />
          </div>
        </Match>
        <Match when={outside()}>
          {(why) => (
            <enrol.Screen
              door={props.door}
              why={why()}
              onEnrolled={onEnrolled}
              onDismissed={() => setOffered(null)}
              fallback={<Loading label={words.app.loading} rows={3} />}
            />
          )}
        </Match>
        <Match when={!known()}>
          <State icon={WifiOff} title={words.signIn.facesFailed} detail={words.signIn.unreachable} isFailure>
            <Button onClick={() => void refetch()}>{words.app.retry}</Button>
          </State>
        </Match>
        <Match when={known()?.stores.length === 0}>
          <State icon={Users} title={words.signIn.noStores} detail={words.signIn.noStoresDetail} />
        </Match>
        <Match when={member()}>
          {(who) => (
            <PinPad
              name={who().name}
              submit={words.signIn.submit}
              onPin={(pin) => props.door.signIn(store()?.id ?? '', who().id, pin)}
              onBack={() => setMember(null)}
              onNotEnrolled={() => {
                setMember(null)
                void refetch()
              }}
            />
          )}
        </Match>
        <Match when={store()}>
          {(here) => (
            <Faces
              title={words.signIn.whoAreYou}
              store={here()}
              onMember={setMember}
              {...((known()?.stores.length ?? 0) > 1 && { onOtherStore: () => setChosen(null) })}
            />
          )}
        </Match>
        <Match when={known()}>{(all) => <Stores stores={all().stores} onStore={(one) => setChosen(one.id)} />}</Match>
      </Switch>
    </main>
  )
}

function Stores(props: { readonly stores: readonly Store[]; readonly onStore: (store: Store) => void }) {
  const words = useWords()
  return (
    <>
      <StepTitle>{words.signIn.whichStore}</StepTitle>
      <ul class="store-list">
        <For each={props.stores}>
          {(store) => (
            <li>
              <Button class="store-choice" onClick={() => props.onStore(store)}>
                <span class="strong">{store.name}</span>
                <span class="soft small">{words.signIn.team(store.members.length)}</span>
              </Button>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}
