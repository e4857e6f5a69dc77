/** What came of the last time that a device was rung on purpose: in one sentence, and step by step for whoever wants to know. */
import { createMemo, For, Show } from 'solid-js'
import { type CheckTimes, resultOf, stepsOf } from '../../bell-check-result.ts'
import { useWords } from '../../locales/console/dictionary.ts'
import { useFormats } from '../../locales/formats.ts'
import type { ManagedDevice } from '../../protocol/console.ts'

interface LastCheckProps {
  readonly last: NonNullable<ManagedDevice['bell']['lastCheck']>
  /** Server time. */
  readonly at: number
  readonly when: (at: number) => string
  /** It is still ringing: its steps are shown as they come. */
  readonly isFollowed: boolean
}

export function LastCheck(props: LastCheckProps) {
  const words = useWords()
  const check = () => props.last.check
  // Isolated: a time that follows a name from right to left would be read before it.
  const by = () => (props.last.by === null ? null : `\u2068${props.last.by}\u2069`)
  const result = createMemo(() => resultOf(check(), props.at))
  return (
    <div class="last-check">
      <p class="small">
        <span class="soft">{words.bell.last(props.when(check().startedAt), by())}</span>{' '}
        <span role="status" class="strong" data-result={result()}>
          {words.bell.result[result()]}
        </span>
      </p>
      <Show when={check().page || check().push}>
        <details open={props.isFollowed}>
          <summary class="small">{words.bell.steps}</summary>
          <div class="check-ways">
            <Show when={check().page}>{(times) => <Way name={words.bell.page} times={times()} />}</Show>
            <Show when={check().push}>{(times) => <Way name={words.bell.pushed} times={times()} />}</Show>
          </div>
        </details>
      </Show>
    </div>
  )
}

function Way(props: { readonly name: string; readonly times: CheckTimes }) {
  const words = useWords()
  const formats = useFormats()
  const failure = () => (props.times.failureKind && words.bell.failure[props.times.failureKind]) ?? props.times.failure
  return (
    <div class="check-way">
      <h3 class="small strong">{props.name}</h3>
      {/* What never left has no steps to come. */}
      <Show when={props.times.sentAt !== null || failure() === null} fallback={<p class="failure small">{failure()}</p>}>
        <dl class="check-steps">
          <For each={stepsOf(props.times)}>
            {({ step, at }) => (
              <div data-done={at === null ? undefined : ''}>
                <dt class="soft small">{words.bell.step[step]}</dt>
                <dd class="number small">{at === null ? words.bell.notYet : formats.clock(at)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </div>
  )
}
