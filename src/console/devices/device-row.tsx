/** A device in its list: what it is, who is signed in on it, whether it would ring, and what can be done about it. */
import { Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { ManagedDevice } from '../../protocol/console.ts'
import { timeOrderedId } from '../../time-ordered.ts'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../field.tsx'
import { useHere } from '../here.ts'
import { createSending } from '../sending.ts'
import { bellStateOf, isFollowed } from './bell-state.ts'
import type { Task } from './device-tasks.tsx'
import { LastCheck } from './last-check.tsx'

interface DeviceRowProps {
  readonly device: ManagedDevice
  /** When it was so, in server time. */
  readonly at: number
  readonly onRung: () => Promise<void>
  readonly onTask: (task: Task['is']) => void
}

export function DeviceRow(props: DeviceRowProps) {
  const words = useWords()
  const here = useHere()
  const formats = useFormats()
  const ringing = createSending()
  const state = () => bellStateOf(props.device)
  const when = (at: number) =>
    formats.isSameDay(at, props.at) ? formats.time(at) : `${formats.date(at, props.at)}, ${formats.time(at)}`
  const named = (what: string) => `${what}: ${props.device.name}`

  async function ring() {
    const body = { id: timeOrderedId(Date.now()) }
    const rung = await ringing.send(() => here.ask('POST', `/console/devices/${props.device.id}/bell-checks`, body))
    if (!rung && ringing.failure() === words.failures.gone) ringing.fail(words.bell.nobodyThere)
    await props.onRung()
  }

  return (
    <li class="device">
      <div class="device-about">
        <div class="strong any-name">{props.device.name}</div>
        <p class="soft small any-name">
          {props.device.owner ? words.devices.phoneOf(props.device.owner.name) : words.devices.tablet}
          {' · '}
          {words.devices.enrolledAt(formats.date(props.device.enrolledAt, props.at), props.device.enrolledBy)}
          {' · '}
          {words.devices.lastSeen(when(props.device.lastSeenAt))}
        </p>
        <p class="any-name">
          <Show when={props.device.onShift} fallback={words.devices.nobody}>
            {(shift) => (
              <>
                {words.devices.onShift(shift().member.name, when(shift().startedAt))}
                <Show when={shift().lockedAt}>{(at) => <span class="soft"> · {words.devices.lockedAt(when(at()))}</span>}</Show>
              </>
            )}
          </Show>
        </p>
        <p class="device-bell" data-bell={state()}>
          {words.bell.would[state()]}
        </p>
        <Show when={props.device.bell.lastCheck} fallback={<p class="soft small">{words.bell.never}</p>}>
          {(last) => <LastCheck last={last()} at={props.at} when={when} isFollowed={isFollowed(props.device, props.at)} />}
        </Show>
        <Failure of={ringing} />
      </div>
      <div class="row-answers device-answers">
        <Show when={props.device.onShift}>
          <Button aria-label={named(words.bell.ring)} isBusy={ringing.isBusy()} onClick={() => void ring()}>
            {words.bell.ring}
          </Button>
          <Button aria-label={named(words.app.signOut)} onClick={() => props.onTask('signOut')}>
            {words.app.signOut}
          </Button>
        </Show>
        <Button aria-label={named(words.app.rename)} onClick={() => props.onTask('rename')}>
          {words.app.rename}
        </Button>
        <Button aria-label={named(words.devices.revoke)} onClick={() => props.onTask('revoke')}>
          {words.devices.revoke}
        </Button>
      </div>
    </li>
  )
}
