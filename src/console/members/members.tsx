/** A store's team: who is on it, as what, with which PIN, and who can get into the console. */
import Users from 'lucide-solid/icons/users'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedMember, ManagedMembers, ManagedStore } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Face } from '../../ui/face.tsx'
import { takeLostFocus } from '../../ui/lost-focus.ts'
import { State } from '../../ui/state.tsx'
import { ById } from '../by-id.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { createChosenStore, createStores, StoreChoice } from '../store-choice.tsx'
import { MemberAdder } from './member-adder.tsx'
import { type MemberTask, MemberTasks } from './member-tasks.tsx'

export function Members() {
  const words = useWords()
  const stores = createStores()
  const store = createChosenStore(() => stores.value()?.stores ?? [])
  return (
    <>
      <h1 class="page-title">{words.pages.members}</h1>
      <Load of={stores}>
        {(all) => (
          <Show when={store()} fallback={<State icon={Users} title={words.stores.none} detail={words.stores.noneDetail} />}>
            {(chosen) => (
              <>
                <StoreChoice stores={all().stores} chosen={chosen()} />
                <Team store={chosen()} />
              </>
            )}
          </Show>
        )}
      </Load>
    </>
  )
}

function Team(props: { readonly store: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  const team = createLoaded(
    () => props.store.id,
    (store) => here.ask<ManagedMembers>('GET', `/console/stores/${store}/members`),
  )
  const [task, setTask] = createSignal<MemberTask | null>(null)
  let cards: HTMLDivElement | undefined
  // Whoever is taken off the team takes their row along.
  createEffect(
    on(
      () => team.value()?.members.length,
      () => takeLostFocus(cards),
      { defer: true },
    ),
  )
  return (
    <div class="page-cards" tabIndex={-1} ref={cards}>
      <Load of={team} rows={5}>
        {(its) => (
          <Card title={words.members.team} count={its().members.length}>
            <Show
              when={its().members.length > 0}
              fallback={<State icon={Users} title={words.members.none} detail={words.members.noneDetail} />}
            >
              <ul class="rows">
                <ById each={its().members}>
                  {(member) => <MemberRow member={member()} onTask={setTask} onChanged={team.again} />}
                </ById>
              </ul>
            </Show>
          </Card>
        )}
      </Load>
      <Card title={words.members.add}>
        <MemberAdder store={props.store.id} onAdded={team.again} />
      </Card>
      <MemberTasks
        task={task()}
        onClose={() => {
          setTask(null)
          team.again()
        }}
      />
    </div>
  )
}

interface RowProps {
  readonly member: ManagedMember
  readonly onTask: (task: MemberTask) => void
  readonly onChanged: () => void
}

function MemberRow(props: RowProps) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  /** The same words stand in every row: to those who listen, each says whom it is about. */
  const about = (what: string) => `${what}: ${props.member.name}`
  const mayChange = () => here.isAdmin || props.member.role !== 'admin'
  const unlock = async () => {
    if (await sending.send(() => here.ask('POST', `/console/members/${props.member.id}/unlock`))) props.onChanged()
  }
  return (
    <li class="member">
      <Face name={props.member.name} />
      <div class="grow member-who">
        <div class="strong">
          {props.member.name} <Show when={props.member.isYou}>{words.members.you}</Show>
        </div>
        <div class="soft small">
          {words.members.roles[props.member.role]}
          <Show when={props.member.account}>
            {(account) => (
              <>
                {' · '}
                {account().hasPassword || account().passkeys > 0 ? account().login : words.members.invited(account().login)}
              </>
            )}
          </Show>
        </div>
        <Show when={props.member.lockedOn.length > 0}>
          <div class="member-locked">
            <Chip look="lost">{words.members.lockedOn(props.member.lockedOn.map(({ name }) => name).join(', '))}</Chip>
            <Button aria-label={about(words.members.unlock)} isBusy={sending.isBusy()} onClick={() => void unlock()}>
              {words.members.unlock}
            </Button>
            <span class="failure small" role="alert">
              {sending.failure()}
            </span>
          </div>
        </Show>
      </div>
      <Show when={mayChange()}>
        <div class="row-answers">
          <Button aria-label={about(words.app.change)} onClick={() => props.onTask({ is: 'change', member: props.member })}>
            {words.app.change}
          </Button>
          <Button aria-label={about(words.members.newPin)} onClick={() => props.onTask({ is: 'pin', member: props.member })}>
            {words.members.newPin}
          </Button>
          <Show when={props.member.role !== 'associate'}>
            <Button
              aria-label={about(words.members.access)}
              onClick={() => props.onTask({ is: 'account', member: props.member })}
            >
              {words.members.access}
            </Button>
          </Show>
          <Button aria-label={about(words.app.remove)} onClick={() => props.onTask({ is: 'remove', member: props.member })}>
            {words.app.remove}
          </Button>
        </div>
      </Show>
    </li>
  )
}
