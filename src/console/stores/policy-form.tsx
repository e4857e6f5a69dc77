/** A store's policy: every figure with what it does, what is usual, and how far it can be moved. Times are asked for in seconds. */
import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedStore } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Failure, Field } from '../field.tsx'
import { useHere } from '../here.ts'
import { createLoaded, Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { type Figure, figureGroups, readFigure, shownFigure } from './figures.ts'

interface ManagedPolicy {
  readonly policy: Readonly<Record<Figure, number>>
  readonly usual: Readonly<Record<Figure, number>>
  readonly bounds: Readonly<Record<Figure, readonly [least: number, most: number]>>
}

export function PolicyForm(props: { readonly store: ManagedStore; readonly onClose: () => void }) {
  const words = useWords()
  const here = useHere()
  const path = () => `/console/stores/${props.store.id}/policy`
  const policy = createLoaded(path, (at) => here.ask<ManagedPolicy>('GET', at))
  const sending = createSending()
  const [typed, setTyped] = createSignal<Partial<Record<Figure, string>>>({})
  const [isSaved, setIsSaved] = createSignal(false)

  const typedFigures = () => Object.entries(typed()) as [Figure, string][]
  const faultOf = (figure: Figure, { bounds }: ManagedPolicy): string | null => {
    const text = typed()[figure]
    if (text !== undefined && readFigure(figure, text, bounds[figure]) === null) return words.policy.outside
    return sending.fault(figure) === null ? null : words.policy.conflict
  }

  async function save(now: ManagedPolicy) {
    setIsSaved(false)
    const read = typedFigures().map(([figure, text]) => [figure, readFigure(figure, text, now.bounds[figure])] as const)
    if (read.some(([, value]) => value === null)) return
    const changes = Object.fromEntries(read.filter(([figure, value]) => value !== now.policy[figure]))
    if (Object.keys(changes).length > 0) {
      const done = await sending.send(() => here.ask<ManagedPolicy>('PUT', path(), changes))
      if (!done) return
      policy.put(done.value)
    }
    setTyped({})
    setIsSaved(true)
  }

  return (
    <Load of={policy}>
      {(now) => (
        <form
          class="form policy"
          onSubmit={(event) => {
            event.preventDefault()
            void save(now())
          }}
        >
          <p class="soft">{words.policy.detail}</p>
          <For each={Object.entries(figureGroups) as [keyof typeof figureGroups, readonly Figure[]][]}>
            {([group, figures]) => (
              <fieldset class="policy-group">
                <legend class="strong">{words.policy.groups[group]}</legend>
                <For each={figures}>
                  {(figure) => {
                    const shown = (ms: number) => shownFigure(figure, ms)
                    const [least, most] = now().bounds[figure]
                    return (
                      <Field
                        label={words.policy.figures[figure].name}
                        inputMode="decimal"
                        required
                        value={typed()[figure] ?? shown(now().policy[figure])}
                        fault={faultOf(figure, now())}
                        hint={`${words.policy.figures[figure].detail} ${words.policy.range(
                          shown(least),
                          shown(most),
                          shown(now().usual[figure]),
                          figure.endsWith('Ms'),
                        )}`}
                        onText={(text) => setTyped({ ...typed(), [figure]: text })}
                      />
                    )
                  }}
                </For>
              </fieldset>
            )}
          </For>
          <Failure of={sending} />
          <p role="status" class="soft">
            <Show when={isSaved()}>{words.policy.saved}</Show>
          </p>
          <div class="form-answers">
            <Button type="submit" look="ink" isBusy={sending.isBusy()}>
              {words.app.save}
            </Button>
            <Button onClick={props.onClose}>{words.app.close}</Button>
          </div>
        </form>
      )}
    </Load>
  )
}
