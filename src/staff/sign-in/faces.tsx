/** A store's team, to choose oneself from. */
import Users from 'lucide-solid/icons/users'
import { For, Show } from 'solid-js'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { DeviceHere } from '../../protocol/device.ts'
import { Button } from '../../ui/button.tsx'
import { Face } from '../../ui/face.tsx'
import { State } from '../../ui/state.tsx'
import { StepTitle } from './step-title.tsx'
import './sign-in.css'

type Store = DeviceHere['stores'][number]
type Member = Store['members'][number]

export function Faces(props: {
  readonly title: string
  readonly store: Store
  readonly onMember: (member: Member) => void
  readonly onOtherStore?: () => void
}) {
  const words = useWords()
  return (
    <>
      <div class="sign-in-title">
        <StepTitle>{props.title}</StepTitle>
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
