/** The stores: what each is called, when its tablets lock, and the figures by which it rings. */
import Store from 'lucide-solid/icons/store'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../locales/console/dictionary.ts'
import type { ManagedStore } from '../../protocol/console.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { State } from '../../ui/state.tsx'
import { ById } from '../by-id.tsx'
import { Choice, Field, FormDialog } from '../field.tsx'
import { addressOf, useHere } from '../here.ts'
import { Load } from '../load.tsx'
import { createSending } from '../sending.ts'
import { createStores } from '../store-choice.tsx'
import { PolicyForm } from './policy-form.tsx'

type Doing =
  | { readonly is: 'add' }
  | { readonly is: 'rename'; readonly store: ManagedStore }
  | { readonly is: 'lock'; readonly store: ManagedStore }
  | { readonly is: 'figures'; readonly store: ManagedStore }

export function Stores() {
  const words = useWords()
  const here = useHere()
  const stores = createStores()
  const [doing, setDoing] = createSignal<Doing | null>(null)
  const done = () => {
    setDoing(null)
    stores.again()
  }
  /** Nobody beside oneself, or no device: the set-up was left half-way. */
  const isUnfinished = () => {
    const all = stores.value()?.stores ?? []
    return all.length > 0 && all.every(({ devices, members }) => devices === 0 || members < 2)
  }

  return (
    <>
      <div class="page-head">
        <h1 class="page-title">{words.pages.stores}</h1>
        <Show when={here.isAdmin}>
          <Button look="ink" onClick={() => setDoing({ is: 'add' })}>
            {words.stores.add}
          </Button>
        </Show>
      </div>
      <Show when={here.isAdmin && isUnfinished()}>
        <div class="note note-row">
          <span class="grow">{words.stores.unfinished}</span>
          <a class="button" href={addressOf({ is: 'start', store: null })}>
            {words.stores.goOn}
          </a>
        </div>
      </Show>
      <Load of={stores}>
        {(all) => (
          <Show
            when={all().stores.length > 0}
            fallback={<State icon={Store} title={words.stores.none} detail={words.stores.noneDetail} />}
          >
            <div class="page-cards">
              <ById each={all().stores}>
                {(store) => (
                  <Card title={store().name}>
                    <div class="store-facts">
                      <a href={addressOf({ is: 'members', store: store().id })}>{words.stores.members(store().members)}</a>
                      <a href={addressOf({ is: 'devices', store: store().id })}>{words.stores.devices(store().devices)}</a>
                      <span class="soft">{words.stores.locksAfter(words.duration(store().idleLockMs))}</span>
                    </div>
                    <div class="form-answers store-answers">
                      <Button onClick={() => setDoing({ is: 'rename', store: store() })}>{words.app.rename}</Button>
                      <Button onClick={() => setDoing({ is: 'lock', store: store() })}>{words.stores.lock}</Button>
                      <Button
                        aria-expanded={figuresOf(doing(), store())}
                        onClick={() => setDoing(figuresOf(doing(), store()) ? null : { is: 'figures', store: store() })}
                      >
                        {words.stores.figures}
                      </Button>
                    </div>
                    <Show when={figuresOf(doing(), store())}>
                      <PolicyForm store={store()} onClose={() => setDoing(null)} />
                    </Show>
                  </Card>
                )}
              </ById>
            </div>
          </Show>
        )}
      </Load>
      <Switch>
        <Match when={doing()?.is === 'add'}>
          <StoreName onDone={done} onCancel={() => setDoing(null)} />
        </Match>
        <Match when={storeOf(doing(), 'rename')}>
          {(store) => <StoreName store={store()} onDone={done} onCancel={() => setDoing(null)} />}
        </Match>
        <Match when={storeOf(doing(), 'lock')}>
          {(store) => <IdleLock store={store()} onDone={done} onCancel={() => setDoing(null)} />}
        </Match>
      </Switch>
    </>
  )
}

const storeOf = (doing: Doing | null, is: 'rename' | 'lock'): ManagedStore | null =>
  doing !== null && doing.is === is ? doing.store : null
const figuresOf = (doing: Doing | null, { id }: ManagedStore): boolean => doing?.is === 'figures' && doing.store.id === id

interface DialogProps {
  readonly onDone: () => void
  readonly onCancel: () => void
}

function StoreName(props: DialogProps & { readonly store?: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [name, setName] = createSignal(props.store?.name ?? '')
  const submit = async () => {
    const { store } = props
    const done = await sending.send(() =>
      store
        ? here.ask('PUT', `/console/stores/${store.id}`, { name: name() })
        : here.ask('POST', '/console/stores', { name: name() }),
    )
    if (done) props.onDone()
  }
  return (
    <FormDialog
      title={props.store ? words.stores.rename : words.stores.add}
      submit={words.app.save}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
    >
      <Field label={words.fields.store} required maxLength={80} value={name()} fault={sending.fault('name')} onText={setName} />
    </FormDialog>
  )
}

const lockChoices = [30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000]

function IdleLock(props: DialogProps & { readonly store: ManagedStore }) {
  const words = useWords()
  const here = useHere()
  const sending = createSending()
  const [idleLockMs, setIdleLockMs] = createSignal(props.store.idleLockMs)
  const choices = [...new Set([...lockChoices, props.store.idleLockMs])].sort((a, b) => a - b)
  const submit = async () => {
    const body = { idleLockMs: idleLockMs() }
    if (await sending.send(() => here.ask('PUT', `/console/stores/${props.store.id}`, body))) props.onDone()
  }
  return (
    <FormDialog
      title={words.stores.lock}
      detail={words.stores.lockDetail}
      submit={words.app.save}
      sending={sending}
      onSubmit={() => void submit()}
      onCancel={props.onCancel}
    >
      <Choice label={words.stores.lockAfter} value={String(idleLockMs())} onChoice={(ms) => setIdleLockMs(Number(ms))}>
        <For each={choices}>
          {(ms) => (
            <option value={ms} selected={ms === idleLockMs()}>
              {words.duration(ms)}
            </option>
          )}
        </For>
      </Choice>
    </FormDialog>
  )
}
