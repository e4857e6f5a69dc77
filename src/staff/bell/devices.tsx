/** The devices that can be rung: one's own, for a manager those of the whole team; with how far a bell check of each has got. */
import Smartphone from 'lucide-solid/icons/smartphone'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { For, Match, Show, Switch } from 'solid-js'
import { type CheckTimes, resultOf, stepsOf } from '../../bell-check-result.ts'
import { useFormats } from '../../locales/formats.ts'
import { useWords } from '../../locales/staff/dictionary.ts'
import type { PushHttp } from '../../replica/push-http.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Face } from '../../ui/face.tsx'
import { createNow } from '../../ui/now.ts'
import { Loading, State } from '../../ui/state.tsx'
import { useModel } from '../model.ts'
import { failureInWords } from './check-failure.ts'
import { createChecks, type RingableDevice, type StartedCheck } from './checks.ts'

export function Devices(props: { readonly http: PushHttp }) {
  const model = useModel()
  const words = useWords()
  const now = createNow(() => model.serverNow(), 1_000)
  const checks = createChecks(props.http, () => model.serverNow())
  return (
    <Card title={words.bell.devices} class="bell-devices">
      <p class="soft">{words.bell.devicesDetail}</p>
      <Switch fallback={<Loading label={words.bell.loading} rows={3} />}>
        <Match when={checks.devices()?.length === 0}>
          <State icon={Smartphone} title={words.bell.none} detail={words.bell.noneDetail} />
        </Match>
        <Match when={checks.devices()}>
          {(devices) => (
            <ul class="rows">
              <For each={devices()}>
                {(device) => (
                  <Device device={device} check={checks.of(device.shift)} now={now()} onRing={() => checks.ring(device.shift)} />
                )}
              </For>
            </ul>
          )}
        </Match>
        <Match when={checks.hasFailed()}>
          <State icon={WifiOff} title={words.bell.failed} detail={words.bell.failedDetail} isFailure />
        </Match>
      </Switch>
    </Card>
  )
}

interface DeviceProps {
  readonly device: RingableDevice
  readonly check: StartedCheck | undefined
  /** Server time. */
  readonly now: number
  readonly onRing: () => void
}

function Device(props: DeviceProps) {
  const words = useWords()
  const formats = useFormats()
  const state = () => {
    const { isLive, lastHeardAt, push } = props.device
    const heard = lastHeardAt === null ? words.bell.neverHeard : words.bell.heard(formats.time(lastHeardAt))
    return `${isLive ? words.bell.open : heard} · ${words.bell.push[push]}`
  }
  const isStarting = () => props.check !== undefined && !props.check.check && props.check.failure === null
  return (
    <li class="bell-device">
      <div class="bell-device-who">
        <Face name={props.device.member.name} />
        <div class="grow">
          <div class="strong">
            {props.device.member.name}
            <Show when={props.device.isThis}>
              <span class="soft bell-here"> · {words.bell.here}</span>
            </Show>
          </div>
          <p class="soft small">{state()}</p>
        </div>
        <Button isBusy={isStarting()} onClick={() => props.onRing()}>
          {props.check?.check ? words.bell.ringAgain : words.bell.ring}
          <span class="unseen"> {words.bell.ringOf(props.device.member.name)}</span>
        </Button>
      </div>
      <div role="status">
        <Show when={props.check?.failure}>
          {(failure) => <p class="failure">{failure() === 'notStarted' ? words.bell.notStarted : words.bell[failure()]}</p>}
        </Show>
        <Show when={props.check?.check}>
          {(check) => {
            const result = () => resultOf(check(), props.now)
            return (
              <p class="strong" data-bell-result={result()}>
                {words.bell.result[result()]}
              </p>
            )
          }}
        </Show>
      </div>
      <Show when={props.check?.check}>
        {(check) => (
          <div class="bell-ways">
            <Show when={check().page}>{(times) => <Way name={words.bell.page} times={times()} />}</Show>
            <Show when={check().push}>{(times) => <Way name={words.bell.pushed} times={times()} />}</Show>
          </div>
        )}
      </Show>
    </li>
  )
}

function Way(props: { readonly name: string; readonly times: CheckTimes }) {
  const words = useWords()
  const formats = useFormats()
  const failure = () => failureInWords(props.times, words)
  return (
    <div class="bell-way">
      <h3 class="bell-way-name">{props.name}</h3>
      {/* What never left has no steps to come. */}
      <Show when={props.times.sentAt !== null || failure() === null} fallback={<p class="failure">{failure()}</p>}>
        <dl class="bell-steps">
          <For each={stepsOf(props.times)}>
            {({ step, at }) => (
              <div class="bell-step" data-done={at === null ? undefined : ''}>
                <dt>{words.bell.step[step]}</dt>
                <dd class="number">{at === null ? words.bell.notYet : formats.clock(at)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </div>
  )
}
