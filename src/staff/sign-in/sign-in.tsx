/** Who is on shift: the store, the face, the PIN. */
import Users from 'lucide-solid/icons/users'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, createMemo, createResource, createSignal, For, Match, Show, Switch, useContext } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { SignInFaces } from '../../protocol/staff.ts'
import { Button } from '../../ui/button.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { LanguagePicker } from '../language-picker.tsx'
import type { Door } from '../model.ts'
import { usePageTitle } from '../page-title.ts'
import { UpdateContext } from '../update.ts'
import { UpdatePrompt } from '../update-prompt.tsx'
import { Faces } from './faces.tsx'
import { PinPad } from './pin-pad.tsx'
import { StepTitle } from './step-title.tsx'
import './sign-in.css'

type Store = SignInFaces['stores'][number]
type Member = Store['members'][number]

interface SignInProps {
  readonly door: Door
  readonly isUnasked: boolean
  /** Somebody begins to type their PIN: time to fetch what comes after it. */
  readonly onChosen: () => void
}

export function SignIn(props: SignInProps) {
  const words = useWords()
  usePageTitle(() => words.signIn.title)
  const [faces, { refetch }] = createResource(async () => {
    const [reply, lastStore] = await Promise.all([props.door.faces(), props.door.lastStore()])
    return { reply, lastStore }
  })
  const known = createMemo(() => {
    const reply = faces()?.reply
    return reply?.is === 'ok' ? reply.value : null
  })
  const [chosen, setChosen] = createSignal<string | null | undefined>(undefined)
  const update = useContext(UpdateContext)
  createEffect(() => known() && update.watch())
  const [member, setMember] = createSignal<Member | null>(null)
  const choose = (one: Member) => {
    setMember(one)
    props.onChosen()
  }

  /** The only store there is, else the one tapped, else the one this device signed in to before. */
  const store = createMemo((): Store | null => {
    const stores = known()?.stores ?? []
    if (stores.length === 1) return stores[0] ?? null
    const wanted = chosen() === undefined ? faces()?.lastStore : chosen()
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
      <Switch>
        <Match when={faces.loading}>
          <div class="sign-in-wait">
            <Loading label={words.signIn.loading} rows={3} />
          </div>
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
            />
          )}
        </Match>
        <Match when={store()}>
          {(here) => (
            <Faces
              title={words.signIn.whoAreYou}
              store={here()}
              onMember={choose}
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
