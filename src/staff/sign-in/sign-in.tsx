/** Who is on shift: the store, the face, the PIN. */
import Users from 'lucide-solid/icons/users'
import WifiOff from 'lucide-solid/icons/wifi-off'
import {
  createEffect,
  createMemo,
  createResource,
  createSignal,
  For,
  Match,
  type ParentProps,
  Show,
  Switch,
  useContext,
} from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { SignInFaces } from '../../protocol/staff.ts'
import { Button } from '../../ui/button.tsx'
import { Face } from '../../ui/face.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { Loading, State } from '../../ui/state.tsx'
import { LanguagePicker } from '../language-picker.tsx'
import type { Door } from '../model.ts'
import { usePageTitle } from '../page-title.ts'
import { UpdateContext } from '../update.ts'
import { UpdatePrompt } from '../update-prompt.tsx'
import { PinPad } from './pin-pad.tsx'
import './sign-in.css'

type Store = SignInFaces['stores'][number]
type Member = Store['members'][number]

interface SignInProps {
  readonly door: Door
  readonly isUnasked: boolean
  /** There are stores or faces to choose from. */
  readonly onStanding: () => void
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
  createEffect(() => {
    if (!known()) return
    update.watch()
    props.onStanding()
  })
  const [member, setMember] = createSignal<Member | null>(null)

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
          {(who) => <PinPad door={props.door} store={store()?.id ?? ''} member={who()} onBack={() => setMember(null)} />}
        </Match>
        <Match when={store()}>
          {(here) => (
            <Faces
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

/** A step's title takes the focus from the button of the step before, which is gone. */
function StepTitle(props: ParentProps) {
  return (
    <h2 class="sign-in-title" tabIndex={-1} ref={takeLostFocusOnceUsed}>
      {props.children}
    </h2>
  )
}

/** Not at the first step: a page that opens leaves the focus where a browser puts it. */
function takeLostFocusOnceUsed(title: HTMLElement): void {
  if (navigator.userActivation?.hasBeenActive) takeLostFocus(title)
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

function Faces(props: {
  readonly store: Store
  readonly onMember: (member: Member) => void
  readonly onOtherStore?: () => void
}) {
  const words = useWords()
  return (
    <>
      <div class="sign-in-title">
        <StepTitle>{words.signIn.whoAreYou}</StepTitle>
        <p class="soft">{props.store.name}</p>
      </div>
      <Show
        when={props.store.members.length > 0}
        fallback={<State icon={Users} title={words.signIn.noMembers} detail={words.signIn.noMembersDetail} />}
      >
        <ul class="face-list">
          <For each={props.store.members}>
            {(member) => (
              <li>
                <Button class="face-choice" onClick={() => props.onMember(member)}>
                  <Face name={member.name} isLarge />
                  <span class="face-name strong">{member.name}</span>
                  <Show when={words.signIn.role[member.role]}>{(role) => <span class="soft small">{role()}</span>}</Show>
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.onOtherStore}>
        {(leave) => (
          <Button look="quiet" onClick={() => leave()()}>
            {words.signIn.otherStore}
          </Button>
        )}
      </Show>
    </>
  )
}
