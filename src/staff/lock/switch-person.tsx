/**
 * Somebody else takes the tablet over: a face and a PIN. Where it rings, the same PIN claims the chat under their own name (CL3).
 * What the person before has not sent yet is named first, in numbers: their words are not for whoever stands here.
 */
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Users from 'lucide-solid/icons/users'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createMemo, createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { DeviceHere } from '../../protocol/device.ts'
import { Button } from '../../ui/button.tsx'
import { Loading, State } from '../../ui/state.tsx'
import { Countdown } from '../incoming/incoming-screen.tsx'
import { type RungHere, useDoor, useModel } from '../model.ts'
import { ownName } from '../own-names.ts'
import { usePageTitle } from '../page-title.ts'
import { Faces } from '../sign-in/faces.tsx'
import { PinPad } from '../sign-in/pin-pad.tsx'
import './lock.css'

type Member = DeviceHere['stores'][number]['members'][number]

interface SwitchPersonProps {
  /** The ring that they come for, where there is one. */
  readonly claims: RungHere | null
  readonly onBack: () => void
}

export function SwitchPerson(props: SwitchPersonProps) {
  const door = useDoor()
  const model = useModel()
  const words = useWords()
  usePageTitle(() => words.lock.switch)
  const [found, { refetch }] = createResource(() => door.here())
  const [member, setMember] = createSignal<Member | null>(null)
  const store = createMemo(() => {
    const its = found()
    const here = its?.is === 'enrolled' ? its.device.stores.find(({ id }) => id === model.session.store.id) : undefined
    return here && { ...here, members: here.members.filter(({ id }) => id !== model.session.member.id) }
  })
  const ring = () => {
    const offer = props.claims && model.rows.offers[`offer/${props.claims.offer}`]
    return offer?.state === 'ringing' || offer?.state === 'waiting' ? offer : null
  }

  return (
    <main class="lock">
      <header class="lock-head">
        <Button look="quiet" onClick={() => (member() ? setMember(null) : props.onBack())}>
          <ArrowLeft class="points" size={20} aria-hidden="true" />
          {words.app.back}
        </Button>
        <h1 class="lock-title">{words.lock.switch}</h1>
        <Show when={ring()}>{(offer) => <Countdown offer={offer()} isSmall />}</Show>
      </header>
      <Show when={props.claims}>
        <p class="lock-note" data-look={ring() ? 'bell' : undefined} role="status">
          {ring() ? words.lock.forRing : words.lock.over}
        </p>
      </Show>
      <Unsent />
      <Switch>
        <Match when={found.loading}>
          <div class="lock-wait">
            <Loading label={words.signIn.loading} rows={3} />
          </div>
        </Match>
        <Match when={found()?.is !== 'enrolled'}>
          <State icon={WifiOff} title={words.signIn.facesFailed} detail={words.signIn.unreachable} isFailure>
            <Button onClick={() => void refetch()}>{words.app.retry}</Button>
          </State>
        </Match>
        <Match when={member()}>
          {(who) => (
            <PinPad
              name={who().name}
              submit={ring() ? words.lock.switchAndClaim : words.lock.switchTo}
              onPin={(pin) => door.signIn(model.session.store.id, who().id, pin, (ring() && props.claims) || undefined)}
              onBack={() => setMember(null)}
              onNotEnrolled={() => setMember(null)}
            />
          )}
        </Match>
        <Match when={store()?.members.length ? store() : null}>
          {(here) => <Faces title={words.lock.whoTakesOver} store={here()} onMember={setMember} />}
        </Match>
        <Match when={true}>
          <State icon={Users} title={words.lock.nobodyElse} detail={words.lock.nobodyElseDetail} />
        </Match>
      </Switch>
    </main>
  )
}

/** What taking over would drop: commands on their way, refused messages, drafts. */
function Unsent() {
  const model = useModel()
  const words = useWords()
  const chats = () => Object.values(model.rows.chats)
  const [drafts] = createResource(async () => {
    const typed = await Promise.allSettled(chats().map(({ id }) => model.draft(id)))
    return typed.filter((one) => one.status === 'fulfilled' && one.value.trim() !== '').length
  })
  const waiting = () => model.unsent().filter(({ command }) => command.kind !== 'reportOffer').length
  const refused = () => chats().flatMap(({ id }) => model.outgoing(id).filter(({ state }) => state.is === 'failed')).length
  const things = () => waiting() + refused() + (drafts() ?? 0)
  return (
    <div role="status">
      <Show when={things() > 0}>
        <p class="lock-note">
          {words.lock.unsent(ownName(model), things())}
          <Show when={waiting() > 0}> {words.lock.unsentWait}</Show>
        </p>
      </Show>
    </div>
  )
}
